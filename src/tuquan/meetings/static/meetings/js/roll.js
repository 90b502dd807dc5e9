// Who came to a meeting, marked at the door: came, somebody came for them, did not come.
(function () {
  "use strict";
  const { kept, refresh, moment, households, tickList } = self.TuQuan;
  const { page, texts, $, fill, copyOf } = households;
  const id = new URLSearchParams(location.search).get("hop");
  const wanted = id && "meeting:" + id;
  const TYPING = 400;
  let asked = !id;
  let clashing, known, timer;

  const plain = (mark) => (mark ? { present: mark.present, by: mark.by } : null);
  function words({ present, by }) {
    if (!present) return texts.absent;
    return by ? fill(texts.proxy, { by }) : texts.came;
  }

  function line(node, one) {
    node.querySelectorAll("input").forEach(function (input) {
      const label = input.nextElementSibling || input.previousElementSibling;
      label.htmlFor = input.id = (input.value || "who") + one.id;
      if (input.type === "radio") input.name = "mark_" + one.id;
    });
    node.dataset.household = one.id;
  }

  function show(node, one, { given, held }) {
    const mark = held || given;
    if (!mark) return "";
    const way = mark.present ? (mark.by ? "by" : "came") : "absent";
    node.querySelector('[value="' + way + '"]').checked = true;
    const who = node.querySelector("[data-who]");
    const field = who.querySelector("input");
    who.hidden = way !== "by";
    if (field !== document.activeElement) field.value = mark.by === texts.somebody ? "" : mark.by;
    return "";
  }

  function figure({ households: all, need }, given, held) {
    const marks = Object.values({ ...given, ...held });
    const came = marks.filter(({ present }) => present).length;
    const left = all.length - marks.length;
    const enough = came >= need ? texts.enough : texts.need;
    $("rest").hidden = !left;
    $("rest").querySelector("span").textContent = fill(texts.rest, { n: left });
    return [fill(texts.figure, { came, of: all.length }), need && fill(enough, { need })].filter(Boolean).join(" · ");
  }

  // The roll is not on this phone yet: it may have been opened a moment ago.
  async function fetchRoll() {
    asked = true;
    try {
      await refresh(true);
    } catch (error) {
      return;
    }
    const { lists } = await kept("rolls");
    const isHere = lists.some(({ subject }) => subject === wanted);
    if (!isHere && $("refused").hidden) location.replace(page.online + id + "/");
  }

  async function rollOf(list) {
    known = list ? list.households : [];
    $("away").hidden = known.length > 0;
    if (!list && !asked) fetchRoll();
    return known;
  }

  const list = tickList({
    kind: "attendance", name: "rolls", marks: "marks", wanted,
    households: rollOf, line, show, figure, words, clash,
  });

  // Beside each mark stands the one that was seen: the commune compares it with its own.
  function put(data, given, number, mark) {
    const before = data[number];
    data[number] = { ...mark, seen: before ? before.seen : plain(given[number]) };
  }

  function mark(node) {
    const number = node.dataset.household;
    const way = node.querySelector(":checked").value;
    const name = node.querySelector("[data-who] input").value.normalize("NFC").trim();
    const by = way === "by" ? name || texts.somebody : "";
    list.change((data, given) => put(data, given, number, { present: way !== "absent", by }));
  }

  $("households").oninput = function ({ target }) {
    clearTimeout(timer);
    if (target.type === "text") timer = setTimeout(() => mark(target.closest("li")), TYPING);
  };
  $("households").onchange = function ({ target }) {
    clearTimeout(timer);
    mark(target.closest("li"));
  };
  $("rest").onclick = () => list.change(function (data, given) {
    for (const { id: number } of known) {
      if (!(number in data) && !(number in given)) put(data, given, number, { present: false, by: "" });
    }
  });

  // ---- what somebody else marked differently meanwhile

  function choice([number, { mark: theirs, by, at }]) {
    const { name = "–" } = known.find((one) => String(one.id) === number) || {};
    const who = fill(texts.by, { by, at: moment(at) });
    const node = copyOf("a-choice", { name, mine: words(clashing.data[number]), theirs: words(theirs), who });
    node.querySelectorAll("input").forEach(function (input) {
      input.name = "pick_" + number;
    });
    return node;
  }

  function clash(item) {
    $("clash").hidden = !item;
    if (!item || (clashing && clashing.key === item.key)) return;
    clashing = item;
    $("clash").querySelector("h2").textContent = item.text;
    $("choices").replaceChildren(...Object.entries(item.server.data).map(choice));
  }

  $("clash").onsubmit = function (event) {
    event.preventDefault();
    const picked = new FormData(event.target);
    const { data: theirs } = clashing.server;
    list.change(function (data) {
      for (const [number, { mark: seen }] of Object.entries(theirs)) {
        const chosen = picked.get("pick_" + number) === "mine" ? data[number] : seen;
        data[number] = { ...chosen, seen };
      }
    });
  };
})();
