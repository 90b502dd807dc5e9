// A report on a telephone: the steps, reading once more, what became of it. Filled from what the
// telephone keeps; every change is kept at once. The server looks at everything again.
(function () {
  "use strict";
  const { draft, outbox, kept, words, moment } = self.TuQuan;
  const id = Number(location.search.replace("?bc=", ""));
  const subject = "obligation:" + id;
  const sections = [...form.querySelectorAll("[data-page]")];
  const titles = sections.map((section) => section.getAttribute("aria-label"));
  const last = sections.length;
  const seen = new Set();
  let address, item, timer, base, nil;
  let step = 1;
  let isShown = false;

  const isTouched = (key) => (report.touched || []).includes(key);
  function only(shown) {
    for (const name of ["wait", "away", "errors", "notes", "sheet", "receipt", "clash"]) {
      $(name).hidden = name !== shown;
    }
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
    if (rest === "met") return open.filter(({ promise }) => promise);
    if (rest === "nil") return report.recurs ? open.filter(isFlow) : [];
    return open.filter((line) => isFigure(line) && isKnown(before(line)));
  }

  // All lines of the step have to have been on the screen before one tap may say they are met.
  function offer(button) {
    const { rest } = button.dataset;
    const place = stepOf(button);
    const open = left(rest, place);
    const all = lines.filter((line) => line.step === place && line.promise);
    const unread = rest === "met" && all.some(({ key }) => !seen.has(key) && !locked(key));
    const label = button.querySelector("span");
    button.hidden = !page.shortcuts || !open.length || unread;
    if (rest === "before") label.textContent = fill(texts.rest_before, { before: lower(report.label) });
    if (rest === "met" && open.length < all.length) label.textContent = count("rest_met", open.length);
  }

  function takeRest(button) {
    const { rest } = button.dataset;
    if (rest === "nil") return more("dry");
    for (const line of left(rest, stepOf(button))) {
      write("q_" + line.key, rest === "met" ? "yes" : asTyped(line, before(line)));
    }
    changed();
  }

  // Filled in by this script: what waits for an answer is shown (base/js/app.js), nothing is kept.
  const filled = () => form.dispatchEvent(new Event("change", { bubbles: true }));

  function changed(isDry) {
    nil = nil || isDry;
    filled();
    save();
  }

  function save() {
    clearTimeout(timer);
    timer = 0;
    const fields = Object.fromEntries(new FormData(form));
    const at = Date.now();
    const { title } = report;
    const begun = { fields, base, nil, step, at, title, read: told(answers()) };
    draft.put("report", subject, begun).then(function () {
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
      const block = filledCopy("a-block", title, ": " + title);
      block.querySelector("button").onclick = () => go(n + 1);
      const rows = asked().filter((line) => line.step === n + 1).map(function (line) {
        const now = said(line, given);
        const then = report.recurs ? report.label + ": " + inWords(line, before(line)) : "";
        const row = filledCopy("a-row", line.label, now, given.notes[line.key] || "", then);
        row.querySelector("b").classList.toggle("wrong-text", now === texts.open);
        row.lastChild.append(...trend(line, given.values[line.key]));
        return row;
      });
      block.lastChild.append(...rows);
      return block;
    });
    if (report.to) blocks.push(make("p", "muted", fill(texts.to, report)));
    sections[last - 1].replaceChildren(...blocks);
    showErrors(problems(true));
  }

  // What is answered, in words.
  const told = (given) => lines
    .map((line) => [line.label, said(line, given)])
    .filter(([, text]) => text !== texts.open);

  async function send(data, version) {
    clearTimeout(timer);
    timer = 0;
    item = await outbox.add({
      kind: "report", subject, title: (report || item).title, v: page.v, base: version, data,
      read: told(data.answers),
      open: location.pathname + location.search, single: true,
    });
    more("receipt");
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

  // A dry month, what became of it, two versions: more.js.
  const more = (name) => self.TuQuan.more[name]({ item, address, send, showErrors, only, changed });

  const newest = async () => (await outbox.all()).find((one) => one.subject === subject);

  // What this telephone sent last, unless the commune has given the report back since.
  function route() {
    const { state, refusal, server, version } = item || {};
    const isBack = report && ["returned", "draft"].includes(report.state);
    const isOver = state === "received" && isBack && report.base >= version;
    const isMine = state === "invalid" || refusal === "form_changed";
    if (state === "conflict" && server && !isMine) return more("clash");
    if (report && isMine) return edit();
    if (item && !isOver) return more("receipt");
    if (report.state !== "submitted") return edit();
    item = { ...report, state: "received", version: report.base };
    more("receipt");
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
    else more("receipt");
  });
  const watch = new IntersectionObserver(function (entries) {
    entries.filter((one) => one.isIntersecting).forEach(({ target }) => seen.add(target.dataset.line));
    if (report) update();
  }, { threshold: 0.5 });
  for (const { key } of lines.filter(({ promise }) => promise)) {
    card(key).dataset.line = key;
    watch.observe(card(key));
  }
  open();
})();
