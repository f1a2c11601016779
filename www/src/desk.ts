import type { Answering } from "./answering";
import type { Question, Reply } from "./checker";

/** Where drafts are checked. */
export interface Desk {
  post(question: Question): void;
  /** Ends whatever is being checked; the desk is not used again. */
  end(): void;
}

/** A desk in a worker, so that the page never stands still. `refused` is told when the browser does not let it begin. */
export function workerDesk(
  worker: Worker,
  receive: (reply: Reply) => void,
  refused: (cause: string) => void,
): Desk {
  worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => receive(data));
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    refused(event.message ?? "the worker did not start");
  });
  return { post: (question) => worker.postMessage(question), end: () => worker.terminate() };
}

/** A desk in the page itself, where the browser refuses a worker: the same answers, but a check cannot be stopped. */
export function deskHere(
  answering: Promise<Answering>,
  receive: (reply: Reply) => void,
  failed: (error: unknown) => void,
): Desk {
  let ended = false;
  return {
    post(question) {
      answering
        .then((side) => (ended ? null : side.take(question)))
        .then((reply) => reply && !ended && receive(reply))
        .catch(failed);
    },
    end: () => (ended = true),
  };
}
