// The checking side: an instance of each module, one question at a time. Whatever goes wrong is answered, never thrown.
import init, { check, forms, type InputError } from "gouji";
import type { Answer, Question, Reply } from "./checker";

type Checker = { check: typeof check; forms: typeof forms };

let ready: Promise<Checker> = Promise.reject(new Error("no module yet"));
ready.catch(() => {});
/** The checker with all its readers of files, once a file has needed it. */
let files: Promise<Checker> | null = null;

addEventListener("message", async ({ data }: MessageEvent<Question>) => {
  if (data.ask === "load") {
    ready = init({ module_or_path: data.module }).then(() => ({ check, forms }));
    ready.catch(() => {});
  } else if (data.ask === "load-files") {
    files ??= load(data.module);
    files.catch(() => {});
  } else {
    postMessage({ id: data.id, answer: await answerTo(data) } satisfies Reply);
  }
});

async function load(module: WebAssembly.Module): Promise<Checker> {
  const glue = await import("gouji/files");
  await glue.default({ module_or_path: module });
  return glue;
}

async function answerTo(question: Extract<Question, { id: number }>): Promise<Answer> {
  let checker: Checker;
  try {
    checker = await ready;
  } catch (error) {
    return { failure: "unavailable", message: "", details: describe(error) };
  }
  if (question.ask === "forms") return attempt(() => ({ forms: checker.forms() }));
  const review = ({ check }: Checker) =>
    attempt(() => ({ review: check(question.draft, { ...question.options, document: true }) }));
  const answer = review(checker);
  if (!("needs" in answer) || !files) return answer;
  try {
    return review(await files);
  } catch (error) {
    return { failure: "files-unavailable", message: "", details: describe(error) };
  }
}

function attempt(ask: () => Answer): Answer {
  try {
    return ask();
  } catch (error) {
    if (!isRefusal(error)) return { failure: "trapped", message: "", details: describe(error) };
    if (error.code === "needs-files") return { needs: "files" };
    return { failure: "refused", message: error.message, details: "" };
  }
}

/** The module refuses a draft by a plain `Error`; anything else is a fault of its own. */
function isRefusal(error: unknown): error is InputError {
  return error instanceof Error && error.constructor === Error;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
