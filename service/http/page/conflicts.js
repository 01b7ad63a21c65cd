// A conflict as a card: two sides next to each other, the sentences that state them, and why they differ.

import { dateText, documentLink, element, link, marked, paragraph } from "./elements.js";

const LABELS = {
  contradiction: "contradiction",
  different_scope: "different scope",
  different_occurrence: "different occurrence",
  change_over_time: "change over time",
};

/** A card with all sides of the conflict, those that give it its type first; folded up, it shows their values. */
export function conflictCard(conflict, id, isOpen) {
  const title = element("h4", { id: `${id}-measure` }, conflict.measure);
  const label = element("span", { class: "label" }, LABELS[conflict.type] || conflict.type);
  const values = paragraph("values", valuesOf(conflict));
  const silent = conflict.silent.flatMap((name) => [", ", link(documentLink(name), name)]).slice(1);
  return element("article", { id, class: `conflict ${conflict.type}`, tabindex: "-1", "aria-labelledby": `${id}-measure` },
    element("details", { open: isOpen ? "" : null },
      element("summary", {}, label, title, values),
      element("ul", { class: "sides", "aria-label": "Sides" }, leading(conflict).map(sideView)),
      element("div", { class: "why" }, element("p", {}, conflict.explanation),
        silent.length ? paragraph("meta", "Silent on it: ", silent) : null)));
}

/** The values of all sides in a line. */
export function valuesOf(conflict) {
  return leading(conflict).map((side) => side.text).join(" / ");
}

/** The sides in the order to read them: what changed in the order of time, else the two that give the type first. */
function leading(conflict) {
  if (conflict.type === "change_over_time") return [...conflict.sides].sort((a, b) => timeOf(a).localeCompare(timeOf(b)));
  const pair = conflict.pairs.find(({ type }) => type === conflict.type);
  const first = pair ? [conflict.sides[pair.a], conflict.sides[pair.b]] : [];
  return [...first, ...conflict.sides.filter((side) => !first.includes(side))];
}

/** The first time for which a source states the side's value, or at which it was published; empty where none is known. */
function timeOf(side) {
  const times = side.sources.flatMap((source) => (source.as_of || source.published || "").match(/\d{4}(-\d\d)*/)?.[0] || []);
  return times.sort()[0] || "";
}

function sideView(side) {
  const apart = side.retrieved ? null : element("span", { class: "apart" }, "found outside the passages shown");
  return element("li", { class: "side" }, paragraph("value", side.text, apart), statementsOf(side.sources));
}

/** The sentences that the sources say, each once. */
export function statementsOf(sources) {
  const sentences = new Map();
  for (const source of sources) {
    const key = `${source.sentence.start} ${source.document}`;
    sentences.set(key, [...(sentences.get(key) || []), source]);
  }
  return [...sentences.values()].map(statementView);
}

/** A sentence with all that it says for its side marked, and where it stands. */
function statementView(sources) {
  const [source] = sources;
  const sentence = marked(source.sentence.text, source.sentence.start, sources, (_, text) => element("mark", {}, text));
  const held = source.as_of && source.as_of !== source.published ? ` · ${holding(source.as_of)}` : "";
  const name = source.publisher || source.title || source.document;
  const opening = { "aria-label": `${name}: open the document at “${source.text}”` };
  return element("figure", {}, element("blockquote", {}, sentence),
    element("figcaption", {}, link(documentLink(source.document, source.start, source.end), name, opening),
      source.published ? ` · ${dateText(source.published)}` : "", held));
}

/** For when a value holds: "as of 2012", "from 27 August 2023 to 27 August 2024", "since 2018". */
function holding(asOf) {
  const said = asOf.replace(/\d{4}(-\d\d){1,2}/g, dateText);
  if (/^(since|until) /.test(said)) return said;
  return said.includes(" to ") ? `from ${said}` : `as of ${said}`;
}
