// The page: a conversation at /, a document at /document. Which of them is shown, and what people do with it.

import { Conversation, forgetPlace, leftFrom } from "./conversation.js";
import { openDocument } from "./document.js";
import { conversationLink, element, link, paragraph, sendOnEnter } from "./elements.js";
import { markConversation, showConversations, showOlder } from "./list.js";
import { read } from "./service.js";
import { startViews } from "./start.js";
import { provideTools } from "./tools.js";
import { isTold, tell, untell } from "./troubles.js";

const STOPPABLE_MS = 250;

const at = (id) => document.getElementById(id);
const question = at("question");
let conversation = null;
let loading = new AbortController();
let shown = null;

// --- what is shown ---

/** Shows what the address names: the start, a conversation, a question that is asked at once, or a document. */
async function route() {
  shown = location.pathname + location.search;
  loading.abort();
  loading = new AbortController();
  const query = new URLSearchParams(location.search);
  reset();
  if (isQuestion(query)) return ask(query.get("q"));
  document.body.classList.add("busy");
  try {
    await viewFor(query, loading.signal);
  } catch (error) {
    if (error.name === "AbortError") return null;
    at("thread").replaceChildren(element("h1", { class: "unseen" }, "Nothing to show"));
    tell(error, again);
  }
  return document.body.classList.remove("busy");
}

function isQuestion(query) {
  return location.pathname === "/" && !query.has("conversation") && Boolean(query.get("q")?.trim());
}

function viewFor(query, signal) {
  if (location.pathname === "/document") return showDocument(query, signal);
  return query.has("conversation") ? openConversation(query.get("conversation"), signal) : showStart(signal);
}

/** Nothing of what was shown before. */
function reset() {
  conversation?.close();
  conversation = null;
  at("thread").replaceChildren();
  at("below").replaceChildren();
  at("stop").hidden = true;
  at("titled").hidden = true;
  at("title").textContent = "";
  at("state").textContent = "";
  if (at("shelf").matches(":popover-open")) at("shelf").hidePopover();
  document.title = "Crosscheck";
  document.body.dataset.view = location.pathname === "/document" ? "document" : "conversation";
  untell();
  markConversation(null);
}

async function showStart(signal) {
  document.body.dataset.view = "start";
  forgetPlace();
  const [above, below] = await startViews(signal);
  at("thread").replaceChildren(above);
  at("below").replaceChildren(...below);
  window.scrollTo(0, 0);
  attend();
}

async function showDocument(query, signal) {
  const { title, view } = await openDocument(query, signal);
  document.title = `${title} · Crosscheck`;
  at("thread").replaceChildren(wayBack(), view);
  const target = at("target");
  if (target) target.scrollIntoView({ block: "center" });
  else window.scrollTo(0, 0);
  (target || at("main")).focus({ preventScroll: true });
}

function wayBack() {
  const id = leftFrom();
  return id ? paragraph("back", link(conversationLink(id), "Back to the conversation")) : "";
}

async function openConversation(id, signal) {
  const kept = await read(`/v1/conversations/${encodeURIComponent(id)}`, signal);
  conversation = conversationOf(kept.id, kept.title);
  name(kept.title || "Untitled");
  conversation.show(kept.turns);
  attend();
}

function conversationOf(id = null, title = null) {
  return new Conversation({ id, title, onBegun: begun, onAsked: ask });
}

/** The conversation's address from now on; a question in the address is not asked again. */
function begun({ id }) {
  const address = conversationLink(id);
  if (new URLSearchParams(location.search).has("q")) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  shown = address;
}

function name(title) {
  document.title = `${title} · Crosscheck`;
  at("title").textContent = title;
  at("titled").hidden = false;
  for (const tool of ["export", "delete"]) at(tool).hidden = !conversation.id;
  markConversation(conversation.id);
}

/** The question's field in focus, where that brings up no keyboard that hides half of the page. */
function attend() {
  if (matchMedia("(hover: hover)").matches) question.focus({ preventScroll: true });
}

// --- asking ---

async function ask(asked, query = null) {
  untell();
  if (!conversation) {
    loading.abort();
    reset();
    conversation = conversationOf();
    name(asked);
  }
  const asking = conversation;
  at("state").textContent = "Reading…";
  document.body.classList.add("busy");
  const stoppable = setTimeout(() => { at("stop").hidden = false; }, STOPPABLE_MS);
  try {
    const turn = await asking.ask(asked, query);
    if (asking === conversation) at("state").textContent = turn ? turn.summary() : "Stopped.";
  } catch (error) {
    if (asking === conversation) failed(error, asked, query);
  } finally {
    clearTimeout(stoppable);
    if (asking === conversation && !asking.running) settled();
  }
}

function settled() {
  at("stop").hidden = true;
  document.body.classList.remove("busy");
  name(conversation.title || conversation.turns[0]?.question || "New conversation");
  if (conversation.id) listConversations();
}

/** The question back where it can be asked again, and why it was not answered. */
function failed(error, asked, query) {
  if (!question.value) question.value = asked;
  at("state").textContent = "";
  tell(error, () => {
    question.value = "";
    return ask(asked, query);
  });
}

function submit(event) {
  event.preventDefault();
  const asked = question.value;
  if (!asked.trim()) return tell(new Error("Type a question first."), null);
  question.value = "";
  return ask(asked);
}

/** The list, unless it cannot be had: then what the page itself shows says why. */
function listConversations() {
  showConversations().catch((error) => {
    if (error.status === 401 && !isTold()) tell(error, again);
  });
}

/** The page and its list once more, with another key. */
function again() {
  listConversations();
  return route();
}

function older() {
  return showOlder().catch((error) => tell(error, older));
}

async function deleted() {
  listConversations();
  history.replaceState(null, "", "/");
  await route();
  at("state").textContent = "The conversation is deleted.";
}

// --- events ---

provideTools({ open: () => ({ id: conversation.id, title: at("title").textContent }), deleted });

at("ask").addEventListener("submit", submit);
at("stop").addEventListener("click", () => {
  conversation?.stop();
  question.focus();
});
at("more").addEventListener("click", older);
sendOnEnter(question);

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") conversation?.stop();
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.matches("input, textarea")) return;
  event.preventDefault();
  question.focus();
  question.select();
});

/** Links to what this page shows itself are followed without loading it anew. */
document.addEventListener("click", (event) => {
  const followed = event.target.closest("a[href='/'], a[href^='/?'], a[href^='/document?']");
  const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!followed || elsewhere || event.defaultPrevented) return;
  event.preventDefault();
  conversation?.leave();
  history.pushState(null, "", followed.getAttribute("href"));
  route();
});

window.addEventListener("popstate", () => {
  if (location.pathname + location.search !== shown) route();
});
window.addEventListener("pagehide", () => conversation?.leave());

history.scrollRestoration = "manual"; // what is shown comes after the address, and has its own place to be at
listConversations();
route();
