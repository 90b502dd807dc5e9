// Marks beside the households of a list: kept on this phone at once, sent a moment later, so that
// a slip can be taken back. What a mark says and how it looks is told by the page's own script.
(function () {
  "use strict";
  const { outbox, kept, sendNow, onChange, households } = self.TuQuan;
  const { texts, $, fill, about, copyOf } = households;
  const SLIP = 4000;
  const WAITING = ["queued", "sending", "login"];
  const isWaiting = (item) => WAITING.includes(item.state);
  const isGone = (item) => isWaiting(item) && item.tries > 0;
  // The newest entry stands first, and has the last word.
  const together = (some) => Object.assign({}, ...some.map((one) => one.data).reverse());

  // `kind` of the entries; `name` of what is kept; `marks` of a list: what the commune has;
  // `wanted`: the only list meant, if one is. The other settings are functions of the page.
  self.TuQuan.tickList = function (settings) {
    const { kind, name, marks, wanted, line, show, figure, words } = settings;
    const nodes = new Map();
    let lists, list, at, known, items, drawn, timer;
    let turn = Promise.resolve();

    const subject = () => (list ? list.subject : wanted);
    const mine = () => items.filter((one) => one.kind === kind && one.subject === subject());
    const open = () => mine().filter((one) => one.state !== "received");
    // What the commune took after this phone last asked it.
    const fresh = () => mine().filter((one) => one.state === "received" && Date.parse(one.received_at) > at);
    const held = () => together(open());
    const given = () => ({ ...(list && list[marks]), ...together(fresh()) });

    function paint(node, one) {
      const holders = open().filter((item) => one.id in item.data);
      const isSent = holders.some(isGone);
      const now = { given: given()[one.id], held: held()[one.id], isSent };
      const done = show(node, one, now);
      const refused = holders.flatMap((item) => item.lines || []).find((wrong) => wrong.line === String(one.id));
      const waits = holders.length ? (isSent ? texts.sending : texts.ticked) : "";
      const said = node.querySelector("[data-said]");
      said.textContent = done || (refused ? refused.text : waits);
      said.classList.toggle("wrong-text", Boolean(refused) && !done);
    }

    function nodeOf(one) {
      if (!nodes.has(one.id)) {
        const node = copyOf("a-household", { name: one.name, about: about(one) });
        line(node, one, list);
        nodes.set(one.id, node);
        if (list) paint(node, one);
      }
      return nodes.get(one.id);
    }

    function draw() {
      const refused = open().filter((one) => !isWaiting(one) && !one.server);
      const lines = refused.flatMap((one) => one.lines || []);
      $("refused").hidden = !refused.length;
      $("why").textContent = refused.map(({ lines: [first] = [], text }) => (first || { text }).text).join(" ");
      $("drop").hidden = !lines.length;
      $("pledge").hidden = !list;
      if (!list) return;
      known.filter(({ id }) => nodes.has(id)).forEach((one) => paint(nodes.get(one.id), one));
      const waiting = Object.keys(held()).length;
      const more = waiting ? " · " + fill(texts.waiting, { n: waiting }) : "";
      $("figure").textContent = figure(list, given(), held()) + more;
      $("online").href = list.online;
      if (settings.clash) settings.clash(open().find((one) => one.state === "conflict" && one.server));
    }

    // One after the other: each goes on from what the one before left.
    function change(alter) {
      turn = turn.then(async function () {
        items = await outbox.all();
        const data = held();
        alter(data, given());
        const names = new Map(known.map((one) => [String(one.id), one.name]));
        const read = Object.keys(data).map((id) => [names.get(id) || "–", words(data[id])]);
        const title = fill(texts.title, list);
        if (read.length) await outbox.add({ kind, subject: subject(), title, data, read, single: true });
        else for (const one of open()) if (!isGone(one)) await outbox.remove(one.key);
        clearTimeout(timer);
        timer = setTimeout(sendNow, SLIP);
      });
      return turn.finally(look);
    }

    async function look() {
      items = await outbox.all();
      draw();
    }

    // The lines are made anew only for another list, so that nobody is disturbed while writing.
    async function choose(chosen) {
      list = chosen;
      known = await settings.households(list);
      const shape = JSON.stringify([subject(), known]);
      if (shape !== drawn) {
        nodes.clear();
        drawn = shape;
        households.list(known, nodeOf);
      }
      draw();
    }

    async function start() {
      const { lists: all = [], at: since } = (await kept(name)) || {};
      lists = all;
      at = Date.parse(since);
      items = await outbox.all();
      const same = lists.find((one) => one.subject === subject());
      const others = lists.map((one, n) => new Option(one.title + " · " + one.group, n));
      $("which").replaceChildren(...others);
      await choose(same || (wanted ? undefined : lists[0]));
      $("which").value = Math.max(0, lists.indexOf(list));
      $("find").hidden = !known.length;
      $("wait").hidden = true;
    }

    $("drop").onclick = function () {
      const lines = open().flatMap((one) => one.lines || []);
      change((data) => lines.forEach((one) => delete data[one.line]));
    };
    $("which").onchange = ({ target }) => choose(lists[target.value]);
    addEventListener("kept", start);
    onChange(() => known && look());
    start();
    return { change };
  };
})();
