/** The page's words and the reader's way of writing times; both follow the page's language. */
const settings = JSON.parse(document.getElementById("desk-settings").textContent);
const page = document.documentElement.lang || "fr";
const language = page === "en" ? "en-GB" : page; // dates and hours as Europe writes them
const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
const short = new Intl.DateTimeFormat(language, { day: "numeric", month: "short" });
const whole = new Intl.DateTimeFormat(language, { dateStyle: "full" });
const long = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
const plural = new Intl.PluralRules(language);
const names = new Intl.DisplayNames([language], { type: "language" });

export { settings, page };

/** The sentence of that name, its {places} filled; `count` chooses between `name` and `name_one`. */
export function word(name, places = {}) {
  const one = "count" in places && plural.select(places.count) === "one" && settings.words[`${name}_one`];
  return (one || settings.words[name] || name).replace(/\{(\w+)\}/g, (_, key) => String(places[key] ?? ""));
}

/** The words of a code such as a status or a key; the code itself when it has none. */
export const label = (kind, code) => settings.words[`${kind}_${code}`] || code;

export const hour = (iso) => clock.format(new Date(iso));
export const moment = (iso) => long.format(new Date(iso));
export const figure = (value) => number.format(value);
export function languageName(code) {
  const name = names.of(code);
  return name[0].toLocaleUpperCase(language) + name.slice(1);
}

/** The date of “2026-11-27”, whole or short. */
export const day = (iso) => whole.format(new Date(`${iso}T12:00`));
export const shortDay = (iso) => short.format(new Date(`${iso}T12:00`));

/** The hour for today, the date for any other day. */
export function when(iso) {
  const date = new Date(iso);
  return date.toDateString() === new Date().toDateString() ? clock.format(date) : short.format(date);
}

export const minutesSince = (iso) => Math.max(0, Math.floor((Date.now() - new Date(iso)) / 60000));

/** "under a minute", "12 min", "2 h 05". */
export function duration(minutes) {
  if (minutes < 1) return word("under_a_minute");
  if (minutes < 60) return word("minutes", { n: minutes });
  if (minutes < 24 * 60) return word("hours", { h: Math.floor(minutes / 60), m: String(minutes % 60).padStart(2, "0") });
  return word("days", { count: Math.floor(minutes / 1440) });
}
