// The checking side: an instance of each module, one question at a time. Whatever goes wrong is answered, never thrown.
import init, { check, discard, forms, type InputError } from "gouji";
import * as files from "gouji/files";
import type { Answer, Question, Reply } from "./checker";
import { blankReports } from "./rehearsal";

type Instance = { check: typeof check; forms: typeof forms };

/** Answers questions, in a worker or, where the browser refuses one, in the page. */
export class Answering {
  /** Null until a module has come; further ones are the same. */
  #ready: Promise<Instance> | null = null;
  /** The checker with all its readers of files, once a file has needed it. */
  #files: Promise<Instance> | null = null;
  /** Whether a draft has come. */
  #begun = false;

  /** Takes what the page sends; null when it asks for no answer. */
  async take(question: Question): Promise<Reply | null> {
    if (question.ask === "load") {
      this.#ready ??= settled(begin(question.module));
      return null;
    }
    if (question.ask === "load-files") {
      this.#files ??= settled(beginFiles(question.module));
      return null;
    }
    this.#begun ||= question.ask === "check";
    return { id: question.id, answer: await this.#answerTo(question) };
  }

  /**
   * Checks blank reports while there is nothing else to do: the browser compiles each of the module's functions when it is
   * first called, which takes several times as long as the check itself.
   */
  async rehearse(): Promise<void> {
    try {
      const { check, forms } = await this.#loaded();
      const newest = forms().at(-1);
      for (const report of newest ? blankReports(newest) : []) {
        // What has come in the meantime is taken first.
        await new Promise((resolve) => setTimeout(resolve));
        if (this.#begun) return;
        check(report, { document: true });
      }
    } catch {
      // A draft's own check tells what is wrong.
    }
  }

  #loaded(): Promise<Instance> {
    return this.#ready ?? Promise.reject(new Error("no module yet"));
  }

  async #answerTo(question: Extract<Question, { id: number }>): Promise<Answer> {
    let instance: Instance;
    try {
      instance = await this.#loaded();
    } catch (error) {
      return { failure: "unavailable", message: "", details: describe(error) };
    }
    if (question.ask === "forms") return attempt(() => ({ forms: instance.forms() }));
    const review = ({ check }: Instance) =>
      attempt(() => ({ review: check(question.draft, question.options) }));
    const answer = review(instance);
    if (!("needs" in answer) || !this.#files) return answer;
    try {
      return review(await this.#files);
    } catch (error) {
      return { failure: "files-unavailable", message: "", details: describe(error) };
    }
  }
}

async function begin(module: WebAssembly.Module): Promise<Instance> {
  discard();
  await init({ module_or_path: module });
  return { check, forms };
}

async function beginFiles(module: WebAssembly.Module): Promise<Instance> {
  files.discard();
  await files.default({ module_or_path: module });
  return files;
}

/** The same promise; that it may fail is known, and told when something is asked. */
function settled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
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
