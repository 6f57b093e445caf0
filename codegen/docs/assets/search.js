// The search of the site. What it looks through is loaded when somebody begins to search.
(function () {
  "use strict";
  const form = document.querySelector("form.search");
  const input = form.querySelector("input");
  const list = form.querySelector("ul");
  const { assets, root } = form.dataset;
  let ready = null;

  const load = (name) =>
    new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = `${assets}/${name}`;
      script.addEventListener("load", done);
      script.addEventListener("error", () => failed(new Error(`${name} cannot be loaded`)));
      document.head.append(script);
    });

  async function prepare() {
    await Promise.all([load("minisearch.js"), load("search-index.js")]);
    const options = { prefix: true, fuzzy: 0.2, boost: { title: 4, about: 2 }, combineWith: "AND" };
    const index = new globalThis.MiniSearch({
      fields: ["title", "about", "text"],
      storeFields: ["title", "about", "to"],
      // Names are found by their words, and as a whole.
      tokenize: (text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean),
      searchOptions: options,
    });
    index.addAll(globalThis.lonely.entries);
    return index;
  }

  async function show() {
    ready ??= prepare();
    const index = await ready;
    const found = index.search(input.value).slice(0, 12);
    list.replaceChildren(
      ...found.map(({ title, about, to }) => {
        const link = document.createElement("a");
        link.href = root + to;
        const name = document.createElement("code");
        name.textContent = title;
        link.append(name, ` ${about}`);
        const item = document.createElement("li");
        item.append(link);
        return item;
      }),
    );
    const isEmpty = input.value.trim() !== "" && found.length === 0;
    form.querySelector("p").textContent = isEmpty ? "Nothing found." : found.length > 0 ? `${found.length} found` : "";
  }

  // Up and down go through what was found.
  function move(event) {
    const links = [input, ...list.querySelectorAll("a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      input.value = "";
      show();
      input.focus();
    }
    if (step === undefined) return;
    const next = links[links.indexOf(document.activeElement) + step];
    if (next !== undefined) {
      next.focus();
      event.preventDefault();
    }
  }

  form.hidden = false;
  input.addEventListener("input", show);
  form.addEventListener("keydown", move);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
})();
