// What went wrong, in words; where the service wants a key, a field for it, and then what failed once more.

import { keepKey, wordsFor } from "./service.js";

const alertBox = document.getElementById("alert");
const form = document.getElementById("key");
const field = document.getElementById("key-text");
let retry = null;

/** The error in words; `again` is called once there is another key. */
export function tell(error, again) {
  alertBox.textContent = wordsFor(error);
  alertBox.hidden = false;
  if (error.status !== 401) return;
  retry = again;
  form.hidden = false;
  field.focus();
}

export function untell() {
  alertBox.hidden = true;
  form.hidden = true;
}

export function isTold() {
  return !alertBox.hidden;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  keepKey(field.value);
  untell();
  retry();
});
