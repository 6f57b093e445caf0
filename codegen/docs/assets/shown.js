// What was decoded, as elements of a page: whether it is sound, its bytes with the place where it goes wrong, and what each stretch means.
(function (root) {
  "use strict";
  const { lonely } = root;
  const CLASSES = {
    flags: "p-prefix", type: "p-prefix", name: "p-fixed", literal: "p-fixed", code: "p-fixed", value: "p-field", body: "p-body",
  };
  const PARTS = { literal: "fixed", entry_count: "count", name_length: "name", body_length: "body", trailing: "behind it" };

  const element = (name, attributes = {}, ...content) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content);
    return made;
  };
  const code = (text) => element("code", {}, text);
  const spaced = (raw) => Array.from(raw, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  const quoted = (text) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
  const counted = (number, one, many = `${one}s`) => `${number} ${`${number}` === "1" ? one : many}`;
  const capitals = (message) => message.name.toUpperCase();

  function meaningOfValue(slot, raw) {
    try {
      const { value } = lonely.parse(slot, slot.at, raw, 0);
      if (value === null) return "none";
      if (typeof value === "string") return quoted(value);
      if (!(value instanceof Uint8Array)) return `${value}`;
    } catch {
      // What is wrong with it is said elsewhere.
    }
    return meaningOfBytes(raw);
  }

  function asText(raw) {
    const isText = raw.every((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 10) && raw.some((byte) => byte > 0x20);
    return isText ? `, ${quoted(String.fromCharCode(...raw.subarray(0, 61)))}` : "";
  }

  const meaningOfBytes = (raw) => (raw.length === 0 ? "empty" : lonely.bytes(raw.length) + asText(raw));

  function meaningOfFlags(number, { flags }) {
    const names = flags.filter((flag) => number & flag.mask).map((flag) => flag.name);
    const others = flags.reduce((left, flag) => left & ~flag.mask, number);
    if (others !== 0) names.push(`${others.toString(16).padStart(4, "0")} of no meaning`);
    return names.join(", ") || "none is set";
  }

  // The value of that name, wherever it stands: in a group it is called as in `exact[2].topic`.
  function slotOf(message, at) {
    if (message === null || at === null) return undefined;
    const groups = message.groups.flatMap((group) => group.slots);
    const last = at.split("].").pop();
    return at.includes("].") ? groups.find((slot) => slot.at === last) : message.slots.find((slot) => slot.at === at);
  }

  function meaning({ found, protocol }, { part, at, start }, raw) {
    const number = `${lonely.unsigned(raw)}`;
    switch (part) {
      case "flags":
        return meaningOfFlags(Number(number), protocol);
      case "type":
      case "code":
        return found.message === null ? number : `${number}: ${capitals(found.message)}`;
      case "count":
        return counted(number, "header");
      case "entry_count":
        return counted(number, "entry", "entries");
      case "name_length":
      case "value_length":
      case "body_length":
        return `length: ${lonely.bytes(Number(number))}`;
      case "name":
        return String.fromCharCode(...raw);
      case "literal":
        return `always the same${asText(raw)}`;
      case "trailing":
        return "ignored";
      case "unread":
        return isPlace(found, start) ? `expected ${found.error.expected}` : "not read";
      default: {
        const slot = part === "value" ? slotOf(found.message, at) : undefined;
        return slot === undefined ? meaningOfBytes(raw) : meaningOfValue(slot, raw);
      }
    }
  }

  // What is not read where the error is belongs to the value that the error is about.
  const isPlace = ({ error }, start) => error !== null && error.offset === start && error.kind !== "unknown_type";

  function partOf(found, { part, at, start }) {
    const name = part === "unread" && isPlace(found, start) ? found.error.at : at;
    return name ?? PARTS[part] ?? part;
  }

  // Whether a stretch is where the message goes wrong.
  const isBad = ({ start, end, part }, error) =>
    error !== null && start <= error.offset && (error.offset < end || (start === end && part === "value"));

  function table(what, input) {
    const { found } = what;
    const cells = (tag, texts) => texts.map((text) => element(tag, tag === "th" ? { scope: "col" } : {}, text));
    const head = element("thead", {}, element("tr", {}, ...cells("th", ["Bytes", "Hex", "Part", "Meaning"])));
    const body = element("tbody");
    for (const segment of found.segments) {
      const raw = input.subarray(segment.start, segment.end);
      const texts = [`${segment.start}..${segment.end}`, spaced(raw), code(partOf(found, segment)), meaning(what, segment, raw)];
      const row = element("tr", isBad(segment, found.error) ? { class: "bad" } : {}, ...cells("td", texts));
      ["range", "digits", "part", "meaning"].forEach((name, index) => (row.children[index].className = name));
      body.append(row);
    }
    return element(
      "div",
      { class: "wide", role: "group", "aria-label": "What was pasted, byte by byte", tabindex: "0" },
      element("table", { class: "bytes" }, head, body),
    );
  }

  function digits({ found }, input) {
    const spans = found.segments.flatMap((segment) => {
      const text = spaced(input.subarray(segment.start, segment.end));
      const bad = isBad(segment, found.error) ? " bad" : "";
      return text === "" ? [] : [element("span", { class: (CLASSES[segment.part] ?? "p-length") + bad }, text), " "];
    });
    return element("p", { class: "hex" }, ...spans);
  }

  function verdict({ found: { message, shape, error } }, errors) {
    if (error === null) {
      const variant = shape.variant === null ? "" : `, ${shape.variant}`;
      return element("p", { class: "good" }, `A sound ${capitals(message)}${variant}.`);
    }
    const at = error.at === null ? "" : ` in ${error.at}`;
    const kind = element("a", { href: `${errors}#${error.kind}` }, code(error.kind));
    const rest = `${at} at byte ${error.offset}: expected ${error.expected}, found ${error.found}.`;
    return element("p", { class: "bad" }, kind, rest);
  }

  // A script of the site, which may be one that assigns a model.
  function load(path) {
    return new Promise((done, failed) => {
      const script = element("script", { src: path });
      script.addEventListener("load", done);
      script.addEventListener("error", () => failed(new Error(`${path} cannot be loaded`)));
      document.head.append(script);
    });
  }

  const models = new Map();
  // The model in that script, which is loaded when it is first asked for.
  async function loadModel(path) {
    if (!models.has(path)) models.set(path, load(path).then(() => lonely.model));
    return models.get(path);
  }

  const show = (what, input, errors) => [verdict(what, errors), digits(what, input), table(what, input)];

  Object.assign(lonely, { show, element, capitals, loadModel });
})(globalThis);
