// An answer in the thread: its sentences with footnotes, where they come from, other answers, what differs at a glance.

import { documentLink, element, link, originOf, paragraph } from "./elements.js";
import { statementsOf, valuesOf } from "./conflicts.js";

const NEAREST = 3;
const DIFFERENCES = 5;

/**
 * The passages that the answer cites, in its order, each with its footnote's number and its citations: the passages
 * that they name, or where one is not shown another that holds the same characters.
 */
export function footnotesOf(answer) {
  const notes = new Map();
  for (const citation of [...answer.answer.citations].sort((a, b) => a.start - b.start)) {
    const id = passageOf(answer, citation);
    if (!notes.has(id)) notes.set(id, { number: notes.size + 1, citations: [] });
    notes.get(id).citations.push(citation);
  }
  return notes;
}

function passageOf(answer, citation) {
  if (answer.passages.some(({ id }) => id === citation.passage)) return citation.passage;
  const holding = answer.passages.find(({ document, start, end }) =>
    document === citation.document && start <= citation.source_start && citation.source_end <= end);
  return holding ? holding.id : citation.passage;
}

/** The conflict one of whose sides is what the citation quotes, by its number; null where there is none. */
function conflictOf(answer, { document, source_start, source_end }) {
  const index = answer.conflicts.findIndex((conflict) => sourcesOf(conflict).some((source) =>
    source.document === document && source.sentence.start < source_end && source_start < source.sentence.end));
  return index < 0 ? null : index;
}

function sourcesOf({ sides }) {
  return sides.flatMap((side) => side.sources);
}

/** The answer as far as it has come; `ids` names the elements that its links lead to. */
export function answerView(answer, ids) {
  if (answer.status === "not_in_corpus") return refusal(answer, ids);
  const notes = footnotesOf(answer);
  return [
    answer.status === "partly" ? paragraph("partly", "The documents answer only part of this.") : null,
    answer.answer.text ? paragraph("text", cited(answer, notes, ids)) : nothingSaid(answer),
    alternatives(answer.alternatives),
    notes.size ? sources(answer, notes, ids) : null,
    differences(answer.conflicts, ids),
  ].filter(Boolean);
}

function nothingSaid(answer) {
  return answer.status ? paragraph("none", "No sentence of the documents answers this.") : null;
}

function refusal(answer, ids) {
  const said = paragraph("none", "The documents do not say.");
  if (!answer.passages.length) return [said];
  const best = new Map();
  for (const passage of answer.passages) if (!best.has(passage.document)) best.set(passage.document, passage);
  const nearest = [...best.values()].slice(0, NEAREST).map((passage) => {
    const revealing = link(`#${ids.passage(passage.id)}`, passage.title || passage.document, { "data-passage": passage.id });
    return element("li", {}, revealing, meta(passage));
  });
  return [said, paragraph("lead", "What comes nearest:"), element("ul", { class: "sources" }, nearest)];
}

/** The answer's text with a footnote behind what each citation covers. */
function cited(answer, notes, ids) {
  const points = Array.from(answer.answer.text);
  const parts = [];
  let at = 0;
  for (const citation of [...answer.answer.citations].sort((a, b) => a.end - b.end)) {
    const id = passageOf(answer, citation);
    const { number } = notes.get(id);
    const footnote = link(`#${ids.source(number)}`, String(number), {
      "data-passage": id, "data-conflict": conflictOf(answer, citation), "aria-label": `Source ${number}`,
    });
    parts.push(points.slice(at, citation.end).join(""), element("sup", {}, footnote));
    at = citation.end;
  }
  parts.push(points.slice(at).join(""));
  return parts;
}

function sources(answer, notes, ids) {
  const known = new Map([...answer.conflicts.flatMap(sourcesOf), ...answer.passages].map((source) => [source.document, source]));
  const listed = [...notes.values()].map(({ number, citations: [first] }) => {
    const source = known.get(first.document) || { title: null };
    const place = documentLink(first.document, first.source_start, first.source_end);
    return element("li", { id: ids.source(number), value: number }, link(place, source.title || first.document), meta(source));
  });
  return element("ol", { class: "sources", "aria-label": "Sources of the answer" }, listed);
}

function meta(source) {
  const origin = originOf(source);
  return origin ? element("span", { class: "meta" }, ` · ${origin}`) : null;
}

/** Several answers where there is not one, each with who gives it. */
function alternatives(given) {
  if (!given.length) return null;
  const listed = given.map((alternative) =>
    element("li", {}, paragraph("value", alternative.text), statementsOf(alternative.sources)));
  const lead = paragraph("lead", "Several answers, each with its sources:");
  return element("div", { class: "alternatives" }, lead, element("ul", {}, listed));
}

/** The first conflicts in a line each, as a link to its card. */
function differences(conflicts, ids) {
  if (!conflicts.length) return null;
  const lines = conflicts.slice(0, DIFFERENCES).map((conflict, index) => {
    const measure = element("span", { class: "measure" }, conflict.measure);
    const said = element("span", {}, measure, " ", element("span", { class: "values" }, valuesOf(conflict)));
    return element("li", {}, link(`#${ids.conflict(index)}`, said, { class: conflict.type, "data-conflict": index }));
  });
  const rest = conflicts.length - lines.length;
  return element("div", { class: "differences" }, paragraph("lead", "Sources differ on"), element("ul", {}, lines),
    rest ? paragraph("meta", `and on ${rest} more`) : null);
}
