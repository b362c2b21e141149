/* The box that finds reports: an ARIA 1.2 combobox with a list, answered by the worker of the search. */
import { make, fill } from "./compare-make.js";

const LISTED = 8;

export function picker(page, { words, base, taken, add }) {
  const input = page.querySelector("[role=combobox]");
  const options = page.querySelector("[role=listbox]");
  const status = page.querySelector(".picker [role=status]");
  const how = page.querySelector(".how");
  const told = how.textContent;
  let worker;
  let questions = 0;
  let hits = [];
  let active = -1;
  let pause;

  function close() {
    options.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(at) {
    active = at;
    [...options.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", options.children[at].id);
      options.children[at].scrollIntoView({ block: "nearest" });
    }
  }

  function take(at) {
    const hit = hits[at];
    if (!hit) return;
    input.value = "";
    close();
    add(hit.report, hit.title);
  }

  function show(data) {
    const before = hits[active]?.report; // the worker answers in stages: what is chosen meanwhile stays chosen
    hits = data.hits.filter((hit) => !taken(hit.report)).slice(0, LISTED);
    options.replaceChildren(
      ...hits.map((hit, at) => {
        const place = fill(words.place, { agency: hit.agency, year: hit.year });
        const score = hit.score === null ? "" : ` · ${fill(words.points, { score: hit.score })}`;
        const option = make(
          "li",
          { role: "option", id: `compare-option-${at}`, "aria-selected": "false" },
          make("span", { class: "name" }, hit.title),
          make("span", { class: "small" }, place + score),
        );
        option.addEventListener("click", () => take(at));
        return option;
      }),
    );
    options.hidden = hits.length === 0;
    input.setAttribute("aria-expanded", String(hits.length > 0));
    choose(hits.findIndex((hit) => hit.report === before));
    status.textContent = hits.length ? fill(words.found, { total: data.total, count: hits.length }) : words.nothing;
    how.textContent = hits.length ? told : words.nothing;
  }

  function ask() {
    if (!worker) {
      worker = new Worker(page.dataset.worker);
      worker.onmessage = ({ data }) => {
        if (data.id !== questions || document.activeElement !== input) return; // a later question, or the reader left
        if (data.stage !== "failed") return data.hits && show(data); // "columns" early, then "found"
        close();
        status.textContent = how.textContent = words.unfound;
      };
    }
    const query = input.value.trim();
    worker.postMessage({ id: ++questions, base, query, chosen: {}, order: query ? "" : "year", limit: LISTED + 4, excerpts: 0 });
  }

  input.addEventListener("input", () => {
    if (input.readOnly) return;
    clearTimeout(pause);
    pause = setTimeout(ask, 120);
  });
  input.addEventListener("click", () => {
    if (options.hidden && !input.readOnly) ask();
  });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || input.readOnly) return; // Enter ends a word of an input method
    if (step) {
      event.preventDefault();
      if (options.hidden) ask();
      else choose((active + step + (active < 0 && step < 0 ? 1 : 0) + hits.length) % hits.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!options.hidden) take(Math.max(active, 0));
    } else if (event.key === "Escape" && (!options.hidden || input.value)) {
      event.preventDefault();
      if (options.hidden) input.value = "";
      clearTimeout(pause);
      questions++;
      close();
    }
  });
  input.addEventListener("blur", () => {
    clearTimeout(pause);
    close();
  });
  options.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus

  return {
    input,
    /** Stop taking words, and say why; or go on. */
    rest(why) {
      input.readOnly = why !== "";
      how.textContent = why || told;
    },
  };
}
