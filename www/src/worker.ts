// The checking side away from the page.
import { Answering } from "./answering";
import type { Question } from "./checker";

const answering = new Answering();

addEventListener("message", async ({ data }: MessageEvent<Question>) => {
  const reply = await answering.take(data);
  if (reply) postMessage(reply);
  if (data.ask === "load") await answering.rehearse();
});
