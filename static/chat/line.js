/** The chat's line: the socket, and while nothing comes through it, the same frames over plain HTTP. */
import { Line } from "../shared/line.js";
import { settings } from "./words.js";

const TRIES = 3; // sockets that fail in a row before HTTP takes over
const OFTEN = 1500;
const SELDOM = 5000;
const WITHIN = 15000;

export class ChatLine extends Line {
  #instead = false;
  #greeted = false;
  #telling = false; // the frame at hand came over HTTP
  #asked = Promise.resolve();
  #timer = 0;
  #working = null;

  /** `position` tells what the page has: {since, code}. */
  constructor(position) {
    super(`/ws/chat/${settings.key}/?lang=${document.documentElement.lang}`, { greeting: "state" });
    this.position = position;
    this.addEventListener("lost", ({ detail: attempt }) => attempt >= TRIES && this.#takeOver());
    this.addEventListener("frame", ({ detail }) => detail.type === "state" && !this.#telling && this.#giveBack());
  }

  /** Send a frame; false when there is no line of either kind. */
  send(frame) {
    const { type, ...fields } = frame;
    if (!this.#instead || type === "hello") return super.send(frame);
    if (!["typing", "read", "ping"].includes(type)) this.#exchange({ action: type === "message" ? "send" : type, ...fields });
    return true;
  }

  #takeOver() {
    if (this.#instead) return;
    this.#instead = true;
    this.#exchange();
  }

  /** The socket has greeted: HTTP is no longer needed. */
  #giveBack() {
    this.#instead = this.#greeted = false;
    clearTimeout(this.#timer);
  }

  #exchange(form = null) {
    clearTimeout(this.#timer);
    this.#asked = this.#asked.then(() => this.#ask(form));
  }

  async #ask(form) {
    const query = new URLSearchParams({ lang: document.documentElement.lang, ...this.position(), ...(this.#greeted ? {} : { hello: 1 }) });
    const method = form ? { method: "POST", body: new URLSearchParams(form) } : {};
    try {
      const answer = await fetch(`/chat/${settings.key}/frames?${query}`, { ...method, signal: AbortSignal.timeout(WITHIN) });
      const { frames } = await answer.json();
      this.#greeted = true;
      this.#tell(frames);
    } catch {
      if (this.#greeted) this.dispatchEvent(new CustomEvent("lost", { detail: 1 }));
      this.#greeted = false;
    }
    clearTimeout(this.#timer);
    if (this.#instead) this.#timer = setTimeout(() => this.#exchange(), this.#working ? OFTEN : SELDOM);
  }

  #tell(frames) {
    const working = frames.find((frame) => frame.type === "working")?.message_id ?? null;
    const ended = this.#working && this.#working !== working ? [{ type: "working_ended", message_id: this.#working }] : [];
    this.#working = working;
    this.#telling = true;
    for (const detail of [...frames, ...ended]) this.dispatchEvent(new CustomEvent("frame", { detail }));
    this.#telling = false;
  }
}
