// Talking to the service: requests with the key where there is one, problems as errors, and answers as they come about.

const KEY = "crosscheck-key";
const EVENTS = "text/event-stream";

/** What the service understood and would not do; the message is its own. */
export class Refused extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** A stream of events that ended before the answer did. */
export class BrokenOff extends Error {}

export function keepKey(key) {
  sessionStorage.setItem(KEY, key);
}

/** The error in words for whoever reads the page. */
export function wordsFor(error) {
  return error instanceof TypeError ? "The service does not answer. Is it still running?" : error.message;
}

/** What the service replies with; Refused where it is a problem. */
async function response(path, { method = "GET", body, signal, accept = "application/json" } = {}) {
  const headers = { Accept: accept };
  const key = sessionStorage.getItem(KEY);
  if (key) headers.Authorization = `Bearer ${key}`;
  if (body) headers["Content-Type"] = "application/json";
  const replied = await fetch(path, { method, headers, signal, body: body && JSON.stringify(body) });
  if (replied.ok) return replied;
  const said = await replied.json().catch(() => ({}));
  throw new Refused(refusal(replied.status, said, key), replied.status);
}

function refusal(status, said, key) {
  if (status === 401) return key ? "That is not the key." : "Enter the key that this service was started with.";
  return said.detail?.replace(/^#\/question: /, "The question cannot be asked: ") || `The service answered with status ${status}.`;
}

export async function read(path, signal) {
  return (await response(path, { signal })).json();
}

export async function send(path, body, signal) {
  return (await response(path, { method: "POST", body, signal })).json();
}

export async function remove(path) {
  await response(path, { method: "DELETE" });
}

export async function textAt(path) {
  return (await response(path, { accept: "text/markdown" })).text();
}

/** The events of an answer, each a name and its data, to `done`; BrokenOff where it does not come to that. */
export async function* streamed(path, body, signal) {
  const replied = await response(path, { method: "POST", body, signal, accept: EVENTS });
  let isWhole = false;
  try {
    for await (const [name, data] of eventsIn(replied.body)) {
      if (name === "error") throw new BrokenOff(data.detail);
      yield [name, data];
      isWhole ||= name === "done";
    }
  } catch (error) {
    if (error.name === "AbortError" || error instanceof BrokenOff) throw error;
    if (!isWhole) throw new BrokenOff("the connection was lost");
  }
  if (!isWhole) throw new BrokenOff("the connection was lost");
}

/** Server-sent events as they come in; comments, which keep the connection awake, are none. */
async function* eventsIn(bytes) {
  const reader = bytes.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const blocks = (rest + value).split(/\r?\n\r?\n/);
      rest = blocks.pop();
      yield* blocks.map(eventIn).filter(Boolean);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function eventIn(block) {
  let name = "message";
  const data = [];
  for (const line of block.split(/\r?\n/)) {
    const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line);
    if (field === "event") name = value;
    if (field === "data") data.push(value);
  }
  return data.length ? [name, JSON.parse(data.join("\n"))] : null;
}
