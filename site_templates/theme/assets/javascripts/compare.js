/* The comparison page: which reports are picked, in which order, their data, and a link to just that.
   Reports are read from their own report.json, decimals as the text they are; nothing is computed here. */
import { table } from "./compare-table.js";
import { picker } from "./compare-picker.js";
import { make, fill } from "./compare-make.js";

const MOST = 4;
const ID = /^[0-9]{4}\/[a-z0-9-]+\/[a-z0-9-]+$/; // the only thing that is ever fetched
const SHOWN = 80; // characters of a strange query that are quoted

const page = document.getElementById("compare");
const words = JSON.parse(page.dataset.words);
const base = new URL(page.dataset.base, location.href).href;
const status = page.querySelector(".picker [role=status]");
const list = page.querySelector("ol.picks");
const problems = page.querySelector("ul.problems");
const share = page.querySelector(".share");
const link = share.querySelector(".link");
const only = share.querySelector(".only");
const result = page.querySelector(".result");
const titled = document.title;
const loaded = new Map(); // id → a promise of {data} | {missing} | {withheld} | {failed}
let ids = [];
let refused = []; // what the link named and can't be shown, in words
let drawn = 0;

function asked(query) {
  refused = [];
  ids = [];
  for (const given of query.getAll("r")) {
    const id = given.trim().replace(/^\/+|\/+$/g, "");
    if (!ID.test(id)) refused.push(fill(words.strange, { id: id.length > SHOWN ? `${id.slice(0, SHOWN)}…` : id }));
    else if (!ids.includes(id)) ids.push(id);
  }
  if (ids.length > MOST) refused.push(fill(words.more, { count: ids.length }));
  ids = ids.slice(0, MOST);
}

async function read(id) {
  try {
    const answer = await fetch(`${base}${id}/report.json`);
    if (answer.status === 404) return { missing: true };
    if (!answer.ok) return { failed: true };
    const data = await answer.json();
    if (data.id === id && data.withheld?.basis) return { withheld: data.withheld.basis };
    return data.id === id && Array.isArray(data.indicators) && data.standard && data.record ? { data } : { failed: true };
  } catch {
    return { failed: true };
  }
}

const reading = (id) => loaded.get(id) ?? loaded.set(id, read(id)).get(id);
const address = () => `${location.origin}${location.pathname}?${ids.map((id) => `r=${id}`).join("&")}`;

/** After the reader changed something: the address, the tray, the page. */
function changed(said, focus) {
  refused = [];
  history.replaceState(null, "", ids.length ? `?${ids.map((id) => `r=${id}`).join("&")}` : location.pathname);
  void draw(said, focus);
}

function add(id, title) {
  if (ids.includes(id)) return;
  if (ids.length >= MOST) {
    status.textContent = words.full;
    return;
  }
  ids = [...ids, id];
  changed(fill(words.added, { title, count: ids.length }));
}

function remove(id, title) {
  const at = ids.indexOf(id);
  ids = ids.filter((other) => other !== id);
  changed(fill(words.removed, { title, count: ids.length }), { id: ids[Math.min(at, ids.length - 1)], act: "remove" });
}

function move(id, by, title) {
  const to = ids.indexOf(id) + by;
  ids = ids.filter((other) => other !== id);
  ids.splice(to, 0, id);
  changed(fill(words.moved, { title, place: to + 1 }), { id, act: by < 0 ? "earlier" : "later" });
}

function chip(id, at, title) {
  const button = (act, sign, word, action, off) => {
    const element = make("button", { type: "button", "aria-label": fill(word, { title }), "data-act": act }, sign);
    element.disabled = off;
    element.addEventListener("click", action);
    return element;
  };
  return make(
    "li",
    { "data-id": id },
    make("span", { class: "letter" }, words.letters[at]),
    make("span", { class: "name", title }, title),
    button("earlier", "←", words.earlier, () => move(id, -1, title), at === 0),
    button("later", "→", words.later, () => move(id, 1, title), at === ids.length - 1),
    button("remove", "×", words.remove, () => remove(id, title), false),
  );
}

