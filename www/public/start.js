// Runs before the page's own program, and in any browser: says why that program cannot start. Without modules, for the
// browsers that it is meant for have none.
(function () {
  "use strict";

  /** What came in the way of a script: an address that did not load, or what the browser says of it. */
  var obstacle = "";

  /** Whether this is the one-file page, which holds all that it needs. */
  function isOneFile() {
    return document.getElementById("gouji-text") !== null;
  }

  function lacking() {
    var needed = {
      WebAssembly: "WebAssembly" in window,
      modules: "noModule" in HTMLScriptElement.prototype,
      elements: "customElements" in window,
      adoptedStyleSheets: "adoptedStyleSheets" in Document.prototype,
      // Chrome 98, Firefox 94, Safari 15.4: so does everything else that the page is compiled for.
      structuredClone: "structuredClone" in window,
      "Array.prototype.at": "at" in Array.prototype,
    };
    if (isOneFile()) needed.DecompressionStream = "DecompressionStream" in window;
    return Object.keys(needed).filter(function (name) {
      return !needed[name];
    });
  }

  function started() {
    return "customElements" in window && customElements.get("gouji-page") !== undefined;
  }

  function paragraph(text) {
    var element = document.createElement("p");
    element.textContent = text;
    return element;
  }

  function say(what, todo, details) {
    var box = document.createElement("div");
    box.className = "not-started";
    box.setAttribute("role", "alert");
    box.appendChild(paragraph(what)).className = "what";
    box.appendChild(paragraph(todo));
    if (details) box.appendChild(paragraph("详情（给技术人员）：" + details)).className = "details";
    var page = document.getElementsByTagName("gouji-page")[0];
    page.parentNode.replaceChild(box, page);
  }

  function explain() {
    var missing = lacking();
    if (missing.length > 0 && missing[0] === "WebAssembly" && missing.length === 1) {
      say(
        "这个浏览器没有或者关闭了 WebAssembly，网页不能核对草稿。",
        "请在浏览器设置里对本网站关闭“锁定模式”或“严格安全模式”，或者换用新版的 Edge、Chrome 或火狐浏览器。",
        missing.join("、")
      );
    } else if (missing.length > 0) {
      say(
        "这个浏览器太旧，网页不能核对草稿。",
        "请换用新版的浏览器：Edge 或 Chrome 109 以上、火狐 115 以上、Safari 16.4 以上；用 360、QQ 等浏览器的，请切换到“极速模式”并更新到最新版。",
        "缺少 " + missing.join("、")
      );
    } else if (location.protocol === "file:" && !isOneFile()) {
      say(
        "这个网页要放在网站上才能打开，不能直接双击打开。",
        "没有网站、要在本机或者U盘上用的，请用单文件版 gouji.html，双击就能打开。",
        obstacle
      );
    } else if (started()) {
      return;
    } else if (obstacle) {
      say(
        "网页的程序没有载入，现在还不能核对草稿。",
        "请看网络通不通，拦截广告的插件或者安全软件有没有拦住本网站，再刷新网页；仍然不行，请网站管理员看详情里的文件有没有上传、类型是不是 text/javascript、安全策略（Content-Security-Policy）的 script-src 有没有 'self'。",
        obstacle
      );
    } else {
      say("网页的程序没有运行，现在还不能核对草稿。", "请刷新网页；仍然不行，请换用新版的 Edge、Chrome 或火狐浏览器。", "");
    }
  }

  window.addEventListener(
    "error",
    function (event) {
      var target = event.target;
      if (target && target.tagName === "SCRIPT") obstacle = target.src || "一段程序被安全策略拦住";
      else if (event.message && !started()) obstacle = event.message + " " + (event.filename || "");
    },
    true
  );
  // By then every script has run or failed.
  window.addEventListener("load", explain);
})();
