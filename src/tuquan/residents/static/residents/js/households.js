// Households that this phone keeps: finding one by its name without marks, and how a line says it.
(function () {
  "use strict";
  const { kept } = self.TuQuan;
  const page = JSON.parse(document.getElementById("page-data").textContent);
  const { texts } = page;
  const $ = (id) => document.getElementById(id);
  const fill = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);
  const fold = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/đ/g, "d");

  function about({ door, lane, members }) {
    const count = members ? fill(texts.members, { n: members }) : "";
    return [door && fill(texts.door, { door }), lane, count].filter(Boolean).join(" · ");
  }

  // A copy of a template; `told` goes into its parts by their names.
  function copyOf(id, told) {
    const node = $(id).content.firstElementChild.cloneNode(true);
    for (const part of node.querySelectorAll("[data-part]")) {
      if (part.dataset.part in told) part.textContent = told[part.dataset.part];
    }
    return node;
  }

  function chip(state, text) {
    const node = $("chip-" + state).content.firstElementChild.cloneNode(true);
    node.lastChild.data = text;
    return node;
  }

  // The list under the box in which somebody writes a name; `line` makes one household's.
  function list(households, line) {
    function draw() {
      const wanted = fold($("q").value).split(/\s+/);
      const isMeant = ({ name, door = "", lane = "", call = "" }) =>
        wanted.every((word) => fold([name, door, lane, call].join(" ")).includes(word));
      const shown = households.filter(isMeant);
      $("households").replaceChildren(...shown.map(line));
      $("found").textContent = fill(texts.found, { shown: shown.length, total: households.length });
    }
    $("q").oninput = draw;
    draw();
    return draw;
  }

  async function known() {
    const { households = [], left_out: left = 0 } = (await kept("households")) || {};
    $("left-out").hidden = !left;
    $("away").hidden = households.length > 0;
    return households;
  }

  self.TuQuan.households = { page, texts, $, fill, about, copyOf, chip, list, known };
})();
