/** Single-key shortcuts: never while somebody writes, never against a modifier, and they can be switched off. */
import { element } from "../shared/element.js";
import { label } from "./words.js";

const OFF = "guichet.desk.shortcuts";
const LISTED = ["j", "k", "Enter", "t", "r", "p", "Ctrl+Enter", "e", "c", "Esc", "?"];
const WRITES = "input, textarea, select, [contenteditable]";

export class Keys {
  constructor(page, deeds) {
    Object.assign(this, { page, deeds });
    this.isOn = localStorage.getItem(OFF) !== "off";
    document.addEventListener("keydown", (event) => this.#press(event));
    page.button.addEventListener("click", () => this.show());
    page.list.append(...LISTED.flatMap((key) => [element("dt", {}, ...keyNames(key)), element("dd", {}, label("key", key))]));
    page.toggle.checked = this.isOn;
    page.toggle.addEventListener("change", () => this.#switch(page.toggle.checked));
  }

  show() {
    this.page.dialog.showModal();
  }

  #switch(isOn) {
    this.isOn = isOn;
    localStorage.setItem(OFF, isOn ? "on" : "off");
  }

  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
    if (!this.isOn || event.target.closest?.(WRITES) || document.querySelector("dialog[open]")) return;
    const deed = event.key === "?" ? () => this.show() : this.deeds[event.key];
    if (!deed) return;
    event.preventDefault();
    deed();
  }
}

function keyNames(key) {
  const parts = key.split("+").map((part) => element("kbd", {}, label("name", part)));
  return parts.length > 1 ? [parts[0], " + ", parts[1]] : parts;
}
