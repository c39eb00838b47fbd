/** The desk's line: it does not come back for somebody who has signed out. */
import { Line } from "../shared/line.js";
import { page } from "./words.js";

const FORBIDDEN = 4403;

export class DeskSocket extends Line {
  constructor(path) {
    super(`${path}?lang=${page}`, { greeting: "queue", pingEvery: 20000, firstWait: 500, longestWait: 15000 });
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
