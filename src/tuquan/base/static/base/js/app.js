// Small comforts. Every page works without this file.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("scripted");

  function number(text) {
    return parseInt(String(text || "").replace(/[^0-9-]/g, ""), 10);
  }

  // − and + beside a number.
  function step(button) {
    var input = button.parentNode.querySelector("input");
    var next = (number(input.value) || 0) + Number(button.dataset.step);
    var least = number(input.dataset.minimum);
    var most = number(input.dataset.maximum);
    if (next < least || next > most) return;
    input.value = next;
    // Whoever keeps drafts listens for typing; a button counts as typing.
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function copy(button) {
    var source = document.getElementById(button.dataset.copy);
    var text = "value" in source ? source.value : source.textContent;
    function done() {
      var label = button.querySelector("span");
      label.setAttribute("role", "status");
      label.textContent = button.dataset.copied;
    }
    if (navigator.clipboard) {
      navigator.clipboard.writeText(text.trim()).then(done);
    } else {
      // Without a secure connection there is no clipboard: leave the text selected.
      window.getSelection().selectAllChildren(source);
    }
  }

  function countSelected(scope) {
    var ticked = scope.querySelectorAll("tbody .tick input:checked").length;
    scope.querySelectorAll("[data-selected]").forEach(function (place) {
      place.textContent = ticked;
    });
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-step], [data-copy], [data-print]");
    if (!button) return;
    if (button.dataset.step) step(button);
    else if (button.dataset.copy) copy(button);
    else window.print();
  });

  // Tick a whole list, mark the ticked rows and say how many there are.
  document.addEventListener("change", function (event) {
    var box = event.target;
    var scope = box.closest("[data-list]");
    if (!scope || box.type !== "checkbox") return;
    var boxes = box.hasAttribute("data-all") ? scope.querySelectorAll("tbody .tick input") : [box];
    boxes.forEach(function (each) {
      each.checked = box.checked;
      each.closest("tr").classList.toggle("selected", each.checked);
    });
    countSelected(scope);
  });

  // A question that waits for an answer given on the same page is hidden until then.
  function showAsked() {
    document.querySelectorAll("[data-asked-when]").forEach(function (part) {
      var given = document.querySelector('[name="' + part.dataset.askedWhen + '"]:checked');
      var waits = given && given.closest("[data-asked-when][hidden]");
      part.hidden = !given || Boolean(waits) || given.value !== part.dataset.askedAnswer;
    });
  }
  document.addEventListener("change", showAsked);
  showAsked();
})();
