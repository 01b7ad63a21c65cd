"use strict";
// One page, two views: an answer at /, a document at /document. What sources wrote is only ever set as text.

const LABELS = {
  contradiction: "contradiction",
  different_scope: "different scope",
  different_occurrence: "different occurrence",
  change_over_time: "change over time",
};
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"];
// What may be asked of the sample documents, by the folder that each needs.
const EXAMPLES = [
  ["caspian/", "why did Putin visit Baku?"],
  ["kestrel-line/", "what did the Kestrel Line cost?"],
  ["port-halden/", "how many people died in Port Halden?"],
];
const LISTED = 40;
const KEY = "crosscheck-key";

const main = document.getElementById("main");
const question = document.getElementById("question");
const state = document.getElementById("state");
const alertBox = document.getElementById("alert");
const keyForm = document.getElementById("key");
let running = null;

/** An element with attributes and children; text children are text, never markup. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) made.setAttribute(attribute, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** The text cut at the marks' bounds, marked parts made by `make(mark, text)`. Offsets count code points. */
function marked(text, origin, marks, make) {
  const points = Array.from(text);
  const parts = [];
  let at = 0;
  for (const mark of [...marks].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const start = mark.start - origin;
    const end = Math.min(mark.end - origin, points.length);
    if (start < at || end <= start) continue;
    parts.push(points.slice(at, start).join(""), make(mark, points.slice(start, end).join("")));
    at = end;
  }
  parts.push(points.slice(at).join(""));
  return parts;
}

