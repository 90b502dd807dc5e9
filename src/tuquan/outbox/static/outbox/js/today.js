// The first page without network: what is owed, from what this phone keeps.
(function () {
  "use strict";
  const { kept, uid, draft, outbox, now, texts, words, onChange } = self.TuQuan;
  const DAY = 86400000;
  const VIETNAM = 7 * 3600000;
  const part = (node, name) => node.querySelector('[data-part="' + name + '"]');

  // Days to the last day (2026-12-05), counted as the clocks of Vietnam do.
  function left(day, today) {
    const days = Date.parse(day) / DAY - Math.floor((today.getTime() + VIETNAM) / DAY);
    const name = days < 0 ? "overdue" : days === 0 ? "due_today" : "days_left";
    return texts[name].replace("{days}", Math.abs(days));
  }

  async function line(one, items, today) {
    const node = document.getElementById("owed").content.cloneNode(true).firstElementChild;
    const sent = items.find((item) => item.kind === "report" && item.subject === one.subject);
    const begun = await draft.get("report", one.subject);
    part(node, "title").textContent = one.title;
    part(node, "who").textContent = [one.who, one.due].filter(Boolean).join(" · ");
    part(node, "due").textContent = left(one.due_on, today);
    part(node, "state").textContent = begun ? words("draft", begun) : sent ? words(sent.state, sent) : "";
    part(node, "open").href = one.shell;
    return node;
  }

  async function draw() {
    const [reports, items, today, owner] = [await kept("reports"), await outbox.all(), await now(), await uid()];
    const isSent = (one) => items.some((item) => item.subject === one.subject && item.state === "received");
    const owed = ((reports && reports.open) || []).filter((one) => !isSent(one));
    const list = document.querySelector("[data-owed]");
    list.replaceChildren(...(await Promise.all(owed.map((one) => line(one, items, today)))));
    list.hidden = !owed.length;
    document.getElementById("nothing-kept").hidden = Boolean(owner && reports);
    document.getElementById("nothing-owed").hidden = !reports || owed.length > 0;
    document.getElementById("elsewhere").hidden = ["/", "/may/"].includes(location.pathname);
    document.getElementById("recent").hidden = !items.some((item) => item.state === "received");
  }

  addEventListener("kept", draw);
  onChange(draw);
  draw();
})();
