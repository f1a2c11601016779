// Files as large as are accepted, in Chromium: node benches/large.mjs PACKAGE FILE...
// PACKAGE is the folder of the npm package. Prints a line for each file: megabytes, seconds until the answer, megabytes of
// the module's memory and of the worker's heap, and the answer. Every file is read by a new instance in a worker of its own,
// as on the page, and the last column is how long that worker took to end when it was stopped in the middle.
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { basename, extname, join } from "node:path";

const [folder, ...files] = process.argv.slice(2);
const { chromium } = createRequire(new URL("../www/package.json", import.meta.url))("playwright-core");

const WORKER = `
  import init, { check } from "/package/files/gouji.js";
  const { memory } = await init();
  postMessage({ ready: true });
  onmessage = async ({ data: path }) => {
    const bytes = new Uint8Array(await (await fetch(path)).arrayBuffer());
    postMessage({ started: true });
    const start = performance.now();
    let answer;
    try {
      const review = check(bytes, {});
      const read = Object.values(review.report.cells).filter((cell) => cell.state === "read").length;
      answer = (review.report.edition ?? "-") + ", " + read + " cells read";
    } catch (error) {
      answer = String(error.message ?? error);
    }
    const time = performance.now() - start;
    postMessage({ time, memory: memory.buffer.byteLength, answer });
  };`;
const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm" };

const server = createServer(async ({ url }, response) => {
  const path = decodeURIComponent(url);
  if (path === "/") return response.setHeader("content-type", "text/html").end("<!doctype html>");
  if (path === "/worker.js") return response.setHeader("content-type", "text/javascript").end(WORKER);
  const file = path.startsWith("/package/") ? join(folder, path.slice("/package/".length)) : files[Number(path.slice("/file/".length))];
  if (!file) return response.writeHead(404).end();
  response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream").end(await readFile(file));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  for (const [number, file] of files.entries()) {
    const read = (stop) =>
      page.evaluate(
        ([path, stop]) =>
          new Promise((resolve, reject) => {
            const worker = new Worker("/worker.js", { type: "module" });
            worker.onerror = (event) => reject(new Error(event.message));
            worker.onmessage = ({ data }) => {
              if (data.ready) worker.postMessage(path);
              else if (data.started && stop) {
                setTimeout(() => {
                  const start = performance.now();
                  worker.terminate();
                  resolve(performance.now() - start);
                }, 20);
              } else if (data.answer) {
                worker.terminate();
                // What was answered before it could be stopped took no time to stop.
                resolve(stop ? 0 : data);
              }
            };
          }),
        [`/file/${number}`, stop],
      );
    const { time, memory, answer } = await read(false);
    const stopped = await read(true);
    const megabytes = (bytes) => (bytes / 1e6).toFixed(1).padStart(7);
    console.log(
      `${basename(file).padEnd(18)}${megabytes((await stat(file)).size)} MB${(time / 1000).toFixed(2).padStart(8)} s` +
        `${megabytes(memory)} MB${stopped.toFixed(0).padStart(5)} ms  ${answer}`,
    );
  }
} finally {
  await browser.close();
  server.close();
}
