// The sheet of a group or area on a telephone: marked row by row, kept at once, saved or handed in
// through the outbox. The server looks at everything again.
(function () {
  "use strict";
  const { draft, outbox, kept, refresh, words, moment, sendNow, onChange, households, sheetRows } = self.TuQuan;
  const { page, texts, $, fill, copyOf, chip } = households;
  const { part, rows, marks, told, inWords, showErrors } = sheetRows;
  const KIND = "sheet";
  const LOOKS = { received: "accepted", invalid: "late", failed: "late", conflict: "conflict" };
  const id = new URLSearchParams(location.search).get("p");
  const subject = "sheet:" + id;
  const form = $("marks");
  let sheet, item, base, timer, asked, clashing, again;

  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  function only(shown) {
    for (const name of ["wait", "away", "several", "marks", "receipt", "clash"]) $(name).hidden = name !== shown;
  }

  const say = (state, words) => $("state").replaceChildren(chip(state, words));

  // ---- kept and sent

  async function keep() {
    clearTimeout(timer);
    timer = 0;
    const at = Date.now();
    const all = marks();
    await draft.put(KIND, subject, { marks: all, base, saved_at: at, title: sheet.title, read: told(all) });
    say("waiting", fill(texts.saved, { at: moment(at) }));
  }

  async function send(isLast) {
    const wrong = isLast ? sheetRows.missing() : [];
    showErrors(wrong);
    if (wrong.length) return;
    clearTimeout(timer);
    timer = 0;
    const all = marks();
    again = false;
    item = await outbox.add({
      kind: KIND, subject, title: sheet.title, base, data: { marks: all, hand_in: isLast },
      read: told(all), open: location.pathname + "?p=" + id, single: true,
    });
    route();
    sendNow();
  }

  function showReceipt() {
    only("receipt");
    const node = $("receipt");
    const { state, title, code, text: why, received_at: at } = item;
    const isReceived = state === "received";
    part(node, "chip").replaceChildren(chip(LOOKS[state] || "waiting", words(state, item)));
    part(node, "title").textContent = title;
    part(node, "more").textContent = isReceived ? moment(at) : why || texts.waits;
    part(node, "code").hidden = isReceived;
    part(node, "code").lastChild.textContent = code;
    $("rewrite").hidden = !sheet || isReceived;
    node.focus();
  }

  // ---- two versions

  function choice({ key, no = "", label }, mine, { data, before, by, at }) {
    const who = fill(texts.by, { by, at: moment(at) });
    const told = { no, label, who, mine: inWords(mine[key]), theirs: inWords(data[key]) };
    const node = copyOf("a-choice", told);
    const [ours, theirs] = node.querySelectorAll("input");
    ours.name = theirs.name = key;
    // Only one of the two has changed it since both began: that one is meant.
    ours.checked = same(data[key], before[key]);
    theirs.checked = same(mine[key], before[key]);
    return node;
  }

  function showClash() {
    if (clashing === item.key) return;
    clashing = item.key;
    only("clash");
    const { data: { marks: mine }, server } = item;
    const apart = rows().filter(({ key }) => !same(mine[key], server.data[key]));
    $("clash").querySelector("h2").textContent = item.text;
    $("choices").replaceChildren(...apart.map((row) => choice(row, mine, server)));
  }

  $("clash").onsubmit = async function (event) {
    event.preventDefault();
    const { data: { marks: mine, hand_in }, server } = item;
    const chosen = { ...server.data };
    for (const [key, whose] of new FormData(event.target)) {
      delete chosen[key];
      const mark = (whose === "mine" ? mine : server.data)[key];
      if (mark) chosen[key] = mark;
    }
    item = await outbox.resolve(item.key, { marks: chosen, hand_in }, server.version, told(chosen));
    clashing = "";
    await draft.drop(KIND, subject);
    edit();
    route();
    sendNow();
  };

  // ---- what is shown

  const newest = async () => (await outbox.all()).find((one) => one.subject === subject);
  const isOlder = () => item.state === "received" && sheet && sheet.base >= item.version;

  async function edit() {
    const begun = await draft.get(KIND, subject);
    const isMine = item && !isOlder();
    const all = begun ? begun.marks : isMine ? item.data.marks : sheet.marks;
    base = begun ? begun.base : isMine ? item.version || item.base : sheet.base;
    sheetRows.show(all);
    $("returned").hidden = !sheet.reason;
    $("returned").querySelector("p:last-child").textContent = sheet.reason || "";
    only("marks");
  }

  function route() {
    if (!item) return;
    const { state, server, data, lines } = item;
    const isOut = data.hand_in && state !== "invalid" && !isOlder() && (!again || state === "received");
    if (state === "conflict" && server && sheet) showClash();
    else if (!sheet || state === "failed" || isOut) showReceipt();
    else {
      say(LOOKS[state] || "waiting", words(state, item));
      if (state === "received") base = Math.max(base, item.version);
      if (state !== "invalid") return;
      only("marks");
      showErrors(lines || [item]);
    }
  }

  // The sheet is not on this phone yet: it may have been opened a moment ago.
  async function fetchSheet() {
    asked = true;
    await refresh(true).catch(() => {});
    if ($("away").hidden === false && id && navigator.onLine) location.replace(page.online + id + "/");
  }

  function showSeveral(sheets) {
    if (sheets.length === 1) return location.replace("?p=" + sheets[0].id);
    const links = sheets.map(function ({ id: number, title, programme }) {
      const link = copyOf("a-link", { text: title + " · " + programme });
      link.firstChild.href = "?p=" + number;
      return link;
    });
    $("several").firstElementChild.replaceChildren(...links);
    return only(links.length ? "several" : "away");
  }

  async function start() {
    if (timer) return;
    const { sheets = [] } = (await kept("sheets")) || {};
    if (!id) return void showSeveral(sheets);
    sheet = sheets.find((one) => one.subject === subject);
    item = await newest();
    if (!sheet && !item) {
      only("away");
      if (!asked) fetchSheet();
      return;
    }
    $("title").textContent = (sheet || item).title;
    $("where").textContent = sheet ? sheet.programme : "";
    if (sheet) sheetRows.draw(sheet.rows);
    if (sheet && $("clash").hidden) await edit();
    route();
  }

  form.oninput = function () {
    sheetRows.update();
    clearTimeout(timer);
    timer = setTimeout(keep, 250);
  };
  form.onsubmit = function (event) {
    event.preventDefault();
    send(true);
  };
  $("save").onclick = () => send(false);
  $("rewrite").onclick = function () {
    again = true;
    edit();
  };
  addEventListener("pagehide", () => timer && keep());
  addEventListener("kept", start);
  onChange(async function () {
    if (!sheet && !item) return;
    item = (await newest()) || item;
    if (!timer) route();
  });
  start();
})();
