"use strict";
(function () {
  const MANY = 12; // more notices than this are folded until somebody looks for them
  const collator = new Intl.Collator("zh-Hans-CN", { numeric: true });
  const one = (id) => document.getElementById(id);
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();

  // -- the table of units: a heading sorts it, a second click turns the order round
  const table = one("unit-table");
  table.querySelectorAll("th[data-sort]").forEach((heading) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    // Browsers leave buttons out of headings that are repeated on every printed page, so the words stay as well.
    const words = document.createElement("span");
    words.className = "paper";
    words.textContent = heading.textContent;
    heading.replaceChildren(button, words);
    button.addEventListener("click", () => {
      const direction = heading.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
      table.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", direction);
      const sign = direction === "ascending" ? 1 : -1;
      const told = (row) => row.cells[heading.cellIndex].innerText;
      const body = table.tBodies[0];
      body.append(...[...body.rows].sort((a, b) => sign * collator.compare(told(a), told(b))));
    });
  });

  // -- the findings
  const form = one("filters");
  if (!form) return;
  const units = [...document.querySelectorAll("article.unit")].map((element) => ({
    element,
    name: plain(element.querySelector("h3").textContent),
    folded: element.querySelector("details"),
    items: [...element.querySelectorAll("li.f")].map((item) => ({ element: item, text: null })),
  }));
  const total = units.reduce((sum, unit) => sum + unit.items.length, 0);
  const boxes = [...form.querySelectorAll("input[name=severity]")];

  function wanted() {
    return {
      unit: one("by-unit").value,
      rule: one("by-rule").value,
      severities: new Set(boxes.filter((box) => box.checked).map((box) => box.value)),
      words: plain(one("by-text").value).split(" ").filter(Boolean),
    };
  }

  function fits(item, unit, want) {
    const data = item.element.dataset;
    if (want.rule && data.r !== want.rule) return false;
    if (!want.severities.has(data.s)) return false;
    if (!want.words.length) return true;
    if (item.text === null) item.text = unit.name + " " + plain(item.element.textContent);
    return want.words.every((word) => item.text.includes(word));
  }

  function apply() {
    const want = wanted();
    const asked = Boolean(want.rule || want.words.length || !want.severities.has("error"));
    let shown = 0;
    let groups = 0;
    for (const unit of units) {
      let here = 0;
      let notices = 0;
      const chosen = !want.unit || unit.element.id === want.unit;
      for (const item of unit.items) {
        const visible = chosen && fits(item, unit, want);
        item.element.hidden = !visible;
        if (visible) here += 1;
        if (visible && item.element.dataset.s === "notice") notices += 1;
      }
      unit.element.hidden = here === 0;
      if (unit.folded) {
        unit.folded.hidden = notices === 0;
        unit.folded.open = notices <= MANY || asked;
        unit.folded.querySelector("summary").textContent = "提示 " + notices + " 处";
      }
      shown += here;
      if (here) groups += 1;
    }
    one("nothing").hidden = shown > 0;
    one("shown").textContent =
      shown === total ? "共 " + total + " 处。" : "显示 " + groups + " 个单位的 " + shown + " 处，共 " + total + " 处。";
  }

  function arrange() {
    const key = one("by-order").value;
    const compare =
      key === "name"
        ? (a, b) => collator.compare(a.element.dataset.name, b.element.dataset.name)
        : (a, b) => a.element.dataset[key] - b.element.dataset[key];
    one("sections").append(...[...units].sort(compare).map((unit) => unit.element));
  }

  let waiting = 0;
  function soon(event) {
    clearTimeout(waiting);
    waiting = setTimeout(apply, event.target.type === "search" ? 150 : 0);
  }
  form.addEventListener("input", soon);
  form.addEventListener("change", soon); // some browsers tell of a chosen option only so
  one("by-order").addEventListener("change", arrange);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { apply(); arrange(); }));

  // A link to a unit that the filters hide shows it again.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#u']");
    const target = link && one(link.getAttribute("href").slice(1));
    if (target && target.hidden) {
      form.reset();
      apply();
      setTimeout(() => target.scrollIntoView());
    }
  });

  // What is printed is what the filters leave, unfolded.
  window.addEventListener("beforeprint", () => units.forEach((u) => { if (u.folded) u.folded.open = true; }));
  window.addEventListener("afterprint", apply);

  form.hidden = false;
  apply();
})();
