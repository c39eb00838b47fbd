/** Build DOM without HTML strings: whatever anybody wrote can only become text. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const TAGS = new Set("P BR STRONG EM UL OL LI A CODE PRE BLOCKQUOTE H2 H3 H4 HR TABLE THEAD TBODY TR TH TD".split(" "));

/** Copy the server's sanitised HTML, known tags only, links only to the web, mail and telephone. */
export function copyHtml(html) {
  const fragment = document.createDocumentFragment();
  copy(new DOMParser().parseFromString(html, "text/html").body, fragment);
  return fragment;
}

function copy(from, to) {
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) to.append(child.textContent);
    else if (TAGS.has(child.tagName)) {
      const node = child.tagName === "A" ? link(child.getAttribute("href")) : document.createElement(child.tagName);
      copy(child, node);
      to.append(node);
    } else copy(child, to);
  }
}

/** A link that opens beside the chat; anything but a known scheme stays text. */
export function link(url, text = "") {
  if (!/^(https?:\/\/|mailto:|tel:|\/(?!\/))/i.test(url || "")) return element("span", {}, text);
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
}
