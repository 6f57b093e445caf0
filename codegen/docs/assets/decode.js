// Reads messages by the programs of `lonely export`: any schema's, without anything generated. What it says of a bad message is what
// all implementations say: kind, name and offset of the first problem in the order of the program.
(function (root) {
  "use strict";
  if (typeof require === "function") {
    require("./sha512.js");
    require("./values.js");
    require("./reader.js");
  }
  const lonely = root.lonely;
  const { Fault, Reader, WIDTHS, parse, byDefault, isGreater, compareBytes, hex, unhex } = lonely;
  class Walker {
    constructor(protocol, message, flags, reader) {
      const count = message.slots.length;
      Object.assign(this, { protocol, message, flags, reader, body: new Uint8Array(), end: 0 });
      this.raws = new Array(count).fill(null);
      this.values = new Array(count).fill(null);
    }

    // Down to the shape.
    walk(program) {
      let block = program.blocks[0];
      for (;;) {
        block.steps.forEach((step) => this.step(step));
        if (block.end.end === "shape") return this.message.shapes[block.end.shape];
        block = program.blocks[this.holds(block.end.when) ? block.end.yes : block.end.no];
      }
    }

    holds(when) {
      if (when.on === "flag") {
        const isSet = (this.flags & this.protocol.flags[when.index].mask) !== 0;
        return isSet === (when.equals !== "0");
      }
      return this.value(when.index).number === BigInt(when.equals);
    }

    step(step) {
      switch (step.step) {
        case "only_flags": {
          const unknown = this.flags & ~step.bits;
          if (unknown !== 0) throw new Fault("bad_value", null, 0, `no flags but ${step.bits}`, `${unknown} beside them`);
          return;
        }
        case "read":
          this.raws[step.slot] = this.cut(this.message.slots[step.slot]);
          return void this.value(step.slot);
        case "check":
          return void this.value(step.slot);
        case "group":
          this.values[step.slot] = this.group(this.message.slots[step.slot], this.message.groups[step.group]);
          return;
        case "literal":
          return this.literal(step);
        case "body":
          return this.takeBody(step.prefix);
        case "body_length":
          return this.compare(step.slot, "length_mismatch", BigInt(this.body.length), "the length of the body");
        case "same":
          return this.compare(step.slot, "length_mismatch", this.value(step.other).number, "as it stands before");
        case "body_digest":
          return this.digest(step.slot);
        case "count":
        case "ascending":
          return;
        default:
          throw new Error(`unknown step ${step.step}`);
      }
    }

    // A value, checked when it is first asked for.
    value(index) {
      if (this.values[index] === null) this.values[index] = this.checked(index);
      return this.values[index];
    }

    checked(index) {
      const slot = this.message.slots[index];
      const raw = this.raws[index];
      if (raw !== null) return parse(slot, slot.at, raw.raw, raw.offset);
      if (slot.default !== null) return byDefault(slot);
      throw new Fault("missing_header", slot.at, this.end, "this header in the header block", "the block's end");
    }

    fault(index, kind, expected, found) {
      const raw = this.raws[index];
      return new Fault(kind, this.message.slots[index].at, raw === null ? this.end : raw.offset, expected, found);
    }

    compare(index, kind, wanted, what) {
      const { number } = this.value(index);
      if (number !== wanted) throw this.fault(index, kind, `${wanted}, ${what}`, `${number}`);
    }

    digest(index) {
      const actual = lonely.sha512(this.body);
      const declared = this.value(index).value;
      if (compareBytes(declared, actual) === 0) return;
      const start = (digest) => `${hex(digest.subarray(0, 8))}…`;
      throw this.fault(index, "digest_mismatch", `${start(actual)}, the SHA-512 of the body`, start(declared));
    }

    takeBody(prefix) {
      const at = this.message.body.at;
      if (prefix !== null) {
        this.body = this.reader.counted(WIDTHS[prefix], ["body_length", "body"], at).raw;
        return;
      }
      const left = this.reader.input.length - this.reader.position;
      this.body = this.reader.take(left, "body", at, "the body").raw;
    }

    // The bytes of an item.
    cut(slot) {
      const at = this.reader.place(slot.at);
      if (slot.prefix !== null) return this.reader.counted(WIDTHS[slot.prefix], ["value_length", "value"], at);
      return this.reader.take(slot.kind.fixed_length, "value", at, "its value");
    }

    literal({ bytes: text, is_code: isCode }) {
      const wanted = unhex(text);
      const { raw, offset } = this.reader.take(wanted.length, isCode ? "code" : "literal", null, "what stands there always");
      if (compareBytes(raw, wanted) === 0) return;
      this.reader.segments.pop();
      throw new Fault(isCode ? "unexpected_type" : "bad_value", null, offset, `the bytes ${text}`, hex(raw));
    }

    group(slot, group) {
      const { reader } = this;
      const at = reader.place(slot.at);
      const isCounted = group.end.end === "count";
      const count = isCounted ? reader.number(WIDTHS[group.end.width], "entry_count", at, "the number of its entries") : 0n;
      const literal = isCounted ? null : unhex(group.end.bytes);
      const entries = [];
      const isOver = () => (isCounted ? BigInt(entries.length) === count : reader.continuesWith(literal));
      reader.path.push([slot.at, 0]);
      while (!isOver()) {
        reader.path[reader.path.length - 1][1] = entries.length;
        entries.push(this.entry(group, entries[entries.length - 1]));
      }
      reader.path.pop();
      return { raw: null, value: entries, group };
    }

    entry(group, before) {
      const values = [];
      let offset = this.reader.position;
      for (const step of group.read) {
        const slot = group.slots[step.slot];
        if (step.step === "read") {
          const raw = this.cut(slot);
          offset = raw.offset;
          values.push(parse(slot, this.reader.place(slot.at), raw.raw, raw.offset));
        } else if (step.step === "group") {
          values.push(this.group(slot, this.message.groups[step.group]));
        } else if (step.step === "literal") {
          this.literal(step);
        } else if (step.step === "ascending" && before && !isGreater(values[step.slot], before[step.slot])) {
          const at = this.reader.place(slot.at);
          throw new Fault("unsorted", at, offset, "a greater value than that of the entry before", "none");
        }
      }
      return values;
    }

    // The block's values, as they lie.
    block({ minimal }) {
      if (this.flags & minimalFlag(this.protocol)) this.minimal(minimal);
      else this.expanded();
      this.end = this.reader.position;
    }

    minimal(steps) {
      for (const step of steps) {
        if (step.step === "values") {
          for (let i = step.from; i < step.to; i++) {
            this.raws[i] = this.reader.counted(2, ["value_length", "value"], this.message.slots[i].at);
          }
        } else if (this.decides(step.when)) {
          this.minimal(step.then);
        }
      }
    }

    // A number that decides how the block goes on is checked at once.
    decides(when) {
      return when.on === "slot" && this.raws[when.index] === null ? false : this.holds(when);
    }

    expanded() {
      const { reader, message } = this;
      const count = reader.number(2, "count", null, "the number of headers");
      for (let i = 0n; i < count; i++) {
        const length = reader.number(2, "name_length", null, "the length of a header's name");
        const name = reader.take(length, "name", null, "a header's name");
        if (name.raw.some((byte) => byte >= 0x80)) {
          throw new Fault("header_name", null, name.offset, "ASCII", "another byte");
        }
        const lower = String.fromCharCode(...name.raw).toLowerCase();
        const index = message.slots.findIndex((slot) => slot.at.toLowerCase() === lower);
        const at = index < 0 ? null : message.slots[index].at;
        reader.segments.slice(-2).forEach((segment) => (segment.at = at));
        const size = reader.number(2, "value_length", null, "the length of a header's value");
        const value = reader.take(size, "value", null, "a header's value");
        reader.segments.slice(-2).forEach((segment) => Object.assign(segment, { at, isUnknown: index < 0 }));
        if (index >= 0) this.raws[index] = value;
      }
    }
  }

  const minimalFlag = (protocol) => protocol.flags.find((flag) => flag.selects_minimal)?.mask ?? 0;

  // How many bytes of code a message begins with.
  function leadingCode({ plan: { read } }) {
    const first = read.reading === "sequence" ? read.program.blocks[0].steps[0] : undefined;
    return first?.step === "literal" && first.is_code ? first.bytes.length / 2 : 0;
  }

  // The message that the bytes are, as far as they say it.
  function identify(protocol, messages, input, name, reader) {
    const named = name === null ? undefined : messages.find((message) => message.name === name);
    const unknown = (found, offset) => new Fault("unknown_type", null, offset, "a type that there is", `${found}`);
    if (protocol.prefix === "flags_and_code") {
      const flags = Number(reader.number(2, "flags", null, "the flags"));
      const code = Number(reader.number(2, "type", null, "the type"));
      const message = messages.find((message) => message.code === code);
      if (message === undefined) throw unknown(code, 2);
      if (named !== undefined && named !== message) {
        throw new Fault("unexpected_type", null, 2, `${named.code}, the type of ${named.name}`, `${code}, ${message.name}`);
      }
      return { flags, message };
    }
    if (named !== undefined) return { flags: 0, message: named };
    const codes = messages.filter((message) => leadingCode(message) > 0);
    if (codes.length === 0) throw unknown("a message without a prefix", 0);
    const width = leadingCode(codes[0]);
    const code = Number(new Reader(input).number(width, "code", null, "the message's code"));
    const message = codes.find((message) => message.code === code);
    if (message === undefined) throw unknown(code, 0);
    return { flags: 0, message };
  }

  // Decodes bytes that that side sent: `model` has the protocol and its messages in that direction. Which message it is has to be
  // named where the bytes do not say it. Nothing is thrown: what is wrong is `error`.
  lonely.decode = function (model, input, name = null) {
    const reader = new Reader(input);
    const found = { message: null, shape: null, fields: [], segments: reader.segments, error: null, isMinimal: null };
    try {
      const { flags, message } = identify(model.protocol, model.messages, input, name, reader);
      found.message = message;
      const walker = new Walker(model.protocol, message, flags, reader);
      const { read } = message.plan;
      if (read.reading === "block") {
        found.isMinimal = (flags & minimalFlag(model.protocol)) !== 0;
        walker.block(read);
      }
      found.shape = walker.walk(read.reading === "block" ? read.exact : read.program);
      found.fields = found.shape.fields.map((field) => ({ name: field.name, value: held(field.holds, walker) }));
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      const { kind, at, offset, expected, found: actual } = fault;
      found.error = { kind, at, offset, expected, found: actual };
    }
    if (reader.position < input.length) {
      const part = found.error === null ? "trailing" : "unread";
      reader.segments.push({ start: reader.position, end: input.length, part, at: null });
    }
    return found;
  };

  function held(holds, walker) {
    switch (holds.holds) {
      case "slot":
        return walker.values[holds.slot];
      case "body":
        return { raw: walker.body, value: walker.body };
      case "flag":
        return { value: (walker.flags & walker.protocol.flags[holds.flag].mask) !== 0 };
      default: {
        const known = walker.protocol.flags.reduce((all, flag) => all | flag.mask, 0);
        return { value: BigInt(walker.flags & ~known) };
      }
    }
  }

  if (typeof module === "object") module.exports = lonely;
})(globalThis);
