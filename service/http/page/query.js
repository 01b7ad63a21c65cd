// What was searched for, where it is not the question itself, and a way to search for something else.

import { element, sendOnEnter } from "./elements.js";

/** The query in words; "Change" turns it into a field, `search(query)` is called with what a person makes of it. */
export function queryView(id, query, search) {
  const view = element("div", { class: "searched" });
  const tell = () => {
    const change = element("button", { type: "button", class: "quiet" }, "Change");
    change.addEventListener("click", () => {
      const form = queryForm(id, query, { search, close: tell });
      view.replaceChildren(form);
      form.elements.query.select();
    });
    view.replaceChildren(element("p", {}, "Searched for “", element("span", { class: "query" }, query), "” ", change));
    return change;
  };
  tell();
  return view;
}

function queryForm(id, query, { search, close }) {
  const field = element("textarea", { id, name: "query", rows: 1, autocomplete: "off", enterkeyhint: "search" });
  field.value = query;
  sendOnEnter(field);
  const cancel = element("button", { type: "button", class: "quiet" }, "Cancel");
  cancel.addEventListener("click", () => close().focus());
  const form = element("form", { class: "again" }, element("label", { for: id }, "Search for"), field,
    element("div", { class: "row" }, element("button", { type: "submit" }, "Search again"), cancel));
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close().focus();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!field.value.trim()) return;
    close();
    search(field.value);
  });
  return form;
}
