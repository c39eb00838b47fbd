/** What the customer thinks of one answer: two buttons, then, for "not useful", a few words and the way to a person. */
import { element } from "../shared/element.js";
import { word } from "./words.js";

const LONGEST = 1000; // characters of a comment
const REASONS = ["wrong", "harmful", "other"];

export class Opinion {
  /** `rate(id, value, comment)` says whether it could be sent; `person()` asks for an adviser; `announce(text)` is heard. */
  constructor(message, { rate, person, announce }) {
    Object.assign(this, { id: message.id, rate, announce, value: message.feedback, reason: message.feedback_reason || "" });
    this.said = element("p", { class: "mark", hidden: true });
    this.buttons = [[1, "useful"], [-1, "useless"]].map(([value, name]) => this.#button(value, name));
    this.reasons = REASONS.map((reason) => this.#reason(reason));
    this.more = this.#more(message.feedback_comment || "", person);
    const row = element("div", { class: "thumbs", role: "group", "aria-label": word("rate") }, ...this.buttons);
    this.node = element("div", { class: "opinion" }, row, this.said, this.more);
    this.node.opinion = this;
    this.#show();
  }

  /** The server has it: said once, however often it is confirmed. */
  confirm(value, comment, reason = "") {
    Object.assign(this, { value, reason });
    this.#show();
    this.#say(word(reason ? "reported" : comment ? "rated_comment" : value > 0 ? "rated" : "rated_useless"));
  }

  #reason(reason) {
    const press = () => this.#send(-1, this.comment.value.trim(), reason);
    return element("button", { type: "button", class: "thumb", "data-reason": reason, onclick: press }, word(`reason_${reason}`));
  }

  #button(value, name) {
    const press = () => this.#send(value, value < 0 ? this.comment.value.trim() : "");
    return element("button", { type: "button", class: "thumb", "data-value": value, onclick: press }, word(name));
  }

  #more(comment, person) {
    const name = `comment-${this.id}`;
    this.comment = element("textarea", { id: name, rows: 2, maxlength: LONGEST });
    this.comment.value = comment;
    const send = (event) => {
      event.preventDefault();
      this.#send(-1, this.comment.value.trim());
    };
    return element(
      "form", { class: "comment", onsubmit: send },
      element("label", { for: name }, word("comment")),
      this.comment,
      element("div", { class: "thumbs" },
        element("button", { type: "submit", class: "thumb" }, word("comment_send")),
        element("button", { type: "button", class: "thumb person-wanted", onclick: person }, word("person"))),
      element("p", { class: "ask", id: `report-${this.id}` }, word("report")),
      element("div", { class: "thumbs", role: "group", "aria-labelledby": `report-${this.id}` }, ...this.reasons),
    );
  }

  #send(value, comment, reason = value < 0 ? this.reason : "") {
    if (this.rate(this.id, value, comment, reason)) {
      Object.assign(this, { value, reason });
      this.#show();
    } else this.#say(word("rate_failed"));
  }

  #show() {
    for (const button of this.buttons) button.setAttribute("aria-pressed", String(Number(button.dataset.value) === this.value));
    for (const button of this.reasons) button.setAttribute("aria-pressed", String(button.dataset.reason === this.reason));
    this.more.hidden = this.value !== -1;
  }

  #say(text) {
    if (this.said.textContent === text) return;
    this.said.textContent = text;
    this.said.hidden = false;
    this.announce(text);
  }
}
