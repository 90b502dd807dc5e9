// Keys of the chase list. Everything they do can be done with links and buttons too.
(function () {
  "use strict";
  var list = document.getElementById("rows");
  var help = document.getElementById("keys");
  if (!list || !help) return;
  var box = document.getElementById("keys-on");
  var panel = document.getElementById("report");
  var reason = panel && panel.querySelector("textarea");
  var rows = Array.prototype.filter.call(list.querySelectorAll("[data-row]"), main);
  var memory = "desk-row";

  function main(row) {
    return row.querySelector("[data-main]") || row.querySelector("td.end a, td.end button");
  }

  // Where the reader is: the row with the focus, else the one that is open or was last.
  function here() {
    var at = document.activeElement && document.activeElement.closest("[data-row]");
    return at || rows.find(function (row) { return row.dataset.shown !== undefined; });
  }

  function go(row) {
    if (row) main(row).focus();
  }

  function step(by) {
    var at = rows.indexOf(here());
    go(rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)]);
  }

  function say(words) {
    document.getElementById("keys-said").textContent = words;
  }

  // The panel belongs to the row that is open; any other row is decided in the list.
  function isOpen(row) {
    return Boolean(panel && row && row.dataset.shown !== undefined);
  }

  function following(row) {
    var at = rows.indexOf(row);
    return rows[at + 1] || rows[at - 1];
  }

  function keep(row) {
    try {
      if (row) sessionStorage.setItem(memory, row.id);
    } catch (error) { /* Without storage the list begins at its first row again. */ }
  }

  function accept() {
    var row = here();
    var form = row && (isOpen(row) ? panel : row).querySelector("[data-accept]");
    if (!form) return say(help.dataset.nothing);
    leave(form, row);
    form.requestSubmit();
  }

  // After a decision the next row has the focus; with the panel open its report comes up.
  function leave(form, row) {
    var next = following(row);
    keep(next);
    if (panel && next && next.dataset.open) form.elements.next.value = location.pathname + next.dataset.open;
  }

  function sendBack() {
    var row = here();
    if (reason && (!row || isOpen(row))) reason.focus();
    else if (row && row.querySelector("[data-accept]")) location.href = row.dataset.open + "#id_reason";
    else say(help.dataset.nothing);
  }

  function tick() {
    var row = here();
    var mark = row && row.querySelector(".tick input");
    if (mark) mark.click();
  }

  var keys = {
    j: function () { step(1); },
    k: function () { step(-1); },
    d: accept,
    t: sendBack,
    x: tick,
    "?": function () {
      help.open = !help.open;
      if (help.open) help.querySelector("summary").focus();
    },
  };

  function isTyping(target) {
    return target.closest("textarea, select, input:not([type=checkbox], [type=radio])");
  }

  document.addEventListener("keydown", function (event) {
    var typing = isTyping(event.target);
    if (typing && event.key === "Escape") go(here() || rows[0]);
    else if (typing === reason && typing && event.key === "Enter" && event.ctrlKey) {
      leave(reason.form, here());
      reason.form.requestSubmit();
    } else if (!typing && box.checked && !event.ctrlKey && !event.altKey && !event.metaKey && keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  try {
    box.checked = localStorage.getItem("desk-keys") !== "off";
  } catch (error) { /* Storage is closed: the keys work. */ }
  box.addEventListener("change", function () {
    try {
      localStorage.setItem("desk-keys", box.checked ? "on" : "off");
    } catch (error) { /* Then they are off on this page only. */ }
  });

  // Back where the reader was before the page was loaded again.
  var last = null;
  try {
    last = document.getElementById(sessionStorage.getItem(memory) || "");
    sessionStorage.removeItem(memory);
  } catch (error) { /* As if nothing was kept. */ }
  if (location.hash === "#id_reason" && reason) reason.focus();
  else if (last && rows.indexOf(last) >= 0) main(last).focus({ preventScroll: Boolean(panel) });
  else if (here()) main(here()).focus({ preventScroll: true });
})();
