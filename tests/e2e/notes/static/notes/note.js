// A form as the apps of the product have it, as small as can be.
(async function () {
  "use strict";
  const { draft, outbox, kept, uid, words, onChange } = self.TuQuan;
  const subject = new URLSearchParams(location.search).get("s") || "1";
  const form = document.getElementById("note");
  const state = document.getElementById("state");
  const clash = document.getElementById("clash");
  const read = () => Object.fromEntries(new FormData(form));
  const mine = async () => (await outbox.all()).find((item) => item.subject === subject);

  async function show() {
    const item = await mine();
    const saved = await draft.get("note", subject);
    state.dataset.state = saved ? "draft" : item ? item.state : (await uid()) ? "none" : "nobody";
    state.textContent = saved ? words("draft", saved) : item ? words(item.state, item) : "";
    clash.hidden = !item || item.state !== "conflict";
    if (!clash.hidden) {
      clash.querySelector("ul").replaceChildren(...Object.keys(item.data).map(function (name) {
        const line = document.createElement("li");
        line.textContent = name + ": " + item.data[name] + " / " + item.server.data[name];
        return line;
      }));
    }
    const wrong = item && item.state === "invalid" ? item.lines.map((one) => one.line) : [];
    for (const field of form.elements) field.setAttribute("aria-invalid", wrong.includes(field.name));
  }

  form.addEventListener("input", async function () {
    await draft.put("note", subject, { data: read(), saved_at: Date.now() });
    show();
  });
  form.addEventListener("submit", async function (event) {
    event.preventDefault();
    const notes = await kept("notes");
    const data = read();
    const lines = [["Số hộ", data.number], ["Nhận xét", data.words]];
    const base = (notes && notes.versions[subject]) || 0;
    const title = "Ghi chép " + subject;
    try {
      await outbox.add({ kind: "note", subject, title, v: "1", base, data, single: true, read: lines });
    } catch (error) {
      state.dataset.state = "unkept";
      return;
    }
    await show();
    self.TuQuan.sendNow();
  });
  document.getElementById("mine").addEventListener("click", async function () {
    const item = await mine();
    await outbox.resolve(item.key, item.data, item.server.version, item.read);
    self.TuQuan.sendNow();
  });
  onChange(show);
  const saved = await draft.get("note", subject);
  const item = await mine();
  const data = saved ? saved.data : item ? item.data : {};
  for (const name of Object.keys(data)) form.elements[name].value = data[name];
  show();
})();
