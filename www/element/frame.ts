import type { Options, Review } from "gouji";
import type { Failure } from "./check-element";

/** What a page asks of the element in a frame. */
interface Asked {
  type: "gouji:check";
  id: unknown;
  draft: string | Uint8Array;
  options?: Options;
}

/** Answers the pages of the allowed origins that ask by `postMessage`; the answer ends that. All others get nothing. */
export function answerPages(
  origins: ReadonlySet<string>,
  check: (draft: string | Uint8Array, options: Options) => Promise<Review>,
  tell: (failure: unknown) => Failure,
): () => void {
  const ended = new AbortController();
  addEventListener(
    "message",
    async ({ data, origin, source }: MessageEvent<unknown>) => {
      // A page without an origin of its own, in a sandbox or from the disk, says "null", as any other of them does.
      if (origin === "null" || !origins.has(origin) || !source || !isAsked(data)) return;
      const { id, draft, options } = data;
      const answer = (message: object) => source.postMessage({ ...message, id }, { targetOrigin: origin });
      try {
        answer({ type: "gouji:checked", review: await check(draft, options ?? {}) });
      } catch (failure) {
        answer({ type: "gouji:failed", ...tell(failure) });
      }
    },
    { signal: ended.signal },
  );
  return () => ended.abort();
}

function isAsked(data: unknown): data is Asked {
  return typeof data === "object" && data !== null && (data as Asked).type === "gouji:check";
}
