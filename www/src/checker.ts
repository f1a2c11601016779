import type { Edition, Options, Review } from "gouji";
import filesAddress from "gouji/files/gouji_bg.wasm?url";
import address from "gouji/gouji_bg.wasm?url";

/** What the page asks of the worker. */
export type Question =
  | { ask: "load"; module: WebAssembly.Module }
  | { ask: "load-files"; module: WebAssembly.Module }
  | { ask: "forms"; id: number }
  | { ask: "check"; id: number; draft: string | Uint8Array; options: Options };

/**
 * How a check can end without a review: the draft cannot be read; the checker failed; it could not be loaded; its second
 * module, which reads files, could not be loaded; the user stopped it, or gave another draft.
 */
export type FailureKind = "refused" | "trapped" | "unavailable" | "files-unavailable" | "stopped";

/** What the worker answers. */
export type Answer =
  | { review: Review }
  | { forms: Edition[] }
  | { needs: "files" }
  | { failure: FailureKind; message: string; details: string };

/** An answer and the question it belongs to. */
export type Reply = { id: number; answer: Answer };

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
  question: Question;
  /** Told when the second module begins and ends to be loaded for this question. */
  loading(isLoading: boolean): void;
  resolve(answer: Answer): void;
  reject(failure: CheckFailure): void;
}

/** Checks drafts away from the page, so that the page never stands still. */
export class Checker {
  /** Null after a download that failed, which may succeed the next time. */
  #module: Promise<WebAssembly.Module> | null = compile(address);
  /** The checker with all its readers of files; null until a file needs it, and after a download that failed. */
  #files: Promise<WebAssembly.Module> | null = null;
  #worker: Worker | null = this.#employ();
  /** Loaded beforehand, so that after a stop or a fault the next check needs no network. */
  #spare: Worker | null = this.#employ();
  #asked = 0;
  readonly #pending = new Map<number, Pending>();
  #forms: Promise<Edition[]> | null = null;

  /**
   * Checks a draft; a check that is still running is stopped. `loading` is told when the second module begins and ends to
   * be loaded. Rejects with a {@link CheckFailure}.
   */
  async check(
    draft: string | Uint8Array,
    options: Options,
    loading: (isLoading: boolean) => void = () => {},
  ): Promise<Review> {
    this.stop();
    const answer = await this.#ask((id) => ({ ask: "check", id, draft, options }), loading);
    if ("review" in answer) return answer.review;
    throw new CheckFailure("trapped", "", "no review in the answer");
  }

  /** The official forms. */
  forms(): Promise<Edition[]> {
    this.#forms ??= this.#ask((id) => ({ ask: "forms", id })).then((answer) => ("forms" in answer ? answer.forms : []));
    this.#forms.catch(() => (this.#forms = null));
    return this.#forms;
  }

  /** Ends what is running, if anything is. */
  stop(): void {
    if (this.#pending.size > 0) this.#replaceWorker(new CheckFailure("stopped"));
  }

  async #ask(build: (id: number) => Question, loading: Pending["loading"] = () => {}): Promise<Answer> {
    const id = ++this.#asked;
    const question = build(id);
    const answer = new Promise<Answer>((resolve, reject) => this.#pending.set(id, { question, loading, resolve, reject }));
    this.#worker ??= this.#employ();
    this.#load().then(
      () => {
        if (this.#pending.has(id)) this.#worker?.postMessage(question);
      },
      (error: unknown) => {
        this.#module = null;
        this.#dropSpare();
        this.#replaceWorker(new CheckFailure("unavailable", "", String(error)));
      },
    );
    return answer;
  }

  #load(): Promise<WebAssembly.Module> {
    return (this.#module ??= compile(address));
  }

  #employ(): Worker {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    this.#load().then(
      (module) => worker.postMessage({ ask: "load", module } satisfies Question),
      () => {},
    );
    worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => this.#receive(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      const failure = new CheckFailure("unavailable", "", event.message ?? "the worker did not start");
      if (worker === this.#worker) this.#replaceWorker(failure);
      else if (worker === this.#spare) this.#dropSpare();
    });
    return worker;
  }

  #receive({ id, answer }: Reply): void {
    const pending = this.#pending.get(id);
    if (pending && "needs" in answer) {
      void this.#askWithFiles(id, pending);
      return;
    }
    this.#pending.delete(id);
    if (!("failure" in answer)) {
      pending?.resolve(answer);
      return;
    }
    const failure = new CheckFailure(answer.failure, answer.message, answer.details);
    pending?.reject(failure);
    // After a fault the instance's memory is not to be trusted.
    if (answer.failure !== "refused") this.#replaceWorker(failure);
  }

  /** Loads the second module and asks the same question again. Nothing but the module is fetched. */
  async #askWithFiles(id: number, { question, loading, reject }: Pending): Promise<void> {
    loading(true);
    try {
      const module = await (this.#files ??= compile(filesAddress));
      // Stopped, perhaps for another draft; the module is kept.
      if (!this.#pending.has(id)) return;
      this.#worker?.postMessage({ ask: "load-files", module } satisfies Question);
      this.#worker?.postMessage(question);
    } catch (error) {
      this.#files = null;
      this.#pending.delete(id);
      reject(new CheckFailure("files-unavailable", "", String(error)));
    } finally {
      loading(false);
    }
  }

  #replaceWorker(failure: CheckFailure): void {
    for (const { reject } of this.#pending.values()) reject(failure);
    this.#pending.clear();
    this.#worker?.terminate();
    this.#worker = this.#spare;
    this.#spare = null;
  }

  #dropSpare(): void {
    this.#spare?.terminate();
    this.#spare = null;
  }
}

/** Compiled once and handed to every worker. A server that gives a wrong media type is borne with. */
async function compile(address: string): Promise<WebAssembly.Module> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return WebAssembly.compile(await response.arrayBuffer());
}
