/* Elements and sentences of the comparison. Text is always text: nothing here reads it as HTML. */
const SVG = "http://www.w3.org/2000/svg";

// As chinese.py does: what a report says in Chinese is read as Chinese on a site in another language.
const CHINESE = /^[^a-z]*\p{Script=Han}[^a-z]*$/u;
const isForeign = !document.documentElement.lang.startsWith("zh");

function build(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== undefined && child !== null && child !== false && child !== ""));
  if (isForeign && !element.children.length && CHINESE.test(element.textContent)) element.lang = "zh-CN";
  return element;
}

export const make = (tag, attributes = {}, ...children) => build(document.createElement(tag), attributes, children);
export const draw = (tag, attributes = {}, ...children) => build(document.createElementNS(SVG, tag), attributes, children);

/** A message with its {names} filled. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));

/** An amount with thousands separators, its digits as they are. */
export function grouped(amount) {
  const [whole, part] = amount.split(".");
  const spaced = whole.replace(/\B(?=(?:[0-9]{3})+$)/g, ",");
  return part === undefined ? spaced : `${spaced}.${part}`;
}

/** A text as it compares: full-width and half-width signs alike, without white space. */
export const folded = (text) => (text ?? "").normalize("NFKC").replace(/\s+/g, "");
