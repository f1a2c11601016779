// TinyMCE: `for` names the <textarea> that the editor takes the place of.
document.querySelector("#editor").value = await (await fetch("./report.html")).text();
await globalThis.tinymce.init({
  selector: "#editor",
  license_key: "gpl",
  plugins: "table",
  height: 500,
  promotion: false,
});
