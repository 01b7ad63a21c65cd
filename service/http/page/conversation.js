// The conversation that is open: its turns in order, asking in it, and the evidence of the answer that is selected.

import { element } from "./elements.js";
import { BrokenOff, Refused, read, send, streamed } from "./service.js";
import { Turn } from "./turn.js";

const WIDE = matchMedia("(min-width: 72rem)");
const TURNS_SENT = 20;
const PLACE = "crosscheck-place";

/** The conversation that the page was left from; null where there is none. */
export function leftFrom() {
  return JSON.parse(sessionStorage.getItem(PLACE) || "null")?.id ?? null;
}

const thread = document.getElementById("thread");
const pane = document.getElementById("pane");
const beside = document.getElementById("beside");

/** No conversation is come back to. */
export function forgetPlace() {
  sessionStorage.removeItem(PLACE);
}

/** One conversation on the page; without an id it is yet to be begun, by its first question. */
export class Conversation {
  constructor({ id = null, title = null, onBegun, onAsked }) {
    this.id = id;
    this.title = title;
    this.turns = [];
    this.kept = 0;
    this.selected = null;
    this.running = null;
    this.unkept = null;
    this.onBegun = onBegun;
    this.onAsked = onAsked;
    this.arranged = () => this.#arrange();
    WIDE.addEventListener("change", this.arranged);
    thread.replaceChildren();
    pane.hidden = true;
  }

  /** The turns as they were kept, the last in sight or the one that was when the page was left. */
  show(turns) {
    for (const { question, answer } of turns) this.#add(question).show(answer);
    this.kept = turns.length;
    this.#arrange();
    const left = this.#left();
    this.select(this.turns[left?.selected] || this.turns.at(-1) || null);
    if (left) window.scrollTo(0, left.top);
    else if (this.turns.length) this.#sight(this.turns.at(-1));
  }

  /** Nothing of it is shown or awaited any more. */
  close() {
    this.stop();
    WIDE.removeEventListener("change", this.arranged);
    beside.replaceChildren();
    pane.hidden = true;
  }

  stop() {
    this.running?.abort();
  }

  select(turn) {
    if (turn === this.selected) return;
    this.selected = turn;
    for (const each of this.turns) {
      each.element.classList.toggle("selected", each === turn);
      each.opens.setAttribute("aria-pressed", String(each === turn));
    }
    this.#showBeside();
  }

  /**
   * The turn that the question became, its answer whole; null where it was stopped, or another question came. What goes
   * wrong is thrown; a turn of which nothing came is gone then.
   */
  async ask(question, query = null) {
    this.stop();
    const running = new AbortController();
    this.running = running;
    const turn = this.#add(question);
    turn.wait();
    this.#arrange();
    this.select(turn);
    this.#sight(turn);
    try {
      await this.#begin(running.signal);
      await this.#answer(turn, query, running.signal);
      this.kept += 1;
      return turn;
    } catch (error) {
      if (running.signal.aborted) {
        turn.end("Stopped.");
        return null;
      }
      this.#fail(turn);
      throw error;
    } finally {
      if (this.running === running) this.running = null;
    }
  }

  /** Where the page is left, for when it is come back to. */
  leave() {
    const place = { id: this.id, selected: this.turns.indexOf(this.selected), top: window.scrollY };
    if (this.id) sessionStorage.setItem(PLACE, JSON.stringify(place));
  }

  #sight(turn) {
    if (turn === this.turns[0]) window.scrollTo(0, 0);
    else turn.element.scrollIntoView({ block: "start" });
  }

  #left() {
    const place = JSON.parse(sessionStorage.getItem(PLACE) || "null");
    if (place?.id !== this.id) return null;
    forgetPlace();
    return place;
  }

  #add(question) {
    const acts = { select: (turn) => this.select(turn), search: (...asked) => this.onAsked(...asked) };
    const turn = new Turn(this.turns.length + 1, question, acts);
    this.turns.push(turn);
    thread.append(turn.element);
    return turn;
  }

  /** The conversation begun, if it is not; a service that cannot keep one is asked all the same. */
  async #begin(signal) {
    if (this.id || this.unkept) return;
    try {
      const { id } = await send("/v1/conversations", {}, signal);
      this.id = id;
      this.onBegun(this);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 503) throw error;
      this.unkept = error.message;
    }
  }

  async #answer(turn, query, signal) {
    const body = this.#bodyOf(turn, query);
    try {
      for await (const [name, data] of streamed("/v1/ask", body, signal)) turn.take(name, data);
      turn.remark(this.unkept && `This conversation is not kept: ${this.unkept}`);
    } catch (error) {
      if (!(error instanceof BrokenOff)) throw error;
      turn.remark(`The answer broke off: ${error.message}. Asking for all of it at once…`);
      turn.show(await this.#whole(turn, body, signal));
      turn.remark(`The answer broke off: ${error.message}. This is all of it, asked for at once.`);
    }
  }

  #bodyOf(turn, query) {
    const body = { question: turn.question };
    if (query !== null) body.query = query;
    if (this.id) body.conversation = this.id;
    else body.history = this.turns.filter((earlier) => earlier.isWhole).slice(-TURNS_SENT).map((earlier) => earlier.told());
    return body;
  }

  /** The answer without a stream: the one that was kept before the stream broke, where there is one, else asked again. */
  async #whole(turn, body, signal) {
    if (this.id) {
      const { turns } = await read(`/v1/conversations/${this.id}`, signal);
      const last = turns.at(-1);
      if (turns.length > this.kept && last.question === turn.question) return last.answer;
    }
    return send("/v1/ask", body, signal);
  }

  #fail(turn) {
    if (turn.answer.passages.length) return turn.end("The answer broke off.");
    turn.element.remove();
    this.turns = this.turns.filter((other) => other !== turn);
    return this.select(this.turns.at(-1) || null);
  }

  /** The evidence of each answer: beside the thread where there is room, that of the selected one; else below it. */
  #arrange() {
    const last = this.turns.at(-1);
    for (const turn of this.turns) {
      turn.evidence.fold({ beside: WIDE.matches, last: turn === last });
      if (!WIDE.matches) turn.element.append(turn.evidence.element);
      else if (turn.element.contains(turn.evidence.element)) turn.evidence.element.remove();
    }
    this.#showBeside();
  }

  #showBeside() {
    pane.hidden = !(WIDE.matches && this.selected);
    if (pane.hidden) return;
    const { question, evidence } = this.selected;
    if (beside.contains(evidence.element)) return;
    const about = this.turns.length > 1 ? element("p", { class: "about" }, question) : "";
    beside.replaceChildren(about, evidence.element);
    pane.scrollTop = 0;
  }
}
