// As UEditor and KindEditor do it: the editor comes late, in a frame that it makes itself, in the document's design mode.
// `for` names the element that will hold the frame.
const html = await (await fetch("./report.html")).text();
await new Promise((resolve) => setTimeout(resolve, 700));
const frame = document.createElement("iframe");
frame.title = "稿件";
frame.width = "100%";
frame.height = "100%";
document.querySelector("#editor").append(frame);
const page = new DOMParser().parseFromString(html, "text/html");
frame.contentDocument.body.replaceChildren(...page.body.childNodes);
frame.contentDocument.designMode = "on";
