/**
 * Keeps the page's own files for the next visit, so that it opens without a network. A page opened from a disk has no need
 * of it, and where the browser or the site does not allow it the page works as before.
 */
export function keepForOffline(): void {
  if (!("serviceWorker" in navigator) || !location.protocol.startsWith("http")) return;
  const register = () => navigator.serviceWorker.register("./service-worker.js").catch(() => {});
  if (document.readyState === "complete") void register();
  else addEventListener("load", () => void register(), { once: true });
}
