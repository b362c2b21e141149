/* Finds reports, off the main thread: titles, agencies and numbers in search/columns, a file a year; names of indicators in lists or, where
   they are many, in Pagefind bundles; everything else a report says in Pagefind bundles, when asked for or when nothing else is found.
   A question gets up to four answers: what one year's columns know while the others are read, what all of them know, all that was found,
   and the excerpts of what is shown. */
"use strict";

importScripts("search-words.js", "search-columns.js");

const TITLE = { same: 0, start: 1, within: 2 };
const NUMBER = 3;
const AGENCY = { same: 4, within: 5 };
const AROUND = 6;
const NAMED = 7;
const TOLD = 8;
const LITTLE = 24; // bundles of text, some 12,000 reports: more are not moved for a search that only found nothing else
const TOGETHER = 8; // bundles of text that are asked at the same time
const LONGEST_PHRASE = 40; // words of a term that Pagefind is asked for
const EXCERPT = 96; // characters
const LEAD = 24; // characters before the first word found

/** Open a Pagefind bundle; the answer tells, for a term, the places in the columns of the reports that hold it. */
async function openBundle(base, { path, first }) {
  const [ids, finder] = await Promise.all([read(base, `${path}/ids`), afterFirst(() => openFinder(base, path))]);
  const rows = new Map(ids.split(" ").map((id, place) => [`xx_${id}`, first + place]));
  return async (term) => {
    const phrase = wordsOf(term).slice(0, LONGEST_PHRASE).join(" ");
    if (!phrase) return [];
    const { results } = await finder.search(`"${phrase}"`);
    return results.map(({ id }) => rows.get(id)).filter((row) => row !== undefined);
  };
}

/** All bundles share one program: the small bundle it comes with is asked first, and merged with the one wanted. */
async function openFinder(base, path) {
  const { createInstance } = await import(`${base}search/pagefind/pagefind.js`);
  const finder = createInstance({ basePath: `${base}search/pagefind/` });
  await finder.mergeIndex(`${base}search/${path}/`);
  return finder;
}

let program; // while it starts, and once it runs

/** The first alone: two that start at once would each start the program, and the one lose its memory to the other. */
async function afterFirst(task) {
  if (program) return program.then(task);
  program = task();
  program.catch(() => (program = undefined));
  return program;
}

/** Several bundles, each opened once. */
const openAll = (base, bundles) => Promise.all(bundles.map((bundle) => once(bundle.path, () => openBundle(base, bundle))));

/** The names of the indicators of a year, all of them read: only where they are few. */
async function openList(base, year) {
  const { names, reports } = await read(base, `indicators/${year}`);
  const phrases = names.map((name) => ` ${wordsOf(name).join(" ")} `);
  const find = (term) => {
    const phrase = wordsOf(term).join(" ");
    if (!phrase) return [];
    const hits = phrases.map((name) => name.includes(` ${phrase} `));
    return reports.flatMap((held, row) => (held.some((name) => hits[name]) ? [row] : []));
  };
  return { find, size: reports.length };
}

async function openNames(base) {
  const { names } = await once("bundles", () => read(base, "bundles"));
  if (names) return openAll(base, names);
  const years = await readYears(base);
  const lists = await Promise.all(years.map((year) => once(`indicators/${year}`, () => openList(base, year))));
  let before = 0;
  return lists.map(({ find, size }) => {
    const first = before;
    before += size;
    return async (term) => find(term).map((row) => first + row);
  });
}

/** The bundles of full text, those that hold a year if one is chosen. */
async function textBundles(base, year) {
  const { text } = await once("bundles", () => read(base, "bundles"));
  if (text.length === 0) throw new Error("no full text");
  return year ? text.filter((bundle) => bundle.years.includes(Number(year))) : text;
}

/** Whether the text is little enough to be looked through unasked. */
const isLittle = (base, year) => textBundles(base, year).then((bundles) => bundles.length <= LITTLE, () => true);

/** Ask the bundles of text for every term, the newest reports first; goes on while `hear`, which is told what was found so far, wants it to. */
async function askTexts(base, year, terms, missing, hear) {
  const found = terms.map(() => new Set());
  let asked = 0;
  try {
    const bundles = await textBundles(base, year);
    while (asked < bundles.length && (!asked || hear(found))) {
      const finders = await openAll(base, bundles.slice(asked, asked + TOGETHER));
      const answers = await Promise.all(terms.map((term) => Promise.all(finders.map((find) => find(term)))));
      answers.forEach((rows, t) => rows.flat().forEach((row) => found[t].add(row)));
      asked += TOGETHER;
    }
  } catch (error) {
    missing.push(asked ? "rest" : "text");
  }
  return asked ? found : [];
}

