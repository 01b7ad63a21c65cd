// A document as it is kept, with the characters marked that a link names.

import { dateText, element, marked, plural } from "./elements.js";
import { read } from "./service.js";

/** The document that the address names. */
export async function openDocument(query, signal) {
  const kept = await read(`/v1/documents/${encodeURIComponent(query.get("id") || "")}`, signal);
  const [start, end] = ["start", "end"].map((name) => (query.get(name) === null ? NaN : Number(query.get(name))));
  return { title: kept.title ? kept.title.value : kept.id, view: documentView(kept, start, end) };
}

function documentView(kept, start, end) {
  const target = Number.isInteger(start) && Number.isInteger(end) && end > start ? [{ start, end }] : [];
  const text = marked(kept.text, 0, target, (_, shown) => element("mark", { id: "target", tabindex: "-1" }, shown));
  const length = `${plural(kept.characters, "character", "characters")}, ${plural(kept.figures, "figure", "figures")}`;
  const facts = element("dl", { class: "facts" },
    factRow("Title", kept.title), factRow("Publisher", kept.publisher), factRow("Published", kept.published),
    element("dt", {}, "Document"), element("dd", {}, kept.id),
    element("dt", {}, "Length"), element("dd", {}, length));
  const title = element("h1", {}, kept.title ? kept.title.value : kept.id);
  return element("article", { class: "document" }, title, facts, element("div", { class: "body" }, text));
}

function factRow(name, fact) {
  if (!fact) return [];
  const value = name === "Published" ? dateText(fact.value) : fact.value;
  return [element("dt", {}, name), element("dd", {}, value, element("span", { class: "meta" }, ` · ${fact.basis}: ${fact.source}`))];
}
