// Where the one-file page finds what checks drafts: in itself. offline/build.mjs puts it there.
import { Answering } from "../src/answering";
import type { Parts } from "../src/checker";
import { compile, ModuleFailure } from "../src/module";

export const parts: Parts = {
  text: () => held("gouji-text").then(compile),
  files: () => held("gouji-files").then(compile),
  worker() {
    const address = URL.createObjectURL(new Blob([textOf("gouji-worker")], { type: "text/javascript" }));
    try {
      return new Worker(address);
    } finally {
      // The worker keeps what it was begun with; Firefox needs the address until the script is read.
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    }
  },
  here: async () => new Answering(),
};

function textOf(id: string): string {
  const text = document.getElementById(id)?.textContent;
  if (!text) throw new ModuleFailure("damaged", `${id} is not in the file`);
  return text;
}

/** A module that the file holds compressed and as base64. */
async function held(id: string): Promise<ArrayBuffer> {
  try {
    const bytes = Uint8Array.from(atob(textOf(id)), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return await new Response(stream).arrayBuffer();
  } catch (error) {
    throw error instanceof ModuleFailure ? error : new ModuleFailure("damaged", `${id} ${error}`);
  }
}
