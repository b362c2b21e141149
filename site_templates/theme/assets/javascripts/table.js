/* Lists of reports, sorted and filtered in place. The table is whole without this script; with it a form appears above,
   whose state stands in the address. Sorting is sortable-tablesort's (vendor/); filtering and counting are here. */
"use strict";

(() => {
  const tools = document.querySelector(".tools");
  const table = tools && document.getElementById(tools.dataset.table);
  if (!table) return;

  const words = JSON.parse(tools.dataset.words);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const form = tools.querySelector("form");
  const fields = form.elements;
  const status = tools.querySelector("[role=status]");
  const clear = tools.querySelector(".found button");
  const more = document.getElementById(tools.dataset.more);
  const heads = [...table.tHead.rows[0].cells];
  const sorting = import("./vendor/sortable-tablesort.min.js"); // small; here before anyone can ask for it
  const TEXT = new Set(["title", "agency", "year"]);
  const STEP = 100; // rows that are laid out at a time: a browser takes a second for thousands
  let limit = STEP;

  const rows = [...table.tBodies[0].rows].map((row) => ({
    row,
    agency: row.dataset.agency,
    grade: row.dataset.grade,
    open: "open" in row.dataset ? "1" : "",
    findings: "findings" in row.dataset ? "1" : "",
    passes: true,
    words: null,
  }));
  const of = new Map(rows.map((one) => [one.row, one]));

  /** Text as it is compared: widths and case alike. */
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const said = (one) => (one.words ??= fold(`${one.row.cells[0].textContent} ${one.row.querySelector(".who")?.textContent ?? ""}`));

  /** The fields that narrow the list, by name; each tells whether it lets a row pass. */
  const facets = ["agency", "grade", "open", "findings"].filter((name) => fields[name]);
  const chosen = (name) => (fields[name].type === "checkbox" ? (fields[name].checked ? "1" : "") : fields[name].value);

  function filter() {
    const terms = fold(fields.q.value).split(/\s+/).filter(Boolean);
    const wanted = facets.map((name) => [name, chosen(name)]);
    const counts = new Map(facets.map((name) => [name, new Map()]));
    let found = 0;
    for (const one of rows) {
      const misses = terms.every((term) => said(one).includes(term)) ? wanted.filter(([name, value]) => value && one[name] !== value) : null;
      // A choice is counted among the rows that everything else lets pass.
      for (const [name] of wanted) {
        if (misses && (!misses.length || (misses.length === 1 && misses[0][0] === name))) {
          const seen = counts.get(name);
          seen.set(one[name], (seen.get(one[name]) ?? 0) + 1);
        }
      }
      one.passes = misses !== null && !misses.length;
      found += one.passes;
    }
    for (const name of facets) tell(name, counts.get(name));
    clear.hidden = !terms.length && wanted.every(([, value]) => !value);
    return found;
  }

  /** Write the counts beside the choices. */
  function tell(name, counts) {
    const field = fields[name];
    const write = (element, key) => {
      element.dataset.name ??= element.textContent;
      element.textContent = fill(words.option, { name: element.dataset.name, count: number.format(counts.get(key) ?? 0) });
    };
    if (field.type === "checkbox") write(field.nextElementSibling, "1");
    else for (const option of field.options) if (option.value) write(option, option.value);
  }

  /** Give words their place in the order of pinyin, so that the sorter compares numbers. */
  function rank(head) {
    if (head.dataset.ranked || !TEXT.has(head.dataset.key)) return;
    head.dataset.ranked = "yes";
    const cells = rows.map(({ row }) => [row.cells[head.cellIndex], row.cells[head.cellIndex].textContent]);
    const names = [...new Set(cells.map(([, name]) => name))].sort(new Intl.Collator("zh-Hans-CN", { numeric: true }).compare);
    const places = new Map(names.map((name, place) => [name, place]));
    for (const [cell, name] of cells) cell.dataset.sort = places.get(name);
  }

  async function sort(order) {
    const { sortSortable } = await sorting;
    const key = order.replace(/^-/, "");
    const head = heads.find((one) => one.dataset.key === key);
    if (order !== fields.sort.value) return; // chosen otherwise meanwhile
    heads.forEach((one) => one.removeAttribute("aria-sort"));
    if (head) {
      rank(head);
      head.setAttribute("aria-sort", order.startsWith("-") ? "descending" : "ascending");
      sortSortable(table);
    } else {
      table.tBodies[0].append(...rows.map(({ row }) => row));
    }
  }

  /** Show the first rows that pass, in the order they stand, and on paper all of them; returns the first of those that "more" added. */
  function show(found) {
    let place = 0;
    let added = null;
    for (const row of table.tBodies[0].rows) {
      const { passes } = of.get(row);
      if (passes) place++;
      if (passes && place === limit - STEP + 1) added = row;
      if (row.hidden === passes) row.hidden = !passes;
      row.classList.toggle("later", passes && place > limit);
    }
    more.hidden = found <= limit;
    return added;
  }

  function report(found) {
    const count = number.format(found);
    const all = number.format(rows.length);
    const parts = [found === rows.length ? fill(words.all, { count: all }) : found ? fill(words.some, { count, all }) : words.none];
    if (fields.sort.value) parts.push(fill(words.sorted, { order: fields.sort.selectedOptions[0].textContent }));
    status.textContent = parts.join(" · ");
  }

  function remember() {
    const kept = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    history.replaceState(null, "", (kept.size ? `?${kept}` : location.pathname) + location.hash);
  }

  let sorted = "";
  async function obey({ keep = true } = {}) {
    const order = fields.sort.value;
    const found = filter();
    if (order !== sorted) {
      sorted = order;
      await sort(order);
    }
    show(found);
    report(found);
    if (keep) remember();
  }

  // The ways to sort: the heads by click and keyboard, and a select, which a phone keeps where the heads are not seen.
  // A grade's rank counts from the best, so that its best comes first when the ranks rise.
  const ways = (key, name) => {
    if (TEXT.has(key)) return [[key, words.pinyin], [`-${key}`, words.back]];
    if (key === "grade") return [[key, words.better], [`-${key}`, words.worse]];
    return [[`-${key}`, words.falling], [key, words.rising]];
  };
  for (const head of heads) {
    const { key } = head.dataset;
    const name = head.textContent;
    const [first, second] = ways(key, name);
    for (const [value, text] of [first, second]) fields.sort.add(new Option(fill(text, { name }), value));
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.textContent = name;
    button.addEventListener("click", () => {
      fields.sort.value = fields.sort.value === first[0] ? second[0] : first[0];
      obey();
    });
    head.replaceChildren(button);
  }
  const narrow = matchMedia("(max-width: 45em)");
  const reach = () => heads.forEach((head) => (head.firstChild.tabIndex = narrow.matches ? -1 : 0));
  narrow.addEventListener("change", reach);
  reach();

  let pause;
  form.addEventListener("input", () => {
    clearTimeout(pause);
    limit = STEP;
    pause = setTimeout(obey, 80);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  more.addEventListener("click", () => {
    limit += STEP;
    const found = rows.filter((one) => one.passes).length;
    show(found)?.querySelector("a").focus({ preventScroll: true });
  });
  clear.addEventListener("click", () => {
    fields.q.value = "";
    for (const name of facets) fields[name].type === "checkbox" ? (fields[name].checked = false) : (fields[name].value = "");
    fields.q.focus();
    obey();
  });

  function recall() {
    const given = new URLSearchParams(location.search);
    for (const name of ["q", "agency", "grade", "sort"]) {
      const value = given.get(name) ?? "";
      const field = fields[name];
      if (field) field.value = field.options && ![...field.options].some((option) => option.value === value) ? "" : value;
    }
    for (const name of ["open", "findings"]) if (fields[name]) fields[name].checked = given.get(name) === "1";
    obey({ keep: false });
  }
  addEventListener("popstate", recall);
  tools.classList.add("ready");
  recall();
})();
