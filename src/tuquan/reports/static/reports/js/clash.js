// Two versions of a report, field by field: loaded only when the commune has another one. What only
// one of the two touched needs no question.
(function () {
  "use strict";
  const { page, texts, fill, count, copyOf, said, send } = self.TuQuan.sheet;
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

  self.TuQuan.showClash = function (item, address) {
    const { data, server } = item;
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
  };
})();
