// Looking for somebody by name, company or address; and what was done here, to be looked at and taken back.
import { letIn, showEntry, undo } from "door/arrivals";
import { looksLikeCode } from "door/codes";
import { refresh, sync } from "door/exchange";
import { here } from "door/here";
import { came, clock, fill, line, open, part, show, words } from "door/screen";

const LAST = 30;
const TYPED = 400; // milliseconds without a key: then an address is typed
const field = part("search");

export function look(panel, { matching = null } = {}) {
  here.matching = matching;
  if (matching) field.value = "";
  open(panel);
  history();
  part("walk-in").open = panel === "walk-in";
  return find();
}

export function close() {
  here.matching = null;
  open("");
  refresh();
}

export async function find() {
  const wanted = field.value.trim();
  let rows = await here.guests.search(wanted);
  if (here.matching) rows = rows.filter((guest) => guest.status === "expected");
  else if (!rows.length && wanted.includes("@") && here.online) rows = await byAddress(wanted);
  if (wanted !== field.value.trim()) return; // somebody typed on meanwhile
  part("found").replaceChildren(...(rows ?? []).map(guestLine));
  const nobody = wanted && !rows?.length;
  part("nobody").hidden = !nobody;
  if (nobody && rows && !here.matching) part("walk-in").open = true;
  part("nobody").textContent = rows ? fill(words.nobody, { name: wanted }) : words.unreachable;
  part("walk-in-name").value = looksLikeCode(wanted) || wanted.includes("@") ? "" : wanted;
}

// Part of an address is all the device cannot look for by itself: it has hashes of whole ones. Asked once nobody types
// any more; null when nobody answers.
async function byAddress(wanted) {
  await new Promise((go) => setTimeout(go, TYPED));
  if (wanted !== field.value.trim()) return [];
  const answer = await here.api.get(`/registrations/search?q=${encodeURIComponent(wanted)}`).catch(() => null);
  return answer?.said.registrations?.map((guest) => here.guests.all.get(guest.id)).filter(Boolean) ?? null;
}

function guestLine(guest) {
  const { name, company, status } = guest;
  const state = status === "here" ? came(guest) : status === "cancelled" ? words.cancelled : "";
  const button = here.matching ? words.match : status === "expected" ? words.checkIn : words.look;
  const act = () => (here.matching ? match(here.matching, guest) : letIn(guest));
  return line({ name: name || words.nameless, sub: joined(company, state), button, act, quiet: status !== "expected" });
}

async function match(entry, guest) {
  const body = { registration: guest.id };
  const said = await here.api.send("PUT", `/checkins/${entry.answer.id}/registration`, body).catch(() => null);
  if (said?.status !== 200) return netevent.toast(said?.said.detail ?? words.unreachable);
  const { name, company } = guest;
  await here.entries.change(entry, { matched: guest.id, said: [entry.name, entry.company], name: name || entry.name, company });
  close();
  show("welcome", { name: entry.name, company, line: words.matched, offers: ["part"] });
  return sync();
}

export async function unmatch() {
  const entry = here.shown;
  const said = await here.api.send("DELETE", `/checkins/${entry.answer.id}/registration`).catch(() => null);
  if (said?.status !== 204) return netevent.toast(words.unreachable);
  const [name, company] = entry.said ?? [entry.name, ""];
  await here.entries.change(entry, { matched: "", name, company });
  await sync();
  return showEntry(entry, true);
}

// ---- what was done here ---------------------------------------------------------------------------------

function history() {
  const letIn = (entry) => entry.kind !== "undo" && !entry.undone && (entry.shown ?? entry.answer?.result) === "welcome";
  const rows = here.entries.all.filter((entry) => entry.state === "refused" || letIn(entry)).slice(-LAST).reverse();
  part("history").replaceChildren(...rows.map(historyLine));
  part("past").hidden = rows.length === 0;
}

function historyLine(entry) {
  const name = entry.answer?.name || entry.name || entry.body.code || "";
  const at = clock(entry.at);
  if (entry.state === "refused") {
    return line({ name, sub: joined(at, entry.problem), button: words.letGo, act: () => letGo(entry), quiet: true });
  }
  const waits = entry.state === "waiting" ? words.waits : "";
  return line({ name, sub: joined(at, waits, clashed(entry)), button: words.undo, act: () => undo(entry), quiet: true });
}

function clashed(entry) {
  if (!entry.clash) return "";
  if (!entry.seen) here.entries.change(entry, { seen: true });
  const { door, at } = entry.clash;
  return fill(words.clash, { door: door === "poster" ? words.poster : door, time: clock(at) });
}

async function letGo(entry) {
  await here.entries.letGo(entry);
  history();
  refresh();
}

const joined = (...parts) => parts.filter(Boolean).join(" · ");
