// What is done with a conversation as a whole: it is exported, or deleted once that is confirmed.

import { element } from "./elements.js";
import { remove, textAt, wordsFor } from "./service.js";
import { tell } from "./troubles.js";

const dialog = document.getElementById("deleting");
const alertBox = document.getElementById("delete-alert");

/** `open()` is the conversation that is open, with its id and its title; `deleted()` is called when it is gone. */
export function provideTools({ open, deleted }) {
  const exporting = () => download(open()).catch((error) => tell(error, exporting));
  document.getElementById("export").addEventListener("click", exporting);
  document.getElementById("delete").addEventListener("click", () => {
    alertBox.hidden = true;
    dialog.showModal();
  });
  document.getElementById("delete-not").addEventListener("click", () => dialog.close());
  document.getElementById("delete-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!await isRemoved(open())) return;
    dialog.close();
    deleted();
  });
}

/** Whether the conversation is gone; where it is not, the dialog says why. */
async function isRemoved({ id }) {
  try {
    await remove(addressOf(id));
    return true;
  } catch (error) {
    alertBox.textContent = wordsFor(error);
    alertBox.hidden = false;
    return false;
  }
}

async function download({ id, title }) {
  const text = await textAt(`${addressOf(id)}/export`);
  const address = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
  element("a", { href: address, download: `${fileName(title)}.md` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function addressOf(id) {
  return `/v1/conversations/${encodeURIComponent(id)}`;
}

function fileName(title) {
  return title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60) || "conversation";
}
