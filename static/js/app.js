// Small comforts for every page; all of them work without this file too.

const KEY = "netevent.notes"; // notes on this device: drafts, and those that wait to be sent
const EVERY = 30_000;
const PATIENCE = 10_000;
const ESTABLISHED = "X-Netevent"; // our own answers carry it; a hotel's sign-in page does not

// ---- notes kept on the device -------------------------------------------------------------------------

const notes = {
  all() {
    try {
      return JSON.parse(localStorage.getItem(KEY)) ?? {};
    } catch {
      return {};
    }
  },
  get(id) {
    return notes.all()[id];
  },
  put(id, note) {
    notes.write({ ...notes.all(), [id]: note });
  },
  drop(id) {
    const { [id]: _gone, ...rest } = notes.all();
    notes.write(rest);
  },
  write(all) {
    try {
      localStorage.setItem(KEY, JSON.stringify(all));
    } catch {
      // private windows keep nothing; the form itself still does
    }
  },
};

// What became of a note: "saved", "refused" (the page will say why) or "lost" (send it again later).
async function send(note, patience = PATIENCE) {
  const body = new URLSearchParams(note.fields);
  if (note.version !== null) body.set("version", note.version);
  body.set("csrf_token", token());
  try {
    const headers = { "HX-Request": "true" }; // the answer names the next page instead of fetching it here
    const answer = await fetch(note.action, { method: "POST", body, headers, signal: AbortSignal.timeout(patience) });
    if (answer.headers.get(ESTABLISHED) !== "1") return "lost";
    if (answer.ok) return answer.headers.get("HX-Redirect") === note.done ? "saved" : "lost";
    return [409, 413, 422].includes(answer.status) ? "refused" : "lost";
  } catch {
    return "lost";
  }
}

function token() {
  const headers = document.body.getAttribute("hx-headers:inherited") ?? "{}";
  return JSON.parse(headers)["X-CSRFToken"] ?? "";
}

async function flush() {
  const waiting = Object.entries(notes.all()).filter(([, note]) => note.waiting);
  if (!waiting.length) return;
  let sent = 0;
  for (const [id, note] of waiting) {
    const outcome = await send(note);
    if (outcome === "lost") continue;
    if (outcome === "saved") {
      sent += 1;
      const now = notes.get(id);
      if (now && same(now.fields, note.fields)) notes.drop(id);
      else if (now) notes.put(id, { ...now, version: null, waiting: false });
    } else {
      notes.put(id, { ...notes.get(id), waiting: false, look: true });
    }
    document.dispatchEvent(new CustomEvent("netevent:answered", { detail: { id, outcome } }));
  }
  tell(sent);
}

// One tab at a time; where the browser has no locks, sending twice still saves once.
function flushAlone() {
  const alone = navigator.locks?.request(KEY, { ifAvailable: true }, (lock) => lock && flush());
  return alone ?? flush();
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

function tell(sent = 0) {
  const place = document.getElementById("waiting");
  if (!place) return;
  const all = Object.entries(notes.all());
  const count = all.filter(([, note]) => note.waiting).length;
  const look = all.find(([, note]) => note.look);
  const words = place.dataset;
  place.replaceChildren(count === 1 ? words.one : count ? words.many.replace("#", count) : look ? words.look : words.sent);
  if (!count && look) place.append(" ", link(look[1].action, words.open));
  place.hidden = !count && !look && !sent;
  for (const row of document.querySelectorAll("[data-contact]")) mark(row, notes.get(row.dataset.contact)?.waiting);
}

function link(address, word) {
  const made = document.createElement("a");
  made.href = address;
  made.textContent = word;
  return made;
}

function mark(row, waiting) {
  const shown = row.querySelector(".wait");
  if (waiting && !shown) {
    const made = document.createElement("span");
    made.className = "wait";
    made.textContent = document.getElementById("waiting").dataset.waits;
    row.querySelector(".sub")?.replaceChildren(made);
  } else if (!waiting) shown?.remove();
}

globalThis.netevent = { notes, send, same, tell, flush: flushAlone };

tell();
flushAlone();
addEventListener("online", flushAlone);
document.addEventListener("visibilitychange", () => document.hidden || flushAlone());
setInterval(flushAlone, EVERY);
document.addEventListener("htmx:after:swap", () => tell());

// ---- what went wrong, said once -----------------------------------------------------------------------

let fading;
function toast(sentence) {
  const place = document.getElementById("toast");
  if (!place || !sentence) return;
  place.textContent = sentence;
  place.hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => (place.hidden = true), 6000);
}
globalThis.netevent.toast = toast;

