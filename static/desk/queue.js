/** The list of conversations: each line is made once and then kept up to date, so that 500 of them stay quick. */
import { element } from "../shared/element.js";
import { duration, label, minutesSince, settings, shortDay, when, word } from "./words.js";

const LONG_WAIT = 5; // minutes
const TICK = 15000;

export class Queue {
  #rows = new Map();
  #groups = new Map();
  #current = null;

  constructor(root, store, onOpen) {
    Object.assign(this, { root, store, onOpen });
    this.empty = element("div", { class: "empty" }, element("p", {}, word("queue_loading")));
    root.append(this.empty);
    for (const [status] of store.groups()) this.#addGroup(status);
    store.addEventListener("queue", () => this.render());
    store.addEventListener("opened", () => this.#moveTo(store.openId || this.#current));
    root.addEventListener("keydown", (event) => this.#arrows(event));
    setInterval(() => this.#tick(), TICK);
  }

  #addGroup(status) {
    const count = element("span", { class: "count" });
    const title = element("h3", { id: `group-${status}` }, label("group", status), " ", count);
    const list = element("ul", { role: "list", "aria-labelledby": title.id });
    const section = element("div", { class: "group", "data-status": status, hidden: true }, title, list);
    this.#groups.set(status, { section, list, count });
    this.root.append(section);
  }

  render() {
    const focused = this.root.contains(document.activeElement) ? document.activeElement : null;
    for (const id of this.#rows.keys()) if (!this.store.lines.has(id)) this.#remove(id);
    for (const [status, lines] of this.store.groups()) this.#renderGroup(status, lines);
    this.empty.hidden = this.store.lines.size > 0;
    this.empty.firstChild.textContent = word("queue_empty");
    if (!this.#rows.has(this.#current)) this.#current = this.ids()[0] || null;
    this.#markCurrent();
    if (focused && focused.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
  }

  #renderGroup(status, lines) {
    const { section, list, count } = this.#groups.get(status);
    section.hidden = lines.length === 0;
    count.textContent = lines.length;
    lines.forEach((line, index) => {
      const row = this.#row(line);
      if (list.children[index] !== row.item) list.insertBefore(row.item, list.children[index] || null);
    });
  }

  #row(line) {
    const row = this.#rows.get(line.id) || this.#make(line.id);
    const unread = this.store.isUnread(line);
    if (row.line !== line || row.unread !== unread) this.#fill(row, line, unread);
    const isOpen = line.id === this.store.openId;
    if (isOpen) row.button.setAttribute("aria-current", "true");
    else row.button.removeAttribute("aria-current");
    return row;
  }

  #make(id) {
    const button = element("button", { type: "button", class: "line", tabindex: "-1", "data-id": id, onclick: () => this.onOpen(id) });
    const row = { item: element("li", {}, button), button, line: null, unread: false };
    this.#rows.set(id, row);
    return row;
  }

  #remove(id) {
    this.#rows.get(id).item.remove();
    this.#rows.delete(id);
  }

  #fill(row, line, unread) {
    const time = element("span", { class: "line-time" });
    const holder = line.adviser && element("span", { class: "tag", title: line.adviser }, line.mine ? word("you") : line.adviser);
    const words = line.preview_author === "human" ? word("adviser_says", { text: line.preview }) : line.preview;
    row.button.replaceChildren(
      element("span", { class: "line-top" },
        unread && element("span", { class: "dot" }, element("span", { class: "visually-hidden" }, word("unread"))),
        element("strong", {}, line.reference),
        element("span", { class: "tag plain" }, line.language.toUpperCase()),
        holder,
        time),
      element("span", { class: "line-text" }, words || word("no_words_yet")),
      element("span", { class: "line-tags" },
        line.reports > 0 && element("span", { class: "tag late" }, word("reports", { count: line.reports })),
        line.later?.answer_by && element("span", { class: line.later.late ? "tag late" : "tag plain" }, word(line.later.late ? "answer_late" : "answer_by", { date: shortDay(line.later.answer_by) }))),
      settings.sites > 1 ? element("span", { class: "line-site" }, line.site) : "",
    );
    Object.assign(row, { line, unread, time });
    row.button.classList.toggle("unread", unread);
    this.#time(row);
  }

  #time({ line, time }) {
    const waits = line.status === "waiting";
    const minutes = waits ? minutesSince(line.waiting_since) : 0;
    time.textContent = waits ? duration(minutes) : when(line.closed_at || line.updated_at);
    time.classList.toggle("long", minutes >= LONG_WAIT);
  }

  #tick() {
    for (const row of this.#rows.values()) if (row.line.status === "waiting") this.#time(row);
  }

  /** Conversations in the order in which they stand in the list. */
  ids() {
    return this.store.groups().flatMap(([, lines]) => lines.map((line) => line.id));
  }

  /** Go some lines down (or up, negative) and take the focus there. */
  step(by) {
    const ids = this.ids();
    if (!ids.length) return;
    const at = ids.indexOf(this.#current);
    const isInList = this.root.contains(document.activeElement);
    this.#moveTo(ids[Math.min(ids.length - 1, Math.max(0, isInList || this.store.openId ? at + by : at))]);
    this.focus();
  }

  focus() {
    this.#rows.get(this.#current)?.button.focus();
  }

  #arrows(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    this.step(by);
  }

  #moveTo(id) {
    this.#current = id;
    this.#markCurrent();
  }

  #markCurrent() {
    for (const [id, row] of this.#rows) row.button.tabIndex = id === this.#current ? 0 : -1;
  }
}
