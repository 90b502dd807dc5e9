// What is not needed while somebody writes: a dry month, what became of a report, and the choice
// between two versions, field by field.
(function () {
  "use strict";
  const { words, moment } = self.TuQuan;

  // A dry month: 0 for what was counted, stocks as they were; the rest has to be answered first.
  function dry({ showErrors, changed }) {
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
    changed(true);
  }

  const LOOKS = { received: "accepted", invalid: "late", failed: "late", conflict: "conflict" };

  function receipt({ item, only }) {
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
    $("receipt").focus();
  }

  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  function take(target, source, key) {
    const isAside = source.not_applicable.includes(key);
    target.not_applicable = target.not_applicable.filter((one) => one !== key);
    if (isAside) target.not_applicable.push(key);
    for (const part of ["values", "notes"]) {
      delete target[part][key];
      if (key in source[part]) target[part][key] = source[part][key];
    }
  }

  function choice(line, names, versions) {
    const node = copyOf("a-choice");
    node.querySelector("legend").textContent = line.label;
    node.querySelectorAll(".option").forEach(function (option, n) {
      const radio = option.querySelector("input");
      radio.name = "pick_" + line.key;
      option.htmlFor = radio.id = radio.name + "_" + radio.value;
      option.querySelector("span").textContent = names[n];
      const note = versions[n].notes[line.key];
      option.querySelector("b").textContent = said(line, versions[n]) + (note ? " · " + note : "");
    });
    return node;
  }

  function about(lines, isOver) {
    if (isOver) return texts.decided;
    return lines.length ? count("differ", lines.length) : texts.differ_none;
  }

  function clash({ item, address, send, only }) {
    const { data, server } = item;
    only("clash");
    $("where").textContent = words("conflict", item);
    const [mine, theirs, first] = [data.answers, server.data, server.before];
    const part = (all, key) => [all.values[key], all.not_applicable.includes(key), all.notes[key]];
    const differs = (one, other) => ({ key }) => !same(part(one, key), part(other, key));
    const apart = page.lines.filter(differs(mine, theirs));
    const isOver = server.state === "accepted";
    const bothChanged = (line) => differs(mine, first)(line) && differs(theirs, first)(line);
    const shown = isOver ? apart : apart.filter(bothChanged);
    const whose = address ? fill(texts.mine_of, { who: address }) : texts.mine;
    const names = [whose, server.by || texts.theirs];
    const box = document.getElementById("clash");
    box.querySelector("h2").textContent = server.told ? texts.told : item.text;
    box.querySelector(".muted").textContent = about(shown, isOver);
    box.querySelector("[type=submit]").hidden = isOver;
    const choices = shown.map((line) => choice(line, names, [mine, theirs]));
    box.querySelector("[data-lines]").replaceChildren(...choices);
    box.onsubmit = function (event) {
      event.preventDefault();
      const chosen = JSON.parse(JSON.stringify(theirs));
      for (const line of apart.filter(differs(mine, first))) {
        const picked = box.querySelector('[name="pick_' + line.key + '"]:checked');
        if (!picked || picked.value === "mine") take(chosen, mine, line.key);
      }
      send({ answers: chosen, nil: false }, server.version);
    };
  }

  self.TuQuan.more = { dry, receipt, clash };
})();
