/* What the search reads first: the columns of every year, one after the other, so that the newest or the one that is wanted answers while the
   others are on their way. */
"use strict";

const FRESH = 600_000; // milliseconds after which all is read again: a tab stays open while the site gets another edition

const kept = new Map(); // what was read once, by name
const fold = (text) => (text === null ? "" : folded(text).replace(/\s+/g, ""));

/** Make something once, and once more after a failure. */
function once(name, make) {
  if (!kept.has(name)) kept.set(name, make().catch((error) => {
    kept.delete(name);
    throw error;
  }));
  return kept.get(name);
}

/** Read a file of the site; asked anew of the server, so that files of two editions never mix. */
async function read(base, name) {
  const answer = await fetch(`${base}search/${name}.json`, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
}

const readYears = (base) => once("years", () => read(base, "years"));
const readYear = (base, year) => once(`columns/${year}`, () => read(base, `columns/${year}`));

let whole = null; // the columns of all years, once they are read
let begun = 0; // when the first of what is kept was read; 0 has all of it read again

/** Forget what was read long ago: places in columns of one edition mean nothing in bundles of another. */
function forgetTheOld() {
  if (Date.now() - begun < FRESH) return;
  kept.clear();
  whole = null;
  begun = Date.now();
}

/** The columns of all years; until they are read, `tell` hears those of the wanted year, or of the newest. */
async function columnsFor(base, wanted, tell) {
  if (whole) return whole;
  const years = await readYears(base);
  if (years.length > 1) {
    const first = years.includes(wanted) ? wanted : years[0];
    const part = await readYear(base, first);
    if (!whole) tell(asOne([first], [part]));
  }
  const reading = once("columns", async () => asOne(years, await Promise.all(years.map((year) => readYear(base, year)))));
  const columns = await reading;
  if (kept.get("columns") === reading) whole = columns; // else it was forgotten meanwhile
  years.forEach((year) => kept.delete(`columns/${year}`)); // they are in the whole
  return columns;
}

/** The columns of some years as those of one: reports are counted on from year to year. */
function asOne(years, parts) {
  const data = { agencies: [], grades: [], year: [], agency: [], grade: [], isCorrected: new Set() };
  for (const name of ["project", "title", "code", "score", "amount", "stated", "rate", "open", "findings"]) data[name] = parts.flatMap((part) => part[name]);
  const places = new Map();
  const placeOf = (list, key, value) => {
    if (!places.has(key)) places.set(key, list.push(value) - 1);
    return places.get(key);
  };
  parts.forEach((part, n) => {
    const agencies = part.agencies.map((agency) => placeOf(data.agencies, `agency ${agency.slug}`, { ...agency }));
    const grades = part.grades.map((grade) => placeOf(data.grades, `grade ${JSON.stringify(grade)}`, grade));
    for (const place of part.corrected) data.isCorrected.add(data.year.length + place);
    for (let i = 0; i < part.title.length; i++) {
      data.year.push(years[n]);
      data.agency.push(agencies[part.agency[i]]);
      data.grade.push(grades[part.grade[i]]);
    }
  });
  const numbers = (column) => column.map((figure) => (figure === null ? null : Number(figure)));
  data.titles = data.title.map(fold);
  data.codes = data.code.map(fold);
  [data.scores, data.stateds, data.amounts, data.rates] = [data.score, data.stated, data.amount, data.rate].map(numbers);
  for (const agency of data.agencies) {
    agency.names = [agency.name, ...agency.also].map(fold);
    agency.around = [agency.department, agency.region].map(fold);
  }
  return data;
}
