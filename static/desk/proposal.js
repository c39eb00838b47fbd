/** The AI's proposal of a reply, per conversation: asked for, shown with its sources, inserted or discarded; never sent. */
import { element, link } from "../shared/element.js";
import { word } from "./words.js";

export class Proposal {
  #known = new Map(); // conversation: {state: "working" | "ready" | "none", …}

  constructor(page, store, socket, actions) {
    Object.assign(this, { page, store, socket, actions });
    page.ask.addEventListener("click", () => this.ask());
    page.insert.addEventListener("click", () => this.#insert());
    page.discard.addEventListener("click", () => this.#discard());
    for (const name of ["opened", "open"]) store.addEventListener(name, () => this.#show());
  }

  ask() {
    const line = this.store.open;
    if (!line?.mine || this.#known.get(line.id)?.state === "working") return;
    if (!this.socket.send({ type: "draft", conversation: line.id })) return this.actions.noLine();
    this.#set(line.id, { state: "working" });
    this.actions.say(word("proposal_working"));
  }

  /** A proposal that has arrived; one that is no longer waited for is dropped. */
  arrived(frame) {
    if (this.#known.get(frame.conversation)?.state !== "working") return;
    this.#set(frame.conversation, { ...frame, state: "ready" });
    if (frame.conversation === this.store.openId) this.actions.say(`${word("proposal_ready")} ${frame.text}`);
  }

  refused({ conversation, detail }) {
    if (this.#known.get(conversation)?.state !== "working") return;
    this.#set(conversation, { state: "none", detail });
    if (conversation === this.store.openId) this.actions.say(detail);
  }

  /** The line is lost: the server has ended what it was preparing. */
  lost() {
    for (const [conversation, { state }] of this.#known) {
      if (state === "working") this.#set(conversation, { state: "none", detail: word("proposal_lost") });
    }
  }

  #insert() {
    const proposal = this.#known.get(this.store.openId);
    if (proposal?.state !== "ready") return;
    this.#set(this.store.openId, undefined);
    this.actions.insert(proposal);
  }

  #discard() {
    const conversation = this.store.openId;
    if (this.#known.get(conversation)?.state === "working") this.socket.send({ type: "cancel_draft", conversation });
    this.#set(conversation, undefined);
    this.actions.focus();
  }

  #set(conversation, proposal) {
    if (proposal) this.#known.set(conversation, proposal);
    else this.#known.delete(conversation);
    this.#show();
  }

  #show() {
    this.actions.keepEnd(() => this.#draw());
  }

  #draw() {
    const { root, ask, insert, discard, title, text, note, origin, hint, sources } = this.page;
    const line = this.store.open;
    if (line && !line.mine) this.#known.delete(line.id);
    const proposal = this.#known.get(line?.id);
    const { state } = proposal || {};
    root.hidden = !proposal;
    root.dataset.state = state || "";
    ask.disabled = !line?.mine || state === "working";
    if (!proposal) return;
    title.textContent = word({ working: "proposal_working", none: "proposal_none" }[state] || "proposal_title");
    text.textContent = proposal.text || proposal.detail || "";
    note.textContent = proposal.note || "";
    origin.textContent = proposal.origin_label || "";
    sources.replaceChildren(...(proposal.sources || []).map((source) => element("li", {}, link(source.url, source.title))));
    discard.textContent = word({ working: "proposal_cancel", none: "proposal_close" }[state] || "proposal_discard");
    for (const part of [insert, hint]) part.hidden = state !== "ready";
    for (const part of [text, note, origin]) part.hidden = !part.textContent;
    sources.hidden = !sources.children.length;
  }
}