const failed = () => toast(document.getElementById("waiting")?.dataset.failed ?? "That did not reach us. Try again.");
document.addEventListener("htmx:error", failed);
document.addEventListener("htmx:response:error", (event) => event.detail.ctx.response.status >= 500 && failed());

// ---- forms --------------------------------------------------------------------------------------------

document.querySelector("[data-focus]")?.focus();

// Whoever signs out leaves no half-written note behind; one that waits to be sent stays, and is sent later.
document.addEventListener("submit", ({ target }) => {
  if (!target.action.endsWith("/signout")) return;
  notes.write(Object.fromEntries(Object.entries(notes.all()).filter(([, note]) => note.waiting)));
});

// A second tap on the same button sends nothing; the button comes back when the page does.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const form = event.target;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = form.dataset.sent = "yes";
  setTimeout(() => buttons(form, true)); // after the form was read, or the button's own value would be missing
});
addEventListener("pageshow", () => {
  for (const form of document.forms) {
    delete form.dataset.sending;
    buttons(form, false);
  }
});

// What was sent keeps its key, so that sending it again has no second effect; other words get a key of their own.
document.addEventListener("input", ({ target: { form } }) => {
  if (!form?.dataset.sent || !form.elements.key) return;
  delete form.dataset.sent;
  const drawn = crypto.getRandomValues(new Uint8Array(16));
  form.elements.key.value = Array.from(drawn, (byte) => byte.toString(16).padStart(2, "0")).join("");
});

function buttons(form, off) {
  for (const one of form.elements) if (one.type === "submit") one.disabled = off;
}

// One of several can be let go again by a second tap, where nothing is an answer too.
const FREE = ".chip, .seg.free";
document.addEventListener("click", (event) => {
  const chip = event.target;
  if (!(chip instanceof HTMLInputElement) || chip.type !== "radio" || !chip.closest(FREE)) return;
  const was = chip.dataset.was === "on";
  for (const other of chip.form?.elements[chip.name] ?? []) delete other.dataset?.was;
  if (was) {
    chip.checked = false;
    chip.dispatchEvent(new Event("change", { bubbles: true }));
  } else chip.dataset.was = "on";
});
for (const chip of document.querySelectorAll(":is(.chip, .seg.free) input[type=radio]:checked")) chip.dataset.was = "on";

// "Did you mean name@gmail.com?" is asked when the typing pauses. Not when the field is left: the button that was
// aimed at would move away under the finger.
for (const asked of document.querySelectorAll("[data-slips]")) {
  const slips = JSON.parse(asked.dataset.slips);
  const button = asked.querySelector("[data-corrects]");
  const field = document.getElementById(button.dataset.corrects);
  const look = () => {
    const [name, domain] = field.value.trim().split("@");
    const meant = name && slips[domain?.toLowerCase()];
    if (meant) button.textContent = `${name}@${meant}`;
    asked.hidden = !meant;
  };
  let pause;
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(look, 500);
  });
  button.addEventListener("click", () => {
    field.value = button.textContent;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    look();
    field.focus();
  });
  look();
}

// On a phone the keyboard needs the room of the tab bar.
const typed = (element) => element.matches?.("textarea, input:not([type=checkbox], [type=radio], [type=file])");
document.addEventListener("focusin", (event) => typed(event.target) && document.documentElement.classList.add("typing"));
document.addEventListener("focusout", () => document.documentElement.classList.remove("typing"));

// A menu closes when the tap lands elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// ---- time and light -----------------------------------------------------------------------------------

const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const zone of document.querySelectorAll("[data-zone]")) zone.hidden = zone.dataset.zone === here;

async function keepAwake() {
  if (document.hidden || !document.querySelector("[data-awake]")) return;
  await navigator.wakeLock?.request("screen").catch(() => {});
}
keepAwake();
document.addEventListener("visibilitychange", keepAwake);
