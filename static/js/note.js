// The note is never lost: a draft is kept on the device, and what cannot be sent now is sent later (app.js).

const KEEP_EVERY = 2_000;
const PATIENCE = 4_000; // then the line counts as lost
const NOT_OURS_TO_KEEP = ["csrf_token", "version"];

const form = document.querySelector("[data-note]");
const button = document.querySelector(`button[form="${form.id}"]`);
const offline = document.querySelector("[data-offline]");
const kept = document.querySelector("[data-kept]");
const id = form.dataset.note;
const begun = fields();
let last = begun;

function fields() {
  return [...new FormData(form)].filter(([name]) => !NOT_OURS_TO_KEEP.includes(name));
}

function note(more = {}) {
  const { action } = form;
  const { done, name } = form.dataset;
  return { fields: fields(), version: form.elements.version.value, action, done, name, ...more };
}

function keep() {
  const { notes, same } = globalThis.netevent;
  const now = fields();
  if (same(now, last)) return;
  last = now;
  notes.put(id, note({ waiting: notes.get(id)?.waiting ?? false }));
  kept.hidden = false;
}

function restore() {
  const { notes, same } = globalThis.netevent;
  const draft = notes.get(id);
  if (!draft) return;
  if (same(draft.fields, begun)) {
    if (!draft.waiting) notes.drop(id);
  } else {
    for (const element of form.elements) put(element, draft.fields);
    if (draft.version !== null) form.elements.version.value = draft.version;
    last = fields();
    say(form.dataset.back);
    for (const more of form.querySelectorAll("details")) more.open = true;
  }
  if (draft.waiting) wait();
}

function put(element, stored) {
  const { name, type } = element;
  if (!name || type === "hidden" || type === "submit") return;
  const values = stored.filter(([key]) => key === name).map(([, value]) => value);
  if (type === "checkbox" || type === "radio") element.checked = values.includes(element.value);
  else element.value = values[0] ?? "";
}

function say(words) {
  kept.querySelector("[data-kept-word]").textContent = words;
  kept.hidden = false;
}

function wait() {
  offline.hidden = false;
  say(form.dataset.waiting);
}

async function save(event) {
  event.preventDefault();
  if (button.disabled) return;
  const { notes, send, tell } = globalThis.netevent;
  button.disabled = true;
  const mine = note();
  notes.put(id, mine);
  const outcome = await send(mine, PATIENCE);
  if (outcome === "saved") {
    notes.drop(id);
    location.assign(form.dataset.done);
  } else if (outcome === "refused") {
    form.submit(); // the page itself says why, with every word kept
  } else {
    last = mine.fields;
    notes.put(id, { ...mine, waiting: true });
    button.disabled = false;
    wait();
    tell();
  }
}

function answered(event) {
  const { notes } = globalThis.netevent;
  if (event.detail.id !== id) return;
  if (event.detail.outcome === "refused") form.submit();
  else if (!notes.get(id)) location.assign(form.dataset.done);
}

addEventListener("DOMContentLoaded", () => {
  restore();
  globalThis.netevent.tell();
  setInterval(keep, KEEP_EVERY);
});
document.addEventListener("visibilitychange", keep);
addEventListener("pagehide", keep);
addEventListener("pageshow", (event) => event.persisted && location.reload());
document.addEventListener("netevent:answered", answered);
form.addEventListener("submit", save);
document.querySelector("[data-forget]")?.addEventListener("click", () => {
  globalThis.netevent.notes.drop(id);
  last = fields();
});
