/** The page's words, its settings, and the reader's way of writing times. */
export const settings = JSON.parse(document.getElementById("chat-settings").textContent);
const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });

/** The sentence of that name, its {places} filled. */
export function word(name, places = {}) {
  return (settings.words[name] || name).replace(/\{(\w+)\}/g, (_, key) => String(places[key] ?? ""));
}

/** The hour for today, the date and the hour for any other day. */
export function when(iso) {
  const date = new Date(iso);
  return (date.toDateString() === new Date().toDateString() ? clock : day).format(date);
}
