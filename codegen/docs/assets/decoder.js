// The page that decodes what is pasted, whoever sent it. The bytes can be the last part of its address, which no browser sends anywhere.
(function () {
  "use strict";
  const { lonely } = globalThis;
  const { element, capitals, loadModel } = lonely;
  const page = document.getElementById("decoder");
  const input = page.querySelector("textarea");
  const choice = page.querySelector("select");
  const output = page.querySelector("output");
  const { errors, assets } = page.dataset;
  let asked = 0;

  // What has a prefix says what it is, but not who sent it.
  const sides = Array.from(choice.options, ({ value }) => value).filter((value) => /^[^/]+\.[^/]+$/.test(value));

  // `stateless.s2b/notify`
  async function decoded(value, bytes) {
    const [side, name = null] = value.split("/");
    const model = await loadModel(`${assets}/${side}.js`);
    const found = lonely.decode(model, bytes, name);
    return { side, found, protocol: model.protocol };
  }

  // Sound ones before others, and of those the ones that went furthest.
  async function all(bytes) {
    const found = await Promise.all((choice.value === "" ? sides : [choice.value]).map((value) => decoded(value, bytes)));
    const sound = found.filter((one) => one.found.error === null);
    if (sound.length > 0) return sound;
    const known = found.filter((one) => one.found.message !== null);
    return known.length > 0 ? known : found;
  }

  function heading({ side, found }) {
    const [protocol, way] = side.split(".");
    const sender = way === "s2b" ? "subscriber" : "broadcaster";
    const { message } = found;
    if (message === null) return element("h2", {}, `${protocol}, from the ${sender}`);
    const link = element("a", { href: `${protocol}/${way}/${message.name}.html` }, `${protocol}.${capitals(message)}`);
    return element("h2", {}, link, `, from the ${sender}`);
  }

  async function show() {
    const ask = ++asked;
    output.replaceChildren();
    if (input.value.trim() === "") return;
    const { bytes, form, why } = lonely.readBytes(input.value);
    if (bytes === null) return output.append(element("p", { class: "bad" }, why));
    const found = await all(bytes);
    if (ask !== asked) return;
    output.replaceChildren();
    const said = [`${lonely.bytes(bytes.length)}, read as ${form}.`];
    if (found.length > 1) said.push(" Bytes do not say who sent them: this is what they are from either side.");
    output.append(element("p", { class: "quiet" }, ...said));
    for (const one of found) output.append(heading(one), ...lonely.show(one, bytes, errors));
  }

  function take() {
    const bytes = decodeURIComponent(location.hash.slice(1));
    if (!/^[0-9a-f]+$/i.test(bytes)) return;
    input.value = bytes;
    show();
  }

  page.hidden = false;
  input.addEventListener("input", show);
  choice.addEventListener("change", show);
  addEventListener("hashchange", take);
  take();
})();
