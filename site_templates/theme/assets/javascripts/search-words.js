/* How text is read for searching, just as generator/site/search/words.py reads it: tests/site/search/words.json runs through both. */
"use strict";

const BREAK = "zz";
const PIECES = /(?<number>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)|(?<letter>[\p{L}\p{N}])|(?<space>[^\S\n]+(?=[\p{L}\p{N}]|$))|[^\p{L}\p{N}]+/gu;

/** Text in one width and one case: １２ is 12, ＡＢ is ab. */
function folded(text) {
  return text.normalize("NFKC").toLowerCase();
}

/** The one word of a number however it is written: 58.00 and 58 are n58e, 1,000 is n1000e. */
function numberWord(written) {
  const [whole, part = ""] = written.replaceAll(",", "").split(".");
  const rest = part.replace(/0+$/, "");
  return rest ? `n${whole}d${rest}e` : `n${whole}e`;
}

/** The words of a folded text with the places where they stand in it: [word, from, to]. */
function pieces(text) {
  const found = [];
  for (const match of text.matchAll(PIECES)) {
    const { number, letter, space } = match.groups;
    if (space !== undefined) continue;
    const word = number !== undefined ? numberWord(number) : (letter ?? BREAK);
    if (word === BREAK && found.length === 0) continue;
    found.push([word, match.index, match.index + match[0].length]);
  }
  if (found.at(-1)?.[0] === BREAK) found.pop();
  return found;
}

/** The words of a text, no break at its ends: "警务通 74.3。" is 警, 务, 通, zz, n74d3e. */
function wordsOf(text) {
  return pieces(folded(text)).map(([word]) => word);
}

/** Where a term stands in a text, as pairs of places in it: letter by letter, else word by word, numbers by value. */
function placesOf(text, term) {
  const from = []; // for each code unit of the folded text, where its character starts in the text
  const to = [];
  let plain = "";
  let at = 0;
  for (const char of text) {
    const piece = folded(char);
    plain += piece;
    for (let unit = 0; unit < piece.length; unit++) {
      from.push(at);
      to.push(at + char.length);
    }
    at += char.length;
  }
  const found = [];
  for (let start = plain.indexOf(term); start >= 0 && term; start = plain.indexOf(term, start + term.length)) {
    found.push([from[start], to[start + term.length - 1]]);
  }
  const wanted = wordsOf(term);
  if (found.length || wanted.length === 0) return found;
  const words = pieces(plain);
  for (let start = 0; start + wanted.length <= words.length; start++) {
    if (!wanted.every((word, step) => words[start + step][0] === word)) continue;
    found.push([from[words[start][1]], to[words[start + wanted.length - 1][2] - 1]]);
  }
  return found;
}

/** A text cut into [piece, whether it was searched for], from `start` to `end`. */
function segments(text, terms, start = 0, end = text.length) {
  const marks = terms.flatMap((term) => placesOf(text, term)).sort((a, b) => a[0] - b[0]);
  const cut = [];
  let at = start;
  for (const [from, to] of marks) {
    if (to <= at || from >= end) continue;
    if (from > at) cut.push([text.slice(at, from), false]);
    cut.push([text.slice(Math.max(from, at), Math.min(to, end)), true]);
    at = Math.min(to, end);
  }
  if (at < end) cut.push([text.slice(at, end), false]);
  return cut;
}
