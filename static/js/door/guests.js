// The guest list of one event in memory, as the device keeps it: found by code, by name, by order; fresh every few seconds.
import { store } from "door/store";
import { hashesOf, keyed } from "door/codes";

const MOST = 30;
const WHOLE = 30 * 60_000; // so often the whole list is read anew: whoever is not on it any more is forgotten

export class Guests {
  constructor(api, device) {
    this.api = api;
    this.device = device;
    this.all = new Map();
    this.codes = new Map();
    this.orders = new Map();
  }

  async load() {
    for (const guest of await store.guests(this.device.code)) this.hold(guest);
  }

  // Whatever changed since the last time, page after page; gives the guests that are not as they were.
  async refresh() {
    if (Date.now() - (this.device.wholeAt ?? 0) > WHOLE) this.device.cursor = "";
    if (!this.device.cursor) this.told = new Set();
    const changed = [];
    for (let more = true; more; ) {
      const since = encodeURIComponent(this.device.cursor ?? "");
      const { status, said } = await this.api.get(`/registrations?since=${since}`);
      if (status !== 200) {
        this.device.cursor = ""; // a cursor of another time: from the start
        return changed;
      }
      const rows = said.registrations.map((guest) => ({ ...guest, code: this.device.code, plain: plain(guest) }));
      for (const guest of rows) this.told?.add(guest.id);
      changed.push(...(await this.keep(rows.filter((guest) => !same(guest, this.all.get(guest.id))))));
      Object.assign(this.device, { cursor: said.cursor, emailKey: said.email_key });
      await store.keepDevice(this.device);
      more = said.more;
    }
    if (this.told) await this.forgetOthers(this.told);
    return changed;
  }

  async keep(some) {
    await store.keepGuests(some);
    for (const guest of some) this.hold(guest);
    return some;
  }

  // A whole list was read: it is all there is.
  async forgetOthers(told) {
    const others = [...this.all.values()].filter((guest) => !told.has(guest.id));
    await this.keep(others.map((guest) => ({ ...guest, status: "gone" })));
    this.told = undefined;
    this.device.wholeAt = Date.now();
    await store.keepDevice(this.device);
  }

  hold(guest) {
    const before = this.all.get(guest.id);
    for (const code of before?.codes ?? []) if (this.codes.get(code) === guest.id) this.codes.delete(code);
    if (guest.status === "gone") return this.all.delete(guest.id);
    this.all.set(guest.id, guest);
    for (const code of guest.codes) this.codes.set(code, guest.id);
    if (guest.order) this.orders.set(guest.order, (this.orders.get(guest.order) ?? new Set()).add(guest.id));
  }

  // What this device knows before the server does: kept, so that a reload knows it too.
  async note(guest, status, at = null, door = "") {
    const now = { ...guest, status, at, door };
    this.hold(now);
    await store.keepGuests([now]);
  }

  async byCode(text) {
    for (const hash of await hashesOf(text)) if (this.codes.has(hash)) return this.all.get(this.codes.get(hash));
    return undefined;
  }

  // By every word, anywhere in name or company, those who are still to come first; or by a whole address.
  async search(wanted) {
    if (wanted.includes("@") && this.device.emailKey) {
      const hashed = await keyed(wanted, this.device.emailKey);
      return [...this.all.values()].filter((guest) => guest.email === hashed);
    }
    const words = fold(wanted).split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    const found = [...this.all.values()].filter((guest) => words.every((word) => guest.plain.includes(word)));
    return found.sort(byName).slice(0, MOST);
  }

  // The others of an order who are still to come.
  party(guest) {
    const ids = guest?.order ? [...(this.orders.get(guest.order) ?? [])] : [];
    return ids.map((id) => this.all.get(id)).filter((one) => one && one.id !== guest.id && one.status === "expected");
  }

  counts() {
    const rows = [...this.all.values()].filter((guest) => guest.status !== "cancelled");
    return { expected: rows.filter((one) => one.id[0] === "r").length, here: rows.filter((one) => one.status === "here").length };
  }
}

// How people type a name they heard: no accents, no capitals.
export function fold(text) {
  return text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replace(/[łøđðı]/g, (letter) => "loddi"["łøđðı".indexOf(letter)]);
}

const plain = (guest) => fold(`${guest.name} ${guest.company}`);
const order = (guest) => (guest.status === "expected" ? 0 : 1);
const byName = (one, other) => order(one) - order(other) || one.plain.localeCompare(other.plain);
const same = (one, other) => other && JSON.stringify(one) === JSON.stringify(other);
