// What stands beside an answer: its conflict cards, what was checked, and its passages with figures and quotes marked.

import { footnotesOf } from "./answer.js";
import { conflictCard } from "./conflicts.js";
import { documentLink, element, link, marked, originOf, paragraph, plural } from "./elements.js";

// How many conflict cards are open at first: beside the answer, and below it.
const OPEN = { beside: 3, below: 2 };
// Pixels that the heading takes which stays at the top of the pane.
const BELOW_HEADING = 64;

/** The evidence of one answer, filled as the answer comes about. */
export class Evidence {
  constructor(ids) {
    this.ids = ids;
    this.opened = OPEN.beside;
    this.conflicts = section("differing", "Where sources differ");
    this.passages = section("passages", "Passages");
    this.element = element("div", { class: "evidence" }, this.conflicts.element, this.passages.element);
    this.conflicts.element.hidden = true;
    this.passages.element.hidden = true;
  }

  /** All of an answer that is whole. */
  show(answer) {
    this.conflicts.body.replaceChildren();
    answer.conflicts.forEach((conflict, index) => this.addConflict(conflict, index));
    this.showChecked(answer);
    this.showPassages(answer);
  }

  /** The figures are being compared from here on. */
  compare() {
    this.conflicts.element.hidden = false;
    this.conflicts.body.replaceChildren(paragraph("waiting", "Comparing figures…"));
  }

  /** The comparison did not come to its end. */
  breakOff() {
    this.conflicts.body.querySelector(".waiting")?.remove();
    if (!this.conflicts.element.hidden) this.conflicts.body.append(unchecked("the answer broke off"));
  }

  addConflict(conflict, index) {
    this.conflicts.element.hidden = false;
    this.conflicts.body.querySelector(".waiting")?.remove();
    this.conflicts.count.textContent = String(index + 1);
    this.conflicts.body.append(conflictCard(conflict, this.ids.conflict(index), index < this.opened));
  }

  /** What was checked, below the cards; of an answer that the documents do not give nothing was. */
  showChecked(answer) {
    this.conflicts.element.hidden = answer.status === "not_in_corpus";
    this.conflicts.count.textContent = String(answer.conflicts.length);
    this.conflicts.body.querySelector(".waiting")?.remove();
    this.conflicts.body.append(checkedLine(answer));
  }

  showPassages(answer) {
    const notes = footnotesOf(answer);
    this.passages.element.hidden = !answer.passages.length;
    this.passages.title.textContent = answer.status === "not_in_corpus" ? "What comes nearest" : "Passages";
    this.passages.count.textContent = String(answer.passages.length);
    this.passages.body.replaceChildren(...answer.passages.map((passage) => passageView(passage, notes.get(passage.id), this.ids)));
  }

  /** Open beside the answer; below it the last answer's conflicts are open, the passages unfold. */
  fold({ beside, last }) {
    this.conflicts.element.open = beside || last;
    this.passages.element.open = beside;
    this.opened = beside ? OPEN.beside : OPEN.below;
    this.conflicts.body.querySelectorAll("details").forEach((card, index) => { card.open = index < this.opened; });
  }

  /** The element in sight and in focus, whatever it is folded into; nothing where there is none. */
  reveal(id) {
    const found = this.element.querySelector(`#${CSS.escape(id)}`);
    if (!found) return false;
    found.querySelectorAll("details").forEach((inner) => { inner.open = true; });
    found.closest(".evidence > details").open = true;
    for (const other of this.element.querySelectorAll(".revealed")) other.classList.remove("revealed");
    found.classList.add("revealed");
    found.focus({ preventScroll: true });
    bringIntoSight(found);
    return true;
  }
}

/** Scrolls the pane, and only that, to the element, and on to what is quoted in it; without a pane the page. */
function bringIntoSight(found) {
  const pane = found.closest(".pane");
  if (!pane) {
    found.scrollIntoView({ block: "start" });
    return;
  }
  const { top, bottom } = pane.getBoundingClientRect();
  const quote = found.querySelector("mark.quote") || found;
  pane.scrollTop += found.getBoundingClientRect().top - top - BELOW_HEADING;
  pane.scrollTop += Math.max(0, quote.getBoundingClientRect().top - bottom + BELOW_HEADING);
}

function section(name, words) {
  const title = element("h3", {}, words);
  const count = element("span", { class: "count" });
  const body = element("div", { class: "within" });
  return { title, count, body, element: element("details", { class: name }, element("summary", {}, title, count), body) };
}

function checkedLine(answer) {
  const checked = answer.checked;
  if (!checked.complete) {
    const reason = (checked.reason || "no reason is known").replace(/^not checked: /, "");
    return unchecked(reason);
  }
  const compared = checked.compared.toLocaleString("en");
  const said = `${plural(checked.figures, "figure", "figures")} checked against ${compared} like them in all documents.`;
  return paragraph("checked", answer.conflicts.length ? said : `No conflict found: ${said}`);
}

function unchecked(reason) {
  return paragraph("checked incomplete", `Not everything was checked: ${reason}`);
}

function passageView(passage, note, ids) {
  const source = element("span", { class: "unseen" }, "Source ");
  const number = note ? element("span", { class: "number" }, source, String(note.number)) : null;
  const place = documentLink(passage.document, passage.start, passage.end);
  const title = element("h4", {}, link(place, passage.title || passage.document));
  return element("article", { id: ids.passage(passage.id), class: note ? "passage cited" : "passage", tabindex: "-1" },
    element("header", {}, number, title, paragraph("meta", originOf(passage))),
    paragraph("body", passageText(passage, note ? note.citations : [])));
}

/** The passage's text: what the answer quotes marked as a whole, the figures marked inside and outside of it. */
function passageText(passage, citations) {
  const figures = (text, start) => marked(text, start, passage.figures, figureMark);
  const quotes = citations.map((citation) => ({ start: citation.source_start, end: citation.source_end }));
  const quote = (_, text, start) => element("mark", { class: "quote" }, figures(text, start));
  return marked(passage.text, passage.start, quotes, quote, figures);
}

function figureMark(figure, text) {
  return element("mark", { class: "figure", title: [figure.kind.replace("_", " "), figure.counted].filter(Boolean).join(": ") }, text);
}
