// A content system that keeps a report as plain text; <gouji-check for="editor"> needs nothing more.
const html = await (await fetch("./report.html")).text();
const page = new DOMParser().parseFromString(html, "text/html");
const lines = [...page.querySelectorAll("h1, h2, p, tr")].map((line) =>
  line.localName === "tr" ? [...line.cells].map((cell) => cell.textContent).join(" | ") : line.textContent,
);
document.querySelector("#editor").value = lines.join("\n");
