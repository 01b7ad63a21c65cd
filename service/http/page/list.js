// The list of conversations, by the day of their last answer.

import { conversationLink, element, link, paragraph } from "./elements.js";
import { read } from "./service.js";

const LISTED = 50;

const list = document.getElementById("conversations");
const more = document.getElementById("more");
let rows = [];
let next = null;
let current = null;

/** The list as it is kept now; what was unfolded of it before folds up again. */
export async function showConversations() {
  ({ conversations: rows, next } = await read(`/v1/conversations?limit=${LISTED}`));
  draw();
}

/** Marks the conversation that is open. */
export function markConversation(id) {
  current = id;
  draw();
}

/** The next page of the list below what is shown of it, the first of that in focus. */
export async function showOlder() {
  const page = await read(`/v1/conversations?limit=${LISTED}&after=${next}`);
  const first = rows.length;
  rows = [...rows, ...page.conversations];
  next = page.next;
  draw();
  list.querySelectorAll("a")[first]?.focus();
}

function draw() {
  more.hidden = next === null;
  const groups = new Map();
  for (const row of rows.filter((each) => each.title || each.turns)) {
    const day = dayOf(new Date(row.changed), new Date());
    groups.set(day, [...(groups.get(day) || []), row]);
  }
  list.replaceChildren(...[...groups].flatMap(([day, grouped]) => [element("h3", {}, day), element("ul", {}, grouped.map(rowView))]));
  if (!groups.size) list.append(paragraph("meta", "What you ask is kept here."));
}

function rowView(row) {
  const state = { "aria-current": row.id === current ? "page" : null };
  return element("li", {}, link(conversationLink(row.id), row.title || "Untitled", state));
}

function dayOf(then, now) {
  const days = Math.round((midnight(now) - midnight(then)) / 86_400_000);
  if (days < 1) return "Today";
  if (days < 2) return "Yesterday";
  if (days < 7) return "Past week";
  return then.toLocaleDateString("en", { month: "long", year: "numeric" });
}

function midnight(time) {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate());
}
