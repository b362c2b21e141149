/* The search page, and "/" everywhere: words go to the worker, answers become a list. Without this script the lists of years and agencies lead on. */
"use strict";

const STEP = 20;
const form = document.querySelector("form.find");
const page = document.getElementById("search");

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = page ? page.querySelector("input[name=q]") : form && form.querySelector("input");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

if (page) {
  const base = page.dataset.base;
  const worker = new Worker(page.dataset.worker);
  const fields = page.querySelector("form");
  const status = page.querySelector("[role=status]");
  const list = page.querySelector("ol");
  const more = page.querySelector("button.more");
  const facets = ["year", "agency", "department", "grade", "region"];
  let asked = 0;
  let limit = STEP;
  let focusAt = null; // the first of the results that "more" added

  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  /** The title with the words that were found marked; text only, whatever it holds. */
  function marked(title, terms) {
    const element = make("a");
    const folded = [...title].map((char) => char.normalize("NFKC").toLowerCase());
    const chars = [...title];
    const hit = new Array(chars.length).fill(false);
    for (const term of terms) {
      const wanted = [...term];
      for (let at = 0; at + wanted.length <= chars.length; at++) {
        if (wanted.every((char, step) => folded[at + step] === char)) hit.fill(true, at, at + wanted.length);
      }
    }
    for (let at = 0; at < chars.length; ) {
      let end = at;
      while (end < chars.length && hit[end] === hit[at]) end++;
      const text = chars.slice(at, end).join("");
      element.append(hit[at] ? make("mark", text) : text);
      at = end;
    }
    return element;
  }

  const money = (yuan) => {
    const value = Number(yuan);
    const [number, unit] = value >= 1e8 ? [value / 1e8, "亿元"] : [value / 1e4, "万元"];
    return `${number.toLocaleString("zh-CN", { maximumFractionDigits: 2 })} ${unit}`;
  };

  function item(hit, terms) {
    const element = make("li");
    const link = marked(hit.title, terms);
    link.href = base + hit.address;
    element.append(link);
    const facts = [`${hit.year} 年`, hit.agency];
    if (hit.amount !== null) facts.push(`全年预算 ${money(hit.amount)}`);
    element.append(make("p", facts.join(" · "), "dim"));
    const verdict = make("p", hit.score === null ? "没有总分" : `${hit.score} 分`, "verdict-line");
    if (hit.grade !== null) verdict.append(" ", make("span", hit.grade, "tag"));
    if (hit.stated !== null) verdict.append(" ", make("span", `报告自述 ${hit.stated} 分`, "dim"));
    if (hit.findings) verdict.append(" ", make("span", `${hit.findings} 条核验提示`, "tag open"));
    element.append(verdict);
    return element;
  }

  function fill(name, counts) {
    const select = fields.elements[name];
    const chosen = select.value;
    const options = [select.options[0]];
    for (const [value, number] of counts) options.push(new Option(`${value}（${number}）`, value, false, value === chosen));
    if (chosen && !counts.some(([value]) => value === chosen)) options.push(new Option(`${chosen}（0）`, chosen, false, true));
    select.replaceChildren(...options);
    select.closest("label").hidden = counts.length < 2 && !chosen;
  }

  function ask({ remember = true } = {}) {
    const values = Object.fromEntries(new FormData(fields));
    if (remember) {
      const kept = new URLSearchParams(Object.entries(values).filter(([, value]) => value));
      history.replaceState(null, "", kept.size ? `?${kept}` : location.pathname);
    }
    status.textContent = "正在查找…";
    const chosen = Object.fromEntries(facets.map((name) => [name, values[name]]));
    worker.postMessage({ id: ++asked, base: new URL(base, location.href).href, query: values.q ?? "", chosen, order: values.order, limit });
  }

  worker.onmessage = ({ data }) => {
    if (data.id !== asked) return; // a later question is under way
    if (data.failed) {
      status.textContent = "没能读取搜索数据，请稍后再试，或按年度、单位浏览。";
      return;
    }
    status.textContent = data.total ? `找到 ${data.total} 份报告` : "没有找到。换一个词，或少用几个词试试。";
    list.replaceChildren(...data.hits.map((hit) => item(hit, data.terms)));
    more.hidden = data.hits.length >= data.total;
    facets.forEach((name) => fill(name, data.facets[name]));
    if (focusAt !== null) list.children[focusAt]?.querySelector("a").focus();
    focusAt = null;
  };

  const given = new URLSearchParams(location.search);
  for (const [name, value] of given) {
    const field = fields.elements[name];
    if (!field) continue;
    if (field.tagName === "SELECT" && ![...field.options].some((option) => option.value === value)) field.add(new Option(value, value));
    field.value = value;
  }
  let pause;
  fields.addEventListener("input", () => {
    clearTimeout(pause);
    limit = STEP;
    pause = setTimeout(ask, 120);
  });
  fields.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    ask();
  });
  more.addEventListener("click", () => {
    focusAt = list.children.length;
    limit += STEP;
    ask();
  });
  page.classList.add("ready");
  ask({ remember: false });
}
