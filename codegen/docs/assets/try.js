// The box on the page of a message: what is pasted into it is decoded here, and goes nowhere.
(function () {
  "use strict";
  const box = document.getElementById("try");
  if (box === null || globalThis.lonely?.decode === undefined) return;
  const { lonely } = globalThis;
  const { element, capitals } = lonely;
  const input = box.querySelector("textarea");
  const output = box.querySelector("output");
  const { errors, example, message: name, title, other, otherSide, decoder } = box.dataset;
  const own = lonely.model;
  let asked = 0;

  const note = (...content) => element("p", { class: "quiet" }, ...content);

  // Another message than that of the page is decoded as well.
  function aboutAnother({ message }) {
    if (message === null || capitals(message) === title) return [];
    return [note(`This page is about ${title}. There is `, element("a", { href: `${message.name}.html` }, `a page about ${capitals(message)}`), ".")];
  }

  // What is wrong may be right from the other side.
  async function aboutTheOther(bytes, { error }) {
    if (error === null || other === undefined) return [];
    const model = await lonely.loadModel(other);
    const found = lonely.decode(model, bytes);
    // What is damaged is as likely from this side, if this side has such a message.
    if (found.message === null || (found.error !== null && error.kind !== "unknown_type")) return [];
    const link = element("a", { href: `${decoder}#${lonely.hex(bytes)}` }, `a ${found.error === null ? "sound" : "damaged"} ${capitals(found.message)}`);
    return [note(`If a ${otherSide} sent it, it is `, link, ".")];
  }

  async function show() {
    const ask = ++asked;
    output.replaceChildren();
    if (input.value.trim() === "") return;
    const { bytes, form, why } = lonely.readBytes(input.value);
    if (bytes === null) return output.append(element("p", { class: "bad" }, why));
    const found = lonely.decode(own, bytes, name ?? null);
    const [verdict, ...rest] = lonely.show({ found, protocol: own.protocol }, bytes, errors);
    const read = form === "hex" ? [] : [note(`Read as ${form}.`)];
    output.append(verdict, ...aboutAnother(found), ...read, ...rest);
    const others = await aboutTheOther(bytes, found);
    if (ask === asked) verdict.after(...others);
  }

  box.hidden = false;
  document.querySelector('.toc [href="#try"]').parentElement.hidden = false;
  input.addEventListener("input", show);
  box.querySelector("button").addEventListener("click", () => {
    input.value = example;
    show();
    input.focus();
  });
})();
