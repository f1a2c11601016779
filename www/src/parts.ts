// Where the site's page finds what checks drafts: files beside it. Other builds put theirs in the place of this one.
import filesAddress from "gouji/files/gouji_bg.wasm?url";
import address from "gouji/gouji_bg.wasm?url";
import type { Parts } from "./checker";
import { download } from "./module";

export const parts: Parts = {
  text: () => download(address),
  files: () => download(filesAddress),
  worker: () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }),
  here: async () => new (await import("./answering")).Answering(),
};