/** "18 August 2024" for 2024-08-18; what is no such date (a period, say) stays as it is. */
function dateText(iso) {
  if (!/^\d{4}(-\d\d){0,2}$/.test(iso)) return iso;
  const [year, month, day] = iso.split("-");
  return [day && String(Number(day)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
}

function documentLink(id, start, end) {
  const query = new URLSearchParams({ id });
  if (start !== undefined) {
    query.set("start", start);
    query.set("end", end);
  }
  return `/document?${query}`;
}

function plural(count, one, many) {
  return count === 1 ? `1 ${one}` : `${count.toLocaleString("en")} ${many}`;
}

function originOf(source) {
  return [source.publisher, source.published && dateText(source.published)].filter(Boolean).join(" · ");
}

// --- the answer ---

function answerView(answer) {
  const passages = new Map(answer.passages.map((passage) => [passage.document, passage]));
  const numbers = new Map();
  for (const citation of [...answer.answer.citations].sort((a, b) => a.start - b.start)) {
    if (!numbers.has(citation.document)) numbers.set(citation.document, { number: numbers.size + 1, citation });
  }
  const heading = element("h1", { id: "answer", class: "unseen" }, `Answer: ${answer.question}`);
  const section = element("section", { class: "answer", "aria-labelledby": "answer" }, heading);
  if (answer.status === "partly") section.append(element("p", { class: "partly" }, "The documents answer only part of this."));
  if (!answer.answer.text) {
    section.append(element("p", { class: "none" }, "The documents do not say."));
    return section;
  }
  section.append(element("p", { class: "text" }, cited(answer.answer, numbers)));
  const notes = [...numbers].map(([id, { number, citation }]) => {
    const source = passages.get(id) || { title: null };
    const link = element("a", { href: documentLink(id, citation.source_start, citation.source_end) }, source.title || id);
    const origin = originOf(source);
    return element("li", { id: `source-${number}`, value: number }, link, origin && element("span", { class: "meta" }, ` · ${origin}`));
  });
  section.append(element("ol", { class: "sources", "aria-label": "Sources of the answer" }, notes));
  return section;
}

/** The answer's text with a footnote behind what each citation covers. */
function cited(answer, numbers) {
  const points = Array.from(answer.text);
  const parts = [];
  let at = 0;
  for (const citation of [...answer.citations].sort((a, b) => a.end - b.end)) {
    const { number } = numbers.get(citation.document);
    const link = element("a", { href: `#source-${number}`, "aria-label": `Source ${number}` }, String(number));
    parts.push(points.slice(at, citation.end).join(""), element("sup", {}, link));
    at = citation.end;
  }
  parts.push(points.slice(at).join(""));
  return parts;
}

// --- conflicts ---

function conflictsView(answer) {
  const heading = element("h2", { id: "conflicts" }, "Where sources differ");
  const section = element("section", { "aria-labelledby": "conflicts" }, heading);
  section.append(...answer.conflicts.map(conflictCard), checkedLine(answer));
  return section;
}

function conflictCard(conflict, index) {
  const title = element("h3", { id: `conflict-${index}` }, conflict.measure);
  const label = element("span", { class: "label" }, LABELS[conflict.type] || conflict.type);
  const silent = conflict.silent.length
    ? element("p", { class: "meta" }, "Silent on it: ", conflict.silent.flatMap((id, place) => [place ? ", " : "", element("a", { href: documentLink(id) }, id)]))
    : null;
  return element("article", { class: `conflict ${conflict.type}`, "aria-labelledby": `conflict-${index}` },
    element("header", {}, title, label),
    element("ul", { class: "sides", "aria-label": "Sides" }, conflict.sides.map(sideView)),
    element("div", { class: "why" }, element("p", {}, conflict.explanation), silent));
}

function sideView(side) {
  const apart = side.retrieved ? null : element("span", { class: "apart" }, "found outside the passages below");
  const sentences = new Map();
  for (const source of side.sources) {
    const key = `${source.sentence.start} ${source.document}`;
    sentences.set(key, [...(sentences.get(key) || []), source]);
  }
  return element("li", { class: "side" }, element("p", { class: "value" }, side.text, apart), [...sentences.values()].map(statementView));
}

/** A sentence with all that it says for its side marked, and where it stands. */
function statementView(sources) {
  const [source] = sources;
  const sentence = marked(source.sentence.text, source.sentence.start, sources, (_, text) => element("mark", {}, text));
  const held = source.as_of && source.as_of !== source.published ? ` · ${holding(source.as_of)}` : "";
  const name = source.publisher || source.title || source.document;
  const link = element("a", { href: documentLink(source.document, source.start, source.end), "aria-label": `${name}: open the document at “${source.text}”` }, name);
  return element("figure", {}, element("blockquote", {}, sentence),
    element("figcaption", {}, link, source.published ? ` · ${dateText(source.published)}` : "", held));
}

/** For when a value holds: "as of 2012", "from 27 August 2023 to 27 August 2024", "since 2018". */
function holding(asOf) {
  const said = asOf.replace(/\d{4}(-\d\d){1,2}/g, dateText);
  if (/^(since|until) /.test(said)) return said;
  return said.includes(" to ") ? `from ${said}` : `as of ${said}`;
}

function checkedLine(answer) {
  const checked = answer.checked;
  if (!checked.complete) {
    const reason = (checked.reason || "no reason is known").replace(/^not checked: /, "");
    return element("p", { class: "checked incomplete" }, `Not everything was checked: ${reason}`);
  }
  const said = `${plural(checked.figures, "figure", "figures")} checked against ${checked.compared.toLocaleString("en")} like them in all documents.`;
  return element("p", { class: "checked" }, answer.conflicts.length ? said : `No conflict found: ${said}`);
}

// --- passages ---

function passagesView(answer) {
  const heading = element("h2", { id: "passages" }, "Passages");
  return element("section", { "aria-labelledby": "passages" }, heading, answer.passages.map(passageView));
}

function passageView(passage) {
  const figures = marked(passage.text, passage.start, passage.figures, (figure, text) =>
    element("mark", { class: "figure", title: [figure.kind.replace("_", " "), figure.counted].filter(Boolean).join(": ") }, text));
  const title = element("h3", {}, element("a", { href: documentLink(passage.document, passage.start, passage.end) }, passage.title || passage.document));
  return element("article", { class: "passage" },
    element("header", {}, title, element("p", { class: "meta" }, originOf(passage))),
    element("p", { class: "body" }, figures));
}

// --- a document ---

function factRow(name, fact) {
  if (!fact) return [];
  const value = name === "Published" ? dateText(fact.value) : fact.value;
  return [element("dt", {}, name), element("dd", {}, value, element("span", { class: "meta" }, ` · ${fact.basis}: ${fact.source}`))];
}

function documentView(kept, start, end) {
  const target = Number.isInteger(start) && Number.isInteger(end) && end > start ? [{ start, end }] : [];
  const text = marked(kept.text, 0, target, (_, shown) => element("mark", { id: "target", tabindex: "-1" }, shown));
  const facts = element("dl", { class: "facts" }, factRow("Title", kept.title), factRow("Publisher", kept.publisher), factRow("Published", kept.published),
    element("dt", {}, "Document"), element("dd", {}, kept.id),
    element("dt", {}, "Length"), element("dd", {}, `${plural(kept.characters, "character", "characters")}, ${plural(kept.figures, "figure", "figures")}`));
  return element("article", { class: "document" }, element("h1", {}, kept.title ? kept.title.value : kept.id), facts, element("div", { class: "body" }, text));
}

// --- talking to the service ---

async function call(path, body) {
  running?.abort();
  running = new AbortController();
  const headers = {};
  const key = sessionStorage.getItem(KEY);
  if (key) headers.Authorization = `Bearer ${key}`;
  if (body) headers["Content-Type"] = "application/json";
  const options = { method: body ? "POST" : "GET", headers, signal: running.signal, body: body && JSON.stringify(body) };
  const response = await fetch(path, options);
  const said = await response.json().catch(() => ({}));
  if (response.ok) return said;
  keyForm.hidden = response.status !== 401;
  if (response.status === 401) throw new Error(key ? "That is not the key." : "Enter the key that this service was started with.");
  throw new Error(said.detail || `The service answered with status ${response.status}.`);
}

/** Shows what `work` makes, or why it could not be made. */
async function show(message, work) {
  state.textContent = message;
  alertBox.hidden = true;
  keyForm.hidden = true;
  document.body.classList.add("busy");
  try {
    const [views, done] = await work();
    main.replaceChildren(...views);
    state.textContent = done;
  } catch (error) {
    if (error.name === "AbortError") return;
    main.replaceChildren(element("h1", { class: "unseen" }, "Nothing to show"));
    state.textContent = "";
    alertBox.textContent = error instanceof TypeError ? "The service does not answer. Is it still running?" : error.message;
    alertBox.hidden = false;
  }
  document.body.classList.remove("busy");
}

function showAnswer(asked) {
  question.value = asked;
  document.title = `${asked} · Crosscheck`;
  return show("Reading…", async () => {
    const answer = await call("/v1/ask", { question: asked });
    const views = [answerView(answer)];
    if (answer.status !== "not_in_corpus") views.push(conflictsView(answer));
    if (answer.passages.length) views.push(passagesView(answer));
    const differ = answer.conflicts.length ? `Sources differ on ${plural(answer.conflicts.length, "figure", "figures")}.` : "";
    return [views, `${plural(answer.passages.length, "passage", "passages")} found. ${differ}`];
  });
}

async function showDocument(query) {
  const id = query.get("id") || "";
  const start = query.get("start") === null ? NaN : Number(query.get("start"));
  const end = query.get("end") === null ? NaN : Number(query.get("end"));
  await show("Opening…", async () => {
    const kept = await call(`/v1/documents/${encodeURIComponent(id)}`);
    document.title = `${kept.title ? kept.title.value : kept.id} · Crosscheck`;
    return [[documentView(kept, start, end)], ""];
  });
  const target = document.getElementById("target");
  target?.scrollIntoView({ block: "center" });
  target?.focus({ preventScroll: true });
}

function showStart() {
  document.title = "Crosscheck";
  question.value = "";
  return show("", async () => {
    const { documents, figures } = await call("/readyz");
    const listed = documents ? (await call(`/v1/documents?limit=500`)).documents : [];
    return [[startView(documents, figures, listed), ...listView(documents, listed)], ""];
  });
}

function startView(documents, figures, listed) {
  const held = documents
    ? `${plural(documents, "document", "documents")} here, with ${plural(figures, "figure", "figures")} to hold against each other.`
    : "Nothing is here yet. Add documents with crosscheck add PATH, or start with crosscheck serve --sample.";
  const asked = EXAMPLES.filter(([folder]) => listed.some((row) => row.id.startsWith(folder))).map(([, example]) =>
    element("li", {}, element("a", { href: `/?${new URLSearchParams({ q: example })}` }, example)));
  return element("div", { class: "start" }, element("h1", {}, "Ask your documents, and see where they disagree."), element("p", {}, held),
    asked.length ? element("ul", { "aria-label": "Questions to try" }, asked) : null);
}

function listView(documents, listed) {
  if (!listed.length) return [];
  const rows = listed.slice(0, LISTED).map((row) => element("li", {},
    element("a", { href: documentLink(row.id) }, row.title || row.id), element("span", { class: "meta" }, originOf(row))));
  const more = documents > rows.length ? element("p", { class: "meta" }, `and ${plural(documents - rows.length, "more", "more")}`) : null;
  const heading = element("h2", { id: "documents" }, "Documents");
  return [element("section", { "aria-labelledby": "documents" }, heading, element("ul", { class: "list" }, rows), more)];
}

function route() {
  const query = new URLSearchParams(location.search);
  if (location.pathname === "/document") return showDocument(query);
  const asked = query.get("q");
  return asked === null ? showStart() : showAnswer(asked);
}

document.getElementById("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  history.pushState(null, "", `/?${new URLSearchParams({ q: question.value })}`);
  route();
});

keyForm.addEventListener("submit", (event) => {
  event.preventDefault();
  sessionStorage.setItem(KEY, document.getElementById("key-text").value);
  route();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target instanceof HTMLInputElement) return;
  event.preventDefault();
  question.focus();
  question.select();
});

window.addEventListener("popstate", (event) => {
  if (event.state !== null || !location.hash) route();
});
route();
