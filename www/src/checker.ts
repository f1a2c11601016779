import type { Edition, Options, Review } from "gouji";
import address from "gouji/gouji_bg.wasm?url";

/** What the page asks of the worker. */
export type Question =
  | { ask: "load"; module: WebAssembly.Module }
  | { ask: "forms" }
  | { ask: "check"; draft: string | Uint8Array; options: Options };

/**
 * How a check can end without a review: the draft cannot be read; the checker failed; it could not be loaded; the user
 * stopped it.
 */
export type FailureKind = "refused" | "trapped" | "unavailable" | "stopped";

/** What the worker answers. */
export type Answer =
  | { review: Review }
  | { forms: Edition[] }
  | { failure: FailureKind; message: string; details: string };

/** A check that ended without a review. */
export class CheckFailure extends Error {
  constructor(
    readonly kind: FailureKind,
    message = "",
    /** For whoever mends the checker. */
    readonly details = "",
  ) {
    super(message);
  }
}

interface Pending {
  resolve(answer: Answer): void;
  reject(failure: CheckFailure): void;
}

/** Checks drafts away from the page, so that the page never stands still. */
export class Checker {
  #module = compile();
  #worker = this.#employ();
  /** Loaded beforehand, so that after a stop or a fault the next check needs no network. */
  #spare = this.#employ();
  #pending: Pending | null = null;
  #forms: Promise<Edition[]> | null = null;

  /** Checks a draft; a check that is still running is stopped. Rejects with a {@link CheckFailure}. */
  async check(draft: string | Uint8Array, options: Options): Promise<Review> {
    this.stop();
    const answer = await this.#ask({ ask: "check", draft, options });
    if ("review" in answer) return answer.review;
    throw new CheckFailure("trapped", "", "no review in the answer");
  }

  /** The official forms. */
  forms(): Promise<Edition[]> {
    this.#forms ??= this.#ask({ ask: "forms" }).then((answer) => ("forms" in answer ? answer.forms : []));
    this.#forms.catch(() => (this.#forms = null));
    return this.#forms;
  }

  /** Ends the running check, if there is one. */
  stop(): void {
    if (!this.#pending) return;
    this.#pending.reject(new CheckFailure("stopped"));
    this.#replaceWorker();
  }

  async #ask(question: Question): Promise<Answer> {
    await this.#module.catch(async (error: unknown) => {
      // A download that failed may succeed the next time.
      this.#module = compile();
      this.#replaceWorker();
      throw new CheckFailure("unavailable", "", String(error));
    });
    return new Promise<Answer>((resolve, reject) => {
      this.#pending = { resolve, reject };
      this.#worker.postMessage(question);
    });
  }

  #employ(): Worker {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    this.#module.then(
      (module) => worker.postMessage({ ask: "load", module } satisfies Question),
      () => {},
    );
    worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => this.#receive(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      if (worker === this.#worker) {
        this.#receive({ failure: "unavailable", message: "", details: event.message ?? "worker" });
      }
    });
    return worker;
  }

  #receive(answer: Answer): void {
    const pending = this.#pending;
    this.#pending = null;
    if (!("failure" in answer)) {
      pending?.resolve(answer);
      return;
    }
    // After a fault the instance's memory is not to be trusted.
    if (answer.failure !== "refused") this.#replaceWorker();
    pending?.reject(new CheckFailure(answer.failure, answer.message, answer.details));
  }

  #replaceWorker(): void {
    this.#pending = null;
    this.#worker.terminate();
    this.#worker = this.#spare;
    this.#spare = this.#employ();
  }
}

/** Compiled once and handed to every worker. A server that gives a wrong media type is borne with. */
async function compile(): Promise<WebAssembly.Module> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return WebAssembly.compile(await response.arrayBuffer());
}
