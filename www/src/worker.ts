// The checking side: one module instance, one question at a time. Whatever goes wrong is answered, never thrown.
import init, { check, forms } from "gouji";
import type { Answer, Question, Reply } from "./checker";

let ready: Promise<unknown> = Promise.reject(new Error("no module yet"));
ready.catch(() => {});

addEventListener("message", async ({ data }: MessageEvent<Question>) => {
  if (data.ask === "load") {
    ready = init({ module_or_path: data.module });
    ready.catch(() => {});
    return;
  }
  postMessage({ id: data.id, answer: await answerTo(data) } satisfies Reply);
});

async function answerTo(question: Exclude<Question, { ask: "load" }>): Promise<Answer> {
  try {
    await ready;
  } catch (error) {
    return { failure: "unavailable", message: "", details: describe(error) };
  }
  try {
    if (question.ask === "forms") return { forms: forms() };
    return { review: check(question.draft, { ...question.options, document: true }) };
  } catch (error) {
    if (isRefusal(error)) return { failure: "refused", message: error.message, details: "" };
    return { failure: "trapped", message: "", details: describe(error) };
  }
}

/** The module refuses a draft by a plain `Error`; anything else is a fault of its own. */
function isRefusal(error: unknown): error is Error {
  return error instanceof Error && error.constructor === Error;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
