// With the server: what waits goes up, what changed comes down, every few seconds and whenever there is something to say.
import { Removed, Unreachable } from "door/api";
import { surrender } from "door/entries";
import { here } from "door/here";
import { count, tell } from "door/screen";

const NO_DOOR = "netevent.no-door";

let syncing;
let again = false;
let settled = () => {}; // told of the entry on the screen once the server answered it

export const whenSettled = (act) => (settled = act);

// One exchange at a time; what is added while one runs goes with the next, and everybody waits for that.
export function sync() {
  if (syncing) {
    again = true;
    return syncing;
  }
  syncing = exchange().finally(() => (syncing = undefined));
  return syncing;
}

async function exchange() {
  try {
    do {
      again = false;
      await here.entries.flush(answered);
      await clash(await here.guests.refresh());
    } while (again);
    here.online = true;
  } catch (error) {
    if (error instanceof Removed) return removed();
    if (!(error instanceof Unreachable)) throw error;
    here.online = false;
  } finally {
    refresh();
  }
}

async function answered(entry) {
  const { answer } = entry;
  if (entry.kind === "undo") return;
  const known = here.guests.all.get(entry.guest);
  if (entry.state === "refused" && known && entry.shown === "welcome") await here.guests.note(known, "expected");
  if (answer && known && !entry.undone) await here.guests.note(known, "here", answer.at, answer.door);
  if (entry === here.shown) settled(entry);
}

// Somebody this door welcomed came in by another one as well: shown, and left as the server settled it.
async function clash(changed) {
  for (const guest of changed) {
    const mine = here.entries.all.find((entry) => entry.guest === guest.id && entry.shown === "welcome" && !entry.undone);
    if (mine && guest.status === "here" && guest.door !== here.device.door && !mine.clash) {
      await here.entries.change(mine, { clash: { at: guest.at, door: guest.door } });
    }
  }
}

// The token opens nothing any more: hand over what waits, then forget the event, page and all.
async function removed() {
  try {
    await surrender(here.entries);
  } catch {
    return; // nobody answered: it is tried again
  }
  const keys = (await globalThis.caches?.keys()) ?? [];
  await Promise.all(keys.map((key) => caches.delete(key)));
  sessionStorage.setItem(NO_DOOR, "yes");
  location.reload();
}

// Whether this page was a door a moment ago; it is said once.
export function toldOnce() {
  const was = sessionStorage.getItem(NO_DOOR);
  sessionStorage.removeItem(NO_DOOR);
  return was;
}

export function refresh() {
  const { guests, entries, online } = here;
  const { expected, here: came } = guests.counts();
  const waiting = entries.waiting();
  const unlisted = waiting.filter(({ guest, shown, undone }) => !guest && shown === "welcome" && !undone);
  count({ expected, here: came + unlisted.length });
  const clashes = entries.all.filter((entry) => entry.clash && !entry.seen).length;
  tell({ waiting: waiting.length, refused: entries.refused().length, online, clashes });
}
