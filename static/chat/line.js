/** The line to the server: comes back by itself, jittered, and notices when it is dead. */
const PING_EVERY = 25000;
const PATIENCE = 20000;
const LONGEST_WAIT = 30000;

export class Line extends EventTarget {
  #attempt = 0;
  #socket = null;
  #timer = 0;
  #deadline = 0;

  constructor(path) {
    super();
    this.address = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;
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
    socket.onclose = () => socket === this.#socket && this.#lost();
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
    if (frame.type === "state") this.#attempt = 0;
    this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
  }

  #ping() {
    if (!this.send({ type: "ping" })) return;
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => {
      const dead = this.#socket;
      this.#lost();
      dead?.close();
    }, PATIENCE);
  }

  #lost() {
    clearTimeout(this.#deadline);
    this.#socket = null;
    this.dispatchEvent(new CustomEvent("lost", { detail: this.#attempt }));
    const wait = Math.min(LONGEST_WAIT, 250 * 2 ** this.#attempt) * (0.75 + Math.random() / 2);
    this.#attempt += 1;
    this.#timer = setTimeout(() => this.connect(), wait);
  }
}
