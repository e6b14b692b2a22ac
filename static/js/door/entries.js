// What was done at this door: kept before it is shown, sent by its nonce until there is a receipt, never thrown away unread.
// An entry is "waiting", "sent" or "refused"; a refused one stays until somebody lets it go. A "held" one is a code nobody
// could look up: it waits for a decision at the door, and keeps its nonce in case the server heard of it after all.
import { store } from "door/store";
import { Removed } from "door/api";

const BATCH = 100;
const KEPT = 200; // sent ones that can still be looked up and taken back

export class Entries {
  constructor(api, device) {
    this.api = api;
    this.device = device;
    this.all = [];
  }

  async load() {
    this.all = (await store.entries(this.device.code)).sort((one, other) => one.number - other.number);
  }

  // `body` is what the API takes; `more` what this device knows of it: the guest of the list, a name, what it showed.
  async add(kind, body, more = {}) {
    const nonce = crypto.randomUUID();
    const said = { ...body, nonce, at: this.api.now(), clock: new Date().toISOString(), device: this.device.door };
    const entry = this.drawn(nonce, kind, said, more);
    await store.keepEntries([entry]);
    this.all.push(entry);
    return entry;
  }

  // Taking back what was done by `all`, the entry `one` among them: kept together, or not at all.
  async takeBack(one, all) {
    const undo = this.drawn(crypto.randomUUID(), "undo", { undo: one.nonce }, { name: one.name });
    await store.keepEntries([undo, ...all.map((entry) => ({ ...entry, undone: true }))]);
    for (const entry of all) entry.undone = true;
    this.all.push(undo);
  }

  drawn(nonce, kind, body, more) {
    const number = (this.all.at(-1)?.number ?? 0) + 1;
    return { nonce, number, code: this.device.code, kind, body, at: this.api.now(), state: "waiting", ...more };
  }

  waiting() {
    return this.all.filter((entry) => entry.state === "waiting");
  }

  refused() {
    return this.all.filter((entry) => entry.state === "refused");
  }

  // Oldest first, a batch at a time, one tab at a time; `answered` hears of each entry. Throws as the API does.
  async flush(answered = () => {}) {
    const alone = async (lock) => lock !== null && this.sendAll(answered);
    return navigator.locks ? navigator.locks.request(`door-${this.device.code}`, { ifAvailable: true }, alone) : this.sendAll(answered);
  }

  async sendAll(answered) {
    let most = BATCH;
    for (let some = this.waiting().slice(0, most); some.length; some = this.waiting().slice(0, most)) {
      const { status, said } = await this.api.send("POST", "/checkins/batch", { checkins: some.map((entry) => entry.body) });
      if (status === 200) {
        for (const [place, result] of said.results.entries()) await this.settle(some[place], result);
        most = BATCH;
      } else if (some.length === 1) await this.settle(some[0], { status, problem: said });
      else most = Math.ceil(some.length / 2); // one of them spoils it for the others: it is found by halves
      for (const entry of some) if (entry.state !== "waiting") await answered(entry);
    }
    await this.prune();
  }

  settle(entry, { status, checkin = null, problem = null }) {
    const [state, strange] = [status < 300 ? "sent" : "refused", status === 404]; // strange: nobody here knows the code
    return this.change(entry, { state, strange, answer: checkin, problem: problem?.detail ?? "" });
  }

  again(entry) {
    return this.change(entry, { state: "waiting" });
  }

  hold(entry) {
    return this.change(entry, { state: "held" });
  }

  async change(entry, what) {
    await store.keepEntries([{ ...entry, ...what }]);
    Object.assign(entry, what);
  }

  async letGo(entry) {
    await store.dropEntries([entry.nonce]);
    this.all = this.all.filter((one) => one !== entry);
  }

  async prune() {
    const old = this.all.filter(({ state }) => state === "sent" || state === "held").slice(0, -KEPT);
    if (!old.length) return;
    await store.dropEntries(old.map((entry) => entry.nonce));
    this.all = this.all.filter((entry) => !old.includes(entry));
  }
}

// The last words of a device that was taken away: what it holds, and then nothing of the event any more.
export async function surrender(entries) {
  try {
    await entries.load();
    await entries.flush();
  } catch (error) {
    if (!(error instanceof Removed)) throw error; // nobody answers: another time
  }
  await store.forget(entries.device.code);
}
