/** Warns, two minutes before the end, that a page which a code has opened is about to close. */
const BEFORE = 120000; // milliseconds
const form = document.getElementById("until");
const soon = document.getElementById("soon");

setTimeout(() => (soon.textContent = soon.dataset.text), Math.max(0, Date.parse(form.dataset.until) - Date.now() - BEFORE));
