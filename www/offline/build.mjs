// Builds the page once more, as one file that needs neither a site nor a network: dist/gouji.html, and the same file in the
// site, for those who come there to fetch it.
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const read = (path) => readFile(here(path), "utf8");

/** Bundles a module and all that it imports into one script. */
async function bundle(entry, format) {
  const { output } = await build({
    configFile: here("vite.config.js"),
    logLevel: "warn",
    resolve: { conditions: ["one-file", "module", "browser", "production"] },
    build: {
      write: false,
      copyPublicDir: false,
      rolldownOptions: { input: here(entry), output: { format, codeSplitting: false } },
    },
  });
  // The modules are among what is put out too; the page holds them in another way.
  const [script, ...others] = output.filter(({ type }) => type === "chunk");
  if (others.length > 0) throw new Error(`${entry}: more than one script: ${others.map(({ fileName }) => fileName)}`);
  return script.code;
}

/** A script's text as it may stand in a page: nothing in it can end the element. */
const inlined = (code) => code.replaceAll(/<(?=\/script|script|!--)/gi, "\\x3c").trim();

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** A module as the page holds it. */
async function held(path) {
  return gzipSync(await readFile(here(path)), { level: 9 }).toString("base64");
}

/** Replaces the one place where the pattern stands. */
function replaceOne(html, pattern, replacement) {
  if (html.split(pattern).length !== 2) throw new Error(`index.html: not exactly one ${pattern}`);
  return html.replace(pattern, () => replacement);
}

const start = inlined(await read("public/start.js"));
const page = inlined(await bundle("src/page.ts", "es"));
const worker = inlined(await bundle("src/worker.ts", "iife"));
const style = await read("src/styles/root.css");
const icon = `data:image/svg+xml;base64,${Buffer.from(await read("public/icon.svg")).toString("base64")}`;

// Nothing may be requested, not even from the disk: there is no scheme and no site in this policy but the worker's own.
const policy = [
  "default-src 'none'",
  `script-src ${hash(start)} ${hash(page)} 'wasm-unsafe-eval'`,
  `style-src ${hash(style)}`,
  "worker-src blob:",
  "img-src data:",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const data = (id, text) => `<script type="text/plain" id="${id}">${text}</script>`;
let html = await read("index.html");
html = replaceOne(html, /(?<=Content-Security-Policy"\s+content=")[^"]*/, policy);
html = replaceOne(html, /<link rel="icon"[^>]*>/, `<link rel="icon" type="image/svg+xml" href="${icon}" />`);
html = html.replace(/\s*<link rel="manifest"[^>]*>/, "");
html = replaceOne(html, /<link rel="stylesheet"[^>]*>/, `<style>${style}</style>`);
html = replaceOne(html, /<script [^>]*src="\.\/start\.js"><\/script>/, `<script>${start}</script>`);
html = replaceOne(html, /\s*<script type="module"[^>]*><\/script>/, "");
html = replaceOne(
  html,
  "  </body>",
  [
    data("gouji-worker", worker),
    data("gouji-text", await held("pkg/gouji_bg.wasm")),
    data("gouji-files", await held("pkg/files/gouji_bg.wasm")),
    `<script type="module">${page}</script>`,
    "  </body>",
  ].join("\n"),
);
await mkdir(here("../dist/site"), { recursive: true });
for (const path of ["../dist/gouji.html", "../dist/site/gouji.html"]) await writeFile(here(path), html);
