// The page before a question is asked: what is kept here, what may be asked of it, and the documents.

import { documentLink, element, link, originOf, paragraph, plural } from "./elements.js";
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
  const title = element("h1", {}, "Ask your documents, and see where they disagree.");
  return element("div", { class: "start" }, title, element("p", {}, held));
}

function examples(listed) {
  const asked = EXAMPLES.filter(([folder]) => listed.some((row) => row.id.startsWith(folder))).map(([, example]) =>
    element("li", {}, link(`/?${new URLSearchParams({ q: example })}`, example)));
  return asked.length ? element("ul", { class: "examples", "aria-label": "Questions to try" }, asked) : null;
}

function documentsView(documents, listed) {
  if (!listed.length) return null;
  const rows = listed.slice(0, LISTED).map((row) => element("li", {},
    link(documentLink(row.id), row.title || row.id), element("span", { class: "meta" }, originOf(row))));
  const rest = documents - rows.length;
  const heading = element("h2", { id: "documents" }, "Documents");
  return element("section", { class: "documents", "aria-labelledby": "documents" },
    heading, element("ul", { class: "list" }, rows), rest ? paragraph("meta", `and ${plural(rest, "more", "more")}`) : null);
}
