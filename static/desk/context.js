/** What one should know beside the conversation: its facts, and how the chosen AI answer came about. */
import { element } from "../shared/element.js";
import { traceSections } from "./trace.js";
import { day, duration, label, languageName, minutesSince, moment, word } from "./words.js";

export class Context {
  constructor(root, store) {
    Object.assign(this, { root, store });
    this.facts = element("dl", { class: "facts" });
    this.trace = element("div", { class: "trace" });
    root.append(this.facts, this.trace);
    for (const name of ["opened", "open", "messages"]) store.addEventListener(name, () => this.#showFacts());
    for (const name of ["opened", "selected"]) store.addEventListener(name, () => this.#showTrace());
  }

  #showFacts() {
    const line = this.store.open;
    this.root.hidden = !line;
    if (!line) return;
    const read = line.last_seq > 0 && line.customer_read_seq >= line.last_seq;
    this.facts.replaceChildren(
      ...fact("reference", line.reference),
      ...fact("site", line.site),
      ...fact("state", label("status", line.mine ? "mine" : line.status)),
      ...fact("adviser", line.mine ? word("you") : line.adviser),
      ...fact("waiting_for", line.waiting_since && duration(minutesSince(line.waiting_since))),
      ...fact("answer_by", line.later?.answer_by && day(line.later.answer_by)),
      ...fact("mail", line.later?.mail && word(`mail_${line.later.mail}`, { address: line.later.email })),
      ...fact("language", languageName(line.language)),
      ...fact("started", moment(line.created_at)),
      ...fact("closed_at", line.closed_at && moment(line.closed_at)),
      ...fact("message_count", String(line.last_seq)),
      ...fact("contacts", this.store.contacts ? word("contacts", { count: this.store.contacts }) : word("first_contact")),
      ...fact("read", word(read ? "read_all" : "read_not_all")),
    );
  }

  #showTrace() {
    const chosen = this.store.selected;
    const title = element("h3", {}, word("trace_title"));
    const body = chosen ? traceSections(chosen) : [element("p", { class: "hint" }, word("trace_none"))];
    this.trace.replaceChildren(title, ...body);
  }
}

function fact(name, value) {
  return value ? [element("dt", {}, word(`fact_${name}`)), element("dd", {}, value)] : [];
}
