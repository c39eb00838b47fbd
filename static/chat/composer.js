/** Where the customer writes: grows with the text, counts near the limit, keeps the draft. */
import { settings, word } from "./words.js";

const COUNT_FROM = 0.8;
const TYPING_EVERY = 3000;

export class Composer {
  #typed = 0;

  constructor({ say, typing }) {
    this.form = document.getElementById("composer");
    this.text = document.getElementById("text");
    this.counter = document.getElementById("counter");
    this.say = say;
    this.form.addEventListener("submit", (event) => this.#submit(event));
    this.text.addEventListener("input", () => this.#typing(typing));
    this.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.#submit(event);
    });
    for (const button of document.querySelectorAll("[data-ask]")) button.addEventListener("click", () => this.say(button.dataset.ask));
  }

  /** Send what was written, and ended with Enter, before these scripts were there. */
  start() {
    const { value, defaultValue } = this.text;
    if (value !== defaultValue && /\S\s*\n$/.test(value)) this.form.requestSubmit(document.getElementById("send"));
  }

  focus() {
    this.text.focus({ preventScroll: true });
  }

  #submit(event) {
    event.preventDefault();
    const text = this.text.value.trim();
    if (!text) return;
    if (text.length > settings.limit) {
      this.counter.classList.add("over");
      this.counter.textContent = word("too_long", { count: text.length, limit: settings.limit });
      return;
    }
    this.text.value = "";
    this.#typed = 0; // the next stroke tells at once that more is coming
    this.#measure();
    this.say(text);
    this.focus();
  }

  #typing(tell) {
    this.#measure();
    if (Date.now() - this.#typed < TYPING_EVERY) return;
    this.#typed = Date.now();
    tell();
  }

  #measure() {
    this.text.rows = Math.min(6, Math.max(1, this.text.value.split("\n").length, Math.ceil(this.text.value.length / 44)));
    const count = this.text.value.trim().length;
    this.counter.classList.toggle("over", count > settings.limit);
    this.counter.textContent = count > settings.limit * COUNT_FROM ? word("counter", { count, limit: settings.limit }) : "";
  }
}
