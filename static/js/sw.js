// Keeps the page of a door, and the files it needs, for when there is no connection; nothing else is kept. And forgets a
// guest list whose time is over, whatever page of ours is opened.

const PAGES = "netevent-doors";
const FILES = "netevent-files-2";
const MOST_FILES = 80;
const PATIENCE = 4_000;
const OURS = "X-Netevent"; // a hotel's sign-in page answers 200 too, but not with this
const DOOR = /^\/events\/[^/]+\/door$/i;
const FILE = /^\/(static\/|style\.css$)/; // nothing else that has a version: parts of pages are private
const KEPT = /^\/kept\//;
const DATABASE = "netevent-door"; // as in door/store.js

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(Promise.all([self.clients.claim(), dropOthers()])));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, searchParams } = new URL(request.url);
  const mine = origin === self.location.origin;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.waitUntil(forget());
    if (mine && DOOR.test(pathname) && !searchParams.has("team")) event.respondWith(door(request));
  } else if (mine ? searchParams.has("v") && FILE.test(pathname) || KEPT.test(pathname) : request.integrity) {
    event.respondWith(file(request));
  }
});

// The door as the server has it, else as it was the last time: also for a device whose helper signed out, as the door
// knows it by its token, and the token has the last word.
async function door(request) {
  const kept = await caches.open(PAGES);
  const { pathname, searchParams } = new URL(request.url);
  const key = pathname.toLowerCase() + (searchParams.has("kiosk") ? "?kiosk=1" : "");
  const held = await kept.match(key);
  try {
    const answer = await fetch(request, { signal: held && AbortSignal.timeout(PATIENCE) });
    const plain = [...searchParams.keys()].every((name) => name === "kiosk" || name === "source");
    const ours = answer.ok && answer.headers.get(OURS) === "1";
    if (ours && plain && !(await answer.clone().text()).includes("data-flash")) await kept.put(key, answer.clone());
    return held && (answer.type === "opaqueredirect" || answer.status >= 500) ? held : answer;
  } catch (error) {
    if (held) return held;
    throw error;
  }
}

// What an earlier version kept, and kept too much of.
async function dropOthers() {
  const names = await caches.keys();
  return Promise.all(names.filter((name) => name !== PAGES && name !== FILES).map((name) => caches.delete(name)));
}

// Their addresses carry a hash of what is in them.
async function file(request) {
  const kept = await caches.open(FILES);
  const held = await kept.match(request);
  if (held) return held;
  const answer = await fetch(request);
  if (answer.status === 200) {
    await kept.put(request, answer.clone());
    const [oldest, ...rest] = await kept.keys();
    if (rest.length >= MOST_FILES) await kept.delete(oldest);
  }
  return answer;
}

// ---- a day after the event ----------------------------------------------------------------------------------

async function forget() {
  const known = await indexedDB.databases?.();
  if (known && !known.some(({ name }) => name === DATABASE)) return;
  const database = await opened(indexedDB.open(DATABASE));
  if (database.objectStoreNames.contains("devices")) {
    const devices = await opened(database.transaction("devices").objectStore("devices").getAll());
    for (const { code, forgetAt, ahead } of devices) if (Date.parse(forgetAt) < Date.now() + (ahead ?? 0)) await erase(database, code);
  }
  database.close();
}

// What still waits to be sent stays until the door is opened once more.
async function erase(database, code) {
  const transaction = database.transaction(["devices", "guests"], "readwrite");
  transaction.objectStore("guests").delete(IDBKeyRange.bound([code], [code, []]));
  const kept = await opened(transaction.objectStore("devices").get(code));
  transaction.objectStore("devices").put({ ...kept, cursor: "", emailKey: "" });
  const pages = await caches.open(PAGES);
  for (const way of ["", "?kiosk=1"]) await pages.delete(`/events/${code.toLowerCase()}/door${way}`);
}

function opened(asked) {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
