// Letting in: whatever is scanned, typed or tapped becomes an entry, and is shown at once from this device's own list.
import { refresh, sync, whenSettled } from "door/exchange";
import { here } from "door/here";
import { came, clock, fill, open, part, show, words } from "door/screen";

whenSettled((entry) => showEntry(entry, true));

export async function scanned(text) {
  const known = await here.guests.byCode(text);
  return known ? letIn(known, { code: text }) : ask(text);
}

// A code the list does not have: a card of somebody who is not expected, another event's, or nobody's. Held until the
// server says; without a connection the people at the door decide, and the same scan is sent later.
async function ask(text) {
  const held = here.entries.all.find((entry) => entry.state === "held" && entry.body.code === text);
  const entry = held ?? (await here.entries.add("code", { code: text }));
  here.shown = entry;
  await here.entries.again(entry);
  open(""); // nobody sees an answer below it
  show("ready", { word: words.looking });
  await sync();
  if (entry.state === "waiting") {
    await here.entries.hold(entry);
    if (here.shown === entry) show("unknown", { line: words.checkWhenOnline, offers: ["walk-in", "anyway"] });
  } else if (entry.state === "refused") await here.entries.letGo(entry); // there was nobody to let in, and the screen said so
  refresh();
}

export async function anyway() {
  const entry = here.shown;
  await here.entries.change(entry, { shown: "welcome", state: "waiting" });
  showEntry(entry);
  return sync();
}

export async function letIn(guest, body) {
  await kept(guest, body);
  return sync();
}

async function kept(guest, body = { guest: guest.id }) {
  const { id, name, company, status, at, door } = guest;
  if (status === "cancelled") return show("unknown", { word: words.cancelled, name, company, offers: ["walk-in"] });
  const first = status === "expected";
  const shown = first ? "welcome" : "already";
  const entry = await here.entries.add("guest", body, { guest: id, shown, name, company, door, ...(first ? {} : { at }) });
  if (first) await here.guests.note(guest, "here", entry.body.at, here.device.door);
  showEntry(entry);
}

export async function walkIn(name, company) {
  showEntry(await here.entries.add("walk-in", { name, company }, { shown: "welcome", name, company }));
  return sync();
}

export function showEntry(entry, settled = false) {
  here.shown = entry;
  if (!settled) open(""); // an answer that comes later closes nothing somebody opened meanwhile
  const { answer, company, state } = entry;
  const name = answer?.name || entry.name || "";
  if (settled && state === "refused") {
    const [word, help] = entry.strange ? [words.unknown, words.help] : [words.refused];
    return show("unknown", { word, name, line: help ?? entry.problem, offers: ["walk-in"] });
  }
  const at = answer?.at ?? entry.at;
  if ((answer?.result ?? entry.shown) === "already") {
    return show("already", { name, company, line: came({ at, door: answer?.door ?? entry.door }), offers: ["undo"] });
  }
  const late = state === "waiting" && !here.online ? ` · ${words.waits}` : "";
  const line = `${fill(words.checkedIn, { time: clock(at) })}${late}`;
  return show("welcome", { name, company, line, offers: offersFor(entry) });
}

function offersFor(entry) {
  const others = here.guests.party(here.guests.all.get(entry.guest)).length;
  if (others) part("party-word").textContent = fill(others === 1 ? words.partyOne : words.partyMany, { num: others });
  return ["undo", ...(others ? ["party"] : []), ...(entry.kind === "walk-in" && entry.answer ? ["match"] : [])];
}

export async function undo(entry = here.shown) {
  const guest = here.guests.all.get(entry.guest);
  if (entry.state === "refused" || entry.state === "held") await here.entries.letGo(entry);
  else {
    await here.entries.takeBack(entry, here.entries.all.filter((one) => one === entry || (one.guest && one.guest === entry.guest)));
    if (guest) await here.guests.note(guest, guest.id[0] === "r" ? "expected" : "gone");
  }
  open("");
  show("ready", { word: fill(words.undone, { name: entry.answer?.name || entry.name || "" }) });
  return sync();
}

export async function party() {
  const all = here.guests.party(here.guests.all.get(here.shown.guest));
  for (const guest of all) await kept(guest);
  if (all.length > 1) show("welcome", { name: fill(words.all, { num: all.length }), line: all.map((one) => one.name).filter(Boolean).join(", ") });
  return sync();
}
