// wangEditor 5: `for` names the element in which the editor is made.
const html = await (await fetch("./report.html")).text();
const { createEditor, createToolbar } = globalThis.wangEditor;
const editor = createEditor({ selector: "#editor", html });
createToolbar({ editor, selector: "#toolbar" });
