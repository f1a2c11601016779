// CKEditor 5: `for` names the <textarea> that the editor takes the place of.
const { ClassicEditor, Essentials, Heading, Paragraph, Table, TableToolbar } = globalThis.CKEDITOR;
document.querySelector("#editor").value = await (await fetch("./report.html")).text();
await ClassicEditor.create(document.querySelector("#editor"), {
  licenseKey: "GPL",
  plugins: [Essentials, Heading, Paragraph, Table, TableToolbar],
  toolbar: ["undo", "redo", "heading", "insertTable"],
});
