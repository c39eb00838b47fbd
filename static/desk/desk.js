/** The adviser desk: wires the line to the server, the store and the three panes together. */
import { Composer } from "./composer.js";
import { Context } from "./context.js";
import { Keys } from "./keys.js";
import { Proposal } from "./proposal.js";
import { Queue } from "./queue.js";
import { DeskSocket } from "./socket.js";
import { Store } from "./store.js";
import { Thread } from "./thread.js";
import { element } from "../shared/element.js";
import { word } from "./words.js";

const at = (id) => document.getElementById(id);
const desk = at("desk");
const title = document.title;
const store = new Store();
const socket = new DeskSocket("/ws/desk/");
const narrow = matchMedia("(max-width: 1079px)");

const typing = element("p", { class: "typing", hidden: true }, word("customer_typing"));
at("messages").after(typing);
const deeds = Object.fromEntries([...document.querySelectorAll("[data-deed]")].map((button) => [button.dataset.deed, button]));
const queue = new Queue(at("queue"), store, open);
const composer = new Composer({ form: at("composer"), reply: at("reply"), notice: at("composer-notice"), log: at("log") }, store, socket);
const thread = new Thread(
  { log: at("log"), messages: at("messages"), head: at("thread-head"), title: at("thread-title"), status: at("thread-status"),
    none: at("no-thread"), noneTitle: at("thread-none"), newer: at("newer"), typing, deeds },
  store,
  { trace: showTrace, retry: (reply) => composer.send(reply), edit: (reply) => composer.edit(reply) },
);
const proposal = new Proposal(
  { root: at("proposal"), ask: at("propose"), insert: at("proposal-insert"), discard: at("proposal-discard"), title: at("proposal-title"),
    text: at("proposal-text"), note: at("proposal-note"), origin: at("proposal-origin"), hint: at("proposal-hint"), sources: at("proposal-sources") },
  store,
  socket,
  { insert: (made) => composer.insert(made), focus: () => composer.focus(), keepEnd: (change) => thread.keepEnd(change), say,
    noLine: () => notify(word("no_line")) },
);
new Context(at("context"), store);

function pane(name) {
  desk.dataset.pane = name;
}

function open(id) {
  pane("thread");
  if (id !== store.openId) {
    store.openConversation(id);
    socket.send({ type: "open", conversation: id, after: 0 });
  }
  if (narrow.matches) at("thread-title").focus();
}

function showTrace(message) {
  store.select(message);
  pane("context");
}

function act(kind) {
  const button = deeds[kind];
  if (!store.open || button.hidden || button.disabled) return;
  if (kind === "close") at("confirm-close").showModal();
  else carryOut(kind);
}

function carryOut(kind) {
  if (!socket.send({ type: kind, conversation: store.openId })) return notify(word("no_line"));
  deeds[kind].disabled = true;
  hideNotice();
}

for (const kind of Object.keys(deeds)) deeds[kind].addEventListener("click", () => act(kind));
at("confirm-close").addEventListener("close", (event) => {
  if (event.target.returnValue === "close") carryOut("close");
  event.target.returnValue = "";
});
at("back-to-queue").addEventListener("click", () => { pane("queue"); queue.focus(); });
at("show-context").addEventListener("click", () => pane("context"));
at("back-to-thread").addEventListener("click", () => pane("thread"));
document.addEventListener("visibilitychange", () => store.markRead());

new Keys(
  { button: at("shortcuts-button"), dialog: at("shortcuts"), list: at("shortcuts-list"), toggle: at("shortcuts-on") },
  { j: () => queue.step(1), k: () => queue.step(-1), t: () => act("take_over"), e: () => act("hand_back"), c: () => act("close"), r: () => composer.focus(), p: () => proposal.ask() },
);

/* What is said aloud, and what stands at the top */

function say(text) {
  at("live").textContent = text;
}

function notify(text, deed = null) {
  const [sentence, button] = at("notice").children;
  sentence.textContent = text;
  button.hidden = !deed;
  button.textContent = deed?.label || "";
  button.onclick = deed?.run;
  at("notice").hidden = false;
}

function hideNotice() {
  at("notice").hidden = true;
}

let waiting = null;
store.addEventListener("queue", () => {
  const count = store.waitingCount;
  document.title = count ? `(${count}) ${title}` : title;
  if (waiting !== null && count > waiting) say(word("now_waiting", { count }));
  waiting = count;
});
store.addEventListener("open", () => Object.values(deeds).forEach((button) => (button.disabled = false)));
store.addEventListener("opened", hideNotice);
store.addEventListener("messages", (event) => {
  const last = event.detail.findLast((message) => message.author === "customer");
  if (last && event.detail.length < 5) say(word("customer_says", { text: last.text }));
});
store.addEventListener("erased", () => {
  store.leave();
  pane("queue");
  notify(word("erased"), { label: word("fine"), run: hideNotice });
});

/* The line to the server */

function connection(state) {
  at("connection").dataset.state = state;
  at("connection").textContent = word(`connection_${state}`);
}

function receive(frame) {
  const isOpen = frame.conversation === store.openId;
  switch (frame.type) {
    case "queue":
      connection("open");
      hideNotice();
      store.setQueue(frame.lines);
      if (store.openId) socket.send({ type: "open", conversation: store.openId, after: store.lastSeq });
      return composer.resume();
    case "line": return store.setLine(frame.conversation, frame.line);
    case "thread": return isOpen && store.addThread(frame);
    case "piece": case "working": case "working_ended": return isOpen && store.setWork(frame);
    case "typing": return isOpen && thread.showTyping();
    case "erased": return store.setLine(frame.conversation, null);
    case "draft": return proposal.arrived(frame);
    case "error": return refused(frame);
  }
}

/* A conversation outside the adviser's queue opens once a reason is chosen */

let asked = null;
at("why-read").addEventListener("close", (event) => {
  const chosen = event.target.returnValue === "read" && new FormData(event.target.querySelector("form")).get("reason");
  event.target.returnValue = "";
  if (asked !== store.openId) return;
  if (!chosen) { store.leave(); pane("queue"); queue.focus(); }
  else if (!socket.send({ type: "open", conversation: asked, after: store.lastSeq, reason: chosen })) notify(word("no_line"));
});

function askWhy(id) {
  if (id !== store.openId || at("why-read").open) return;
  asked = id;
  at("why-read").querySelector("form").reset();
  at("why-read").showModal();
}

function refused(frame) {
  if (frame.code === "reason_needed") return askWhy(frame.conversation);
  if (frame.deed === "draft") return proposal.refused(frame);
  if (frame.client_id) composer.fail(frame.client_id, frame.detail);
  if (frame.code === "not_found" && frame.conversation) return store.setLine(frame.conversation, null);
  if (!frame.client_id && frame.deed !== "typing") notify(frame.detail, { label: word("fine"), run: hideNotice });
  Object.values(deeds).forEach((button) => (button.disabled = false));
  return null;
}

socket.addEventListener("frame", (event) => receive(event.detail));
socket.addEventListener("lost", () => {
  proposal.lost();
  connection("lost");
  if (at("notice").hidden) notify(word("lost_line"));
  Object.values(deeds).forEach((button) => (button.disabled = false));
});
socket.addEventListener("signedout", () => notify(word("signed_out"), { label: word("sign_in"), run: () => location.reload() }));
connection("connecting");
socket.connect();
