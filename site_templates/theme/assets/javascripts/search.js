/* The search page, and "/" everywhere: words go to the worker, answers become a list. Without this script the lists of years and agencies lead on.
   Every result is <li data-report="2021/agency/project"> with a <div class="actions"> for what else can be done with a report.
   All words come from the page (data-words). */
"use strict";

(() => {
  const STEP = 20;
  const PAUSE = 120; // milliseconds after the last key
  const form = document.querySelector("form.find");
  const page = document.getElementById("search");

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const box = page ? page.querySelector("input[name=q]") : form && form.querySelector("input");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  if (page) {
    const base = page.dataset.base;
    const words = JSON.parse(page.dataset.words);
    const lang = document.documentElement.lang;
    const worker = new Worker(page.dataset.worker);
    const fields = page.querySelector("form");
    const box = fields.elements.q;
    const status = page.querySelector("[role=status]");
    const chosenList = page.querySelector(".chosen");
    const list = page.querySelector("ol.results");
    const more = page.querySelector("button.more");
    const deeper = page.querySelector("button.deeper");
    const nothing = page.querySelector(".nothing");
    const refine = page.querySelector(".refine");
    const selects = ["year", "agency", "department", "grade", "region"];
    const flags = ["open", "findings", "corrected", "spent"];
    let asked = 0;
    let limit = STEP;
    let focusAt = null; // the first of the results that "more" added
    let returnTo = null; // where the page stood when it was left
    let pause;

    const say = (message, values = {}) => message.replace(/\{(\w+)\}/g, (_, name) => values[name]);

    // As chinese.py does: what a report says in Chinese is read as Chinese on a site in another language.
    const isForeign = !lang.startsWith("zh");
    const isChinese = ({ children, textContent }) => [...children].every((child) => child.tagName === "MARK") && /\p{Script=Han}/u.test(textContent);

    const make = (tag, content, className) => {
      const element = document.createElement(tag);
      if (className) element.className = className;
      if (content !== undefined) element.append(...[content].flat());
      if (isForeign && isChinese(element)) element.lang = "zh-CN";
      return element;
    };

    /** Pieces of text, those searched for marked; text only, whatever it holds. */
    const marked = (pieces) => pieces.map(([text, found]) => (found ? make("mark", text) : text));

    /** Parts of a line, kept whole each, with dots between them. */
    const line = (parts, className) => make("p", parts.filter(Boolean).map((part) => make("span", part)), className);

    function money(yuan) {
      const value = Number(yuan);
      const [message, unit] = value >= 1e8 ? [words.yi, 1e8] : [words.wan, 1e4];
      return say(message, { amount: (value / unit).toLocaleString(lang, { maximumFractionDigits: 2 }) });
    }

    /* Results ------------------------------------------------------------------------------------------------------- */

    function item(hit) {
      const element = make("li");
      element.dataset.report = hit.report;
      const link = make("a", marked(hit.titlePieces), "title");
      link.href = `${base}${hit.report}/`;
      const facts = [say(words.year, { year: hit.year }), marked(hit.agencyPieces)];
      if (hit.amount !== null) facts.push(say(words.budget, { amount: money(hit.amount) }));
      if (hit.rate !== null) facts.push(say(words.rate, { rate: hit.rate }));
      const verdict = make("p", hit.score === null ? words.no_score : say(words.score, { score: hit.score }), "verdict-line");
      if (hit.grade !== null) verdict.append(" ", make("span", hit.grade, "tag"));
      const tags = make("p", [], "tags");
      if (hit.stated !== null) tags.append(make("span", say(words.stated, { score: hit.stated }), "hush"));
      if (hit.open) tags.append(make("span", say(words.open, { count: hit.open }), "tag open"));
      if (hit.findings) tags.append(make("span", say(words.findings, { count: hit.findings }), "tag missed"));
      if (hit.corrected) tags.append(make("span", words.corrected, "tag none"));
      element.append(link, line(facts, "facts-line hush"), verdict);
      if (tags.hasChildNodes()) element.append(tags);
      const pick = make("button", undefined, "pick"); // compare-tray.js gives it its words and shows it
      Object.assign(pick, { type: "button", hidden: true });
      Object.assign(pick.dataset, { compare: hit.report, title: hit.title });
      element.append(make("div", pick, "actions"));
      if (hit.excerpt) element.append(make("p", [], "excerpt waiting"));
      return element;
    }

    /** Fill in what a report says, with a link to where it says so. */
    function tell(element, excerpt) {
      const place = element?.querySelector(".excerpt");
      if (!place) return;
      place.classList.remove("waiting");
      if (excerpt === null) return place.remove();
      const link = make("a", excerpt.target ? marked(excerpt.pieces) : excerpt.heading, "section"); // only an indicator has a target
      link.href = `${base}${element.dataset.report}/${excerpt.place}`;
      if (excerpt.target) {
        const value = (label, pieces) => make("span", [make("span", label, "label"), ...(pieces.length ? marked(pieces) : [words.blank])]);
        place.append(make("span", [make("span", words.indicator, "label"), link]), value(words.target, excerpt.target), value(words.actual, excerpt.actual));
      } else {
        const [before, after] = excerpt.cut;
        place.append(link, make("q", [before ? "…" : "", ...marked(excerpt.pieces), after ? "…" : ""]));
      }
    }

    /* Filters ------------------------------------------------------------------------------------------------------- */

    const labelOf = (name, value) => (name === "grade" && value === "-" ? words.no_grade : value);

    function fill(name, counts) {
      const select = fields.elements[name];
      const chosen = select.value;
      const options = [select.options[0]];
      const known = counts.some(([value]) => value === chosen);
      for (const [value, count] of chosen && !known ? [...counts, [chosen, 0]] : counts) {
        const label = labelOf(name, value);
        options.push(new Option(count === null ? label : say(words.option, { label, count }), value, false, value === chosen));
      }
      select.replaceChildren(...options);
      select.closest("label").hidden = counts.length < 2 && !chosen;
    }

    function tick(name, counts) {
      const field = fields.elements[name];
      const count = counts[0]?.[1] ?? 0;
      const label = field.closest("label");
      label.querySelector("small").textContent = count;
      label.hidden = count === 0 && !field.checked;
      const group = label.closest("fieldset");
      group.hidden = [...group.querySelectorAll("label")].every((other) => other.hidden);
    }

    function showChosen() {
      const chips = [...selects, ...flags].flatMap((name) => {
        const field = fields.elements[name];
        const isSet = field.type === "checkbox" ? field.checked : field.value;
        if (!isSet) return [];
        const label = field.type === "checkbox" ? field.nextElementSibling.firstChild.textContent : labelOf(name, field.value);
        const button = make("button", label);
        button.type = "button";
        button.setAttribute("aria-label", say(words.remove, { label }));
        button.addEventListener("click", () => {
          clear(field);
          again();
          box.focus();
        });
        return [make("li", button)];
      });
      chosenList.replaceChildren(...chips);
      chosenList.hidden = chips.length === 0;
      return chips.length;
    }

    function clear(field) {
      if (field.type === "checkbox") field.checked = false;
      else field.value = "";
    }

    /* Questions ----------------------------------------------------------------------------------------------------- */

    function ask({ remember = true } = {}) {
      const values = Object.fromEntries(new FormData(fields));
      if (remember) {
        const kept = new URLSearchParams(Object.entries(values).filter(([, value]) => value));
        history.replaceState(null, "", kept.size ? `?${kept}` : location.pathname);
      }
      const chosen = Object.fromEntries([...selects, ...flags].map((name) => [name, values[name]]));
      page.setAttribute("aria-busy", "true");
      worker.postMessage({ id: ++asked, base: new URL(base, location.href).href, query: values.q, chosen, order: values.order, scope: values.scope, limit, excerpts: limit });
    }

    function again() {
      clearTimeout(pause);
      limit = STEP;
      ask();
    }

    function failed() {
      page.removeAttribute("aria-busy");
      list.replaceChildren();
      more.hidden = deeper.hidden = true;
      status.textContent = words.failed;
    }

    function show(data) {
      const isFinal = data.stage === "found";
      const count = data.total.toLocaleString(lang);
      const { q, scope } = Object.fromEntries(new FormData(fields));
      const message = !isFinal ? words.reading : !data.total ? (data.deep || !q.trim() ? words.nothing : words.shallow) : data.widened ? words.widened : q.trim() ? words.found : words.all;
      const gaps = (data.missing ?? []).map((name) => words[`no_${name}`]);
      status.textContent = [say(message, { count }), ...gaps].join(" ");
      const held = list.contains(document.activeElement) ? document.activeElement.closest("li").dataset.report : null;
      list.replaceChildren(...data.hits.map(item));
      more.hidden = data.hits.length >= data.total;
      deeper.hidden = !isFinal || data.total === 0 || data.widened || scope === "all" || !q.trim() || !more.hidden;
      selects.forEach((name) => fill(name, data.facets[name]));
      flags.forEach((name) => tick(name, data.facets[name]));
      const filters = showChosen();
      nothing.hidden = !isFinal || data.total > 0;
      nothing.querySelector(".unfilter").hidden = filters === 0;
      nothing.querySelector(".widen").hidden = scope === "all" || (data.deep && filters === 0);
      if (held) [...list.children].find((one) => one.dataset.report === held)?.querySelector("a").focus();
      if (isFinal && focusAt !== null) {
        list.children[focusAt]?.querySelector("a").focus();
        focusAt = null;
      }
      if (isFinal) page.removeAttribute("aria-busy");
    }

    worker.addEventListener("message", ({ data }) => {
      if (data.id !== asked) return; // a later question is under way
      if (data.stage === "failed") failed();
      else if (data.stage === "excerpts") {
        data.excerpts.forEach(([place, excerpt]) => tell(list.children[place], excerpt));
        if (returnTo !== null) scrollTo(0, returnTo);
        returnTo = null;
      } else show(data);
    });
    worker.addEventListener("error", failed);

    /* Hands --------------------------------------------------------------------------------------------------------- */

    fields.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(again, PAUSE);
    });
    fields.addEventListener("submit", (event) => {
      event.preventDefault();
      again();
    });
    more.addEventListener("click", () => {
      focusAt = list.children.length;
      limit += STEP;
      ask();
    });
    nothing.querySelector(".unfilter button").addEventListener("click", () => {
      [...selects, ...flags].forEach((name) => clear(fields.elements[name]));
      again();
      box.focus();
    });
    for (const button of [deeper, nothing.querySelector(".widen button")]) {
      button.addEventListener("click", () => {
        fields.elements.scope.value = "all";
        again();
        box.focus();
      });
    }

    page.addEventListener("keydown", (event) => {
      const inList = event.target.closest("ol.results li");
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !(event.target === box || inList)) return;
      const titles = [...list.querySelectorAll("a.title")];
      const at = inList ? [...list.children].indexOf(inList) : -1;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && (inList || step > 0)) {
        event.preventDefault();
        const next = at + step;
        if (next < 0) box.focus();
        else titles[Math.min(next, titles.length - 1)]?.focus();
      } else if (event.key === "Escape") {
        event.preventDefault();
        if (!inList && box.value) {
          box.value = "";
          again();
        }
        box.focus();
      }
    });

    // An address may hold anything: only the form's own fields are read, and only what an order's list has.
    const given = new URLSearchParams(location.search);
    for (const name of ["q", "scope", "order", ...selects, ...flags].filter((one) => given.has(one))) {
      const field = fields.elements[name];
      const value = given.get(name);
      if (field.type === "checkbox") field.checked = field.value === value;
      else if (field.tagName !== "SELECT" || [...field.options].some((option) => option.value === value)) field.value = value;
      else if (name !== "order") field.add(new Option(labelOf(name, value), value, false, true));
    }
    // Who comes back finds as many results as were shown, at the place that was left.
    history.scrollRestoration = "manual";
    if (history.state?.limit > STEP) limit = history.state.limit;
    returnTo = history.state?.top ?? null;
    addEventListener("pagehide", () => history.replaceState({ limit, top: scrollY }, ""));
    // On a phone the results come before what narrows them; what is chosen stands above the results either way.
    refine.open = !matchMedia("(max-width: 45rem)").matches;
    page.classList.add("ready");
    status.textContent = words.searching;
    ask({ remember: false });
  }
})();
