// Groups beside each other: moving a household asks for the board alone. Without this file, or when
// the network fails, the same forms are sent as they are.
(function () {
  "use strict";
  var board = document.querySelector("[data-board]");
  var told = document.querySelector("[data-told]");
  var dragged = null;
  if (!board || !told || !window.fetch) return;

  function columns() {
    return Array.prototype.slice.call(board.querySelectorAll('[data-to]:not([data-to=""])'));
  }

  function send(form, to) {
    var id = form.closest("[data-household]").id;
    form.elements.to.value = to;
    if (form.elements.to.value !== to || board.hasAttribute("aria-busy")) return;
    board.setAttribute("aria-busy", "true");
    fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Part": "board" },
    })
      .then(function (answer) {
        if (!answer.ok) throw answer;
        return answer.text();
      })
      .then(function (html) {
        board.innerHTML = html;
        board.removeAttribute("aria-busy");
        told.textContent = board.querySelector("[data-remarks]").textContent;
        var moved = document.getElementById(id);
        if (moved) moved.querySelector("button").focus();
      })
      .catch(function () {
        // The page that refuses says why.
        form.submit();
      });
  }

  board.addEventListener("submit", function (event) {
    event.preventDefault();
    send(event.target, event.target.elements.to.value);
  });

  // ← and → on the button of a household: to the group before or after its own.
  board.addEventListener("keydown", function (event) {
    var step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    var form = event.target.closest("[data-household] form");
    if (!step || !form || event.target.tagName !== "BUTTON") return;
    var all = columns();
    var next = all[all.indexOf(form.closest("[data-to]")) + step];
    event.preventDefault();
    if (next) send(form, next.dataset.to);
  });

  function over(event) {
    var column = dragged && event.target.closest('[data-to]:not([data-to=""])');
    board.querySelectorAll(".over").forEach(function (each) {
      each.classList.remove("over");
    });
    if (!column || column.contains(dragged)) return null;
    return column;
  }

  board.addEventListener("dragstart", function (event) {
    dragged = event.target.closest("[data-household]");
    event.dataTransfer.setData("text/plain", dragged.id);
    event.dataTransfer.effectAllowed = "move";
  });
  board.addEventListener("dragover", function (event) {
    var column = over(event);
    if (!column) return;
    event.preventDefault();
    column.classList.add("over");
  });
  board.addEventListener("drop", function (event) {
    var column = over(event);
    event.preventDefault();
    if (column) send(dragged.querySelector("form"), column.dataset.to);
  });
  board.addEventListener("dragend", function (event) {
    over(event);
    dragged = null;
  });
})();
