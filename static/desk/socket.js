/** The line to the server: comes back by itself, and says when it is gone. */
import { page } from "./words.js";

const PING_EVERY = 20000;
const PATIENCE = 10000;
const FORBIDDEN = 4403;

export class DeskSocket extends EventTarget {
  #attempt = 0;
  #socket = null;
  #timer = 0;
  #deadline = 0;

  constructor(path) {
    super();
    this.address = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}?lang=${page}`;
    addEventListener("online", () => this.connect());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.connect());
    setInterval(() => this.#ping(), PING_EVERY);
  }

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  connect() {
    clearTimeout(this.#timer);
    if (this.#socket && this.#socket.readyState <= WebSocket.OPEN) return;
    const socket = new WebSocket(this.address);
    this.#socket = socket;
    socket.onmessage = (event) => this.#receive(socket, JSON.parse(event.data));
    socket.onclose = (event) => socket === this.#socket && this.#lost(event.code);
  }

  /** Send a frame; false when there is no line. */
  send(frame) {
    if (!this.isOpen) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #receive(socket, frame) {
    if (socket !== this.#socket) return;
    clearTimeout(this.#deadline);
    if (frame.type === "queue") this.#attempt = 0;
    this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
  }

  #ping() {
    if (!this.send({ type: "ping" })) return;
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => {
      const dead = this.#socket;
      this.#lost(0);
      dead.close();
    }, PATIENCE);
  }

  async #lost(code) {
    clearTimeout(this.#deadline);
    this.#socket = null;
    this.dispatchEvent(new CustomEvent("lost"));
    if (code === FORBIDDEN || (this.#attempt > 0 && (await this.#isSignedOut()))) {
      this.dispatchEvent(new CustomEvent("signedout"));
      return;
    }
    const wait = Math.min(15000, 500 * 2 ** this.#attempt) * (0.75 + Math.random() / 2);
    this.#attempt += 1;
    this.#timer = setTimeout(() => this.connect(), wait);
  }

  /** A refused handshake does not say why; the page itself does: it redirects whoever must sign in. */
  async #isSignedOut() {
    try {
      const answer = await fetch(location.href, { method: "HEAD", redirect: "manual" });
      return answer.type === "opaqueredirect" || answer.status === 403;
    } catch {
      return false;
    }
  }
}
