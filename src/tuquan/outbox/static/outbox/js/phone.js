// What every page of a phone does besides its own work: it keeps itself for the time without
// network, says how things stand, and sends what waits.
(function () {
  "use strict";
  const { store, become, uid, kept, outbox, onChange } = self.TuQuan;
  const root = document.documentElement;
  const texts = JSON.parse(document.getElementById("phone-texts").textContent);
  const OFTEN = 300000; // what is kept is fetched again after five minutes
  const DAY = 86400000;
  const inApp = /Zalo|; wv\)/.test(navigator.userAgent);
  const signedIn = Boolean(document.querySelector("script[data-uid]"));
  const quietly = (work) => work.catch(() => {});

  const fill = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name] || "");

  // 09:41, with the day when it is another one.
  function moment(when) {
    const dayOf = (date) => date.toLocaleDateString("en-GB");
    const date = new Date(when);
    const clock = date.toLocaleTimeString("en-GB").slice(0, 5);
    return dayOf(date) === dayOf(new Date()) ? clock : clock + " " + dayOf(date);
  }

  function words(state, item) {
    const { receipt, text, saved_at, stray, waits, lines = [] } = item || {};
    const reason = lines.length ? lines[0].text : text;
    const time = saved_at ? moment(saved_at) : "";
    const plain = waits ? "received_waits" : "received_plain";
    const name = stray ? "stray" : state === "received" && !receipt ? plain : state;
    return fill(texts[name] || "", { receipt, reason, time }).trim();
  }

  // The entry as text: to read out, to copy, to share.
  function asText(item) {
    const lines = item.read || Object.entries(item.data).map(([name, value]) =>
      [name, typeof value === "object" ? JSON.stringify(value) : value]);
    const said = lines.map(([label, value]) => label + ": " + value);
    const head = [item.title, fill(texts.code, { code: item.code, time: moment(item.added_at) })];
    return [...head, words(item.state, item), "", ...said].join("\n");
  }

  async function text(key) {
    return asText(await store.get("items", key));
  }

  function show(name, isShown, values) {
    document.querySelectorAll('[data-line="' + name + '"]').forEach(function (line) {
      line.hidden = !isShown;
      const words = isShown && line.querySelector("[data-text]");
      if (words) words.textContent = fill(words.dataset.text, values || {});
    });
  }

  let sentNow = false;
  async function showLine() {
    const items = await outbox.all();
    const waiting = items.filter((item) => ["queued", "sending"].includes(item.state)).length;
    const stuck = items.filter((item) => ["login", "invalid", "conflict", "failed"].includes(item.state));
    const away = !navigator.onLine || outbox.reached === false;
    const closed = await store.get("meta", "closed");
    show("closed", closed !== undefined && !(await uid()), { count: String(closed) });
    show("offline", away && !waiting);
    show("waiting", waiting > 0, { count: String(waiting) });
    show("sent", sentNow && !waiting && !away);
    show("login", stuck.some((item) => item.state === "login"));
    const count = String(waiting + stuck.length);
    show("card", count !== "0", { count });
  }

  // Two seconds, doubled up to a minute; anything that may have brought the network begins anew.
  let pause = 2000;
  let timer = 0;
  async function send() {
    clearTimeout(timer);
    const before = (await outbox.all()).filter((item) => item.state === "received").length;
    const left = await outbox.flush();
    const after = (await outbox.all()).filter((item) => item.state === "received").length;
    if (after > before) {
      sentNow = true;
      quietly(refresh(true));
    }
    await showLine();
    if (!left) return;
    timer = setTimeout(() => quietly(send()), pause);
    pause = Math.min(pause * 2, 60000);
  }

  function sendNow() {
    pause = 2000;
    return quietly(send());
  }

  // What this person needs to write without network, and the pages for it.
  async function refresh(isForced) {
    const last = (await store.get("meta", "kept_at")) || 0;
    if (!isForced && Math.abs(Date.now() - last) < OFTEN) return;
    const who = await outbox.identify();
    if (who.closed) return outbox.leaveClosed(who);
    if (!who.uid) return;
    const { status, body } = await outbox.ask("/may/du-lieu/", {}, 20);
    if (status !== 200) return;
    const isTheirs = await store.work(["kept", "meta"], "readwrite", async function (rows, meta) {
      if ((await store.settled(meta.get("uid"))) !== body.uid) return false;
      rows.clear();
      Object.keys(body.kept).forEach((name) => rows.put(body.kept[name], body.uid + "|" + name));
      return true;
    });
    if (!isTheirs) return;
    await keepShells(body);
    await store.put("meta", Date.now(), "kept_at");
    await leadToShells();
    dispatchEvent(new Event("kept"));
  }

  async function keepShells({ shells, version }) {
    if (!window.caches || !worker()) return;
    const cache = await caches.open("tuquan-" + version);
    const last = (await store.get("meta", "shells_at")) || 0;
    const isOld = Math.abs(Date.now() - last) > DAY;
    for (const address of shells) {
      if (!isOld && (await cache.match(address))) continue;
      const request = new Request(address, { credentials: "omit", cache: "reload" });
      const response = await fetch(request);
      if (response.ok && !response.redirected) await cache.put(address, response);
    }
    if (isOld) await store.put("meta", Date.now(), "shells_at");
  }

  // A link to a page that this phone can open by itself leads there.
  async function leadToShells() {
    if (!window.caches || !worker() || !navigator.serviceWorker.controller) return;
    const reports = await kept("reports");
    const known = ((reports && reports.open) || []).map((one) => one.shell);
    for (const link of document.querySelectorAll("a[data-shell]")) {
      const { shell } = link.dataset;
      const isKept = await caches.match(shell, { ignoreSearch: true, ignoreVary: true });
      if (isKept && (known.includes(shell) || !shell.includes("bc="))) link.href = shell;
    }
  }

  const worker = () => texts.worker && !inApp && navigator.serviceWorker;

  // Large letters and the language are cookies a script cannot read: a shell learns them here.
  function keepLook() {
    try {
      if (!("shell" in root.dataset)) localStorage.setItem("text", root.dataset.text || "");
      else if (localStorage.getItem("text")) root.dataset.text = localStorage.getItem("text");
    } catch (closed) {
      // Storage is off: letters keep their usual size.
    }
    if (signedIn) quietly(store.put("meta", root.lang, "language"));
  }

  function offerChrome() {
    const intent = "#Intent;scheme=" + location.protocol.slice(0, -1) + ";package=com.android.chrome;end";
    show("in-app", true);
    document.querySelectorAll('[data-line="in-app"] a').forEach(function (link) {
      link.href = "intent://" + location.host + location.pathname + location.search + intent;
    });
  }

  // The store is full: the form keeps its words, and they can be copied.
  document.addEventListener("unkept", function ({ detail }) {
    show(detail.full ? "full" : "unkept", true);
    document.querySelectorAll("[data-unkept]").forEach(function (area) {
      area.value = asText(detail.item);
      area.hidden = false;
    });
  });

  // Who signs out leaves nothing behind that somebody else could read.
  document.addEventListener("submit", async function (event) {
    const form = event.target;
    if (new URL(form.action, location).pathname !== texts.sign_out) return;
    event.preventDefault();
    await quietly(become(0));
    form.submit();
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-send-now]")) sendNow();
  });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "visible") sendNow();
  });
  addEventListener("online", sendNow);
  addEventListener("offline", () => quietly(showLine()));
  onChange(() => quietly(showLine()));

  outbox.text = text;
  Object.assign(self.TuQuan, { words, moment, sendNow, refresh, texts });
  keepLook();
  if (inApp) offerChrome();
  quietly(showLine());
  quietly(leadToShells());
  addEventListener("load", async function () {
    if (worker()) quietly(navigator.serviceWorker.register("/sw.js"));
    await sendNow();
    const isClosed = location.search === "?dong";
    await quietly(refresh(isClosed || Boolean(document.querySelector("[data-fresh]"))));
    if (navigator.storage && navigator.storage.persist) quietly(navigator.storage.persist());
  });
})();
