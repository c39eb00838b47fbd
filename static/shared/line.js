/** The line to the server: comes back by itself, jittered, and notices when it is dead. */
const PATIENCE = 20000;
const GREETING_WITHIN = 10000;

export class Line extends EventTarget {
  #attempt = 0;
  #socket = null;
  #timer = 0;
  #deadline = 0;

  /** `greeting` is the frame type that says that the line is good again. */
  constructor(path, { greeting, pingEvery = 25000, firstWait = 250, longestWait = 30000 }) {
    super();
    Object.assign(this, { greeting, firstWait, longestWait });
    this.address = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;
    addEventListener("online", () => this.connect());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.connect());
    setInterval(() => this.#ping(), pingEvery);
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
    this.#expect(GREETING_WITHIN); // some proxies neither let it through nor refuse it
  }

  /** Send a frame; false when there is no line. */
  send(frame) {
    if (!this.isOpen) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** Whether to come back after this close code; a page that must be signed in says no when it is not. */
  async mayReturn(_code, _attempt) {
    return true;
  }

  /** What a ping says besides. */
  told() {
    return {};
  }

  #receive(socket, frame) {
    if (socket !== this.#socket) return;
    clearTimeout(this.#deadline);
    if (frame.type === this.greeting) this.#attempt = 0;
    this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
  }

  #ping() {
    if (this.send({ type: "ping", ...this.told() })) this.#expect(PATIENCE);
  }

  #expect(within) {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => {
      const dead = this.#socket;
      this.#lost(0);
      dead?.close();
    }, within);
  }

  async #lost(code) {
    clearTimeout(this.#deadline);
    this.#socket = null;
    this.dispatchEvent(new CustomEvent("lost", { detail: this.#attempt }));
    if (!(await this.mayReturn(code, this.#attempt))) return;
    const wait = Math.min(this.longestWait, this.firstWait * 2 ** this.#attempt) * (0.75 + Math.random() / 2);
    this.#attempt += 1;
    this.#timer = setTimeout(() => this.connect(), wait);
  }
}
