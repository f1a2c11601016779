// Where the package's element finds what checks drafts: files beside it, by the names that they have in the package.
import type { Parts } from "../src/checker";
import { download } from "../src/module";

export const parts: Parts = {
  text: shared(() => download(new URL("./gouji_bg.wasm", import.meta.url))),
  files: shared(() => download(new URL("./files/gouji_bg.wasm", import.meta.url))),
  // Bundlers know a worker by these very words.
  worker: () => new Worker(new URL("./worker.js", import.meta.url), { type: "module" }),
  here: async () => new (await import("../src/answering")).Answering(),
};

/** One download for all elements of a page; tried again after one that failed. */
function shared<T>(load: () => Promise<T>): () => Promise<T> {
  let held: Promise<T> | null = null;
  return () => {
    if (held) return held;
    held = load();
    held.catch(() => (held = null));
    return held;
  };
}
