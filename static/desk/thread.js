/** The open conversation: its messages, the replies on their way, the AI at work. The scroll stays where the reader put it. */
import { messageItem, pendingItem, workItem } from "./message.js";
import { label, word } from "./words.js";

const NEAR = 60; // pixels from the end that still count as reading the end
const TYPING_FADES = 5000;

export class Thread {
  #typingTimer = 0;
  #missed = 0;

  constructor(page, store, actions) {
    Object.assign(this, { page, store, actions });
    page.newer.addEventListener("click", () => this.toEnd());
    page.log.addEventListener("scroll", () => this.isAtEnd && this.#seenAll(), { passive: true });
    store.addEventListener("opened", () => this.#opened());
    store.addEventListener("open", () => this.#head());
    store.addEventListener("messages", (event) => this.#add(event.detail));
    store.addEventListener("work", () => this.#tail());
    store.addEventListener("outbox", () => this.#tail());
    store.addEventListener("selected", () => this.#markSelected());
  }

  get isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.page.log;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  toEnd() {
    this.page.log.scrollTop = this.page.log.scrollHeight;
    this.#seenAll();
  }

  showTyping() {
    const wasAtEnd = this.isAtEnd;
    clearTimeout(this.#typingTimer);
    this.page.typing.hidden = false;
    if (wasAtEnd) this.toEnd();
    this.#typingTimer = setTimeout(() => (this.page.typing.hidden = true), TYPING_FADES);
  }

  /** Carry out what changes the room for the messages; who read the end still does. */
  keepEnd(change) {
    const wasAtEnd = this.isAtEnd;
    change();
    if (wasAtEnd) this.toEnd();
  }

  #seenAll() {
    this.#missed = 0;
    this.page.newer.hidden = true;
  }

  #opened() {
    const { messages, log, head, none, noneTitle, typing } = this.page;
    const isOpen = Boolean(this.store.openId);
    messages.replaceChildren();
    typing.hidden = true;
    this.#seenAll();
    for (const part of [log, head]) part.hidden = !isOpen;
    none.hidden = isOpen;
    noneTitle.textContent = word("nothing_open");
    this.#head();
    this.#tail();
  }

  #head() {
    const line = this.store.open;
    if (!line) return;
    const { title, status, deeds } = this.page;
    title.textContent = line.reference;
    status.textContent = line.status === "human" && !line.mine ? word("with_colleague", { name: line.adviser || "?" }) : label("status", line.mine ? "mine" : line.status);
    status.dataset.status = line.mine ? "mine" : line.status;
    const isFree = line.status === "ai" || line.status === "waiting" || (line.status === "human" && !line.adviser);
    deeds.take_over.hidden = !isFree || line.can_take === false;
    deeds.hand_back.hidden = !line.mine;
    deeds.close.hidden = !(line.mine || isFree);
  }

  #add(fresh) {
    const { messages, typing } = this.page;
    const isFirst = messages.querySelector("[data-id], [data-author=system]") === null;
    const follow = isFirst || this.isAtEnd;
    for (const item of messages.querySelectorAll("[data-state]")) item.remove();
    messages.append(...fresh.map((message) => messageItem(message, (chosen) => this.actions.trace(chosen))));
    if (fresh.some((message) => message.author === "customer")) typing.hidden = true;
    this.#tail(follow);
    this.#selectLatest(fresh);
    if (isFirst || follow) this.toEnd();
    else this.#count(fresh.filter((message) => message.author === "customer").length);
  }

  #count(more) {
    this.#missed += more;
    this.page.newer.hidden = this.#missed === 0;
    this.page.newer.textContent = word("newer", { count: this.#missed });
  }

  /** Redraw what is not stored yet: replies on their way, then the AI's answer in the making. */
  #tail(follow = this.isAtEnd) {
    const { messages } = this.page;
    for (const item of messages.querySelectorAll("[data-state]")) item.remove();
    const replies = this.store.pending().map((reply) => pendingItem(reply, { onRetry: this.actions.retry, onEdit: this.actions.edit }));
    messages.append(...replies, ...(this.store.work ? [workItem(this.store.work)] : []));
    if (follow) this.toEnd();
  }

  #selectLatest(fresh) {
    const latest = fresh.findLast((message) => message.turn);
    if (latest) this.store.select(latest);
  }

  #markSelected() {
    for (const button of this.page.messages.querySelectorAll(".trace-button")) {
      const isChosen = button.closest("[data-id]").dataset.id === this.store.selected?.id;
      button.setAttribute("aria-pressed", String(isChosen));
    }
  }
}
