// The checking side: one module instance, one question at a time. Whatever goes wrong is answered, never thrown.
import init, { check, forms } from "gouji";
import type { Answer, Question } from "./checker";

let ready: Promise<unknown> = Promise.reject(new Error("no module yet"));
ready.catch(() => {});

addEventListener("message", async ({ data }: MessageEvent<Question>) => {
  if (data.ask === "load") {
    ready = init({ module_or_path: data.module });
    ready.catch(() => {});
    return;
  }
  try {
    await ready;
  } catch (error) {
    return answer({ failure: "unavailable", message: "", details: describe(error) });
  }
  try {
    if (data.ask === "forms") answer({ forms: forms() });
    else answer({ review: check(data.draft, { ...data.options, document: true }) });
  } catch (error) {
    if (isRefusal(error)) answer({ failure: "refused", message: error.message, details: "" });
    else answer({ failure: "trapped", message: "", details: describe(error) });
  }
});

/** The module refuses a draft by a plain `Error`; anything else is a fault of its own. */
function isRefusal(error: unknown): error is Error {
  return error instanceof Error && error.constructor === Error;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function answer(message: Answer): void {
  postMessage(message);
}
