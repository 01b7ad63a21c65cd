// A question with its answer: what it shows while the answer comes about, and what a person can do with it.

import { answerView } from "./answer.js";
import { element, plural } from "./elements.js";
import { Evidence } from "./evidence.js";
import { queryView } from "./query.js";

const NOTHING = { status: null, answer: { text: "", citations: [] }, passages: [], conflicts: [], alternatives: [], checked: null };

/** The ids of a turn's elements, which its own links lead to. */
function idsOf(number) {
  return {
    question: `turn-${number}`,
    source: (footnote) => `turn-${number}-source-${footnote}`,
    conflict: (index) => `turn-${number}-conflict-${index}`,
    passage: (passage) => `turn-${number}-passage-${passage}`,
  };
}

/**
 * `acts` are what a turn asks of the conversation: `select(turn)`, to show its evidence, and `search(question, query)`,
 * to ask again with another query, or after a failure (query null).
 */
export class Turn {
  constructor(number, question, acts) {
    this.question = question;
    this.acts = acts;
    this.ids = idsOf(number);
    this.answer = { ...NOTHING, question, standalone_question: question };
    this.evidence = new Evidence(this.ids);
    this.cameFrom = null;
    this.searched = element("div");
    this.said = element("div", { class: "said" });
    this.note = element("p", { class: "note", hidden: "" });
    this.opens = element("button", { type: "button", class: "opens quiet", hidden: "" });
    this.element = element("article", { class: "turn", "aria-labelledby": this.ids.question },
      element("h2", { class: "question", id: this.ids.question }, question),
      element("div", { class: "answer" }, this.searched, this.said, this.note, this.opens));
    this.element.addEventListener("click", (event) => this.#clicked(event));
    this.opens.addEventListener("click", () => this.#open());
    this.evidence.element.addEventListener("keydown", (event) => this.#back(event));
  }

  get isWhole() {
    return this.answer.status !== null;
  }

  /** What was said, for a service that does not keep it. */
  told() {
    return { question: this.question, answer: this.answer.answer.text };
  }

  /** The answer is awaited from here on. */
  wait() {
    this.element.setAttribute("aria-busy", "true");
    this.#awaited("Searching…");
  }

  /** One event of the answer's stream. */
  take(name, data) {
    if (name === "passages") this.#takePassages(data);
    if (name === "sentence") this.#takeSentence(data);
    if (name === "conflict") this.#takeConflict(data);
    if (name === "done") this.#takeDone(data);
  }

  /** The whole answer at once. */
  show(answer) {
    this.answer = answer;
    this.#showSearched();
    this.evidence.show(answer);
    this.#settle();
  }

  /** What is said below the answer of how it came about. */
  remark(words) {
    this.note.hidden = !words;
    this.note.replaceChildren(words || "");
  }

  /** No more of the answer will come, for the reason said. */
  end(words) {
    this.element.removeAttribute("aria-busy");
    this.said.querySelector(".waiting")?.remove();
    this.evidence.breakOff();
    this.remark(words);
    const again = element("button", { type: "button", class: "quiet" }, "Ask again");
    again.addEventListener("click", () => this.acts.search(this.question, null));
    this.note.append(" ", again);
  }

  /** For a screen reader: the answer, and what there is beside it. */
  summary() {
    const answer = this.answer;
    const said = answer.status === "not_in_corpus" ? "The documents do not say." : answer.answer.text;
    const differ = answer.conflicts.length ? ` Sources differ on ${plural(answer.conflicts.length, "figure", "figures")}.` : "";
    return `${said} ${plural(answer.passages.length, "passage", "passages")} found.${differ}`;
  }

  #takePassages({ question, standalone_question, passages }) {
    this.answer = { ...this.answer, question, standalone_question, passages };
    this.#showSearched();
    this.evidence.showPassages(this.answer);
    if (!passages.length) return;
    this.evidence.compare();
    this.#awaited(`Reading ${plural(passages.length, "passage", "passages")}…`);
  }

  #takeSentence({ text, citation }) {
    const before = this.answer.answer;
    const shown = before.text ? `${before.text} ${text}` : text;
    const end = Array.from(shown).length;
    const here = { ...citation, start: end - Array.from(text).length, end };
    this.answer = { ...this.answer, answer: { text: shown, citations: [...before.citations, here] } };
    this.#showAnswer();
  }

  #takeConflict(conflict) {
    this.evidence.addConflict(conflict, this.answer.conflicts.length);
    this.answer = { ...this.answer, conflicts: [...this.answer.conflicts, conflict] };
  }

  #takeDone(last) {
    this.answer = { ...this.answer, ...last };
    this.evidence.showChecked(this.answer);
    this.evidence.showPassages(this.answer);
    this.#settle();
  }

  #settle() {
    this.element.removeAttribute("aria-busy");
    this.#showAnswer();
    const { passages, conflicts } = this.answer;
    this.opens.hidden = !passages.length;
    const differences = conflicts.length ? ` · ${plural(conflicts.length, "difference", "differences")}` : "";
    this.opens.textContent = plural(passages.length, "passage", "passages") + differences;
  }

  #awaited(words) {
    this.said.replaceChildren(element("p", { class: "waiting" }, words));
  }

  #showAnswer() {
    this.said.replaceChildren(...answerView(this.answer, this.ids));
  }

  /** The query where it is not the question. */
  #showSearched() {
    const query = this.answer.standalone_question;
    if (query === this.question) return;
    this.searched.replaceChildren(queryView(`${this.ids.question}-query`, query, (other) => this.acts.search(this.question, other)));
  }

  /** A click on a footnote or a difference reveals what it stands for; one anywhere else selects the turn. */
  #clicked(event) {
    const link = event.target.closest("[data-passage], [data-conflict]");
    if (link) this.#reveal(event, link);
    else if (!event.target.closest("a, button, input, form, summary, .evidence") && getSelection().isCollapsed) this.acts.select(this);
  }

  #reveal(event, link) {
    const { passage, conflict } = link.dataset;
    this.acts.select(this);
    this.cameFrom = link;
    const wanted = [passage !== undefined && this.ids.passage(passage), conflict !== undefined && this.ids.conflict(conflict)];
    if (wanted.filter(Boolean).some((id) => this.evidence.reveal(id))) event.preventDefault();
  }

  #open() {
    this.acts.select(this);
    this.cameFrom = this.opens;
    this.evidence.element.querySelector("details:not([hidden]) summary")?.focus();
  }

  /** Escape leads from the evidence back to the footnote that led there. */
  #back(event) {
    if (event.key !== "Escape" || !this.cameFrom) return;
    event.stopPropagation();
    this.cameFrom.focus();
    this.cameFrom = null;
  }
}
