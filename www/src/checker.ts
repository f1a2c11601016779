import type { check, Edition, Options, Review } from "gouji";
import { parts } from "#parts";
import type { Answering } from "./answering";
import { type Desk, deskHere, workerDesk } from "./desk";
import { faultOf, type LoadFault } from "./module";

/** What can be checked. */
type Given = Parameters<typeof check>[0];

/** What the page asks of the worker. */
export type Question =
  | { ask: "load"; module: WebAssembly.Module }
  | { ask: "load-files"; module: WebAssembly.Module }
  | { ask: "forms"; id: number }
  | { ask: "check"; id: number; draft: Given; options: Options };

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

/** Where the checker comes from: the site, the one-file page, the package. */
export interface Parts {
  /** The module that reads text and HTML. */
  text(): Promise<WebAssembly.Module>;
  /** The module that reads files too. */
  files(): Promise<WebAssembly.Module>;
  /** Begins a worker; throws where the browser refuses one. */
  worker(): Worker;
  /** What the worker would do, in the page itself. */
  here(): Promise<Answering>;
}

/** The page is taken to be idle after so long, in milliseconds. */
const IDLE = 1000;

/** A check that ended without a review. */
export class CheckFailure extends Error {
  constructor(
    readonly kind: FailureKind,
    message = "",
    /** For whoever mends the checker. */
    readonly details = "",
    /** Why something could not be loaded, where that is known. */
    readonly fault: LoadFault | null = null,
  ) {
    super(message);
  }
}

interface Pending {
  question: Question;
  /** Whether it has been put on a desk. */
  posted: boolean;
  /** Told when the second module begins and ends to be loaded for this question. */
  loading(isLoading: boolean): void;
  resolve(answer: Answer): void;
  reject(failure: CheckFailure): void;
}

/** Checks drafts away from the page, so that the page never stands still; in the page only where there is no other way. */
export class Checker {
  /** Null after a download that failed, which may succeed the next time. */
  #module: Promise<WebAssembly.Module> | null = null;
  /** The checker with all its readers of files; null until a file needs it, and after a download that failed. */
  #files: Promise<WebAssembly.Module> | null = null;
  /** Whether a worker has ever answered. One that never did was not let begin. */
  #answered = false;
  #workersRefused = false;
  readonly #furnished = new WeakSet<Desk>();
  #desk: Desk | null = this.#employ();
  /** Loaded beforehand, so that after a stop or a fault the next check needs no network. */
  #spare: Desk | null = null;
  /** Whether there has been one, or none is wanted any more. */
  #hadSpare = false;
  #asked = 0;
  readonly #pending = new Map<number, Pending>();
  #forms: Promise<Edition[]> | null = null;

  constructor() {
    this.#wantSpare();
  }

