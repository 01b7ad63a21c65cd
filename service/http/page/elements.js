// Elements and the words in them. What sources wrote is only ever set as text, here and wherever this is used.

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"];

/** An element with attributes and children; text children are text, never markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) made.setAttribute(attribute, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** A link that says where it leads. */
export function link(href, words, attributes = {}) {
  return element("a", { href, ...attributes }, words);
}

/** A paragraph of a class of its own. */
export function paragraph(name, ...words) {
  return element("p", { class: name }, ...words);
}

/**
 * The text cut at the marks' bounds: marked parts made by `make(mark, text, start)`, those between by `rest(text, start)`.
 * `origin` is where the text starts in what the marks count in: code points. Of marks that overlap the first is made.
 */
export function marked(text, origin, marks, make, rest = (between) => [between]) {
  const points = Array.from(text);
  const parts = [];
  let at = 0;
  for (const mark of [...marks].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const start = mark.start - origin;
    const end = Math.min(mark.end - origin, points.length);
    if (start < at || end <= start) continue;
    parts.push(...rest(points.slice(at, start).join(""), origin + at), make(mark, points.slice(start, end).join(""), mark.start));
    at = end;
  }
  parts.push(...rest(points.slice(at).join(""), origin + at));
  return parts;
}

/** Enter sends the form of a field of several lines, as of one; with Shift it starts a new line. */
export function sendOnEnter(field) {
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    field.form.requestSubmit();
  });
}

/** "18 August 2024" for 2024-08-18; what is no such date (a period, say) stays as it is. */
export function dateText(iso) {
  if (!/^\d{4}(-\d\d){0,2}$/.test(iso)) return iso;
  const [year, month, day] = iso.split("-");
  return [day && String(Number(day)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
}

export function plural(count, one, many) {
  return count === 1 ? `1 ${one}` : `${count.toLocaleString("en")} ${many}`;
}

/** Where a conversation is read. */
export function conversationLink(id) {
  return `/?${new URLSearchParams({ conversation: id })}`;
}

/** Where a document is read; with a start and an end, at these characters. */
export function documentLink(id, start, end) {
  const query = new URLSearchParams({ id });
  if (start !== undefined) {
    query.set("start", start);
    query.set("end", end);
  }
  return `/document?${query}`;
}

export function originOf(source) {
  return [source.publisher, source.published && dateText(source.published)].filter(Boolean).join(" · ");
}
