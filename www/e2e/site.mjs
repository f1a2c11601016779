// The built site on a loopback address, as `cargo xtask serve` gives it, and a browser to look at it.
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const root = fileURLToPath(new URL("../..", import.meta.url));

const SITE = process.env.GOUJI_SITE ?? join(root, "dist/site");

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** The contract's policy, so that the page is tested under what an agency may demand. */
export const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; " +
  "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--no-first-run",
];

function executable() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    try {
      return execFileSync("/bin/sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
    } catch {
      // Not under this name.
    }
  }
  throw new Error("No Chromium found; install one or name it in CHROMIUM.");
}

/**
 * Serves the site, or another folder, under the given policy; `types` are given instead of the right ones, and `pages` as if
 * they were in the folder. The answer has its address, how often it was `requested`, and `close`.
 */
export async function serve({ folder = SITE, policy = POLICY, types = {}, pages = {} } = {}) {
  let requested = 0;
  const server = createServer(async (request, response) => {
    requested += 1;
    const path = normalize(decodeURIComponent(new URL(request.url, "http://site").pathname));
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    try {
      const body = pages[path.slice(1)] ?? (await readFile(file));
      response.writeHead(200, {
        "content-type": { ...TYPES, ...types }[extname(file)] ?? "application/octet-stream",
        ...(policy ? { "content-security-policy": policy } : {}),
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    requested: () => requested,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        // Chromium opens connections beforehand; one on which nothing was asked yet would be waited for for ever.
        server.closeAllConnections();
      }),
  };
}

export function launch() {
  return chromium.launch({ executablePath: executable(), args: FLAGS });
}

/**
 * The page in a new context, with everything that it requests and complains of. Without its service worker, unless asked
 * for: what that one requests, no test can bar. `prepare` is given the page before it opens anything.
 */
export async function open(browser, address, { prepare, ...options } = {}) {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: "zh-CN",
    serviceWorkers: "block",
    ...options,
  });
  const page = await context.newPage();
  const requests = [];
  const complaints = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => {
    const isOurs = !message.text().includes("blocked by Playwright");
    if (isOurs && ["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await prepare?.(page);
  await page.goto(address, { waitUntil: "networkidle" });
  return { page, requests, complaints, close: () => context.close() };
}

/** Pastes as a browser does: a clipboard event with the given representations, at the focused element. */
export async function paste(page, data) {
  await page.evaluate((data) => {
    const clipboardData = new DataTransfer();
    for (const [type, text] of Object.entries(data)) clipboardData.setData(type, text);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true, composed: true });
    (document.activeElement ?? document.body).dispatchEvent(event);
  }, data);
}

/** Drops a file on the page. */
export async function drop(page, name, type, bytes) {
  await page.evaluate(
    ({ name, type, bytes }) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(bytes)], name, { type }));
      for (const kind of ["dragenter", "dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
      }
    },
    { name, type, bytes: [...bytes] },
  );
}