/** Reports of one project are told apart by their year. */
const named = (data) => data && `${data.year} · ${data.title}`;

function chips(answers) {
  list.replaceChildren(...ids.map((id, at) => chip(id, at, named(answers[at].data) ?? id)));
}

function said(answers) {
  const lines = refused.map((text) => make("li", {}, make("p", { class: "found" }, text)));
  answers.forEach((answer, at) => {
    if (answer.data) return;
    const again = make("button", { type: "button" }, words.again);
    again.addEventListener("click", () => {
      loaded.delete(ids[at]);
      void draw();
    });
    const told = answer.missing ? words.missing : answer.withheld ? words.withheld : words.failed;
    const text = fill(told, { id: ids[at], basis: answer.withheld });
    const notice = answer.withheld && make("p", {}, make("a", { href: `${base}${ids[at]}/` }, words.notice));
    lines.push(make("li", {}, make("p", { class: "found" }, text), notice, answer.failed && make("p", {}, again)));
  });
  problems.replaceChildren(...lines);
  problems.hidden = lines.length === 0;
}

async function draw(announce, focus) {
  const turn = ++drawn;
  link.hidden = true;
  if (announce) status.textContent = announce;
  else if (ids.length) status.textContent = words.reading;
  page.setAttribute("aria-busy", "true");
  const answers = await Promise.all(ids.map(reading));
  if (turn !== drawn) return; // the reader went on
  page.removeAttribute("aria-busy");
  ids.forEach((id, at) => answers[at].failed && loaded.delete(id)); // may be asked again
  chips(answers);
  said(answers);
  const found = answers.map((answer, at) => answer.data && { data: answer.data, letter: words.letters[at] }).filter(Boolean);
  find.rest(ids.length >= MOST ? words.full : "");
  share.hidden = found.length === 0;
  only.hidden = found.length < 2;
  const hint = [words.none, words.one][found.length];
  result.replaceChildren(...(hint ? [make("p", { class: "aside" }, hint)] : []), ...(found.length ? table(found, words, base) : []));
  result.classList.toggle("differences", only.querySelector("input").checked && found.length > 1);
  if (!announce) status.textContent = found.length ? fill(words.shown, { count: found.length }) : "";
  document.title = found.length ? `${found.map(({ data }) => data.title).join(" / ")} · ${titled}` : titled;
  if (announce) {
    const picks = found.map(({ data }) => ({ id: data.id, title: data.title }));
    document.dispatchEvent(new CustomEvent("compare-picks", { detail: picks }));
  }
  if (focus) (list.querySelector(`li[data-id="${focus.id}"] button[data-act=${focus.act}]:enabled`) ?? focusElse(focus)).focus();
}

const focusElse = ({ id }) => list.querySelector(`li[data-id="${id}"] button:enabled`) ?? find.input;

share.querySelector("button").addEventListener("click", async () => {
  const box = link.querySelector("input");
  box.value = address();
  try {
    await navigator.clipboard.writeText(box.value);
    status.textContent = words.copied;
    link.hidden = false;
  } catch {
    link.hidden = false; // no clipboard, or not allowed: the reader copies it
    box.focus();
    box.select();
    status.textContent = words.select;
  }
});
only.querySelector("input").addEventListener("change", (event) => result.classList.toggle("differences", event.target.checked));

const find = picker(page, { words, base, taken: (id) => ids.includes(id), add });
const query = new URLSearchParams(location.search);
if (query.has("r")) asked(query);
else {
  const tray = document.querySelector("#compare-tray a.go"); // what was picked on other pages
  asked(new URLSearchParams(tray ? new URL(tray.href).search : ""));
  if (ids.length) history.replaceState(null, "", `?${ids.map((id) => `r=${id}`).join("&")}`);
}
page.classList.add("ready");
void draw();
