// The households of a leader: who signed the pledge that is being signed. A tick is kept at once
// and sent a moment later, so that a slip can be taken back.
(function () {
  "use strict";
  const { outbox, kept, now, sendNow, onChange, households } = self.TuQuan;
  const { page, texts, $, fill, about, copyOf } = households;
  const KIND = "pledge_ticks";
  const SLIP = 4000;
  const WAITING = ["queued", "sending", "login"];
  let known, lists, at, list, items, draw, timer;
  let turn = Promise.resolve();

  const shownDay = (iso) => iso.split("-").reverse().join("/");
  const isGone = (item) => WAITING.includes(item.state) && item.tries > 0;
  const mine = () => items.filter((one) => one.kind === KIND && one.subject === list.subject);
  const open = () => mine().filter((one) => one.state !== "received");
  // What the commune took after this phone last asked it.
  const fresh = () => mine().filter((one) => one.state === "received" && Date.parse(one.received_at) > at);
  const together = (some) => Object.assign({}, ...some.map((one) => one.data));
  const signed = () => ({ ...together(fresh()), ...list.signed });

  function line(one) {
    const node = copyOf("a-household", { name: one.name, about: about(one) });
    const [tick, call, tell] = ["tick", "call", "tell"].map((name) => node.querySelector("[data-" + name + "]"));
    tell.href = page.tell + "?ho=" + one.id;
    tell.setAttribute("aria-label", fill(texts.tell, one));
    call.hidden = !one.call;
    call.href = "tel:" + one.call;
    call.setAttribute("aria-label", fill(texts.call, one));
    const isAsked = list && list.households.includes(one.id);
    tick.hidden = !isAsked;
    node.querySelector("[data-plain]").hidden = isAsked;
    if (isAsked) tickOf(node, one);
    return node;
  }

  function tickOf(node, { id }) {
    const day = signed()[id];
    const holder = open().filter((one) => id in one.data);
    const refused = holder.flatMap((one) => one.lines || []).find((one) => one.line === String(id));
    const isSent = holder.some(isGone);
    const box = node.querySelector("input");
    box.value = id;
    box.checked = Boolean(day || holder.length);
    box.disabled = Boolean(day) || isSent;
    const waits = holder.length && (isSent ? texts.sending : texts.ticked);
    const said = node.querySelector("[data-said]");
    said.textContent = day ? fill(texts.signed, { on: shownDay(day) }) : refused ? refused.text : waits || "";
    said.classList.toggle("wrong-text", Boolean(refused) && !day);
  }

  function refresh() {
    draw();
    if (!list) return;
    const waiting = Object.keys(together(open())).filter((id) => !(id in signed()));
    const given = list.households.filter((id) => id in signed()).length;
    const figure = fill(texts.figure, { signed: given, of: list.households.length });
    const more = waiting.length ? " · " + fill(texts.waiting, { n: waiting.length }) : "";
    $("figure").textContent = figure + more;
    $("online").href = list.online;
    const refused = open().filter((one) => ["invalid", "failed"].includes(one.state));
    $("refused").hidden = !refused.length;
    $("why").textContent = refused.map(({ lines = [], text }) => (lines[0] || { text }).text).join(" ");
  }

  // One tick after the other: each goes on from what the one before left.
  function change(alter) {
    turn = turn.then(async function () {
      items = await outbox.all();
      const data = together(open());
      alter(data);
      const names = new Map(known.map((one) => [String(one.id), one.name]));
      const read = Object.keys(data).map((id) => [names.get(id) || "–", shownDay(data[id])]);
      const title = fill(texts.title, list);
      const { subject } = list;
      if (read.length) await outbox.add({ kind: KIND, subject, title, data, read, single: true });
      else for (const one of open()) if (!isGone(one)) await outbox.remove(one.key);
      clearTimeout(timer);
      timer = setTimeout(sendNow, SLIP);
    });
    return turn.finally(look);
  }

  async function today() {
    return new Date((await now()).getTime() + 7 * 3600000).toISOString().slice(0, 10);
  }

  $("households").onchange = async function ({ target }) {
    const { value, checked } = target;
    const day = await today();
    change(function (data) {
      if (checked) data[value] = day;
      else delete data[value];
    });
  };
  $("drop").onclick = function () {
    const lines = open().flatMap((one) => one.lines || []);
    change((data) => lines.forEach(({ line }) => delete data[line]));
  };
  $("which").onchange = function ({ target }) {
    list = lists[target.value];
    refresh();
  };

  async function look() {
    items = await outbox.all();
    refresh();
  }

  async function start() {
    known = await households.known();
    const pledges = (await kept("pledges")) || { lists: [] };
    ({ lists } = pledges);
    at = Date.parse(pledges.at);
    list = lists[$("which").value || 0] || lists[0];
    items = await outbox.all();
    const options = lists.map((one, n) => new Option(one.title + " · " + one.group, n));
    const chosen = Math.max(0, lists.indexOf(list));
    $("which").replaceChildren(...options);
    $("which").value = chosen;
    $("pledge").hidden = !list;
    draw = households.list(known, line);
    $("find").hidden = !known.length;
    $("wait").hidden = true;
    refresh();
  }

  addEventListener("kept", start);
  onChange(() => draw && look());
  start();
})();
