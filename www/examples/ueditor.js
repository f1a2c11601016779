// UEditor, here as NEditor, the same program with another look: `for` names the element that holds its <script>.
const html = await (await fetch("./report.html")).text();
const editor = globalThis.UE.getEditor("ueditor", { serverUrl: "", autoHeightEnabled: false, initialFrameHeight: 240 });
editor.ready(() => editor.setContent(new DOMParser().parseFromString(html, "text/html").body.innerHTML));
