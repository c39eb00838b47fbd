/** The trace of one AI answer: decision, guards, passages with scores, checks, model and its hash, timings. */
import { element, link } from "../shared/element.js";
import { figure, hour, label, word } from "./words.js";

const SHOWN = ["guards", "passages", "checks", "model", "timings_ms"];

/** The sections for a message with its turn; what has no section of its own is shown as data. */
export function traceSections(message) {
  const { turn } = message;
  const trace = turn.trace || {};
  const rest = Object.fromEntries(Object.entries(trace).filter(([name]) => !SHOWN.includes(name)));
  return [
    element("dl", { class: "facts" },
      ...pair("fact_answer_at", hour(message.created_at)),
      ...pair("fact_status", turn.status && label("answer", turn.status)),
      ...pair("fact_origin", message.origin_label),
      ...pair("fact_duration", turn.seconds !== null && word("seconds", { n: figure(turn.seconds) }))),
    section("trace_guards", list(trace.guards).map(guard)),
    section("trace_passages", list(trace.passages).map(passage)),
    section("trace_checks", list(trace.checks).map(check)),
    model(trace.model),
    timings(trace.timings_ms),
    Object.keys(rest).length && element("details", {}, element("summary", {}, word("trace_rest")), element("pre", {}, JSON.stringify(rest, null, 2))),
  ].filter(Boolean);
}

const pair = (name, value) => (value ? [element("dt", {}, word(name)), element("dd", {}, value)] : []);

/** A list, or an object as a list of {name, value}. */
function list(value) {
  if (Array.isArray(value)) return value;
  return Object.entries(value || {}).map(([name, given]) => (given && typeof given === "object" ? { name, ...given } : { name, value: given }));
}

function section(title, items) {
  return items.length ? element("section", {}, element("h4", {}, word(title)), element("ul", { role: "list" }, ...items)) : null;
}

function guard(entry) {
  const { name, value, passed, detail } = typeof entry === "string" ? { name: entry } : entry;
  const outcome = passed ?? value;
  return element("li", { class: "row" }, element("span", {}, name), element("span", { class: "hint" }, applied(outcome), detail ? ` ${detail}` : ""));
}

function applied(outcome) {
  if (typeof outcome === "boolean") return word(outcome ? "applied" : "not_needed");
  return verdict(outcome);
}

function verdict(outcome) {
  if (outcome === true) return word("passed");
  if (outcome === false) return word("failed");
  return outcome === undefined || outcome === null ? "" : String(outcome);
}

function passage(entry) {
  const score = Math.max(0, Math.min(1, Number(entry.score) || 0));
  const parts = ["lexical", "semantic"].filter((name) => typeof entry[name] === "number").map((name) => `${word(name)} ${figure(entry[name])}`);
  return element("li", { class: "passage" },
    element("div", { class: "row" }, link(entry.url, entry.title || entry.id || "?"), element("strong", {}, figure(score))),
    element("meter", { min: 0, max: 1, value: score, "aria-label": word("score") }),
    entry.heading && element("p", { class: "hint" }, entry.heading),
    parts.length > 0 && element("p", { class: "hint" }, parts.join(" · ")));
}

function check(entry) {
  const { name, value, passed = value, detail, sentence } = typeof entry === "string" ? { name: entry } : entry;
  return element("li", { class: "check", "data-passed": String(passed) },
    element("div", { class: "row" }, element("span", {}, name || sentence), element("strong", {}, verdict(passed))),
    detail && element("p", { class: "hint" }, typeof detail === "string" ? detail : JSON.stringify(detail)));
}

function model(given) {
  if (!given) return null;
  const { name, sha256, ...rest } = typeof given === "string" ? { name: given } : given;
  return element("section", {}, element("h4", {}, word("trace_model")),
    element("p", {}, name),
    sha256 && element("p", { class: "hash", title: sha256 }, `sha256 ${sha256}`),
    Object.keys(rest).length > 0 && element("p", { class: "hint" }, Object.entries(rest).map(([key, value]) => `${key} ${value}`).join(" · ")));
}

function timings(given) {
  const entries = Object.entries(given || {}).filter(([, ms]) => typeof ms === "number");
  if (!entries.length) return null;
  const longest = Math.max(...entries.map(([, ms]) => ms), 1);
  return section("trace_timings", entries.map(([name, ms]) =>
    element("li", { class: "timing" },
      element("div", { class: "row" }, element("span", {}, name), element("span", {}, word("milliseconds", { n: figure(Math.round(ms)) }))),
      element("meter", { min: 0, max: longest, value: ms, "aria-label": name }))));
}
