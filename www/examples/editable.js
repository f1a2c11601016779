// An element that can be edited; <gouji-check for="editor"> needs nothing more.
const html = await (await fetch("./report.html")).text();
const page = new DOMParser().parseFromString(html, "text/html");
document.querySelector("#editor").replaceChildren(...page.body.childNodes);
