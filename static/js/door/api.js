// Asking the server as the device this browser is; and knowing when nobody answers, or somebody else does.

const PATIENCE = 4_000;
const LONG = 30_000; // for a whole batch
const QUICK = 1_500; // an answer that took longer says little about the time
const OURS = "X-Netevent"; // a hotel's sign-in page answers 200 too, but not with this

// How far the server's clock is ahead of this device's, in milliseconds, by an answer to a question asked then.
export const aheadOf = (now, asked) => Date.parse(now) - (asked + Date.now()) / 2;

// What the server's clock shows, as far as this device can tell; in milliseconds.
export const timeOf = (device) => Date.now() + (device.ahead ?? 0);

export class Unreachable extends Error {}
export class Removed extends Error {}

export class Api {
  constructor(device) {
    this.device = device;
  }

  get(path) {
    return this.ask("GET", path);
  }

  send(method, path, body) {
    return this.ask(method, path, body, path.endsWith("/batch") ? LONG : PATIENCE);
  }

  // Gives the status and the JSON of an answer; throws Unreachable, or Removed when the token opens nothing any more.
  async ask(method, path, body, patience = PATIENCE) {
    const headers = { Authorization: `Bearer ${this.device.token}`, "Accept-Language": document.documentElement.lang };
    if (body) headers["Content-Type"] = "application/json";
    const began = Date.now();
    let answer;
    let said;
    try {
      const signal = AbortSignal.timeout(patience);
      const sent = { method, headers, body: body && JSON.stringify(body), signal, credentials: "omit", cache: "no-store" };
      answer = await fetch(`/api/v1/events/${this.device.code}${path}`, sent);
      said = answer.status === 204 ? null : await answer.json();
    } catch {
      throw new Unreachable();
    }
    if (answer.headers.get(OURS) !== "1" || answer.status >= 500 || answer.status === 429) throw new Unreachable();
    if (answer.status === 401) throw new Removed();
    if (said?.now && Date.now() - began < QUICK) this.device.ahead = aheadOf(said.now, began);
    return { status: answer.status, said };
  }

  now() {
    return new Date(timeOf(this.device)).toISOString();
  }
}
