// The rows of a sheet on a telephone: made from what the phone keeps, read, written, found wrong.
(function () {
  "use strict";
  const { texts, $, fill, copyOf } = self.TuQuan.households;
  const form = $("marks");
  const nodes = new Map();
  let all = [];

  const part = (node, name) => node.querySelector("[data-" + name + "]");
  const field = (node, name) => part(node, name).lastElementChild;
  const rows = () => all.filter(({ head }) => !head);

  function make(row) {
    const { key, no = "", label, hint = "", figures, told = [], good, head } = row;
    if (head) return copyOf("a-heading", { no: no && no + ".", label });
    const known = [...(figures ? [fill(texts.figures, { box: texts[figures] })] : []), ...told].join(" · ");
    const node = copyOf("a-row", { no, label, hint, known });
    node.id = "row-" + key;
    const [yes, , no_] = node.querySelectorAll(".choices > *");
    // Where “Không” is the good answer, it is green and “Có” is red, without a tick or a cross.
    if (good) {
      for (const [one, look] of [[yes, "no first"], [no_, "yes second"]]) {
        one.className = one.nextElementSibling.className = look;
        one.nextElementSibling.querySelector("svg").remove();
      }
    }
    node.querySelectorAll("input, textarea").forEach(function (input, n) {
      const name = input.type === "radio" ? input.nextElementSibling : input.previousElementSibling;
      name.htmlFor = input.id = key + n;
      if (input.type === "radio") input.name = key;
    });
    nodes.set(key, node);
    return node;
  }

  const text = (input) => input.value.normalize("NFC").trim();

  // The mark of a row in the order in which the server writes it.
  function read(node) {
    const picked = node.querySelector(":checked");
    if (!picked) return undefined;
    const [note, notice] = ["why", "notice"].map((name) => text(field(node, name)));
    return { box: picked.value, ...(note && { note }), ...(notice && { notice }) };
  }

  function write(node, { box, note, notice }) {
    for (const input of node.querySelectorAll("[type=radio]")) input.checked = input.value === box;
    field(node, "why").value = note || "";
    field(node, "notice").value = notice || "";
  }

  function marks() {
    const given = {};
    for (const [key, node] of nodes) {
      const mark = read(node);
      if (mark) given[key] = mark;
    }
    return given;
  }

  function inWords(mark) {
    if (!mark) return texts.open;
    return [texts[mark.box], mark.note, mark.notice].filter(Boolean).join(" · ");
  }

  const told = (given) => rows().filter(({ key }) => given[key])
    .map(({ key, no = "", label }) => [no + " " + label, inWords(given[key])]);

  // What a row asks for besides: why, where the answer is not the good one or not that of the figures.
  function update() {
    for (const { key, hint, proof, figures, good } of rows()) {
      const node = nodes.get(key);
      const { box } = read(node) || {};
      const isAsked = box && box !== (figures || good || "yes");
      part(node, "why").hidden = !isAsked && !text(field(node, "why"));
      part(node, "notice").hidden = !hint && !proof && !text(field(node, "notice"));
    }
    const done = rows().filter(({ key, figures }) => figures || read(nodes.get(key))).length;
    $("figure").textContent = fill(texts.done, { done: String(done), of: rows().length });
  }

  function showErrors(wrong) {
    form.querySelectorAll(".wrong-text").forEach((old) => old.remove());
    form.querySelectorAll(".wrong").forEach((old) => old.classList.remove("wrong"));
    $("errors").hidden = !wrong.length;
    if (!wrong.length) return;
    $("errors").querySelector("span").textContent = fill(texts.again, { n: wrong.length });
    const links = wrong.map(function ({ line, text: why }) {
      const link = copyOf("a-link", { text: why });
      const node = nodes.get(line);
      if (!node) return link;
      link.firstChild.href = "#row-" + line;
      node.classList.add("wrong");
      node.querySelector("legend").after(copyOf("a-wrong", { text: why }));
      part(node, "why").hidden = false;
      return link;
    });
    // The first few lead to where to begin; each row says by itself what is wrong with it.
    $("errors").querySelector("ul").replaceChildren(...links.slice(0, 5));
    $("errors").focus();
  }

  // What cannot be handed in yet: rows without a mark, marks without the evidence they need.
  function missing() {
    const left = [];
    for (const { key, no, figures, free, proof } of rows()) {
      const mark = read(nodes.get(key));
      const why = !mark ? !figures && !free && "missing" : !figures && mark.box === proof && !mark.notice && "unproven";
      if (why) left.push({ line: key, text: fill(texts[why], { no: no || key }) });
    }
    return left;
  }

  // Made anew only when the rows are others, so that nobody is disturbed while writing.
  function draw(wanted) {
    if (JSON.stringify(wanted) === JSON.stringify(all)) return;
    all = wanted;
    nodes.clear();
    $("rows").replaceChildren(...all.map(make));
  }

  function show(given) {
    for (const [key, node] of nodes) write(node, given[key] || {});
    update();
  }

  self.TuQuan.sheetRows = { part, rows, draw, show, marks, missing, update, showErrors, inWords, told };
})();
