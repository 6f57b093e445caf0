// The box on the page of a message: what is pasted into it is decoded here, and goes nowhere.
(function () {
  "use strict";
  const box = document.getElementById("try");
  if (box === null || globalThis.lonely?.decode === undefined) return;
  const { lonely } = globalThis;
  const input = box.querySelector("textarea");
  const output = box.querySelector("output");
  const CLASSES = {
    flags: "p-prefix", type: "p-prefix", name: "p-fixed", literal: "p-fixed", code: "p-fixed", value: "p-field", body: "p-body",
  };

  const element = (name, attributes = {}, ...content) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content);
    return made;
  };
  const code = (text) => element("code", {}, text);
  const spaced = (raw) => Array.from(raw, (byte) => byte.toString(16).padStart(2, "0")).join(" ");

  // Hex digits with whatever people put between them, or base64.
  function read(text) {
    const hex = text.replace(/0x|\\x/gi, "").replace(/[\s,:;-]/g, "");
    if (/^([0-9a-f]{2})*$/i.test(hex)) return lonely.unhex(hex);
    if (/^[0-9a-f]*$/i.test(hex)) throw new Error(`${hex.length} hex digits: two make a byte, so that one is missing.`);
    const base64 = text.replace(/\s/g, "").replace(/-/g, "+").replace(/_/g, "/");
    try {
      return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    } catch {
      throw new Error("This is neither hex nor base64.");
    }
  }

  const quoted = (text) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

  function meaningOfValue(slot, raw) {
    try {
      const { value } = lonely.parse(slot, slot.at, raw, 0);
      if (value === null) return "none";
      if (typeof value === "string") return quoted(value);
      if (!(value instanceof Uint8Array)) return `${value}`;
    } catch {
      // What is wrong with it is said below.
    }
    return meaningOfBytes(raw);
  }

  function meaningOfBytes(raw) {
    if (raw.length === 0) return "empty";
    const isText = raw.every((byte) => byte >= 0x20 && byte < 0x7f);
    return lonely.bytes(raw.length) + (isText ? `, ${quoted(String.fromCharCode(...raw.subarray(0, 61)))}` : "");
  }

  // The value of that name, wherever it stands: in a group it is called as in `exact[2].topic`.
  function slotOf(message, at) {
    if (message === null || at === null) return undefined;
    const groups = message.groups.flatMap((group) => group.slots);
    const last = at.split("].").pop();
    return at.includes("].") ? groups.find((slot) => slot.at === last) : message.slots.find((slot) => slot.at === at);
  }

  function meaning(found, { part, at }, raw) {
    const number = `${lonely.unsigned(raw)}`;
    switch (part) {
      case "flags": {
        const set = lonely.model.protocol.flags.filter((flag) => Number(number) & flag.mask);
        return set.map((flag) => flag.name).join(", ") || "none is set";
      }
      case "type":
        return found.message === null ? number : `${number}: ${found.message.name.toUpperCase()}`;
      case "code":
        return number;
      case "count":
        return `${number} headers`;
      case "entry_count":
        return `${number} entries`;
      case "name_length":
      case "value_length":
      case "body_length":
        return `length: ${lonely.bytes(Number(number))}`;
      case "name":
        return String.fromCharCode(...raw);
      case "literal":
        return "always the same";
      case "trailing":
        return "ignored";
      case "unread":
        return "not read";
      default: {
        const slot = part === "value" ? slotOf(found.message, at) : undefined;
        return slot === undefined ? meaningOfBytes(raw) : meaningOfValue(slot, raw);
      }
    }
  }

  // Whether a stretch is where the message goes wrong.
  const isBad = ({ start, end, part }, error) =>
    error !== null && start <= error.offset && (error.offset < end || (start === end && part === "value"));

  function table(found, input) {
    const cells = (tag, texts) => texts.map((text) => element(tag, tag === "th" ? { scope: "col" } : {}, text));
    const head = element("thead", {}, element("tr", {}, ...cells("th", ["Bytes", "Hex", "Part", "Meaning"])));
    const body = element("tbody");
    for (const segment of found.segments) {
      const raw = input.subarray(segment.start, segment.end);
      const name = segment.at ?? segment.part.replace("_", " ");
      const texts = [`${segment.start}..${segment.end}`, spaced(raw), code(name), meaning(found, segment, raw)];
      const row = element("tr", isBad(segment, found.error) ? { class: "bad" } : {}, ...cells("td", texts));
      row.children[0].className = "range";
      row.children[1].className = "digits";
      body.append(row);
    }
    return element(
      "div",
      { class: "wide", role: "group", "aria-label": "What was pasted, byte by byte", tabindex: "0" },
      element("table", { class: "bytes" }, head, body),
    );
  }

  function digits(found, input) {
    const spans = found.segments.flatMap((segment) => {
      const text = spaced(input.subarray(segment.start, segment.end));
      const bad = isBad(segment, found.error) ? " bad" : "";
      return text === "" ? [] : [element("span", { class: (CLASSES[segment.part] ?? "p-length") + bad }, text), " "];
    });
    return element("p", { class: "hex" }, ...spans);
  }

  function verdict({ message, shape, error }) {
    if (error === null) {
      const variant = shape.variant === null ? "" : `, ${shape.variant}`;
      return element("p", { class: "good" }, `A sound ${message.name.toUpperCase()}${variant}.`);
    }
    const at = error.at === null ? "" : ` in ${error.at}`;
    const kind = element("a", { href: `${box.dataset.errors}#${error.kind}` }, code(error.kind));
    const rest = `${at} at byte ${error.offset}: expected ${error.expected}, found ${error.found}.`;
    return element("p", { class: "bad" }, kind, rest);
  }

  function show() {
    output.replaceChildren();
    if (input.value.trim() === "") return;
    try {
      const bytes = read(input.value);
      const found = lonely.decode(lonely.model, bytes, box.dataset.message ?? null);
      output.append(verdict(found), digits(found, bytes), table(found, bytes));
    } catch (problem) {
      output.append(element("p", { class: "bad" }, problem.message));
    }
  }

  box.hidden = false;
  document.querySelector('.toc [href="#try"]').parentElement.hidden = false;
  input.addEventListener("input", show);
  box.querySelector("button").addEventListener("click", () => {
    input.value = box.dataset.example;
    show();
    input.focus();
  });
})();
