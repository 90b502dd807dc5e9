// The queue: what somebody sent stays on the phone until the server has said that it has it.
// Pages and the service worker share it. The rules are in docs/offline.md.
(function (self) {
  "use strict";
  const { store, uid, become, draft } = self.TuQuan;
  const { work, settled, get, put } = store;
  const MOST = 50; // entries in one request
  const LARGEST = 200000; // characters in one request
  const PATIENCE = 3; // after so many attempts an entry goes last and alone
  const REMEMBERED = 100; // entries the server has, kept to look at
  const WAITING = ["queued", "sending", "login"];
  const LATER = [408, 429, 500, 502, 503, 504];
  const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  const listeners = [];
  const channel = self.BroadcastChannel ? new BroadcastChannel("tuquan") : null;

  const isWaiting = (item) => Boolean(item) && WAITING.includes(item.state);
  const hear = () => listeners.forEach((listener) => listener());
  function tell() {
    if (channel) channel.postMessage(1);
    hear();
  }
  if (channel) channel.onmessage = hear;

  function makeKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  // The six letters somebody reads out on the telephone (core/short_codes.py).
  function codeOf(key) {
    const number = parseInt(key.slice(0, 8), 16) >>> 2;
    return [25, 20, 15, 10, 5, 0].map((bits) => LETTERS[(number >>> bits) & 31]).join("");
  }

  function fresh(wanted, more) {
    const key = makeKey();
    const empty = { base: 0, v: "", title: "", after: null };
    const begun = { key, code: codeOf(key), state: "queued", tries: 0, added_at: Date.now() };
    return Object.assign(empty, wanted, begun, more);
  }

  // One document per subject: what was never sent is replaced, what may have arrived is followed.
  function takePlace(item, earlier, items) {
    for (const old of earlier) {
      if (old.state === "received") item.base = Math.max(item.base, old.version || 0);
      else if (isWaiting(old) && old.tries) item.after = old.key;
      else {
        item.after = item.after || old.after;
        items.delete(old.key);
      }
    }
  }

  // The draft goes and the entry comes in one transaction: it is in one place, never in none.
  async function add(wanted) {
    const owner = await uid();
    const open = self.document ? location.pathname + location.search : "";
    const item = fresh(Object.assign({ open }, wanted), { uid: owner });
    const place = await draft.place(item.kind, item.subject);
    try {
      if (!owner) throw new Error("nobody is signed in on this phone");
      await work(["drafts", "items"], "readwrite", async function (drafts, items) {
        const known = await settled(items.getAll());
        const same = (old) =>
          old.uid === owner && old.kind === item.kind && old.subject === item.subject;
        item.n = 1 + Math.max(0, ...known.map((old) => old.n));
        if (item.single) takePlace(item, known.filter(same).sort(byNumber), items);
        drafts.delete(place);
        await settled(items.put(item));
      });
    } catch (error) {
      const refused = { item, full: error.name === "QuotaExceededError" };
      if (self.document) document.dispatchEvent(new CustomEvent("unkept", { detail: refused }));
      throw error;
    }
    tell();
    askForSync();
    return item;
  }

  const byNumber = (one, other) => one.n - other.n;

  const worker = async () => self.registration || (await navigator.serviceWorker.ready);

  // An extra: some browsers send with every page closed. Nothing relies on it.
  async function askForSync() {
    try {
      await (await worker()).sync.register("tuquan-send");
    } catch (absent) {
      // The page retries by itself.
    }
  }

  async function all() {
    const owner = await uid();
    const items = await store.all("items");
    return items.filter((item) => item.uid === owner).sort((one, other) => other.n - one.n);
  }

  async function remove(key) {
    await store.drop("items", key);
    tell();
  }

  // After a conflict or a correction: new values, a new key, the same place in the queue.
  async function resolve(key, data, base, read) {
    const item = await work(["items"], "readwrite", async function (items) {
      const old = await settled(items.get(key));
      const { kind, subject, title, v, single, open, n } = old;
      const wanted = { kind, subject, title, v, single, open, data, base, read };
      const made = fresh(wanted, { uid: old.uid, n });
      items.delete(key);
      items.put(made);
      return made;
    });
    tell();
    askForSync();
    return item;
  }

  // Only JSON is an answer. A login page of a café's network is no network.
  async function ask(address, options, seconds) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), seconds * 1000);
    const headers = Object.assign({ Accept: "application/json" }, options.headers);
    const fixed = { credentials: "same-origin", redirect: "error", cache: "no-store" };
    try {
      const given = Object.assign(fixed, options, { headers, signal: abort.signal });
      const response = await fetch(address, given);
      return { status: response.status, body: await response.json() };
    } finally {
      clearTimeout(timer);
    }
  }

  // Who is signed in, a fresh token, the server's clock. First in every round.
  async function identify() {
    const asked = Date.now();
    const { status, body } = await ask("/phien/", {}, 12);
    if (status !== 200 || typeof body.uid !== "number") throw new Error("no network");
    if (body.uid && !body.closed) await become(body.uid, asked);
    await put("meta", Date.parse(body.now) - Date.now(), "offset");
    return body;
  }

  const now = async () => new Date(Date.now() + ((await get("meta", "offset")) || 0));

  function post(who, batch, empty) {
    const items = batch.map(function (item) {
      const { key, kind, subject, v, base, written_at, data, title, read } = item;
      const sent = { key, kind, subject, v, base, written_at, data };
      return who.closed ? Object.assign(sent, { title, read }) : sent;
    });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": who.csrf };
    const body = JSON.stringify({ uid: who.uid, items, empty });
    return ask("/may/gui/", { method: "POST", headers, body }, 20);
  }

  // What is sent next, in the order it was written; it is marked before it leaves.
  async function take(who, parked) {
    const offset = (await get("meta", "offset")) || 0;
    return work(["items"], "readwrite", async function (items) {
      const known = new Map();
      (await settled(items.getAll())).forEach((item) => known.set(item.key, item));
      const ready = [...known.values()].filter(
        (item) =>
          item.uid === who.uid &&
          isWaiting(item) &&
          !parked.has(item.key) &&
          !isWaiting(known.get(item.after))
      );
      const turn = (item) => (item.tries > PATIENCE ? item.tries : 0);
      ready.sort((one, other) => turn(one) - turn(other) || byNumber(one, other));
      const batch = [];
      let size = 0;
      for (const item of ready) {
        size += JSON.stringify(item.data).length;
        const full = batch.length === MOST || size > LARGEST || turn(item);
        if (batch.length && full) break;
        batch.push(item);
      }
      for (const item of batch) {
        const before = known.get(item.after);
        if (before && before.state === "received") item.base = before.version || item.base;
        else if (before) items.delete(before.key);
        item.after = null;
        item.written_at = item.written_at || new Date(item.added_at + offset).toISOString();
        item.state = "sending";
        item.tries += 1;
        items.put(item);
      }
      return batch;
    });
  }

  const change = (batch, values) =>
    work(["items"], "readwrite", async function (items) {
      for (const item of batch) items.put(Object.assign(item, values(item)));
    });

  // What the server says about one entry.
  function outcome(result) {
    const body = (result && result.body) || {};
    if (!result || LATER.includes(result.status)) return { state: "queued" };
    if (result.status === 201 && body.ok) {
      const { receipt, version, received_at, url, stray, waits } = body;
      return { state: "received", receipt, version, received_at, url, stray, waits };
    }
    const { text, code, lines, server } = body;
    const state = { 409: "conflict", 422: "invalid" }[result.status] || "failed";
    return { state, text, refusal: code, lines, server };
  }

  // Sends one batch; whether the round may go on.
  async function sendBatch(who, batch, parked) {
    let answer;
    try {
      answer = await post(who, batch);
      if (answer.status === 403 && answer.body.error === "csrf") {
        Object.assign(who, await identify());
        if (who.uid === batch[0].uid) answer = await post(who, batch);
      }
    } catch (error) {
      answer = { status: 0, body: {} };
    }
    const { status, body } = answer;
    if (status === 200 && body.ok && Array.isArray(body.results)) {
      const results = new Map(body.results.map((result) => [result.key, result]));
      await change(batch, (item) => outcome(results.get(item.key)));
      batch.filter(isWaiting).forEach((item) => parked.add(item.key));
      return true;
    }
    if ((status === 400 || status === 413) && body.error) {
      const alone = batch.length === 1;
      const values = alone ? { state: "failed", text: body.text } : { state: "queued" };
      await change(batch, (item) => (alone ? values : { ...values, tries: PATIENCE + 1 }));
      return true;
    }
    const state = status === 401 && body.error === "login" ? "login" : "queued";
    await change(batch, () => ({ state }));
    return false;
  }

  async function round() {
    const waiting = (await store.all("items")).filter(isWaiting);
    if (!waiting.length) {
      // Perhaps the worker or another tab has sent it: without a channel nobody said so.
      if (!channel) hear();
      return 0;
    }
    let who;
    try {
      who = await identify();
    } catch (error) {
      await change(waiting.filter((item) => item.state === "sending"), () => ({ state: "queued" }));
      api.reached = false;
      tell();
      return waiting.length;
    }
    api.reached = true;
    if (!who.uid) {
      const owner = await uid();
      await change(waiting.filter((item) => item.uid === owner), () => ({ state: "login" }));
      tell();
      return 0;
    }
    const parked = new Set();
    let batch = await take(who, parked);
    while (batch.length) {
      tell();
      const goesOn = await sendBatch(who, batch, parked);
      tell();
      batch = goesOn ? await take(who, parked) : [];
    }
    await forgetOldest(who.uid);
    if (who.closed) await leaveClosed(who);
    const left = (await store.all("items")).filter(isWaiting);
    return left.filter((item) => item.uid === who.uid && item.state !== "login").length;
  }

  async function forgetOldest(owner) {
    const mine = (item) => item.uid === owner && item.state === "received";
    const received = (await store.all("items")).filter(mine).sort(byNumber);
    for (const item of received.slice(0, -REMEMBERED)) await store.drop("items", item.key);
  }

  // An officer closed this phone: what was begun goes the way of what waits, and once nothing
  // waits, nothing of its person stays on it.
  async function leaveClosed(who) {
    const names = ["items", "drafts", "kept", "meta"];
    const own = IDBKeyRange.bound(who.uid + "|", who.uid + "|\uffff");
    let begun;
    const isEmpty = await work(names, "readwrite", async function (items, drafts, kept, meta) {
      begun = await settled(drafts.getAllKeys(own));
      for (const subject of begun) {
        const data = await settled(drafts.get(subject));
        const { title, read } = data;
        items.put(fresh({ kind: "draft", subject, title, read, data }, { uid: who.uid, n: 0 }));
      }
      drafts.delete(own);
      const mine = (await settled(items.getAll())).filter((item) => item.uid === who.uid);
      if (mine.some(isWaiting)) return false;
      mine.forEach((item) => items.delete(item.key));
      kept.clear();
      const before = (await settled(meta.get("closed"))) || 0;
      meta.clear();
      meta.put(before + mine.filter((item) => item.stray).length, "closed");
      meta.put(0, "uid");
      return true;
    });
    tell();
    if (begun.length) flush();
    if (!isEmpty) return;
    await post(who, [], true).catch(() => {});
    wipe().catch(() => {});
  }

  async function wipe() {
    for (const name of await caches.keys()) await caches.delete(name);
    await (await worker()).unregister();
  }

  // One sender at a time, across tabs and the worker. Without locks the keys still do it.
  let running = null;
  let again = false;
  function flush() {
    if (running) {
      again = true;
      return running;
    }
    const locks = self.navigator.locks;
    const sent = locks ? locks.request("tuquan-send", round) : round();
    running = sent.finally(() => (running = null)).then(function (left) {
      if (!again) return left;
      again = false;
      return flush();
    });
    return running;
  }

  const api = { add, all, remove, resolve, flush, identify, ask, leaveClosed, reached: null };
  self.TuQuan.outbox = api;
  self.TuQuan.now = now;
  self.TuQuan.onChange = (listener) => listeners.push(listener);
})(self);
