// The households of a leader: who signed the pledge that is being signed.
(function () {
  "use strict";
  const { now, households, tickList } = self.TuQuan;
  const { page, texts, $, fill, known } = households;
  const shownDay = (iso) => iso.split("-").reverse().join("/");

  function line(node, one, list) {
    const [tick, call, tell] = ["tick", "call", "tell"].map((name) => node.querySelector("[data-" + name + "]"));
    tell.href = page.tell + "?ho=" + one.id;
    tell.setAttribute("aria-label", fill(texts.tell, one));
    call.hidden = !one.call;
    call.href = "tel:" + one.call;
    call.setAttribute("aria-label", fill(texts.call, one));
    tick.hidden = !list || !list.households.includes(one.id);
    tick.querySelector("input").value = one.id;
    node.querySelector("[data-plain]").hidden = !tick.hidden;
  }

  function show(node, one, { given, held, isSent }) {
    const box = node.querySelector("input");
    box.checked = Boolean(given || held);
    box.disabled = Boolean(given) || isSent;
    return given && fill(texts.signed, { on: shownDay(given) });
  }

  function figure({ households: asked }, given) {
    return fill(texts.figure, { signed: asked.filter((id) => id in given).length, of: asked.length });
  }

  const list = tickList({
    kind: "pledge_ticks", name: "pledges", marks: "signed",
    households: known, line, show, figure, words: shownDay,
  });

  $("households").onchange = async function ({ target: { value, checked } }) {
    const day = new Date((await now()).getTime() + 7 * 3600000).toISOString().slice(0, 10);
    list.change(function (data) {
      if (checked) data[value] = day;
      else delete data[value];
    });
  };
})();
