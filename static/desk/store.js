/** What the desk knows: the lines of the queue, the open conversation, and what this tab must not lose. */
const GROUPS = ["waiting", "human", "ai", "closed"];
const newest = (field) => (a, b) => b[field].localeCompare(a[field]);
const ORDER = {
  waiting: (a, b) => a.waiting_since.localeCompare(b.waiting_since),
  human: (a, b) => b.mine - a.mine || newest("updated_at")(a, b),
  ai: newest("updated_at"),
  closed: newest("closed_at"),
};

/** A map kept in the tab's session storage, so that a reload loses neither drafts nor unsent replies. */
class Kept {
  constructor(name) {
    this.name = `guichet.desk.${name}`;
    this.values = JSON.parse(sessionStorage.getItem(this.name) || "{}");
  }
  get(key) {
    return this.values[key];
  }
  set(key, value) {
    if (value === undefined || value === "") delete this.values[key];
    else this.values[key] = value;
    sessionStorage.setItem(this.name, JSON.stringify(this.values));
  }
}

export class Store extends EventTarget {
  lines = new Map();
  openId = null;
  messages = [];
  contacts = 0;
  selected = null; // the AI answer whose trace is shown
  work = null; // the AI's answer in progress: {id, phase, text}
  isLoading = false;
  drafts = new Kept("drafts");
  inserted = new Kept("inserted"); // conversation: the AI's proposal that its draft was written from
  outbox = new Kept("outbox");
  #read = new Kept("read");

  get open() {
    return this.lines.get(this.openId) || null;
  }

  get waitingCount() {
    return [...this.lines.values()].filter((line) => line.status === "waiting").length;
  }

  get lastSeq() {
    return this.messages.at(-1)?.seq || 0;
  }

  /** [["waiting", [line, …]], …] in the order of the list. */
  groups() {
    const all = [...this.lines.values()];
    return GROUPS.map((status) => [status, all.filter((line) => line.status === status).sort(ORDER[status])]);
  }

  isUnread(line) {
    return (line.status === "waiting" || line.mine) && line.preview_author === "customer" && line.customer_seq > (this.#read.get(line.id) || 0);
  }

  setQueue(lines) {
    const open = this.open;
    this.lines = new Map(lines.map((line) => [line.id, line]));
    if (open && !this.lines.has(open.id)) this.lines.set(open.id, open);
    this.#tell("queue");
  }

  setLine(id, line) {
    if (line) this.lines.set(id, line);
    else this.lines.delete(id);
    if (id === this.openId) this.#tell(line ? "open" : "erased");
    this.#tell("queue");
  }

  openConversation(id) {
    Object.assign(this, { openId: id, messages: [], work: null, selected: null, contacts: 0, isLoading: true });
    this.#tell("opened");
    this.#tell("queue");
  }

  leave() {
    Object.assign(this, { openId: null, messages: [], work: null, selected: null });
    this.#tell("opened");
    this.#tell("queue");
  }

  /** Take in a reading of the open conversation: what is new, in order, each message once. */
  addThread(frame) {
    const fresh = frame.messages.filter((message) => message.seq > this.lastSeq);
    this.messages.push(...fresh);
    this.contacts = frame.contacts;
    this.isLoading = false;
    for (const message of fresh) {
      if (message.client_id) this.outbox.set(message.client_id, undefined);
      if (message.id === this.work?.id) this.work = null;
    }
    if (frame.working && !this.work) this.work = { id: frame.working.message_id, phase: frame.working.phase, text: "" };
    if (!frame.working) this.work = null;
    this.#tell("messages", fresh);
    this.markRead();
  }

  markRead() {
    const seen = Math.max(this.lastSeq, this.open?.customer_seq || 0);
    if (!this.openId || document.visibilityState !== "visible" || (this.#read.get(this.openId) || 0) >= seen) return;
    this.#read.set(this.openId, seen);
    this.#tell("queue");
  }

  /** The AI at work on the open conversation: a phase, a piece, or the end. */
  setWork(frame) {
    if (this.open?.status !== "ai") this.work = null;
    else if (frame.type === "working") this.work = { text: "", ...this.work, id: frame.message_id, phase: frame.phase };
    else if (frame.type === "working_ended") this.work = null;
    else this.work = { id: frame.message_id, phase: "writing", text: (frame.index ? this.work?.text || "" : "") + frame.text };
    this.#tell("work");
  }

  select(message) {
    this.selected = message;
    this.#tell("selected");
  }

  /** Replies on their way in the open conversation, oldest first. */
  pending() {
    return Object.values(this.outbox.values).filter((reply) => reply.conversation === this.openId);
  }

  setReply(reply) {
    this.outbox.set(reply.client_id, reply);
    this.#tell("outbox");
  }

  dropReply(clientId) {
    this.outbox.set(clientId, undefined);
    this.#tell("outbox");
  }

  #tell(name, detail = null) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
