/** What the customer has written and the server has not confirmed: kept until it is, whatever happens to the line. */
const CONFIRM_WITHIN = 15000;

export class Outbox {
  #entries = new Map();

  constructor({ send, show, failed }) {
    Object.assign(this, { send, show, failedWord: failed });
  }

  add(text) {
    const entry = { client_id: crypto.randomUUID(), text, state: "sending", at: new Date().toISOString() };
    this.#entries.set(entry.client_id, entry);
    this.#try(entry);
  }

  /** Send again under the same id: the server stores it once. */
  retry(entry) {
    entry.state = "sending";
    this.#try(entry);
  }

  /** The line is back: whatever is under way goes out again. */
  flush() {
    for (const entry of this.#entries.values()) if (entry.state === "sending") this.#try(entry);
  }

  confirm(clientId) {
    clearTimeout(this.#entries.get(clientId)?.timer);
    this.#entries.delete(clientId);
  }

  refuse(clientId, detail) {
    const entry = this.#entries.get(clientId);
    if (!entry) return false;
    clearTimeout(entry.timer);
    Object.assign(entry, { state: "failed", detail });
    this.show(entry);
    return true;
  }

  #try(entry) {
    this.show(entry);
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => this.refuse(entry.client_id, this.failedWord()), CONFIRM_WITHIN);
    this.send({ type: "message", client_id: entry.client_id, text: entry.text });
  }
}