  /**
   * Checks a draft; a check that is still running is stopped. `loading` is told when the second module begins and ends to
   * be loaded. Rejects with a {@link CheckFailure}.
   */
  async check(draft: Given, options: Options, loading: (isLoading: boolean) => void = () => {}): Promise<Review> {
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
    if (this.#pending.size > 0) this.#replaceDesk(new CheckFailure("stopped"));
  }

  /** Gives back what it holds; it may be used again. */
  close(): void {
    this.stop();
    this.#desk?.end();
    this.#desk = null;
    this.#dropSpare();
    this.#hadSpare = true;
  }

  async #ask(build: (id: number) => Question, loading: Pending["loading"] = () => {}): Promise<Answer> {
    const id = ++this.#asked;
    const question = build(id);
    const answer = new Promise<Answer>((resolve, reject) =>
      this.#pending.set(id, { question, posted: false, loading, resolve, reject }),
    );
    this.#desk ??= this.#employ();
    this.#load().then(
      (module) => this.#post(id, module),
      (error: unknown) => {
        this.#dropSpare();
        this.#replaceDesk(new CheckFailure("unavailable", "", String(error), faultOf(error)));
      },
    );
    return answer;
  }

  #post(id: number, module: WebAssembly.Module): void {
    const pending = this.#pending.get(id);
    if (!pending || !this.#desk) return;
    pending.posted = true;
    this.#furnish(this.#desk, module);
    this.#desk.post(pending.question);
  }

  /** Puts the module on a desk, once, and before any question. */
  #furnish(desk: Desk, module: WebAssembly.Module): void {
    if (this.#furnished.has(desk)) return;
    this.#furnished.add(desk);
    desk.post({ ask: "load", module });
  }

  #load(): Promise<WebAssembly.Module> {
    if (this.#module) return this.#module;
    const module = parts.text();
    module.catch(() => (this.#module = null));
    return (this.#module = module);
  }

  #employ(): Desk {
    const desk = this.#workersRefused ? this.#here() : this.#worker();
    this.#load().then(
      (module) => this.#furnish(desk, module),
      () => {},
    );
    return desk;
  }

  /** The first check has the processor for itself, and so has the drawing of its result. */
  #wantSpare(): void {
    if (this.#hadSpare) return;
    const idle = globalThis.requestIdleCallback ?? ((deed: () => void) => setTimeout(deed, IDLE));
    idle(() => this.#employSpare(), { timeout: IDLE });
  }

  #employSpare(): void {
    if (this.#hadSpare || this.#workersRefused || this.#pending.size > 0) return;
    this.#hadSpare = true;
    this.#spare = this.#employ();
  }

  #worker(): Desk {
    const receive = (reply: Reply) => {
      this.#answered = true;
      this.#receive(reply);
    };
    try {
      const desk = workerDesk(parts.worker(), receive, (cause) => this.#lose(desk, cause));
      return desk;
    } catch {
      this.#workersRefused = true;
      return this.#here();
    }
  }

  #here(): Desk {
    return deskHere(
      parts.here(),
      (reply) => this.#receive(reply),
      (error) => this.#replaceDesk(new CheckFailure("unavailable", "", String(error), "blocked")),
    );
  }

  /** A worker has gone. If none ever answered, none is let begin, and the questions are asked here. */
  #lose(desk: Desk, cause: string): void {
    if (desk !== this.#desk && desk !== this.#spare) return;
    if (this.#answered) {
      if (desk === this.#spare) this.#dropSpare();
      else this.#replaceDesk(new CheckFailure("trapped", "", cause));
      return;
    }
    this.#workersRefused = true;
    this.#desk?.end();
    this.#dropSpare();
    this.#desk = this.#employ();
    for (const [id, { posted }] of this.#pending) {
      if (posted) this.#load().then((module) => this.#post(id, module));
    }
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
      this.#wantSpare();
      return;
    }
    const fault = answer.failure === "files-unavailable" ? "blocked" : null;
    const failure = new CheckFailure(answer.failure, answer.message, answer.details, fault);
    pending?.reject(failure);
    // After a fault the instance's memory is not to be trusted.
    if (answer.failure !== "refused") this.#replaceDesk(failure);
  }

  /** Loads the second module and asks the same question again. Nothing but the module is fetched. */
  async #askWithFiles(id: number, { question, loading, reject }: Pending): Promise<void> {
    loading(true);
    try {
      const module = await (this.#files ??= parts.files());
      // Stopped, perhaps for another draft; the module is kept.
      if (!this.#pending.has(id)) return;
      this.#desk?.post({ ask: "load-files", module });
      this.#desk?.post(question);
    } catch (error) {
      this.#files = null;
      this.#pending.delete(id);
      reject(new CheckFailure("files-unavailable", "", String(error), faultOf(error)));
    } finally {
      loading(false);
    }
  }

  #replaceDesk(failure: CheckFailure): void {
    for (const { reject } of this.#pending.values()) reject(failure);
    this.#pending.clear();
    this.#desk?.end();
    this.#desk = this.#spare;
    this.#spare = null;
  }

  #dropSpare(): void {
    this.#spare?.end();
    this.#spare = null;
  }
}
