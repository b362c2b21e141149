/* Finds reports by exact substrings and by numbers, off the main thread. Data: search/columns.json, search/indicators.json. */
"use strict";

let columns, indicators, loading;

/** Fold width and case, as a reader means it: １２ is 12, ＡＢ is ab. */
const fold = (text) => (text === null ? "" : text.normalize("NFKC").toLowerCase());

/** The number a term means, or null: 74.3, 74.3分, 1,000, 58万元. `unit` is its worth in yuan where it names money. */
function numberOf(term) {
  const found = /^([0-9][0-9,]*(?:\.[0-9]+)?)(分|%|元|千元|万元|亿元|万|亿)?$/.exec(term);
  if (!found || (found[1].includes(",") && !/^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$/.test(found[1]))) return null;
  const worth = { 元: 1, 千元: 1e3, 万元: 1e4, 万: 1e4, 亿元: 1e8, 亿: 1e8 }[found[2]];
  return { value: Number(found[1].replaceAll(",", "")), worth, points: found[2] === "分" };
}

const same = (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

async function load(base) {
  const read = async (name) => (await fetch(`${base}search/${name}.json`)).json();
  const [data, named] = await Promise.all([read("columns"), read("indicators")]);
  data.titles = data.title.map(fold);
  data.codes = data.code.map(fold);
  data.scores = data.score.map((score) => (score === null ? null : Number(score)));
  data.stateds = data.stated.map((score) => (score === null ? null : Number(score)));
  data.amounts = data.amount.map((amount) => (amount === null ? null : Number(amount)));
  for (const agency of data.agencies) {
    agency.names = [agency.name, ...agency.also].map(fold);
    agency.around = [agency.department, agency.region].map(fold);
  }
  indicators = { folded: named.names.map(fold), reports: named.reports };
  columns = data;
}

/** How well report `i` answers a term: 0 is the title itself, higher is further off, Infinity is not at all. */
function distance(i, term, number, named) {
  const title = columns.titles[i];
  if (title === term) return 0;
  if (title.startsWith(term)) return 1;
  if (title.includes(term)) return 2;
  if (number) {
    const { value, worth, points } = number;
    if (!worth && (same(columns.scores[i] ?? NaN, value) || same(columns.stateds[i] ?? NaN, value))) return 3;
    const amount = columns.amounts[i] ?? NaN;
    if (!points && (worth ? same(amount, value * worth) : same(amount, value) || same(amount, value * 1e4))) return 3;
    if (!worth && !points && columns.year[i] === value) return 4;
  }
  if (columns.codes[i] !== "" && columns.codes[i].includes(term)) return 3;
  const agency = columns.agencies[columns.agency[i]];
  if (agency.names.some((name) => name === term)) return 4;
  if (agency.names.some((name) => name.includes(term))) return 5;
  if (agency.around.some((name) => name.includes(term))) return 6;
  const grade = columns.grades[columns.grade[i]];
  if (grade !== null && fold(grade) === term) return 6;
  return named[i] ? 7 : Infinity;
}

/** Which reports have an indicator whose name holds the term. */
function withIndicator(term) {
  const hits = indicators.folded.map((name) => name.includes(term));
  return indicators.reports.map((names) => names.some((name) => hits[name]));
}

function match(terms) {
  const numbers = terms.map(numberOf);
  const named = terms.map(withIndicator);
  const found = [];
  for (let i = 0; i < columns.title.length; i++) {
    let far = 0;
    for (let t = 0; t < terms.length && far < Infinity; t++) far += distance(i, terms[t], numbers[t], named[t]);
    if (far < Infinity) found.push([i, far]);
  }
  return found;
}

const FACETS = {
  year: (i) => String(columns.year[i]),
  agency: (i) => columns.agencies[columns.agency[i]].name,
  department: (i) => columns.agencies[columns.agency[i]].department ?? "",
  grade: (i) => columns.grades[columns.grade[i]] ?? "没有等级",
  region: (i) => columns.agencies[columns.agency[i]].region ?? "",
};

/** Counts of a facet among the hits that pass every other filter. */
function count(found, chosen, name) {
  const counts = new Map();
  for (const [i] of found) {
    if (Object.keys(FACETS).some((other) => other !== name && chosen[other] && FACETS[other](i) !== chosen[other])) continue;
    const value = FACETS[name](i);
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => (name === "year" ? b[0] - a[0] : b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}

const ORDERS = {
  score: (a, b) => (columns.scores[b[0]] ?? -1) - (columns.scores[a[0]] ?? -1),
  "score-up": (a, b) => (columns.scores[a[0]] ?? Infinity) - (columns.scores[b[0]] ?? Infinity),
  amount: (a, b) => (columns.amounts[b[0]] ?? -1) - (columns.amounts[a[0]] ?? -1),
  year: (a, b) => columns.year[b[0]] - columns.year[a[0]],
};

function report(i) {
  const agency = columns.agencies[columns.agency[i]];
  return {
    address: `${columns.year[i]}/${agency.slug}/${columns.project[i]}/`,
    title: columns.title[i],
    agency: agency.name,
    year: columns.year[i],
    score: columns.score[i],
    stated: columns.stated[i],
    grade: columns.grades[columns.grade[i]],
    amount: columns.amount[i],
    findings: columns.findings[i],
  };
}

async function answer({ base, query, chosen, order, limit }) {
  loading ??= load(base);
  await loading;
  const terms = fold(query).split(/[\s\u3000]+/).map((term) => term.replace(/^["“”'‘’「『《]+|["“”'‘’」』》]+$/g, "")).filter(Boolean);
  const found = match(terms);
  const facets = Object.fromEntries(Object.keys(FACETS).map((name) => [name, count(found, chosen, name)]));
  const left = found.filter(([i]) => Object.keys(FACETS).every((name) => !chosen[name] || FACETS[name](i) === chosen[name]));
  const byOrder = ORDERS[order] ?? (() => 0);
  left.sort((a, b) => byOrder(a, b) || a[1] - b[1] || columns.year[b[0]] - columns.year[a[0]] || a[0] - b[0]);
  return { total: left.length, facets, terms, hits: left.slice(0, limit).map(([i]) => report(i)) };
}

self.onmessage = async ({ data }) => {
  try {
    self.postMessage({ id: data.id, ...(await answer(data)) });
  } catch (error) {
    loading = undefined;
    self.postMessage({ id: data.id, failed: String(error) });
  }
};
