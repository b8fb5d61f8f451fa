// The web app without a network: everything is kept at the first visit. scripts/build_web.mjs writes the list of files
// and its hash into this text, so that another build is another worker. A new worker waits until the page asks for it:
// nothing changes under somebody's hands.
const CACHE = "pooled-HASH";
const FILES = ["FILES"];
const here = (file) => new URL(file, self.location.href).href;

self.addEventListener("install", (event) => {
  const keep = async () => {
    const cache = await caches.open(CACHE);
    // Past the browser's own cache, which may hold the files of another build.
    await cache.addAll(FILES.map((file) => new Request(here(file), { cache: "reload" })));
  };
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    // A second window may still show the old build, which fetches parts of itself later on: its files stay until the
    // next time that there is one window only.
    const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const names = windows.length > 1 ? [] : await caches.keys();
    await Promise.all(
      names.filter((name) => name.startsWith("pooled-") && name !== CACHE).map((name) => caches.delete(name)),
    );
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener("message", (event) => {
  if (event.data === "update") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  const page = event.request.mode === "navigate" ? here("index.html") : event.request.url;
  const kept = async () => {
    const cache = await caches.open(CACHE);
    const mine = await cache.match(page, { ignoreSearch: true });
    // Files have the hash of their content in their names: what another build kept under this name is what is meant.
    return mine ?? (await caches.match(page, { ignoreSearch: true })) ?? fetch(event.request);
  };
  event.respondWith(kept());
});
