// The service worker: keeps personless pages and their files, and sends while every page is closed.
// It keeps no page of a person and stores no request.
(function (self) {
  "use strict";
  const { version, files, shells, home } = self.SETTINGS;
  const { store, kept, outbox } = self.TuQuan;
  const PREFIX = "tuquan-";
  const CACHE = PREFIX + version;
  const QUICK = 8000;
  const PATIENT = 30000;

  async function keep(cache, address, how) {
    const request = new Request(address, { credentials: "omit", cache: how });
    const response = await fetch(request);
    if (!response.ok || response.redirected) throw new Error(address);
    await cache.put(address, response);
  }

  const ourCaches = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX));

  // Shells that this phone was given for its person, kept by an older version of this worker.
  async function givenBefore() {
    const found = new Set();
    for (const name of await ourCaches()) {
      for (const request of await (await caches.open(name)).keys()) {
        const { pathname } = new URL(request.url);
        if (!pathname.startsWith("/static/") && !shells.includes(pathname)) found.add(pathname);
      }
    }
    return [...found];
  }

  async function install() {
    const cache = await caches.open(CACHE);
    const given = await givenBefore();
    await Promise.all(files.map((address) => keep(cache, address, "default")));
    await Promise.all(shells.map((address) => keep(cache, address, "reload")));
    await Promise.all(given.map((address) => keep(cache, address, "reload").catch(() => {})));
    await self.skipWaiting();
  }

  async function activate() {
    for (const name of await ourCaches()) if (name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  }

  const cached = (path) => caches.match(path, { ignoreSearch: true, ignoreVary: true });

  // The page without network for an address of the server: a report to write has its own, others
  // are named by the apps.
  async function shellFor(path) {
    const written = /^\/bao-cao\/viet\/(\d+)\/$/.exec(path);
    if (!written) return ((await kept("instead")) || {})[path] || null;
    const reports = await kept("reports");
    const owed = ((reports && reports.open) || []).find((one) => String(one.id) === written[1]);
    return owed && (await cached(new URL(owed.shell, self.location).pathname)) ? owed.shell : null;
  }

  async function withoutNetwork(path, shell) {
    if (shell) return Response.redirect(shell, 302);
    return (await cached(path)) || (await cached(home)) || Response.error();
  }

  const tooLong = (time) => new Promise((_, fail) => setTimeout(fail, time));

  async function page(request) {
    const { pathname } = new URL(request.url);
    const isOurs = pathname.startsWith(home) && (await store.get("meta", "language")) !== "en";
    const shell = isOurs && (await cached(pathname));
    if (shell) return shell;
    const instead = await shellFor(pathname).catch(() => null);
    const time = instead || pathname === "/" ? QUICK : PATIENT;
    try {
      return await Promise.race([fetch(request), tooLong(time)]);
    } catch (error) {
      return withoutNetwork(pathname, instead);
    }
  }

  async function sendAll() {
    if (await outbox.flush()) throw new Error("something still waits");
  }

  self.addEventListener("install", (event) => event.waitUntil(install()));
  self.addEventListener("activate", (event) => event.waitUntil(activate()));
  self.addEventListener("sync", function (event) {
    if (event.tag === "tuquan-send") event.waitUntil(sendAll());
  });
  self.addEventListener("fetch", function (event) {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== self.location.origin) return;
    if (request.mode === "navigate") event.respondWith(page(request));
    else if (files.includes(url.pathname)) {
      event.respondWith(cached(url.pathname).then((found) => found || fetch(request)));
    }
  });
})(self);
