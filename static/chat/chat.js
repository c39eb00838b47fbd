/** The chat page: frames in, frames out; each part of the page belongs to a module beside this one. */
import { Writing } from "./bubble.js";
import { Composer } from "./composer.js";
import { ChatLine } from "./line.js";
import { Outbox } from "./outbox.js";
import { Thread } from "./thread.js";
import { settings, word } from "./words.js";

const at = (id) => document.getElementById(id);
const state = { status: "new", code: null, greeted: false, isLost: false, toldAt: Date.now() };
const line = new ChatLine(() => ({ since: thread.lastSeq, code: state.code || "" }));
const outbox = new Outbox({ send: (frame) => line.send(frame), show: (entry) => thread.showOutgoing(entry), failed: () => word("failed") });
const thread = new Thread({
  log: at("log"),
  scroller: at("scroller"),
  more: at("more"),
  announcer: at("announcer"),
  choose: (title) => outbox.add(title),
  opinions: {
    rate: (id, value, comment, reason) => line.send({ type: "feedback", message_id: id, value, comment, reason }),
    person: () => at("person").requestSubmit(at("human")),
    announce: (text) => thread.announce(text),
  },
  retry: (entry) => outbox.retry(entry),
});
const writing = new Writing(at("writing"));
const composer = new Composer({ say: (text) => outbox.add(text), typing: () => line.send({ type: "typing" }) });
const parent_ = settings.embedded && window.parent !== window ? settings.parent : null;
let adviserTyping = 0;
let told = ""; // whose writing was announced: once for each answer

const handlers = {
  disclosure(frame) {
    at("disclosure-text").textContent = frame.text;
    const isLongAgo = Date.now() - state.toldAt >= settings.notice_ms && state.status !== "human"; // the machine has slept
    state.toldAt = Date.now();
    if (frame.again || isLongAgo) thread.remind(frame.text);
    if (frame.again) return;
    line.send({ type: "hello", last_seq: thread.lastSeq, code: state.code || "", language: document.documentElement.lang });
  },
  state: showState,
  message(frame) {
    if (frame.id === writing.id) writing.clear();
    if (frame.author_type === "human") {
      hideTyping();
      told = "";
    }
    if (frame.author_type !== "you") at("person").classList.toggle("offered", Boolean(frame.offer_person));
    if (frame.client_id) outbox.confirm(frame.client_id);
    thread.add(frame, { isNew: frame.seq > (state.code === settings.code ? settings.told : 0) });
    tellParent({ type: "message", author_type: frame.author_type });
    if (document.visibilityState === "visible") line.send({ type: "read", seq: frame.seq });
  },
  working(frame) {
    thread.keepPlace(() => writing.show(frame.message_id, frame.phase, frame.position));
    announceOnce(frame.message_id, word("at_work"));
  },
  piece: (frame) => thread.keepPlace(() => writing.add(frame)),
  working_ended: (frame) => frame.message_id === writing.id && writing.clear(),
  feedback: (frame) => thread.rated(frame),
  typing() {
    at("typing").hidden = false;
    announceOnce("adviser", at("typing").textContent);
    clearTimeout(adviserTyping);
    adviserTyping = setTimeout(hideTyping, 5000);
  },
  error(frame) {
    const detail = frame.code === "no_session" ? word("no_cookies") : frame.detail;
    if (!outbox.refuse(frame.client_id, detail)) at("banner").textContent === detail || banner(detail);
    else thread.announce(detail);
  },
  erased() {
    thread.clear();
    writing.clear();
    banner(word("erased"));
  },
};

function showState(frame) {
  if (frame.code && state.code && frame.code !== state.code) thread.clear();
  const wasGreeted = state.greeted;
  Object.assign(state, { status: frame.status, code: frame.code, greeted: true });
  if (!wasGreeted) setTimeout(() => outbox.flush());
  const withAi = frame.status === "ai" || frame.status === "new";
  const alone = frame.status === "waiting" && !frame.advisers_online;
  const kind = alone ? "waiting_offline" : withAi && frame.ai_off ? "off" : frame.status;
  at("status").textContent = word(`status_${kind}`, { n: frame.queue_position ?? "", name: frame.adviser ?? "" });
  at("ai-off").hidden = !frame.ai_off;
  showLater(frame.later);
  at("human").hidden = frame.status === "human";
  at("assistant").hidden = frame.status !== "waiting" || frame.ai_off;
  document.body.dataset.status = frame.status;
  at("code").hidden = !frame.code;
  at("code-value").textContent = frame.code || "";
  at("transcript").hidden = !frame.code;
  if (frame.code) at("transcript").href = `/privacy/${frame.code.replaceAll("-", "").slice(0, 8)}/download.html?lang=${document.documentElement.lang}`;
  if (!withAi) writing.clear();
}

/** When nobody is on duty: by when, under which reference, and whether by mail too. */
function showLater(later) {
  thread.keepPlace(() => (at("later").hidden = !later));
  if (!later) return;
  at("later-by").textContent = later.answer_by;
  at("later-reference").textContent = later.reference;
  at("later-noted").hidden = !later.has_email;
  at("later-form").hidden = later.has_email;
}

function hideTyping() {
  at("typing").hidden = true;
}

/** A sentence above the thread, announced once. */
function banner(text) {
  at("banner").textContent = text;
  at("banner").hidden = !text;
  if (text) thread.announce(text);
}

function announceOnce(whose, text) {
  if (told !== whose) thread.announce(text);
  told = whose;
}

function isBack() {
  if (navigator.cookieEnabled) banner("");
  if (state.isLost) thread.announce(word("back"));
  state.isLost = false;
}

function tellParent(message) {
  if (parent_) window.parent.postMessage({ guichet: 1, ...message }, parent_);
}

line.addEventListener("frame", ({ detail }) => {
  if (detail.type === "disclosure") isBack();
  handlers[detail.type]?.(detail);
});
line.addEventListener("lost", ({ detail: attempt }) => {
  state.greeted = false;
  if (attempt !== 1 || state.isLost || !navigator.cookieEnabled) return; // the first try again takes a moment: no alarm for that
  state.isLost = true;
  banner(word("lost"));
});
at("person").addEventListener("submit", (event) => {
  event.preventDefault();
  if (state.status === "waiting") thread.announce(at("status").textContent); // asked already: say where that stands
  if (!line.send({ type: event.submitter.value })) banner(word("lost"));
});
at("later-form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (!line.send({ type: "email", address: at("address").value })) banner(word("lost"));
});
at("stop").addEventListener("click", () => line.send({ type: "stop", message_id: writing.id }));
document.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && tellParent({ type: "close" }));
at("close")?.addEventListener("click", () => tellParent({ type: "close" }));
addEventListener("message", (event) => {
  if (!parent_ || event.source !== window.parent || event.origin !== parent_ || event.data?.guichet !== 1) return;
  if (event.data.type === "opened") composer.focus();
});
composer.focus();
if (!navigator.cookieEnabled) banner(word("no_cookies"));
line.connect();
composer.start();
document.body.dataset.ready = "true"; // from here on the scripts answer for the forms
