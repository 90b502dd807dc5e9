// Lists of what waits on this phone or was sent from it, in elements with data-items: "all" or
// "waiting". How a line looks stands in the page's template; here are only its words.
(function () {
  "use strict";
  const { outbox, words, moment, texts, onChange } = self.TuQuan;
  const CHIPS = {
    queued: "waiting",
    sending: "waiting",
    login: "waiting",
    received: "accepted",
    invalid: "late",
    failed: "late",
    conflict: "conflict",
  };
  const CORRECTED = ["invalid", "conflict"];

  function line(item) {
    const node = document.getElementById("entry").content.cloneNode(true).firstElementChild;
    const part = (name) => node.querySelector('[data-part="' + name + '"]');
    node.dataset.key = item.key;
    node.dataset.state = item.state;
    part("title").textContent = item.title;
    const chip = document.getElementById("chip-" + CHIPS[item.state]).content.cloneNode(true);
    chip.firstElementChild.append(words(item.state, item));
    part("chip").append(chip);
    const code = texts.code.replace("{code}", item.code).replace("{time}", moment(item.added_at));
    part("code").textContent = code;
    const isReceived = item.state === "received";
    const why = part("why");
    why.textContent = isReceived || item.state === "invalid" ? "" : item.text || "";
    why.hidden = !why.textContent;
    // The first one stands in the chip.
    const lines = (item.lines || []).slice(1).map((one) => one.text);
    part("lines").replaceChildren(...lines.map(function (text) {
      return Object.assign(document.createElement("li"), { textContent: text });
    }));
    const correct = part("correct");
    correct.hidden = !CORRECTED.includes(item.state) || !item.open;
    if (!correct.hidden) correct.href = item.open;
    part("login").hidden = item.state !== "login";
    part("remove").hidden = !isReceived;
    part("share").hidden = !navigator.share;
    return node;
  }

  async function draw() {
    const items = await outbox.all();
    document.querySelectorAll("[data-items]").forEach(function (list) {
      const isWanted = (item) => list.dataset.items === "all" || item.state !== "received";
      const shown = items.filter(isWanted);
      list.replaceChildren(...shown.map(line));
      list.hidden = !shown.length;
      const empty = document.getElementById(list.dataset.empty);
      if (empty) empty.hidden = shown.length > 0;
    });
  }

  function saveFile(name, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  async function copy(button, text) {
    const area = button.closest("[data-key]").querySelector("textarea");
    area.value = text;
    if (!navigator.clipboard) {
      area.hidden = false;
      area.select();
      return;
    }
    await navigator.clipboard.writeText(text);
    button.querySelector("span").textContent = texts.copied;
  }

  async function allText() {
    const items = (await outbox.all()).filter((item) => item.state !== "received");
    return (await Promise.all(items.map((item) => outbox.text(item.key)))).join("\n\n----\n\n");
  }

  document.addEventListener("click", async function (event) {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    if (button.dataset.do === "save") return saveFile("tu-quan.txt", await allText());
    const { key } = button.closest("[data-key]").dataset;
    const text = await outbox.text(key);
    if (button.dataset.do === "copy") await copy(button, text);
    if (button.dataset.do === "share") await navigator.share({ text }).catch(() => {});
    if (button.dataset.do === "remove") await outbox.remove(key);
  });
  onChange(draw);
  draw();
})();
