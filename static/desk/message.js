/** One message of the thread, as DOM. */
import { element, link } from "../shared/element.js";
import { hour, label, moment, word } from "./words.js";

/** A stored message; `onTrace` is called when the adviser asks how an AI answer came about. */
export function messageItem(message, onTrace) {
  if (message.author === "system") return systemItem(message);
  return element("li", { class: "message", "data-author": message.author, "data-id": message.id },
    head(message),
    element("div", { class: "text" }, message.text),
    sources(message.sources),
    foot(message, onTrace));
}

function systemItem(message) {
  return element("li", { class: "message", "data-author": "system" },
    element("p", {}, message.text, " ", element("time", { datetime: message.created_at, title: moment(message.created_at) }, hour(message.created_at))));
}

function head(message) {
  return element("p", { class: "who" },
    element("strong", {}, message.author === "human" ? message.adviser || word("author_human") : label("author", message.author)),
    (message.author === "ai" || message.origin === "human_after_ai_draft") && element("span", { class: "tag plain" }, message.origin_label),
    element("time", { datetime: message.created_at, title: moment(message.created_at) }, hour(message.created_at)));
}

function sources(list) {
  if (!list.length) return null;
  return element("ul", { class: "sources", role: "list", "aria-label": word("sources") },
    ...list.map((source) => element("li", {}, link(source.url, source.title))));
}

function foot(message, onTrace) {
  if (message.author !== "ai") return null;
  const { feedback, turn } = message;
  return element("div", { class: "foot" },
    turn?.status && element("span", { class: "tag", "data-status": turn.status }, label("answer", turn.status)),
    message.stopped && element("span", { class: "tag plain" }, word("stopped")),
    feedback && element("span", { class: "tag", "data-feedback": feedback.value, title: feedback.comment }, word(feedback.value > 0 ? "helpful" : "not_helpful")),
    feedback?.reason && element("span", { class: "tag late", "data-reason": feedback.reason }, word("reported", { reason: label("reason", feedback.reason) })),
    turn && element("button", { type: "button", class: "quiet trace-button", "aria-pressed": "false", onclick: () => onTrace(message) }, word("show_trace")));
}

/** A reply on its way: it shows its state and never loses its text. */
export function pendingItem(reply, { onRetry, onEdit }) {
  const failed = reply.state === "failed";
  return element("li", { class: "message", "data-author": "human", "data-state": reply.state },
    element("p", { class: "who" }, element("strong", {}, word("you")), element("span", { class: "tag plain" }, word(failed ? "not_sent" : "sending"))),
    element("div", { class: "text" }, reply.text),
    failed && element("div", { class: "foot" },
      element("span", { class: "reason" }, reply.reason || ""),
      element("button", { type: "button", onclick: () => onRetry(reply) }, word("retry")),
      element("button", { type: "button", class: "quiet", onclick: () => onEdit(reply) }, word("edit"))));
}

/** The AI's answer while it is being made. */
export function workItem(work) {
  return element("li", { class: "message", "data-author": "ai", "data-state": "working" },
    element("p", { class: "who" }, element("strong", {}, word("author_ai")), element("span", { class: "tag plain" }, label("phase", work.phase))),
    element("div", { class: "text" }, work.text));
}
