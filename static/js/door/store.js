// What a door keeps on this device, for each event: its token, the guest list, and what was done here.
// The service worker reads the same database (sw.js): keep the names.

const NAME = "netevent-door";
const VERSION = 1;

let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => {
      const made = asked.result;
      made.createObjectStore("devices", { keyPath: "code" });
      made.createObjectStore("guests", { keyPath: ["code", "id"] });
      made.createObjectStore("entries", { keyPath: "nonce" }).createIndex("code", "code");
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

// Runs `act` on one store in one transaction; resolves once the device has written it down.
async function within(name, mode, act) {
  const transaction = (await open()).transaction(name, mode, { durability: "strict" });
  const answer = act(transaction.objectStore(name));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(answer?.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

const below = (code) => IDBKeyRange.bound([code], [code, []]);

export const store = {
  device: (code) => within("devices", "readonly", (devices) => devices.get(code)),
  keepDevice: (device) => within("devices", "readwrite", (devices) => devices.put(device)),
  guests: (code) => within("guests", "readonly", (guests) => guests.getAll(below(code))),
  keepGuests: (some) => within("guests", "readwrite", (guests) => {
    for (const guest of some) guest.status === "gone" ? guests.delete([guest.code, guest.id]) : guests.put(guest);
  }),
  forgetGuests: (code) => within("guests", "readwrite", (guests) => guests.delete(below(code))),
  entries: (code) => within("entries", "readonly", (entries) => entries.index("code").getAll(code)),
  keepEntries: (some) => within("entries", "readwrite", (entries) => {
    for (const entry of some) entries.put(entry);
  }),
  dropEntries: (nonces) => within("entries", "readwrite", (entries) => {
    for (const nonce of nonces) entries.delete(nonce);
  }),
  // Everything but what still waits to be sent: that is nobody's to throw away.
  async forget(code) {
    await store.forgetGuests(code);
    const told = (await store.entries(code)).filter((entry) => entry.state !== "waiting");
    await store.dropEntries(told.map((entry) => entry.nonce));
    await within("devices", "readwrite", (devices) => devices.delete(code));
  },
};