/* How well a report answers --------------------------------------------------------------------------------------- */

/** The number a term means, or null: 74.3, 74.3分, 1,000, 58万元. `worth` is its unit in yuan where it names money. */
function numberOf(term) {
  const found = /^([0-9][0-9,]*(?:\.[0-9]+)?)(分|%|元|千元|万元|亿元|万|亿)?$/.exec(term);
  if (!found || (found[1].includes(",") && !/^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$/.test(found[1]))) return null;
  const worth = { 元: 1, 千元: 1e3, 万元: 1e4, 万: 1e4, 亿元: 1e8, 亿: 1e8 }[found[2]];
  return { value: Number(found[1].replaceAll(",", "")), worth, points: found[2] === "分", rate: found[2] === "%" };
}

/** The year that a term names as reports print it, NaN where it names none: 2021年, 2021年度. */
const yearOf = (term) => Number(/^([0-9]{4})年度?$/.exec(term)?.[1]);

const same = (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

/** How far report `i` is from a term by the columns: 0 is the title itself, Infinity is not at all. */
function distance(columns, i, term, number, year) {
  const title = columns.titles[i];
  if (title.includes(term)) return title === term ? TITLE.same : title.startsWith(term) ? TITLE.start : TITLE.within;
  if (number) {
    const { value, worth, points, rate } = number;
    const score = (column) => same(column[i] ?? NaN, value);
    if (!worth && !rate && (score(columns.scores) || score(columns.stateds))) return NUMBER;
    const amount = columns.amounts[i] ?? NaN;
    if (!points && !rate && (worth ? same(amount, value * worth) : same(amount, value) || same(amount, value * 1e4))) return NUMBER;
    if (rate && same(columns.rates[i] ?? NaN, value)) return NUMBER;
    if (!worth && !points && !rate && columns.year[i] === value) return AGENCY.same;
  }
  if (columns.year[i] === year) return AGENCY.same;
  if (columns.codes[i] !== "" && columns.codes[i].includes(term)) return NUMBER;
  const agency = columns.agencies[columns.agency[i]];
  if (agency.names.some((name) => name === term)) return AGENCY.same;
  if (agency.names.some((name) => name.includes(term))) return AGENCY.within;
  if (agency.around.some((name) => name.includes(term))) return AROUND;
  const grade = columns.grades[columns.grade[i]];
  return grade !== null && fold(grade) === term ? AROUND : Infinity;
}

/** The reports that answer every term, each with how far it is from each of them. */
function match(columns, terms, named, told) {
  const numbers = terms.map(numberOf);
  const years = terms.map(yearOf);
  const found = [];
  for (let i = 0; i < columns.title.length; i++) {
    const far = terms.map((term, t) =>
      Math.min(distance(columns, i, term, numbers[t], years[t]), named[t]?.has(i) ? NAMED : Infinity, told[t]?.has(i) ? TOLD : Infinity),
    );
    const sum = far.reduce((a, b) => a + b, 0);
    if (sum < Infinity) found.push({ i, far, sum });
  }
  return found;
}

/* Filters, counts, order ------------------------------------------------------------------------------------------ */

const NONE = "-"; // a report without a grade
const FACETS = {
  year: (columns, i) => String(columns.year[i]),
  agency: (columns, i) => columns.agencies[columns.agency[i]].name,
  department: (columns, i) => columns.agencies[columns.agency[i]].department ?? "",
  grade: (columns, i) => columns.grades[columns.grade[i]] ?? NONE,
  region: (columns, i) => columns.agencies[columns.agency[i]].region ?? "",
  open: (columns, i) => (columns.open[i] ? "1" : ""),
  findings: (columns, i) => (columns.findings[i] ? "1" : ""),
  corrected: (columns, i) => (columns.isCorrected.has(i) ? "1" : ""),
  spent: (columns, i) => (columns.rates[i] !== null && columns.rates[i] < 80 ? "under-80" : ""),
};

const passes = (columns, i, chosen, except) =>
  Object.keys(FACETS).every((name) => name === except || !chosen[name] || FACETS[name](columns, i) === chosen[name]);

/** How often each value of a facet stands among the hits that pass every other filter. */
function count(columns, found, chosen, name) {
  const counts = new Map();
  for (const { i } of found) {
    if (!passes(columns, i, chosen, name)) continue;
    const value = FACETS[name](columns, i);
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => (name === "year" ? b[0] - a[0] : b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}

const larger = (columns, a, b) => (columns.amounts[b.i] ?? -1) - (columns.amounts[a.i] ?? -1);
const ORDERS = {
  score: (columns) => (a, b) => (columns.scores[b.i] ?? -1) - (columns.scores[a.i] ?? -1),
  "score-up": (columns) => (a, b) => (columns.scores[a.i] ?? Infinity) - (columns.scores[b.i] ?? Infinity),
  amount: (columns) => (a, b) => larger(columns, a, b),
  "rate-up": (columns) => (a, b) => (columns.rates[a.i] ?? Infinity) - (columns.rates[b.i] ?? Infinity) || larger(columns, a, b),
  findings: (columns) => (a, b) => columns.findings[b.i] - columns.findings[a.i] || larger(columns, a, b),
  year: (columns) => (a, b) => columns.year[b.i] - columns.year[a.i],
};

function summary(columns, found, { chosen, order, limit, terms }) {
  const byOrder = Object.hasOwn(ORDERS, order) ? ORDERS[order](columns) : () => 0;
  const left = found.filter(({ i }) => passes(columns, i, chosen));
  left.sort((a, b) => byOrder(a, b) || a.sum - b.sum || columns.year[b.i] - columns.year[a.i] || a.i - b.i);
  return {
    total: left.length,
    facets: Object.fromEntries(Object.keys(FACETS).map((name) => [name, count(columns, found, chosen, name)])),
    shown: left.slice(0, limit),
    hits: left.slice(0, limit).map((hit) => card(columns, hit, terms)),
  };
}

function card(columns, { i, far }, terms) {
  const agency = columns.agencies[columns.agency[i]];
  return {
    report: `${columns.year[i]}/${agency.slug}/${columns.project[i]}`,
    address: `${columns.year[i]}/${agency.slug}/${columns.project[i]}/`,
    title: columns.title[i],
    titlePieces: segments(columns.title[i], terms),
    agency: agency.name,
    agencyPieces: segments(agency.name, terms),
    year: columns.year[i],
    score: columns.score[i],
    stated: columns.stated[i],
    grade: columns.grades[columns.grade[i]],
    amount: columns.amount[i],
    rate: columns.rate[i],
    findings: columns.findings[i],
    open: columns.open[i],
    corrected: columns.isCorrected.has(i),
    excerpt: far.some((step) => step >= NAMED),
  };
}

/* Excerpts -------------------------------------------------------------------------------------------------------- */

const holds = (text, terms) => terms.filter((term) => placesOf(text, term).length).length;

/** The one of several that holds the most terms, the first of equals; undefined where none holds any. */
function best(candidates, terms, textsOf) {
  let most = 0;
  let found;
  for (const candidate of candidates) {
    const number = Math.max(...textsOf(candidate).map((text) => holds(text, terms)));
    if (number > most) [most, found] = [number, candidate];
  }
  return found;
}

/** A piece of a text around the first word found, from the start of its sentence where that is near. */
function around(text, terms) {
  const first = Math.min(...terms.flatMap((term) => placesOf(text, term)).map(([from]) => from));
  const before = text.slice(Math.max(0, first - LEAD), first);
  const sentence = Math.max(...[..."。；！？\n"].map((end) => before.lastIndexOf(end)));
  let start = first - before.length + (sentence >= 0 ? sentence + 1 : 0);
  let end = Math.min(text.length, start + EXCERPT);
  while (start > 0 && start < first && text.codePointAt(start - 1) > 0xffff) start++;
  if (end < text.length && text.codePointAt(end - 1) > 0xffff) end--;
  return { pieces: segments(text, terms, start, end), cut: [start > 0 && sentence < 0, end < text.length] };
}

/** What a report says about the terms its title and agency don't hold, and where it stands. */
async function excerpt(base, columns, { i, far }, terms) {
  const name = `${columns.year[i]}/${columns.agencies[columns.agency[i]].slug}/${columns.project[i]}`;
  const wanted = terms.filter((_, t) => far[t] >= NAMED);
  const rows = await once(`rows/${name}`, () => read(base, `rows/${name}`));
  const row = best(rows, wanted, ([, title, level2, target, actual]) => [title, level2, target, actual]);
  const inRow = row && holds(row.slice(1).join("\n"), wanted) === wanted.length;
  if (!inRow && far.includes(TOLD)) {
    const passages = await once(`passages/${name}`, () => read(base, `passages/${name}`));
    const passage = best(passages, wanted, ([, , text]) => [text]);
    if (passage) return { place: passage[0], heading: passage[1], ...around(passage[2], wanted) };
  }
  if (!row) return null;
  const [anchor, title, level2, target, actual] = row;
  const heading = holds(level2, wanted) && !holds(title, wanted) ? `${level2} · ${title}` : title;
  return { place: `indicators/#${anchor}`, pieces: segments(heading, wanted), target: segments(target, wanted), actual: segments(actual, wanted) };
}

/* Questions ------------------------------------------------------------------------------------------------------- */

const YUAN = { "yuan": "元", "thousand yuan": "千元", "wan yuan": "万元", "yi yuan": "亿元" }; // as an English site prints them

/** A year is one term, and so is an amount, also where it is copied from a page: 2021 年度, 58 万元, 58 wan yuan. */
const joined = (query) =>
  query
    .replace(/(?<![0-9.,])([0-9]{4})\s+(年度?)(?=\s|$)/g, "$1$2")
    .replace(/(?<=[0-9])\s*((?:thousand |wan |yi )?yuan)(?=\s|$)/g, (_, unit) => YUAN[unit])
    .replace(/(?<=(?:^|\s)[0-9][0-9.,]*)\s+([千万亿]?元|[万亿分])(?=\s|$)/g, "$1");

/** The terms of a query, without the quotation marks people put around them. */
const termsOf = (query) =>
  joined(folded(query)).split(/\s+/).map((term) => term.replace(/^["“”'‘’「『《]+|["“”'‘’」』》]+$/g, "")).filter(Boolean);

/** Ask one source for every term; what can't be read is missing, and said so. */
async function ask(open, terms, missing, name) {
  try {
    const finders = [await open()].flat();
    return await Promise.all(terms.map(async (term) => new Set((await Promise.all(finders.map((find) => find(term)))).flat())));
  } catch (error) {
    missing.push(name);
    return [];
  }
}

/** With a year chosen only bundles that hold it were asked for its text: how often the words stand in other years is not known. */
async function knownCounts(base, columns, chosen, { facets }) {
  const asked = new Set((await textBundles(base, chosen)).flatMap(({ years }) => years));
  const counts = new Map(facets.year.map(([year, count]) => [Number(year), count]));
  const years = [...new Set(columns.year)].map((year) => [String(year), asked.has(year) ? (counts.get(year) ?? 0) : null]);
  return { ...facets, year: years.filter(([, count]) => count !== 0) };
}

let last = 0;

async function answer({ id, base, query, chosen, order, limit, excerpts, scope }) {
  last = id;
  const say = (stage, more) => self.postMessage({ id, stage, ...more });
  const terms = termsOf(query);
  const wanted = { chosen, order, limit, terms };
  let named = [];
  const early = (columns, told = []) => {
    const known = summary(columns, match(columns, terms, named, told), wanted);
    if (known.total && id === last) say("columns", { ...known, terms });
  };
  forgetTheOld();
  const columns = await columnsFor(base, Number(chosen.year), early);
  if (id !== last) return; // a later question is under way
  const missing = [];
  let told = [];
  if (terms.length) {
    early(columns);
    named = await ask(() => once("names", () => openNames(base)), terms, missing, "names");
    if (id !== last) return;
  }
  let found = match(columns, terms, named, told);
  const deep = terms.length > 0 && (scope === "all" || (found.length === 0 && (await isLittle(base, chosen.year))));
  const widened = deep && scope !== "all";
  if (deep) {
    told = await askTexts(base, chosen.year, terms, missing, (sofar) => {
      early(columns, sofar);
      return id === last;
    });
    if (id !== last) return;
    found = match(columns, terms, named, told);
  }
  const result = summary(columns, found, wanted);
  const facets = told.length && chosen.year ? await knownCounts(base, columns, chosen.year, result) : result.facets;
  say("found", { ...result, facets, terms, deep, widened: widened && found.length > 0, missing });
  const quoted = result.shown.map((hit, place) => ({ hit, place })).slice(0, excerpts).filter(({ hit }) => hit.far.some((step) => step >= NAMED));
  const texts = await Promise.all(quoted.map(({ hit }) => excerpt(base, columns, hit, terms).catch(() => null)));
  if (excerpts) say("excerpts", { excerpts: quoted.map(({ place }, number) => [place, texts[number]]) });
}

self.onmessage = ({ data }) =>
  answer(data).catch((error) => {
    begun = 0; // a year of an earlier edition may be gone
    self.postMessage({ id: data.id, stage: "failed", failed: String(error) });
  });
