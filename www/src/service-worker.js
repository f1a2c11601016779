// Answers from the files that were stored at the first visit, and asks the site only for what is not among them. The
// names of the files are put in when the page is built; other files make another version, which waits until the page is
// closed everywhere, for an open page needs the files that it began with.
const FILES = /* the built files */ [];
const VERSION = "gouji-" + /* a hash of them */ "";

addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(VERSION).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: "no-cache" })))),
  );
});

addEventListener("activate", (event) => {
  const outdated = (name) => name.startsWith("gouji-") && name !== VERSION;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(outdated).map((name) => caches.delete(name))))
      .then(() => clients.claim()),
  );
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && new URL(request.url).origin === location.origin) event.respondWith(answer(request));
});

async function answer(request) {
  const cache = await caches.open(VERSION);
  const stored = await cache.match(request.mode === "navigate" ? pageOf(request.url) : request, { ignoreVary: true });
  if (stored) return stored;
  const response = await fetch(request);
  // What reads files, and the pages of the rules, are not loaded at the first visit; once needed they are kept too.
  if (response.ok && response.type === "basic") await cache.put(request, response.clone());
  return response;
}

/** The page has two addresses, and may be opened with something behind them. */
function pageOf(address) {
  const { origin, pathname } = new URL(address);
  return origin + pathname.replace(/index\.html$/, "");
}
