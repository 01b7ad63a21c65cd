// The page before a question is asked: what is kept here, what may be asked of it, and the documents.

import { documentLink, element, originOf, plural } from "./elements.js";
import { read } from "./service.js";

// What may be asked of the sample documents, by the folder that each needs.
const EXAMPLES = [
  ["caspian/", "why did Putin visit Baku?"],
  ["kestrel-line/", "what did the Kestrel Line cost?"],
  ["port-halden/", "how many people died in Port Halden?"],
];
const LISTED = 40;

/** What stands above the question, and what stands below it. */
export async function startViews(signal) {
  const { documents, figures } = await read("/readyz", signal);
  const listed = documents ? (await read("/v1/documents?limit=500", signal)).documents : [];
  return [introduction(documents, figures), [examples(listed), documentsView(documents, listed)].filter(Boolean)];
}

function introduction(documents, figures) {
  const held = documents
    ? `${plural(documents, "document", "documents")} here, with ${plural(figures, "figure", "figures")} to hold against each other.`
    : "Nothing is here yet. Add documents with crosscheck add PATH, or start with crosscheck serve --sample.";
  return element("div", { class: "start" }, element("h1", {}, "Ask your documents, and see where they disagree."), element("p", {}, held));
}

function examples(listed) {
  const asked = EXAMPLES.filter(([folder]) => listed.some((row) => row.id.startsWith(folder))).map(([, example]) =>
    element("li", {}, element("a", { href: `/?${new URLSearchParams({ q: example })}` }, example)));
  return asked.length ? element("ul", { class: "examples", "aria-label": "Questions to try" }, asked) : null;
}

function documentsView(documents, listed) {
  if (!listed.length) return null;
  const rows = listed.slice(0, LISTED).map((row) => element("li", {},
    element("a", { href: documentLink(row.id) }, row.title || row.id), element("span", { class: "meta" }, originOf(row))));
  const more = documents > rows.length ? element("p", { class: "meta" }, `and ${plural(documents - rows.length, "more", "more")}`) : null;
  const heading = element("h2", { id: "documents" }, "Documents");
  return element("section", { class: "documents", "aria-labelledby": "documents" }, heading, element("ul", { class: "list" }, rows), more);
}
