// A report on a telephone: the steps, reading once more, what became of it. Filled from what the
// telephone keeps; every change is kept at once. The server looks at everything again.
(function () {
  "use strict";
  const { draft, outbox, kept, words, moment } = self.TuQuan;
  const $ = (id) => document.getElementById(id);
  const page = JSON.parse($("sheet-data").textContent);
  const { lines, texts } = page;
  const form = $("sheet");
  const byKey = Object.fromEntries(lines.map((line) => [line.key, line]));
  const id = Number(location.search.replace("?bc=", ""));
  const subject = "obligation:" + id;
  const sections = [...form.querySelectorAll("[data-page]")];
  const titles = sections.map((section) => section.getAttribute("aria-label"));
  const last = sections.length;
  const seen = new Set();
  const nothing = () => ({ values: {}, not_applicable: [], notes: {} });
  const NUMBER = /^([+-]?) ?(\d+|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+)(,\d+)?$/;
  const DAY = /^(\d\d?)([/. -]?)(\d\d?)\2((?:19|20)\d\d)$/;
  let report, address, item, timer, base, nil;
  let step = 1;
  let isShown = false;

  // ---- what somebody typed, as values

  const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
  const number = (value) =>
    Number(value).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 6 });
  const isFigure = ({ kind }) => kind === "count" || kind === "amount";
  const isFlow = (line) => isFigure(line) && !line.stock;
  const isKnown = (value) => value !== undefined && value !== "@na";
  const controls = (name) => [...form.querySelectorAll('[name="' + name + '"]')];
  const control = (key) => controls("q_" + key)[0];
  const card = (key) => control(key).closest(".card");
  const isButton = ({ type }) => /radio|checkbox/.test(type);
  const count = (name, n) => (n === 1 ? texts[name + "_one"] : fill(texts[name], { n: number(n) }));

  function typed(name) {
    const given = controls(name).find((one) => !isButton(one) || one.checked);
    return given ? given.value.normalize("NFC").trim() : "";
  }

  function write(name, value) {
    for (const one of controls(name)) {
      if (isButton(one)) one.checked = one.value === value;
      else one.value = value;
    }
  }

  function day(text) {
    const [, d, , m, y] = DAY.exec(text) || [];
    const date = new Date(Date.UTC(y, m - 1, d));
    return date.getUTCDate() === Number(d) ? { value: date.toISOString().slice(0, 10) } : "not_a_day";
  }

  function figure(text, isCount) {
    const [, sign, whole, part = ""] = NUMBER.exec(text.replace(/\s+/g, " ")) || [];
    if (!whole) return "not_a_number";
    const value = sign.replace("+", "") + whole.replace(/[. ]/g, "") + part.replace(",", ".");
    if (!isCount) return { value };
    return Number.isInteger(Number(value)) ? { value: Number(value) } : "not_whole_number";
  }

  // What stands in one line: its value, or set aside, or what is wrong with it.
  function read({ key, kind, note }) {
    const text = typed("q_" + key);
    const aside = text === "@na" || (kind === "yes_no" && text === "na");
    if (aside) return { aside };
    let said = text ? { value: text } : {};
    if (text && kind === "yes_no") said = { value: text === "yes" };
    if (text && kind === "date") said = day(text);
    if (text && isFigure({ kind })) said = figure(text, kind === "count");
    if (typeof said === "string") return { wrong: fill(texts[said], { text }) };
    if (typed("na_" + key)) return text ? { wrong: texts.answered_and_not_applicable } : { aside: true };
    return said.value === false && note ? { value: false, note: typed("note_" + key) } : said;
  }

  function isAsked({ when }) {
    if (!when) return true;
    return isAsked(byKey[when[0]]) && read(byKey[when[0]]).value === (when[1] === "yes");
  }

  const asked = () => lines.filter(isAsked);
  const isOpen = (line) => !Object.keys(read(line)).length;

  function answers() {
    const all = nothing();
    for (const line of asked()) {
      const { value, aside, note } = read(line);
      if (value !== undefined) all.values[line.key] = value;
      if (aside) all.not_applicable.push(line.key);
      if (note) all.notes[line.key] = note;
    }
    return all;
  }

  // What is wrong with a line; one that is open is wrong only when the whole report is looked at.
  function wrongIn(line, isWhole) {
    const { value, wrong, aside } = read(line);
    if (wrong || aside) return wrong;
    if (value === undefined) return isWhole && line.need ? texts.missing_answer : "";
    const facts = report.facts || {};
    const bounds = [
      ["below_minimum", "minimum", line.min || 0, -1],
      ["above_maximum", "maximum", line.max === undefined ? texts.largest : line.max, 1],
      ["more_than_fact", "limit", line.most in facts ? facts[line.most] : Infinity, 1],
    ];
    const over = isFigure(line) && bounds.find(([, , limit, way]) => way * value > way * limit);
    return over ? fill(texts[over[0]], { value: number(value), [over[1]]: number(over[2]) }) : "";
  }

  function problems(isWhole) {
    const own = asked().filter(({ key }) => !locked(key));
    return own.map((line) => ({ key: line.key, text: wrongIn(line, isWhole) })).filter((one) => one.text);
  }

  // ---- values in fields and in words

  function asTyped({ kind }, value) {
    if (value === undefined) return "";
    if (kind === "yes_no") return value ? "yes" : "no";
    if (kind === "date") return value.split("-").reverse().join("/");
    return kind === "amount" ? String(value).replace(".", ",") : String(value);
  }

  function inWords(line, value) {
    if (value === undefined) return texts.none_yet;
    if (value === "@na") return texts.na;
    if (line.kind === "choice") return line.choices[value] || value;
    if (line.kind === "yes_no") return value ? texts.met : texts.not_met;
    return isFigure(line) ? number(value) : asTyped(line, value);
  }

  function said(line, { values, not_applicable: aside }) {
    if (aside.includes(line.key)) return texts.na;
    return line.key in values ? inWords(line, values[line.key]) : texts.open;
  }

  function show({ values, not_applicable: aside, notes }) {
    for (const line of lines) {
      const { key, kind } = line;
      const isAside = aside.includes(key);
      const button = { yes_no: "na", choice: "@na" }[kind];
      write("q_" + key, isAside && button ? button : asTyped(line, values[key]));
      write("na_" + key, isAside ? "1" : "");
      write("note_" + key, notes[key] || "");
    }
  }

  // ---- the page

  const locked = (key) => Boolean(report.shared && report.shared[key]);
  const isTouched = (key) => (report.touched || []).includes(key);
  const before = ({ key }) => (report.before || {})[key];
  const start = ({ key }) => (report.start || {})[key];
  const lower = (text) => text.charAt(0).toLowerCase() + text.slice(1);
  const copyOf = (name) => $(name).content.firstElementChild.cloneNode(true);

  function make(tag, className, ...content) {
    const node = document.createElement(tag);
    node.className = className;
    node.append(...content);
    return node;
  }

  function filledCopy(name, ...told) {
    const node = copyOf(name);
    node.querySelectorAll("[data-part]").forEach((part, n) => (part.textContent = told[n]));
    return node;
  }

  function chip(state, text) {
    const node = copyOf("chip-" + state);
    node.lastChild.data = text;
    return node;
  }

  function only(shown) {
    for (const name of ["wait", "away", "errors", "notes", "sheet", "receipt", "clash"]) {
      $(name).hidden = name !== shown;
    }
  }

  // How far a figure is from the start of the year, or from the period before.
  function trend(line, value) {
    const isFirst = isKnown(start(line));
    const then = isFirst ? start(line) : before(line);
    if (!isFigure(line) || value === undefined || !isKnown(then)) return [];
    const gap = value - then;
    const way = gap && (gap > 0 ? "up" : "down");
    const label = lower(isFirst ? texts.start : report.label);
    const params = { difference: number(Math.abs(gap)), before: label };
    const change = fill(texts.trend[way || "same"], params);
    if (!way || !line.way) return [chip("info", change)];
    const [look, name] = way === line.way ? ["accepted", "better"] : ["late", "worse"];
    return [chip(look, fill(texts.trend[name], { change }))];
  }

  // What every line is read beside, and what another report has answered already.
  function prepare() {
    for (const line of lines) {
      const place = card(line.key);
      const told = [isTouched(line.key) ? texts.incident : "", line.help];
      const then = [["before", report.recurs, report.label, before(line)]];
      then.push(["start", report.compares && line.start, texts.start, start(line)]);
      for (const [name, isShown, label, value] of then) {
        const part = place.querySelector('[data-was="' + name + '"]');
        if (part) {
          part.hidden = !isShown;
          part.firstChild.data = label + ": ";
          part.lastChild.textContent = inWords(line, value);
        }
        if (isShown) told.push(label + ": " + inWords(line, value) + ".");
      }
      const hint = $("q_" + line.key + "_helptext");
      if (hint && !isFigure(line) && line.kind !== "text") hint.textContent = told.filter(Boolean).join(" ");
      if (locked(line.key)) lock(line, report.shared[line.key], place);
    }
  }

  function lock(line, { value, title }, place) {
    place.before(filledCopy("a-lock", line.label, inWords(line, value), title));
    place.hidden = true;
  }

  function update() {
    const all = asked();
    $("answered").textContent = all.filter((line) => !isOpen(line)).length + "/" + all.length;
    for (const line of all) {
      const place = card(line.key).querySelector("[data-trend]");
      if (place) place.replaceChildren(...trend(line, read(line).value));
      if (place) place.hidden = !place.firstChild;
    }
    form.querySelectorAll("[data-rest]").forEach(offer);
  }

  const stepOf = (button) => Number(button.closest("[data-page]").dataset.page);

  // The lines of a step that one button may answer.
  function left(rest, place) {
    const free = ({ key }) => !locked(key) && !isTouched(key);
    const open = asked().filter((line) => line.step === place && free(line) && isOpen(line));
    if (rest === "met") return open.filter(({ kind }) => kind === "yes_no");
    if (rest === "nil") return report.recurs ? open.filter(isFlow) : [];
    return open.filter((line) => isFigure(line) && isKnown(before(line)));
  }

  // All lines of the step have to have been on the screen before one tap may say they are met.
  function offer(button) {
    const { rest } = button.dataset;
    const place = stepOf(button);
    const open = left(rest, place);
    const all = lines.filter((line) => line.step === place && line.kind === "yes_no");
    const unread = rest === "met" && all.some(({ key }) => !seen.has(key) && !locked(key));
    const label = button.querySelector("span");
    button.hidden = !page.shortcuts || !open.length || unread;
    if (rest === "before") label.textContent = fill(texts.rest_before, { before: lower(report.label) });
    if (rest === "met" && open.length < all.length) label.textContent = count("rest_met", open.length);
  }

  function takeRest(button) {
    const { rest } = button.dataset;
    if (rest === "nil") return nothingHappened();
    for (const line of left(rest, stepOf(button))) {
      write("q_" + line.key, rest === "met" ? "yes" : asTyped(line, before(line)));
    }
    changed();
  }

  // A dry month: 0 for what was counted, stocks as they were; the rest has to be answered first.
  function nothingHappened() {
    const wrong = [];
    const found = [];
    for (const line of asked()) {
      const { key, stock, need } = line;
      const then = [before(line), start(line)].find(isKnown);
      if (!isOpen(line)) {
        if (isFlow(line) && Number(read(line).value)) wrong.push({ key, text: texts.nil_with_figures });
      } else if (isFlow(line)) found.push([key, "0"]);
      else if (stock && isKnown(then)) found.push([key, asTyped(line, then)]);
      else if (need) wrong.push({ key, text: texts.nil_needs_answer });
    }
    if (wrong.length) return showErrors(wrong);
    found.forEach(([key, text]) => write("q_" + key, text));
    nil = true;
    changed();
  }

  // Filled in by this script: what waits for an answer is shown (base/js/app.js), nothing is kept.
  const filled = () => form.dispatchEvent(new Event("change", { bubbles: true }));

  function changed() {
    filled();
    save();
  }

  function save() {
    clearTimeout(timer);
    timer = 0;
    const fields = Object.fromEntries(new FormData(form));
    const at = Date.now();
    draft.put("report", subject, { fields, base, nil, step, at }).then(function () {
      $("saved").replaceChildren(chip("draft", fill(texts.saved, { at: moment(at) })));
    });
  }

  function showErrors(wrong) {
    form.querySelectorAll(".wrong").forEach(unmark);
    $("errors").hidden = !wrong.length;
    $("errors").querySelector("span").textContent = count("again", wrong.length);
    $("errors").querySelector("ul").replaceChildren(...wrong.map(function ({ key, text }) {
      const line = byKey[key];
      if (!line) return make("li", "", text);
      const link = make("a", "", line.label + ": " + text);
      link.href = "#q_" + key;
      link.onclick = function (event) {
        event.preventDefault();
        if (step !== line.step) go(line.step);
        control(key).focus();
      };
      mark(key, text);
      return make("li", "", link);
    }));
    if (wrong.length) $("errors").focus();
  }

  function mark(key, text) {
    const sentence = copyOf("a-wrong");
    sentence.id = "q_" + key + "_error";
    sentence.lastChild.data = " " + text;
    card(key).classList.add("wrong");
    card(key).querySelector("legend, label").after(sentence);
    control(key).setAttribute("aria-invalid", "true");
  }

  function unmark(place) {
    place.classList.remove("wrong");
    place.querySelectorAll(".wrong-text").forEach((old) => old.remove());
    place.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
  }

  function go(place, isBack) {
    step = place;
    sections.forEach((section, n) => (section.hidden = n + 1 !== step));
    form.querySelectorAll(".stepper li").forEach(function (one, n) {
      one.className = n + 1 < step ? "done" : n + 1 === step ? "now" : "";
    });
    const where = fill(texts.step, { step, total: last, title: titles[step - 1] });
    $("where").textContent = form.querySelector(".stepper p").textContent = where;
    $("next").firstChild.textContent = fill(texts.next, { next_title: titles[step] });
    $("next").hidden = step === last;
    $("send").hidden = step !== last;
    if (!isBack) history[isShown ? "pushState" : "replaceState"]({ step }, "");
    if (isShown) $("main").focus({ preventScroll: true });
    isShown = true;
    scrollTo(0, 0);
    if (step === last) review();
  }

  // Everything once more, beside what it was; what is missing stands on top.
  function review() {
    const given = answers();
    const blocks = titles.slice(0, -1).map(function (title, n) {
      const change = make("button", "button outline small", texts.change);
      change.type = "button";
      change.setAttribute("aria-label", texts.change + ": " + title);
      change.onclick = () => go(n + 1);
      const rows = asked().filter((line) => line.step === n + 1).map(function (line) {
        const now = said(line, given);
        const then = report.recurs ? report.label + ": " + inWords(line, before(line)) : "";
        const row = filledCopy("a-row", line.label, now, given.notes[line.key] || "", then);
        row.querySelector("b").classList.toggle("wrong-text", now === texts.open);
        row.lastChild.append(...trend(line, given.values[line.key]));
        return row;
      });
      const head = make("div", "row between", make("h2", "", title), change);
      return make("section", "card", head, make("ul", "lines", ...rows));
    });
    if (report.to) blocks.push(make("p", "muted", fill(texts.to, report)));
    sections[last - 1].replaceChildren(...blocks);
    showErrors(problems(true));
  }

  async function send(data, version) {
    clearTimeout(timer);
    timer = 0;
    const told = lines.map((line) => [line.label, said(line, data.answers)]);
    item = await outbox.add({
      kind: "report", subject, title: (report || item).title, v: page.v, base: version, data,
      read: told.filter(([, text]) => text !== texts.open),
      open: location.pathname + location.search, single: true,
    });
    showReceipt();
    $("receipt").focus();
    self.TuQuan.sendNow();
  }

  function sendForm(event) {
    event.preventDefault();
    const wrong = problems(true);
    if (wrong.length) return showErrors(wrong);
    const all = answers();
    const happened = lines.some((line) => isFlow(line) && Number(all.values[line.key]));
    send({ answers: all, nil: Boolean(nil) && !happened }, base);
  }

  function notice(title, text) {
    $("notes").append(filledCopy("a-notice", title, text));
    $("notes").hidden = false;
  }

  // Opens the form with a draft, with what is to be corrected, or with what was saved last.
  async function edit() {
    const begun = await draft.get("report", subject);
    const isChanged = item && item.refusal === "form_changed";
    const mine = item && item.state !== "received" && item.data;
    only("sheet");
    base = Math.max(report.base, (item && item.version) || 0);
    nil = report.nil;
    if (report.reason) notice(texts.returned, report.reason);
    let wrong = (report.lines || []).map((key) => ({ key, text: report.reason }));
    if (mine && !begun) {
      base = isChanged ? item.server.version : item.base;
      nil = mine.nil;
      wrong = (item.lines || []).map(({ line, text }) => ({ key: line, text }));
    }
    show(isChanged ? item.server.kept : (mine && mine.answers) || report.saved || nothing());
    let gone = isChanged ? item.server.lost.map((pair) => pair.join(": ")) : [];
    if (begun) {
      ({ base, nil, step } = begun);
      show(nothing());
      Object.keys(begun.fields).forEach((name) => write(name, begun.fields[name]));
      // A draft of an earlier form may hold lines that are not asked any more.
      const lost = Object.keys(begun.fields).filter((name) => !controls(name).length);
      gone = gone.concat(lost.map((name) => begun.fields[name]).filter(Boolean));
      wrong = [];
    }
    for (const key of Object.keys(report.shared || {})) {
      if (byKey[key]) write("q_" + key, asTyped(byKey[key], report.shared[key].value));
    }
    if (gone.length) notice(texts.gone, gone.join("; "));
    filled();
    go(Math.min(step, last));
    if (wrong.length) showErrors(wrong);
  }

  const LOOKS = { received: "accepted", invalid: "late", failed: "late", conflict: "conflict" };

  function showReceipt() {
    only("receipt");
    const part = (name) => $("receipt").querySelector("[data-" + name + "]");
    const { state, code, text, received_at: at, title } = item;
    const more = { login: texts.waits_login, failed: text || texts.not_taken, invalid: text };
    more.received = at ? fill(texts.received, { at: moment(at) }) : "";
    part("chip").replaceChildren(chip(LOOKS[state] || "waiting", words(state, item)));
    part("title").textContent = title;
    part("more").textContent = state in more ? more[state] : texts.waits;
    part("code").hidden = state === "received" || !code;
    part("code").lastChild.textContent = code || "";
    part("to").textContent = report && report.to ? fill(texts.to, report) : "";
    $("rewrite").hidden = !report;
    $("where").textContent = "";
  }

  function showClash() {
    only("clash");
    $("where").textContent = words("conflict", item);
    if (self.TuQuan.showClash) return self.TuQuan.showClash(item, address);
    self.TuQuan.sheet = { page, texts, fill, count, copyOf, said, send };
    const script = make("script", "");
    script.src = page.clash;
    script.onload = showClash;
    document.head.append(script);
  }

  const newest = async () => (await outbox.all()).find((one) => one.subject === subject);

  // What this telephone sent last, unless the commune has given the report back since.
  function route() {
    const { state, refusal, server, version } = item || {};
    const isBack = report && ["returned", "draft"].includes(report.state);
    const isOver = state === "received" && isBack && report.base >= version;
    const isMine = state === "invalid" || refusal === "form_changed";
    if (state === "conflict" && server && !isMine) return showClash();
    if (report && isMine) return edit();
    if (item && !isOver) return showReceipt();
    if (report.state !== "submitted") return edit();
    item = { ...report, state: "received", version: report.base };
    showReceipt();
  }

  async function open() {
    const known = (await kept("reports")) || { open: [] };
    report = known.open.find((one) => one.id === id);
    address = known.address;
    item = await newest();
    if (!report && !item) {
      if (navigator.onLine && id) location.replace(page.online + id + "/");
      return only("away");
    }
    if (report && new URL(report.shell, location).pathname !== location.pathname) {
      return location.replace(report.shell);
    }
    $("title").textContent = document.title = (report || item).title;
    if (report) prepare();
    const isWriting = report && (await draft.get("report", subject));
    return isWriting && (item || {}).state !== "conflict" ? edit() : route();
  }

  form.onsubmit = sendForm;
  form.onclick = function ({ target }) {
    const button = target.closest("[data-rest]");
    if (button) takeRest(button);
  };
  $("next").onclick = function () {
    const wrong = problems(false).filter(({ key }) => byKey[key].step === step);
    showErrors(wrong);
    if (!wrong.length) go(step + 1);
  };
  $("rewrite").onclick = edit;
  $("back").onclick = function (event) {
    if (form.hidden || step === 1) return;
    event.preventDefault();
    go(step - 1);
  };
  onpopstate = ({ state }) => state && !form.hidden && go(state.step, true);
  form.oninput = form.onchange = function ({ target }) {
    const place = target.closest(".card.wrong");
    if (place) unmark(place);
    update();
    if (target === form) return;
    clearTimeout(timer);
    timer = setTimeout(save, 250);
  };
  addEventListener("pagehide", () => timer && save());
  self.TuQuan.onChange(async function () {
    if ($("receipt").hidden || !item.key) return;
    item = (await newest()) || item;
    if (["conflict", "invalid"].includes(item.state)) route();
    else showReceipt();
  });
  const watch = new IntersectionObserver(function (entries) {
    entries.filter((one) => one.isIntersecting).forEach(({ target }) => seen.add(target.dataset.line));
    if (report) update();
  }, { threshold: 0.5 });
  for (const { key } of lines.filter(({ kind }) => kind === "yes_no")) {
    card(key).dataset.line = key;
    watch.observe(card(key));
  }
  open();
})();
