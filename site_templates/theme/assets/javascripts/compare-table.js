/* Reports side by side: what each states and what is computed, row by row, with a sign and a word where they differ.
   Figures stand as the JSON has them; a bar is drawn by giving them to the picture as they are. */
import { draw, fill, folded, grouped, make } from "./compare-make.js";

const NUMBER = /^[0-9]+(?:\.[0-9]+)?$/;
const EXCERPT = 200;

/** The notices and the table of some reports: [{data, letter}]. */
export function table(reports, words, base) {
  const blank = () => make("span", { class: "hush" }, words.blank);
  const small = (...content) => make("span", { class: "small" }, ...content);
  const many = reports.length > 1;
  const each = (of) => reports.map(({ data }) => of(data));

  /** `parts` are what compares, by name; a name's values differ or not. */
  function differences(cells) {
    const here = cells.filter((cell) => cell.parts);
    if (here.length < 2) return null;
    return Object.keys(here[0].parts).filter((name) => new Set(here.map((cell) => folded(cell.parts[name]))).size > 1);
  }

  function mark(cells, compare) {
    if (!many || !compare) return { sort: "", element: null };
    if (cells.some((cell) => cell.unlike)) return { sort: "", element: make("span", { class: "mark-open" }, make("b", { "aria-hidden": "true" }, "? "), words.units) };
    const empty = (cell) => cell.absent || Object.values(cell.parts).every((part) => part === null || part === undefined);
    const absent = cells.some(empty) && !cells.every(empty);
    const names = differences(cells);
    const said = (sort, sign, text) => ({ sort, element: make("span", { class: `mark-${sort}` }, make("b", { "aria-hidden": "true" }, `${sign} `), text) });
    if (absent) return said("differs", "≠", words.some);
    if (names === null) return { sort: "", element: null };
    if (names.length === 0) return said("same", "=", words.same);
    const what = names.filter(Boolean).map((name) => words.parts[name]).join(words.and);
    return said("differs", "≠", what ? fill(words.differ, { what: what.toLowerCase() }) : words.differs);
  }

  function row(label, cells, { note, kind = "", compare = true } = {}) {
    const { sort, element } = mark(cells, compare);
    return make(
      "tr",
      { role: "row", class: `${kind} ${sort && `is-${sort}`}`.trim() },
      make("th", { scope: "row", role: "rowheader" }, label, note && small(note), element),
      ...cells.map((cell, at) => make("td", { role: "cell", "data-letter": reports[at].letter }, ...cell.nodes)),
    );
  }

  const cell = (text, ...more) => ({ parts: { "": text }, nodes: [text === null || text === undefined || text === "" ? blank() : text, ...more] });

  function bar(score, scale, high) {
    if (![score, scale].every((figure) => NUMBER.test(figure ?? "")) || /^[0.]+$/.test(scale)) return null;
    const open = NUMBER.test(high ?? "") && high !== score;
    const inner = draw(
      "svg",
      { viewBox: `0 0 ${scale} 1`, preserveAspectRatio: "none", width: "100%", height: "100%" },
      open && draw("rect", { class: "rest", x: high, width: scale, height: "1" }),
      draw("rect", { class: "fill", width: score, height: "1" }),
    );
    return draw(
      "svg",
      { class: open ? "bar open" : "bar", "aria-hidden": "true", focusable: "false" },
      open && draw("rect", { width: "100%", height: "100%", fill: "url(#hatch)" }),
      inner,
    );
  }

  function section(title, rows) {
    const kept = rows.filter(Boolean);
    if (!kept.length) return null;
    const head = make("tr", { role: "row", class: "part" }, make("th", { scope: "rowgroup", role: "rowheader", colspan: String(reports.length + 1) }, title));
    return make("tbody", { role: "rowgroup" }, head, ...kept);
  }

  // The verdict ---------------------------------------------------------------------------------------------------

  function verdict(data) {
    const { score, grade, standard, range } = data;
    const seal = grade ?? (standard.computes ? (score === null ? words.stuck : words.ungraded) : words.unscored);
    const nodes = [
      make("p", { class: "score" }, make("b", {}, score ?? make("span", { class: "none" }, "—")), make("span", { class: grade === null ? "seal open" : "seal" }, seal)),
      bar(score, standard.scale, range?.[1]),
      score === null && small(data.reason ?? words.noscore),
      score !== null && standard.scale !== null && small(fill(words.full_mark, { full: standard.scale })),
    ];
    return { parts: { score, grade, scale: standard.scale }, nodes };
  }

  function stated({ stated, score, grade }) {
    if (stated.score === null && stated.grade === null) return { parts: { "": null }, nodes: [blank()] };
    const text = [stated.score !== null && fill(words.points, { score: stated.score }), stated.grade].filter(Boolean).join(" · ");
    const off = (stated.score !== null && score !== null && stated.score !== score) || (stated.grade !== null && grade !== null && stated.grade.trim() !== grade);
    return { parts: { "": text }, nodes: [text, off && make("span", { class: "small differs" }, words.unlike)] };
  }

  const range = ({ score, range, grade_range: grades }) =>
    range === null ? { parts: { "": score === null ? null : words.fixed }, nodes: [make("span", { class: "hush" }, score === null ? words.norange : words.fixed)] } : cell(`${range[0]} – ${range[1]}`, grades && grades[0] !== grades[1] && small(`${grades[0] ?? "—"} – ${grades[1] ?? "—"}`));

  function open(data) {
    const rows = [data.budget, ...data.indicators].filter((one) => one && (one.status === "unassessed" || (one.status === "not-computable" && data.standard.computes)));
    const names = rows.map((one) => make("li", {}, one.name ?? one.level2 ?? "", small(words.status[one.status])));
    return { parts: { "": String(rows.length) }, nodes: rows.length ? [fill(words.rows, { count: rows.length }), make("ul", { class: "plain" }, ...names)] : [data.standard.computes ? words.allset : words.unscored] };
  }

  function findings({ findings }) {
    const list = findings.map((one) => make("li", { class: one.severity }, make("span", { class: "kind" }, words.severity[one.severity] ?? one.severity), one.message));
    return { parts: { "": String(findings.length) }, nodes: findings.length ? [fill(words.items, { count: findings.length }), make("ul", { class: "plain" }, ...list)] : [words.nofindings] };
  }

  // Money ----------------------------------------------------------------------------------------------------------

  const units = new Set(each((data) => data.money?.unit).filter(Boolean));

  function amount(data, name) {
    const value = data.money?.[name];
    if (value === null || value === undefined) return { parts: { "": null }, nodes: [blank()] };
    return { parts: { "": value }, unlike: units.size > 1, nodes: [make("span", { class: "n" }, grouped(value)), " ", make("span", { class: "of" }, words.currency[data.money.unit] ?? data.money.unit)] };
  }

  function rate(data) {
    const value = data.budget?.execution_rate ?? null;
    const printed = data.record.budget?.stated?.execution_rate?.total ?? null;
    const claim = printed !== null && printed !== value && printed !== `${value}%` ? small(fill(words.claims, { figure: NUMBER.test(printed) ? `${printed}%` : printed })) : null;
    return value === null ? { parts: { "": null }, nodes: [make("span", { class: "hush" }, words.norate), claim] } : { parts: { "": value }, nodes: [make("span", { class: "n" }, `${value}%`), bar(value, "100"), claim] };
  }

  const money = () => [
    ...Object.entries(words.money)
      .filter(([name]) => reports.some(({ data }) => data.money?.[name]))
      .map(([name, label]) => row(label, each((data) => amount(data, name)))),
    reports.some(({ data }) => data.money) && row(words.rate, each(rate)),
  ];

  // Groups and indicators ----------------------------------------------------------------------------------------------

  const level = ({ level1, budget }) => {
    const plain = folded(level1 ?? (budget ? words.budget : "")); // the form's own words, in any language of the site
    return plain.endsWith(words.suffix) ? plain.slice(0, -words.suffix.length) : plain;
  };
  const titled = ({ level1, budget }) => level1 ?? (budget ? words.execution : words.indicators); // a form without first levels
  const absent = (text) => ({ absent: true, nodes: [make("span", { class: "hush" }, text)] });

  /** The same thing in several reports: by key, in the order of the first that has it. */
  function together(lists) {
    const keys = new Map();
    lists.forEach((list, at) => list.forEach(([key, value]) => keys.set(key, Object.assign(keys.get(key) ?? [], { [at]: value }))));
    return [...keys.values()].map((found) => reports.map((_, at) => found[at] ?? null));
  }

  function group(one) {
    if (one === null) return absent(words.nogroup);
    const { score, weight, bounds } = one;
    const wide = bounds && bounds[0] !== bounds[1];
    return {
      parts: { score, weight },
      nodes: [make("span", { class: "n" }, score ?? "—"), make("span", { class: "of" }, ` / ${weight ?? "—"}`), bar(score, weight, bounds?.[1]), wide && small(fill(words.maybe, { low: bounds[0], high: bounds[1] }))],
    };
  }

  /** Keys made different within one report: the second of a name meets the second of that name. */
  function counted(keys) {
    const seen = new Map();
    return keys.map(([key, value]) => {
      seen.set(key, (seen.get(key) ?? 0) + 1);
      return [`${key}\n${seen.get(key)}`, value];
    });
  }

  const groups = () =>
    together(each((data) => counted(data.groups.map((one) => [level(one), one])))).map((found) => row(titled(found.find(Boolean)), found.map(group)));

  function keyed(data) {
    const rows = [data.budget?.name && { ...data.budget, budget: true }, ...data.indicators].filter(Boolean);
    return counted(rows.map((one) => [`${level(one)}\n${folded(one.name ?? one.level2)}`, { ...one, computes: data.standard.computes }]));
  }

  function tag(one) {
    const provisional = one.bounds && one.bounds[0] !== one.bounds[1];
    const sort =
      one.status !== "scored" ? one.status : provisional || one.score === null || one.weight === null ? "provisional" : one.score === one.weight ? "met" : "missed";
    const mark = { met: "met", missed: "missed", provisional: "open", unassessed: "open", "not-computable": one.computes ? "stuck" : "none", "not-applicable": "none" }[sort];
    return make("span", { class: `tag ${mark ?? "none"}` }, sort === "not-computable" && !one.computes ? words.unscored : (words.status[sort] ?? sort));
  }

  function points(one) {
    const parts = [make("span", { class: "n" }, one.score ?? "—"), make("span", { class: "of" }, ` / ${one.weight ?? "—"}`)];
    const unlike = one.stated_score !== null && one.stated_score !== one.score;
    return [...parts, unlike && make("span", { class: "small differs" }, fill(words.claims, { figure: one.stated_score }))];
  }

  const fact = (label, ...content) => make("div", {}, make("dt", {}, label), make("dd", {}, ...content));

  function indicator(one) {
    if (one === null) return absent(words.unlisted);
    const { target, actual, weight, score } = one;
    const facts = make("dl", { class: "pair" }, fact(words.parts.target, target ?? blank()), fact(words.parts.actual, actual ?? blank()), fact(words.parts.score, ...points(one)));
    return { parts: { target, actual, weight, score }, nodes: [facts, tag(one)] };
  }

  function indicators() {
    const found = together(each(keyed));
    const shared = found.filter((ones) => ones.filter(Boolean).length > 1 || !many);
    const alone = found.filter((ones) => ones.filter(Boolean).length === 1 && many);
    const rows = shared.map((ones) => {
      const first = ones.find(Boolean);
      return row(first.name ?? first.level2 ?? "", ones.map(indicator), { note: titled(first), kind: "indicator" });
    });
    if (!alone.length) return rows;
    const lists = reports.map((_, at) => {
      const own = alone.map((ones) => ones[at]).filter(Boolean);
      const items = own.map((one) =>
        make("li", {}, make("strong", {}, one.name ?? one.level2 ?? ""), small(fill(words.promise, { target: one.target ?? words.blank, actual: one.actual ?? words.blank })), make("span", { class: "small" }, ...points(one), " ", tag(one))),
      );
      return { nodes: own.length ? [make("ul", { class: "plain own" }, ...items)] : [make("span", { class: "hush" }, words.noown)] };
    });
    return [...rows, row(words.own, lists, { note: words.ownnote, compare: false, kind: "own" })];
  }

  // Words and ways -----------------------------------------------------------------------------------------------------

  function prose(data, text, part) {
    if (!text) return { nodes: [blank()] };
    const cut = [...text];
    const whole = cut.length <= EXCERPT;
    const more = whole ? null : make("a", { href: `${base}${data.id}/${part}` }, words.readon);
    return { nodes: [make("p", {}, whole ? text : `${cut.slice(0, EXCERPT).join("")}…`, " ", more), data.record.source?.narrative === "summary" && small(words.summary)] };
  }

  function text(label, of, part) {
    if (!reports.some(({ data }) => of(data.record))) return null;
    return row(label, each((data) => prose(data, of(data.record), part)), { compare: false, kind: "prose" });
  }

  const ways = (data) => ({
    nodes: [make("ul", { class: "plain" }, ...Object.entries(words.ways).map(([part, label]) => make("li", {}, make("a", { href: `${base}${data.id}/${part === "overview" ? "" : part === "json" ? "report.json" : `${part}/`}` }, label))))],
  });

  // All of it ----------------------------------------------------------------------------------------------------------

  function notices() {
    const standards = new Set(each((data) => data.standard.id));
    const scales = new Set(each((data) => data.standard.scale).filter((scale) => scale !== null));
    const named = reports.map(({ data, letter }) => fill(words.named, { letter, text: data.standard.title })).join(words.apart);
    const which = (test) => reports.filter(({ data }) => test(data)).map(({ letter }) => letter).join(words.and);
    const partial = which((data) => data.record.source?.coverage === "partial");
    const demo = which((data) => data.record.demo);
    const lines = [
      standards.size > 1 && [words.standards, named],
      scales.size > 1 && [words.scales, ""],
      units.size > 1 && [words.unitsdiffer, ""],
      partial && [fill(words.partial, { which: partial }), ""],
      demo && [fill(words.demo, { which: demo }), ""],
    ].filter(Boolean);
    if (!lines.length) return [];
    return [make("ul", { class: "notes cautions" }, ...lines.map(([strong, rest]) => make("li", {}, make("p", { class: "found" }, make("strong", {}, strong)), rest && make("p", {}, rest))))];
  }

  const heads = reports.map(({ data, letter }) =>
    make(
      "th",
      { scope: "col", role: "columnheader" },
      make("span", { class: "letter" }, letter),
      make("a", { href: `${base}${data.id}/` }, data.title),
      small(fill(words.place, { agency: data.agency_name, year: data.year })),
    ),
  );
  const sections = [
    section(words.verdict, [
      row(words.computed, each(verdict), { kind: "verdicts" }),
      row(words.stated, each(stated)),
      row(words.range, each(range)),
      row(words.weights, each((data) => cell(data.weight))),
      row(words.standard, each((data) => ({ parts: { "": data.standard.id }, nodes: [make("a", { href: `${base}standards/${data.standard.id}/` }, data.standard.title)] }))),
      row(words.open, each(open)),
    ]),
    section(words.moneys, money()),
    section(words.groups, groups()),
    section(words.indicators, indicators()),
    section(words.findings, [row(words.findings, each(findings))]),
    section(words.texts, [
      text(words.annual, (record) => record.goals?.annual, "analysis/"),
      text(words.achieved, (record) => record.goals?.achieved, "analysis/"),
      text(words.problems, (record) => record.problems, "analysis/"),
      text(words.improvements, (record) => record.improvements, "analysis/"),
    ]),
    section(words.whole, [row(words.pages, each(ways), { compare: false })]),
  ].filter(Boolean);
  const whole = make(
    "table",
    { class: `side of-${reports.length}`, role: "table" },
    make("caption", {}, words.caption),
    make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, make("th", { scope: "col", role: "columnheader" }, words.report), ...heads)),
    ...sections,
  );
  return [...notices(), make("div", { class: "side-by-side" }, whole)];
}
