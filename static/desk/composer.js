/** The reply: a draft per conversation, sent at once, shown as sending until the server has it, kept when that fails. */
import { languageName, word } from "./words.js";

const CONFIRM_WITHIN = 10000;
const TYPING_EVERY = 3000;

/** A random UUID; crypto.randomUUID exists on https and localhost only, and desks run on plain company networks too. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export class Composer {
  #typedAt = 0;
  #sendTimers = new Map();

  constructor(page, store, socket) {
    Object.assign(this, { page, store, socket });
    page.form.addEventListener("submit", (event) => this.#submit(event));
    page.reply.addEventListener("input", () => this.#typed());
    page.reply.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#submit(event);
      if (event.key === "Escape") page.log.focus();
    });
    store.addEventListener("opened", () => this.#opened());
    store.addEventListener("open", () => this.#state());
    store.addEventListener("messages", (event) => event.detail.forEach((message) => this.#arrived(message.client_id)));
  }

  focus() {
    if (!this.page.reply.disabled && !this.page.form.hidden) this.page.reply.focus();
  }

  #opened() {
    this.page.reply.value = this.store.drafts.get(this.store.openId) || "";
    this.#state();
  }

  #state() {
    const { form, notice, reply } = this.page;
    const line = this.store.open;
    form.hidden = !line;
    if (!line) return;
    const why = this.#whyNot(line);
    reply.disabled = form.querySelector("[type=submit]").disabled = Boolean(why);
    notice.textContent = why;
    notice.hidden = !why;
    form.classList.toggle("off", Boolean(why));
  }

  #whyNot(line) {
    if (line.mine) return "";
    if (line.status === "closed") return word("why_closed");
    if (line.adviser) return word("why_colleague", { name: line.adviser });
    if (line.can_take === false) return word("why_language", { language: languageName(line.language) });
    return word(line.status === "ai" ? "why_ai" : "why_waiting");
  }

  #typed() {
    this.#keep();
    if (Date.now() - this.#typedAt < TYPING_EVERY) return;
    this.#typedAt = Date.now();
    this.socket.send({ type: "typing", conversation: this.store.openId });
  }

  /** Keep what is in the field; an empty one owes nothing to a proposal of the AI. */
  #keep() {
    const { value } = this.page.reply;
    this.store.drafts.set(this.store.openId, value);
    if (!value.trim()) this.store.inserted.set(this.store.openId, undefined);
  }

  /** Put the AI's proposal below what is written, and remember that the reply was written from it. */
  insert(proposal) {
    const { reply } = this.page;
    reply.value = [reply.value.trimEnd(), proposal.text].filter(Boolean).join("\n\n");
    this.store.inserted.set(this.store.openId, proposal.id);
    this.#keep();
    this.focus();
    reply.setSelectionRange(reply.value.length, reply.value.length);
  }

  #submit(event) {
    event.preventDefault();
    const text = this.page.reply.value.trim();
    if (!text || !this.store.open?.mine) return;
    const draft_id = this.store.inserted.get(this.store.openId);
    this.page.reply.value = "";
    this.#keep();
    this.send({ client_id: newId(), conversation: this.store.openId, text, draft_id });
  }

  /** Send a reply, or send it again: the server stores one client_id once. */
  send(reply) {
    this.store.setReply({ ...reply, state: "sending", reason: "" });
    const { client_id, conversation, text, draft_id } = reply;
    if (!this.socket.send({ type: "reply", conversation, client_id, text, draft_id })) return; // goes with the next connection
    clearTimeout(this.#sendTimers.get(client_id));
    this.#sendTimers.set(client_id, setTimeout(() => this.fail(client_id, word("no_confirmation")), CONFIRM_WITHIN));
  }

  /** Send what was on its way when the line went. */
  resume() {
    for (const reply of Object.values(this.store.outbox.values)) if (reply.state === "sending") this.send(reply);
  }

  fail(clientId, reason) {
    const reply = this.store.outbox.get(clientId);
    this.#arrived(clientId);
    if (reply) this.store.setReply({ ...reply, state: "failed", reason });
  }

  /** Take a failed reply back into the field, before whatever is being written there. */
  edit(reply) {
    const { reply: field } = this.page;
    field.value = [reply.text, field.value].filter(Boolean).join("\n\n");
    this.store.drafts.set(reply.conversation, field.value);
    if (reply.draft_id) this.store.inserted.set(reply.conversation, reply.draft_id);
    this.store.dropReply(reply.client_id);
    this.focus();
  }

  #arrived(clientId) {
    clearTimeout(this.#sendTimers.get(clientId));
    this.#sendTimers.delete(clientId);
  }
}
