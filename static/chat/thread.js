/** The thread: what was said, in order, and where the reader stands in it. */
import { bubble, outgoing } from "./bubble.js";

const NEAR_END = 60; // pixels

export class Thread {
  #seen = new Set();

  constructor({ log, scroller, more, announcer, choose, opinions, retry }) {
    Object.assign(this, { log, scroller, more, announcer, choose, opinions, retry });
    this.lastSeq = 0;
    more.addEventListener("click", () => {
      this.toEnd();
      scroller.focus(); // the button goes: the keyboard stays in the thread
    });
    scroller.addEventListener("scroll", () => this.isAtEnd && (more.hidden = true), { passive: true });
  }

  get isAtEnd() {
    return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < NEAR_END;
  }

  /** Add or replace a message; announced once when it is somebody else's and new. */
  add(message, { isNew = true } = {}) {
    if (this.#seen.has(message.id)) return;
    this.#seen.add(message.id);
    this.lastSeq = Math.max(this.lastSeq, message.seq);
    this.keepPlace(() => {
      const waiting = message.client_id && document.getElementById(`c-${message.client_id}`);
      if (waiting) waiting.remove();
      const unsent = this.log.querySelector("[data-state]");
      this.log.insertBefore(bubble(message, this), unsent);
    }, message.author_type === "you");
    if (isNew && message.author_type !== "you") this.announce(`${message.author}\u00a0: ${[message.text, ...(message.choices || [])].join(" ")}`, message.language);
  }

  /** The server has the customer's opinion of an answer. */
  rated({ message_id, value, comment, reason }) {
    const node = document.getElementById(`m-${message_id}`)?.querySelector(".opinion");
    if (node) this.keepPlace(() => node.opinion.confirm(value, comment, reason));
  }

  /** Show a text that is on its way, or has failed. */
  showOutgoing(entry) {
    this.keepPlace(() => {
      const before = document.getElementById(`c-${entry.client_id}`);
      const item = outgoing(entry, () => this.retry(entry));
      if (before) before.replaceWith(item);
      else this.log.append(item);
    }, true);
  }

  /** Say again, beside the last words, that an AI answers; announced once. */
  remind(text) {
    const note = document.getElementById("disclosure").cloneNode(true);
    for (const part of [note, ...note.querySelectorAll("[id]")]) part.removeAttribute("id");
    const item = document.createElement("li");
    item.append(note);
    item.className = "reminder";
    this.keepPlace(() => this.log.insertBefore(item, this.log.querySelector("[data-state]")), true);
    this.announce(text);
  }

  clear() {
    this.#seen.clear();
    this.lastSeq = 0;
    this.log.querySelectorAll("li:not([data-state])").forEach((item) => item.remove());
  }

  /** Change the thread without moving what the reader looks at; follow the end when they were there. */
  keepPlace(change, follow = false) {
    const stay = !follow && !this.isAtEnd;
    change();
    if (stay) this.more.hidden = false;
    else this.toEnd();
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.more.hidden = true;
  }

  announce(text, language = document.documentElement.lang) {
    this.announcer.lang = language;
    this.announcer.textContent = text;
  }
}
