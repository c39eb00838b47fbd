/* Guichet's button for any page. Nothing else is loaded, stored or opened before it is clicked. */
(() => {
  "use strict";
  const script = document.currentScript;
  const base = new URL(script.src);
  const site = script.dataset.site;
  if (!site || window.Guichet) return;
  const language = (script.dataset.language || document.documentElement.lang || "").slice(0, 2);
  const known = {
    en: ["Help", "Open the support chat", "Close the support chat", "Support chat"],
    de: ["Hilfe", "Kundendienst-Chat öffnen", "Kundendienst-Chat schließen", "Kundendienst-Chat"],
    es: ["Ayuda", "Abrir el chat de ayuda", "Cerrar el chat de ayuda", "Chat de ayuda"],
    it: ["Aiuto", "Apri la chat di assistenza", "Chiudi la chat di assistenza", "Chat di assistenza"],
    fr: ["Aide", "Ouvrir le chat d’assistance", "Fermer le chat d’assistance", "Chat d’assistance"],
  };
  const [openWord, openLabel, closeLabel, title] = known[language] || known.fr;
  const colour = /^#[0-9a-f]{6}$/i.test(script.dataset.color || "") ? script.dataset.color : "#1f4b99";
  const side = script.dataset.position === "left" ? "left" : "right";
  const listeners = {};
  let frame = null;

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; }
    * { box-sizing: border-box; }
    button { position: fixed; ${side}: max(20px, env(safe-area-inset-${side})); bottom: max(20px, env(safe-area-inset-bottom));
      z-index: 2147483000; min-width: 56px; min-height: 56px; padding: 0 22px 0 18px; display: inline-flex; gap: 10px; align-items: center;
      border: 2px solid transparent; border-radius: 28px; background: ${colour}; color: ${readable(colour)}; cursor: pointer;
      font: 600 16px/1 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; box-shadow: 0 6px 24px rgb(0 0 0 / 24%); }
    button:hover { filter: brightness(1.1); }
    button:focus-visible { outline: 3px solid ${readable(colour)}; outline-offset: -6px; box-shadow: 0 0 0 4px ${colour}; }
    svg { width: 22px; height: 22px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; }
    section { position: fixed; ${side}: 20px; bottom: 92px; z-index: 2147483001; width: min(420px, calc(100vw - 40px));
      height: min(680px, calc(100dvh - 112px)); border-radius: 14px; overflow: hidden; background: Canvas;
      box-shadow: 0 12px 48px rgb(0 0 0 / 32%); }
    section[hidden] { display: none; }
    iframe { width: 100%; height: 100%; border: 0; display: block; color-scheme: normal; }
    @media (max-width: 640px) { section { inset: 0; width: 100vw; height: 100dvh; border-radius: 0; } }
    @media (prefers-reduced-motion: no-preference) { section { animation: rise .16s ease-out; } }
    @keyframes rise { from { opacity: 0; transform: translateY(8px); } }
    @media (forced-colors: active) { button { border-color: ButtonText; } }`);

  const host = document.createElement("guichet-widget");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  const button = document.createElement("button");
  button.type = "button";
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "M4 4h16v12H9l-5 4z");
  icon.append(path);
  button.append(icon, openWord);
  button.setAttribute("aria-label", openLabel);
  button.setAttribute("aria-haspopup", "dialog");
  button.setAttribute("aria-controls", "guichet");
  button.setAttribute("aria-expanded", "false");
  const panel = document.createElement("section");
  panel.id = "guichet";
  panel.hidden = true;
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", title);
  root.append(button, panel);

  /** Black or white, whichever reads better on the colour (WCAG contrast). */
  function readable(hex) {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const c = parseInt(hex.slice(at, at + 2), 16) / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000" : "#fff";
  }

  const tell = (name, detail) => (listeners[name] || []).forEach((listener) => listener(detail));
  const post = (message) => frame?.contentWindow?.postMessage({ guichet: 1, ...message }, base.origin);

  function open() {
    if (!frame) {
      frame = document.createElement("iframe");
      frame.title = title;
      frame.src = `${base.origin}/chat/${encodeURIComponent(site)}/?embedded=1${language ? `&lang=${language}` : ""}`;
      panel.append(frame);
    }
    if (!panel.hidden) return;
    panel.hidden = false;
    button.setAttribute("aria-expanded", "true");
    button.setAttribute("aria-label", closeLabel);
    frame.focus();
    post({ type: "opened" });
    tell("open");
  }

  function close() {
    if (panel.hidden) return;
    panel.hidden = true;
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-label", openLabel);
    button.focus();
    tell("close");
  }

  button.addEventListener("click", () => (panel.hidden ? open() : close()));
  root.addEventListener("keydown", (event) => event.key === "Escape" && close());
  addEventListener("message", (event) => {
    if (event.origin !== base.origin || event.source !== frame?.contentWindow || event.data?.guichet !== 1) return;
    if (event.data.type === "close") close();
    else if (event.data.type === "message") tell("message", { author_type: event.data.author_type });
  });

  window.Guichet = {
    open,
    close,
    identify: (jwt) => post({ type: "identify", jwt: String(jwt) }),
    logout: () => post({ type: "logout" }),
    on: (event, listener) => (listeners[event] ||= []).push(listener),
  };
  const place = () => document.body.append(host);
  if (document.body) place();
  else addEventListener("DOMContentLoaded", place);
})();
