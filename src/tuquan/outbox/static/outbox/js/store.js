// What this phone keeps: drafts, entries to send, and what is needed to write without network.
// Pages and the service worker share it. Every row belongs to a person (uid); nobody reads another's.
(function (self) {
  "use strict";
  const NAME = "tuquan";
  // One step for each released version. A step adds; it never drops what may not have been sent.
  const STEPS = [
    function (db) {
      db.createObjectStore("drafts");
      db.createObjectStore("items", { keyPath: "key" });
      db.createObjectStore("kept");
      db.createObjectStore("meta");
    },
  ];
  let opening = null;

  function settled(request) {
    return new Promise(function (done, fail) {
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
  }

  function openVersion(version) {
    const request = indexedDB.open(NAME, version);
    request.onupgradeneeded = function (event) {
      STEPS.slice(event.oldVersion).forEach((step) => step(request.result));
    };
    return settled(request);
  }

  async function openAny() {
    let db;
    try {
      db = await openVersion(STEPS.length);
    } catch (error) {
      // A newer release was here: it only added, so its stores can be read as they are.
      if (error.name !== "VersionError") throw error;
      db = await openVersion(undefined);
    }
    db.onversionchange = function () {
      db.close();
      opening = null;
    };
    db.onclose = () => (opening = null);
    return db;
  }

  function open() {
    opening = opening || openAny();
    opening.catch(() => (opening = null));
    return opening;
  }

  // One transaction over some stores; `act` may await their requests. Nothing of it, or all.
  async function work(names, mode, act) {
    const db = await open();
    return new Promise(function (done, fail) {
      const options = mode === "readwrite" ? { durability: "strict" } : {};
      const transaction = db.transaction(names, mode, options);
      let result;
      transaction.oncomplete = () => done(result);
      transaction.onabort = () => fail(transaction.error || new Error("stopped"));
      act(...names.map((name) => transaction.objectStore(name))).then(
        (value) => (result = value),
        function (error) {
          fail(error);
          try {
            transaction.abort();
          } catch (over) {
            // The failed request has ended it already.
          }
        }
      );
    });
  }

  const get = (name, key) => work([name], "readonly", (rows) => settled(rows.get(key)));
  const put = (name, value, key) =>
    work([name], "readwrite", (rows) => settled(rows.put(value, key)));
  const drop = (name, key) => work([name], "readwrite", (rows) => settled(rows.delete(key)));
  const all = (name) => work([name], "readonly", (rows) => settled(rows.getAll()));

  // Whose phone this is now. What was kept for somebody else goes; what they wrote stays, unseen.
  // An answer `asked` for before that does not change it; after signing out only a page that was
  // made for somebody does: until the server has heard, its answers still name who is leaving.
  function become(uid, asked) {
    return work(["meta", "kept"], "readwrite", async function (meta, kept) {
      if (asked <= (await settled(meta.get("since")))) return;
      if ((await settled(meta.get("uid"))) === uid) return;
      kept.clear();
      ["kept_at", "closed"].forEach((name) => meta.delete(name));
      meta.put(uid, "uid");
      meta.put(uid ? Date.now() : Infinity, "since");
    });
  }

  const script = self.document && document.currentScript;
  const signedIn = Number((script && script.dataset.uid) || 0);
  const known = signedIn ? become(signedIn) : Promise.resolve();
  known.catch(() => {});

  async function uid() {
    await known;
    return (await get("meta", "uid")) || 0;
  }

  async function kept(name) {
    return (await get("kept", (await uid()) + "|" + name)) || null;
  }

  const place = async (kind, subject) => [await uid(), kind, subject].join("|");
  const draft = {
    place,
    get: async (kind, subject) => (await get("drafts", await place(kind, subject))) || null,
    put: async (kind, subject, value) => put("drafts", value, await place(kind, subject)),
    drop: async (kind, subject) => drop("drafts", await place(kind, subject)),
  };

  const store = { work, settled, get, put, drop, all };
  self.TuQuan = { store, become, uid, kept, draft };
})(self);
