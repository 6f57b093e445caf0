// The search of the site. What it looks through is loaded when somebody begins to search.
(function () {
  "use strict";
  const form = document.querySelector("form.search");
  const input = form.querySelector("input");
  const list = form.querySelector("ul");
  const { assets, root } = form.dataset;
  const MOST = 15;
  // What stands in questions and says nothing.
  const IDLE = new Set("a an and are be by can do does for from has have how i in is it its of on or that the this to what when which who why with".split(" "));
  let [ready, asked] = [null, 0];

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
    const index = new globalThis.MiniSearch({
      fields: ["title", "about", "text"],
      storeFields: ["title", "about", "to", "weight", "summary"],
      // Names are found by their words, and as a whole.
      tokenize: (text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean),
      searchOptions: {
        prefix: (term) => term.length > 1,
        fuzzy: (term) => (term.length > 4 ? 0.2 : false),
        boost: { title: 4, about: 2 },
        boostDocument: (id, term, { weight }) => weight,
      },
    });
    index.addAll(globalThis.lonely.entries);
    return index;
  }

  const named = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  // What has all words, then what has some. What is called so comes first.
  function find(index, text) {
    const words = named(text).split(" ").filter((word) => word !== "" && !IDLE.has(word));
    const query = words.length > 0 ? words.join(" ") : text;
    const all = index.search(query, { combineWith: "AND" });
    const known = new Set(all.map(({ id }) => id));
    const some = all.length < 5 ? index.search(query, { combineWith: "OR" }).filter(({ id }) => !known.has(id)) : [];
    const [exact, others] = [[], []];
    for (const one of [...all, ...some]) (named(one.title) === named(text) ? exact : others).push(one);
    return [...exact, ...others];
  }

  function item({ title, about, to, summary }) {
    const link = document.createElement("a");
    link.href = root + to;
    const name = document.createElement("code");
    name.textContent = title;
    link.append(name, ` ${about}`);
    if (summary !== "") {
      const said = document.createElement("span");
      said.textContent = summary;
      link.append(said);
    }
    const made = document.createElement("li");
    made.append(link);
    return made;
  }

  async function show() {
    const ask = ++asked;
    ready ??= prepare();
    const index = await ready;
    if (ask !== asked) return;
    const found = find(index, input.value);
    list.replaceChildren(...found.slice(0, MOST).map(item));
    const count = found.length > MOST ? `${MOST} of ${found.length} found` : `${found.length} found`;
    const isEmpty = input.value.trim() === "";
    form.querySelector("p").textContent = isEmpty ? "" : found.length === 0 ? "Nothing found." : count;
    form.classList.toggle("none", !isEmpty && found.length === 0);
    form.dataset.shown = input.value;
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
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await show();
    list.querySelector("a")?.click();
  });
  // As on many sites.
  document.addEventListener("keydown", (event) => {
    const isTyping = /^(input|textarea|select)$/i.test(event.target.tagName);
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
  });
})();
