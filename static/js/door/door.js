// The door page. It becomes a device of the event, and from then on works with or without a connection; on a page that is
// not secure, or without this script, its forms do the same one by one.
import { watch } from "camera";
import { anyway, party, scanned, undo, walkIn } from "door/arrivals";
import { aheadOf, Api, timeOf } from "door/api";
import { looksLikeCode } from "door/codes";
import { Entries, surrender } from "door/entries";
import { refresh, sync, toldOnce } from "door/exchange";
import { close, find, look, unmatch } from "door/finding";
import { Guests } from "door/guests";
import { here } from "door/here";
import { open, page, part, show, words } from "door/screen";
import { store } from "door/store";

const EVERY = 5_000;
const SHORTEST = 3; // characters of a code that a scanner types
const field = part("search");
const say = (line) => show("unknown", { line });

// ---- this device ------------------------------------------------------------------------------------------

async function begin() {
  if (!isSecureContext) return plainly();
  navigator.serviceWorker?.register("/sw.js").catch(() => {});
  const device = await store.device(here.code);
  if (device && Date.parse(device.forgetAt) > timeOf(device)) return run(device);
  if (device) await surrender(new Entries(new Api(device), device)).catch(() => {}); // its day is over; what waits goes up
  page.dataset.stage = "name";
  if (toldOnce()) netevent.toast(words.noDoor);
  part("enrol").addEventListener("submit", enrol);
}

// Photos work on any page; what they show is sent by the form.
function plainly() {
  const read = (text) => {
    field.name = "code";
    field.value = text;
    const form = part("code-form");
    form.elements.code.value = text;
    form.submit();
  };
  watch({ read, unread: say });
}

async function enrol(event) {
  event.preventDefault();
  const form = event.target;
  if (!form.elements.door.value.trim()) return form.elements.door.focus();
  const asked = Date.now();
  try {
    const answer = await fetch(form.dataset.device, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (!answer.ok || !answer.headers.get("Content-Type").startsWith("application/json")) return form.submit();
    const { token, door, forget_at: forgetAt, now } = await answer.json();
    await store.keepDevice({ code: here.code, token, door, forgetAt, ahead: aheadOf(now, asked) });
    await Promise.race([navigator.serviceWorker?.ready, new Promise((go) => setTimeout(go, 3_000))]);
    location.replace(form.dataset.device.replace(/\/device$/, "")); // by the service worker, which keeps the page from now on
  } catch {
    netevent.toast(words.unreachable);
  }
}

async function run(device) {
  if (!(await staysAsIs(device))) return;
  const api = new Api(device);
  Object.assign(here, { device, api, guests: new Guests(api, device), entries: new Entries(api, device) });
  await Promise.all([here.guests.load(), here.entries.load()]);
  page.dataset.stage = "door";
  part("door").textContent = device.door;
  open("");
  show("ready");
  refresh();
  const read = (text) => void scanned(text); // the camera does not wait for the answer
  watch({ read, unread: say, facing: here.kiosk ? "user" : "environment" });
  listen();
  page.dataset.ready = "yes";
  await sync();
  setInterval(() => document.hidden || sync(), EVERY);
  addEventListener("online", sync);
  addEventListener("offline", sync);
  document.addEventListener("visibilitychange", () => document.hidden || sync());
}

// A kiosk stays one until somebody of the team, signed in, takes it back: a guest must not come to the list from there.
async function staysAsIs(device) {
  const team = new URLSearchParams(location.search).has("team");
  if (!here.kiosk && device.kiosk && !team) {
    location.replace(`${location.pathname}?kiosk=1`);
    return false;
  }
  if (here.kiosk !== Boolean(device.kiosk)) await store.keepDevice(Object.assign(device, { kiosk: here.kiosk }));
  return true;
}

// ---- taps and keys ----------------------------------------------------------------------------------------

const TAPS = {
  undo: () => undo(),
  party,
  part: unmatch,
  match: () => look("find", { matching: here.shown }),
  anyway,
  "walk-in": () => look("walk-in"),
  find: () => look("find"),
  close,
};

function listen() {
  page.addEventListener("click", (event) => {
    const tapped = event.target.closest("[data-tap]");
    if (!tapped) return;
    event.preventDefault();
    TAPS[tapped.dataset.tap]();
  });
  let typing;
  field.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(find, 80);
  });
  part("find-form").addEventListener("submit", searched);
  part("walk-in-form").addEventListener("submit", walkedIn);
  document.addEventListener("keydown", wedge);
}

async function searched(event) {
  event.preventDefault();
  const text = field.value.trim();
  if (!text || !(looksLikeCode(text) || (await here.guests.byCode(text)))) return find();
  field.value = "";
  return scanned(text);
}

async function walkedIn(event) {
  event.preventDefault();
  const form = event.target;
  const [name, company] = [form.elements.name.value.trim(), form.elements.company.value.trim()];
  if (!name) return form.elements.name.focus();
  form.reset();
  const scan = await here.guests.byCode(name); // a scanner types wherever the cursor is
  return scan ? scanned(name) : walkIn(name, company);
}

// A hand-held scanner types what it reads, wherever the focus is, and ends with Enter.
let typed = "";
function wedge(event) {
  if (event.target.matches?.("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.length === 1) typed += event.key;
  else if (event.key === "Enter") {
    if (typed.length >= SHORTEST) {
      event.preventDefault();
      scanned(typed);
    }
    typed = "";
  }
}

begin();
