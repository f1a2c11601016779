// Where the site's page finds what checks drafts: files beside it. Other builds put theirs in the place of this one.
// It begins before the page is drawn: the worker and the module take long to get ready.
import filesAddress from "gouji/files/gouji_bg.wasm?url";
import address from "gouji/gouji_bg.wasm?url";
import { Answering } from "./answering";
import type { Parts, Question } from "./checker";
import { download } from "./module";

let module: Promise<WebAssembly.Module> | null = download(address);
module.catch(() => {});
let worker: Worker | null = null;
try {
  worker = begin();
  // One that was not let begin is let go, so that whoever asks for another hears of it.
  worker.addEventListener("error", () => (worker = null), { once: true });
  // It rehearses while the page is being drawn.
  module.then(
    (module) => worker?.postMessage({ ask: "load", module } satisfies Question),
    () => {},
  );
} catch {
  // Asked for another, the browser refuses again.
}

export const parts: Parts = {
  text() {
    const begun = module ?? download(address);
    module = null;
    return begun;
  },
  files: () => download(filesAddress),
  worker() {
    const begun = worker ?? begin();
    worker = null;
    return begun;
  },
  here: async () => new Answering(),
};

function begin(): Worker {
  return new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
}
