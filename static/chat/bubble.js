/** One line of the thread, as an element. */
import { copyHtml, element, link } from "../shared/element.js";
import { Opinion } from "./opinion.js";
import { when, word } from "./words.js";

/** A message of the server; `choose` says a choice for the customer, `opinions` carries out what they think of an answer. */
export function bubble(message, { choose, opinions }) {
  if (message.author_type === "system") return notice(message);
  const body = element("div", { class: "body" });
  body.append(message.html ? copyHtml(message.html) : message.text);
  const item = element(
    "li",
    { class: `bubble ${message.author_type}`, id: `m-${message.id}`, "data-seq": message.seq, ...marks(message) },
    byline(message.author, message.created_at),
    body,
  );
  if (isForeign(message)) body.lang = message.language;
  if (message.stopped) item.append(element("p", { class: "mark" }, word("stopped")));
  if (message.choices?.length) item.append(choices(message.choices, choose));
  else if (message.sources?.length) item.append(sources(message.sources));
  if (message.author_type === "ai" && !message.stopped) item.append(new Opinion(message, opinions).node);
  return item;
}

/** A customer's own text, before the server has confirmed it. */
export function outgoing(entry, retry) {
  const item = element(
    "li",
    { class: "bubble you", id: `c-${entry.client_id}`, "data-state": entry.state },
    byline(word("you"), entry.at),
    element("div", { class: "body" }, entry.text),
    element("p", { class: "mark" }, word(entry.state)),
  );
  if (entry.state === "failed") {
    item.lastChild.replaceChildren(entry.detail || word("failed"));
    item.append(element("button", { type: "button", class: "quiet retry", onclick: retry }, word("retry")));
  }
  return item;
}

function byline(author, at) {
  return element("p", { class: "by" }, element("span", { class: "who" }, author), " ", element("time", { datetime: at }, when(at)));
}

function notice(message) {
  const text = element("p", {}, message.text);
  if (isForeign(message)) text.lang = message.language;
  return element("li", { class: "notice", id: `m-${message.id}`, ...marks(message) }, text);
}

function isForeign({ language }) {
  return language && language !== document.documentElement.lang;
}

/** Who wrote it and how, for machines that read the page. */
function marks(message) {
  return { "data-author-type": message.author_type, "data-origin": message.origin, "data-message-id": message.id };
}

function sources(list) {
  const items = list.map((source) => element("li", {}, link(source.url, source.title)));
  return element("div", { class: "sources" }, element("p", {}, word(list.length > 1 ? "sources" : "source")), element("ul", {}, ...items));
}

/** What the customer may mean: a press says it for them. */
function choices(titles, choose) {
  const button = (title) => element("li", {}, element("button", { type: "button", class: "choice", onclick: () => choose(title) }, title));
  return element("ul", { class: "choices", "aria-label": word("choices") }, ...titles.map(button));
}

/** The answer while it is being written; it stands outside the log that screen readers follow. */
export class Writing {
  constructor(node) {
    this.node = node;
    this.id = null;
  }

  show(id, phase, position) {
    if (this.id !== id) this.clear();
    this.id = id;
    this.next ??= 0;
    this.node.hidden = false;
    this.node.querySelector(".phase").textContent = word(position ? "phase_place" : `phase_${phase}`, { n: position });
    if (phase === "restarting") this.#empty();
  }

  add(piece) {
    if (piece.index === 0) this.#empty();
    if (this.id !== piece.message_id) this.show(piece.message_id, "writing", 0);
    if (piece.index !== this.next) return;
    this.next += 1;
    this.node.querySelector(".phase").textContent = word("phase_writing");
    this.node.querySelector(".body").append(piece.text);
  }

  clear() {
    this.#empty();
    this.id = null;
    this.node.hidden = true;
  }

  #empty() {
    this.next = 0;
    this.node.querySelector(".body").replaceChildren();
  }
}

