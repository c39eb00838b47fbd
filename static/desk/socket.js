/** The desk's line: it does not come back for somebody who has signed out. */
import { Line } from "../shared/line.js";
import { page } from "./words.js";

const FORBIDDEN = 4403;
const SIGNS = ["keydown", "pointerdown", "wheel"];

export class DeskSocket extends Line {
  #used = true;

  constructor(path) {
    super(`${path}?lang=${page}`, { greeting: "queue", pingEvery: 20000, firstWait: 500, longestWait: 15000 });
    for (const sign of SIGNS) addEventListener(sign, () => (this.#used = true), { capture: true, passive: true });
  }

  /** Whether somebody has used the desk since the last ping: a session nobody uses ends. */
  told() {
    const used = this.#used;
    this.#used = false;
    return { used };
  }

  async mayReturn(code, attempt) {
    if (code !== FORBIDDEN && (attempt === 0 || !(await isSignedOut()))) return true;
    this.dispatchEvent(new CustomEvent("signedout"));
    return false;
  }
}

/** A refused handshake does not say why; the page itself does: it redirects whoever must sign in. */
async function isSignedOut() {
  try {
    const answer = await fetch(location.href, { method: "HEAD", redirect: "manual" });
    return answer.type === "opaqueredirect" || answer.status === 403;
  } catch {
    return false;
  }
}
