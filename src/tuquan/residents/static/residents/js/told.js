// What happened in a household: which one, what, the short form, reading once more, what became of
// it. Every step has its address, so that Back goes one step back.
(function () {
  "use strict";
  const { draft, outbox, now, words, moment, sendNow, onChange, households } = self.TuQuan;
  const { page, texts, $, fill, about, copyOf, chip } = households;
  const KIND = "population";
  const DAYS = ["happened_on", "until"];
  const DAY = /^(\d\d?)([/. -]?)(\d\d?)\2((?:19|20)\d\d)$/;
  const LOOKS = { received: "accepted", invalid: "late", failed: "late", conflict: "conflict" };
  const form = $("tell");
  const fields = Array.from(form.querySelectorAll("[name]"));
  const box = (field) => field.closest(".field");
  const label = (field) => box(field).querySelector("label").firstChild;
  const asked = () => fields.filter(({ name }) => page.kinds[kind][1].includes(name));
  const subject = () => "household:" + household.id;
  let household, kind, item, filledFor;
  let known = [];

  function show(step, heading, place) {
    for (const one of document.querySelectorAll("[data-step]")) one.hidden = one.dataset.step !== step;
    $("title").textContent = heading || page.heading;
    $("where").textContent = place || "";
    scrollTo(0, 0);
  }

  function go(search, state) {
    history.pushState(state || null, "", search);
    return route();
  }

  // ---- the form

  const shownDay = (iso) => iso.split("-").reverse().join("/");

  function read({ name, value }) {
    const text = value.normalize("NFC").trim();
    if (!text) return name === "happened_on" ? { wrong: fill(texts.not_a_day, { text }) } : {};
    if (name === "persons") return /^\d+$/.test(text) ? { value: Number(text) } : { wrong: texts.not_a_number };
    if (!DAYS.includes(name)) return { value: text };
    const [, d, , m, y] = DAY.exec(text) || [];
    const date = new Date(Date.UTC(y, m - 1, d));
    if (date.getUTCDate() !== Number(d)) return { wrong: fill(texts.not_a_day, { text }) };
    return { value: date.toISOString().slice(0, 10) };
  }

  function mark(wrong) {
    form.querySelectorAll(".wrong-text").forEach((old) => old.remove());
    for (const field of fields) {
      const text = wrong[field.name];
      box(field).classList.toggle("wrong", Boolean(text));
      if (text) field.before(copyOf("a-wrong", { text }));
      field.setAttribute("aria-invalid", Boolean(text));
    }
    const first = asked().find(({ name }) => wrong[name]);
    if (first) first.focus();
  }

  // What was written, or nothing while a line cannot be read.
  function values() {
    const all = {};
    const wrong = {};
    for (const field of asked()) {
      const { value, wrong: why } = read(field);
      if (why) wrong[field.name] = why;
      if (value !== undefined) all[field.name] = value;
    }
    if (!Object.keys(wrong).length) return all;
    mark(wrong);
    return null;
  }

  async function write() {
    const id = item ? item.key : subject() + kind;
    if (filledFor === id) return;
    filledFor = id;
    const begun = !item && (await draft.get(KIND, subject()));
    const given = item ? item.data : begun && begun.kind === kind ? begun.values : null;
    const today = shownDay(new Date((await now()).getTime() + 7 * 3600000).toISOString().slice(0, 10));
    for (const field of fields) {
      const { name } = field;
      const value = given ? given[name] || "" : name === "happened_on" ? today : "";
      field.value = item && DAYS.includes(name) ? shownDay(value) : value;
    }
    const lines = (item && item.lines) || [];
    mark(Object.fromEntries(lines.map(({ line, text }) => [line, text])));
  }

  async function showForm() {
    await write();
    fields.forEach((field) => (box(field).hidden = !asked().includes(field)));
    label(fields[0]).data = kind === "birth" ? texts.child : page.person;
    show("tell", page.kinds[kind][0], household.name);
    if (item) $("where").textContent = words(item.state, item);
    if (!form.querySelector(".wrong")) fields[0].focus();
  }

  function keep() {
    const given = Object.fromEntries(asked().map(({ name, value }) => [name, value]));
    draft.put(KIND, subject(), { kind, values: given, saved_at: Date.now(), title: title(), read: told() });
  }

  function told() {
    const lines = asked().filter(({ value }) => value.trim());
    const said = lines.map((field) => [label(field).data.trim(), field.value.trim()]);
    return [[texts.household, household.name], [texts.what, page.kinds[kind][0]], ...said];
  }

  const title = () => fill(texts.title, { kind: page.kinds[kind][0], name: household.name });

  const lines = (pairs) => pairs.map(([name, value]) => copyOf("a-line", { name, value }));

  function showLook() {
    $("lines").replaceChildren(...lines(told()));
    show("look", page.kinds[kind][0], household.name);
    $("send").focus();
  }

  async function send() {
    const data = { ...values(), kind, seen: household.seen || "" };
    const open = location.pathname + "?ho=" + household.id;
    const sent = item
      ? await outbox.resolve(item.key, data, 0, told())
      : await outbox.add({ kind: KIND, subject: subject(), title: title(), data, read: told(), open });
    done(sent);
  }

  function done({ key }) {
    history.replaceState(null, "", "?da=" + key);
    route();
    sendNow();
  }

  // ---- what became of it

  function showReceipt() {
    const { state, title, code, text, received_at: at } = item;
    show("receipt");
    const part = (name) => $("receipt").querySelector("[data-" + name + "]");
    part("chip").replaceChildren(chip(LOOKS[state] || "waiting", words(state, item)));
    part("title").textContent = title;
    part("more").textContent = state === "received" ? moment(at) : text || "";
    part("code").hidden = state === "received";
    part("code").lastChild.textContent = code;
    $("receipt").focus();
  }

  function showClash() {
    const { data, by, at } = item.server;
    show("clash");
    $("clash").querySelector("[data-text]").textContent = item.text;
    $("told").replaceChildren(...lines(item.read || []));
    const who = by && fill(texts.by, { by }) + (at ? ", " + moment(at) : "");
    $("theirs").replaceChildren(...lines([[data.name, about(data)], ["", who]].filter((one) => one[1])));
  }

  async function settle() {
    const again = item.data.again || item.refusal === "change_told_already";
    const data = { ...item.data, seen: item.server.data.seen, again };
    done(await outbox.resolve(item.key, data, 0, item.read));
  }

  // ---- which step the address asks for

  async function route() {
    const wanted = new URLSearchParams(location.search);
    const mine = (await outbox.all()).filter((one) => one.kind === KIND);
    const open = (one) => ["invalid", "conflict"].includes(one.state);
    const id = wanted.get("ho");
    item = mine.find(({ key }) => key === wanted.get("da"));
    kind = wanted.get("loai");
    if (id && !kind) item = mine.find((one) => one.subject === "household:" + id && open(one));
    if (item && item.state === "conflict" && item.server) return showClash();
    if (item && item.state !== "invalid") return showReceipt();
    const number = Number(item ? item.subject.slice(10) : id);
    household = known.find((one) => one.id === number);
    if (item) kind = item.data.kind;
    if (item && !household) household = { id: number, name: item.title, seen: item.data.seen };
    if (!household) return id ? location.replace(page.online + id + "/bien-dong/") : show(known.length && "find");
    if (!(kind in page.kinds)) return show("kinds", "", household.name + " · " + about(household));
    await showForm();
    if ((history.state || {}).look && values()) showLook();
  }

  const line = (one) => {
    const node = copyOf("a-household", { name: one.name, about: about(one) });
    node.querySelector("a").href = "?ho=" + one.id;
    return node;
  };

  document.addEventListener("click", function (event) {
    const link = event.target.closest("a[href^='?'], a[data-kind]");
    if (!link) return;
    event.preventDefault();
    go(link.dataset.kind ? "?ho=" + household.id + "&loai=" + link.dataset.kind : link.getAttribute("href"));
  });
  form.onsubmit = function (event) {
    event.preventDefault();
    mark({});
    if (values()) go(location.search, { look: true });
  };
  form.oninput = () => item || keep();
  $("send").onclick = send;
  $("edit").onclick = () => history.back();
  $("settle").onclick = settle;
  $("drop").onclick = async function () {
    await outbox.remove(item.key);
    location.replace(location.pathname);
  };
  $("back").onclick = function (event) {
    if (!$("find").hidden || !$("receipt").hidden || history.length < 2) return;
    event.preventDefault();
    history.back();
  };
  onpopstate = route;
  onChange(() => $("receipt").hidden || route());
  addEventListener("kept", start);
  async function start() {
    const before = known.length;
    known = await households.known();
    households.list(known, line);
    if (!before) await route();
    $("wait").hidden = true;
  }
  start();
})();
