// The way out: a worker that takes itself and its pages away. What waits to be sent stays.
(function (self) {
  "use strict";
  async function leave() {
    for (const name of await caches.keys()) {
      if (name.startsWith("tuquan-")) await caches.delete(name);
    }
    await self.registration.unregister();
  }
  self.addEventListener("install", () => self.skipWaiting());
  self.addEventListener("activate", (event) => event.waitUntil(leave()));
})(self);
