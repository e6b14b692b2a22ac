// What the door shows: one result that fills the screen, the list below it, and in words what waits.

export const page = document.getElementById("door-page");
export const words = JSON.parse(page.dataset.words);
export const part = (name) => page.querySelector(`[data-${name}]`);
export const fill = (sentence, slots) => sentence.replace(/\{(\w+)\}/g, (_all, name) => slots[name] ?? "");

const format = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: page.dataset.zoneName });
export const clock = (at) => format.format(new Date(at));
const VIBRATIONS = { welcome: [80], already: [60, 40, 60], unknown: [200] };
const TONES = { welcome: [880], already: [440, 440], unknown: [220] };

const KIOSK_RESTS = 4_000; // then it is free for the next one, by itself

let audio;
let resting;

// `kind`: ready, welcome, already or unknown; every part that is not named is empty.
export function show(kind, { word = "", name = "", company = "", line = "", offers = [] } = {}) {
  const news = page.dataset.kind !== kind || part("name").textContent !== name;
  page.dataset.kind = kind;
  part("word").textContent = word || words[kind];
  part("name").textContent = name;
  part("company").textContent = company;
  part("line").textContent = line;
  for (const offer of page.querySelectorAll("[data-offer]")) offer.hidden = !offers.includes(offer.dataset.offer);
  if (news) feel(kind);
  clearTimeout(resting);
  if ("kiosk" in page.dataset && kind !== "ready") resting = setTimeout(() => show("ready"), KIOSK_RESTS);
}

export const came = ({ at, door }) => fill(door === "poster" ? words.cameAlone : door ? words.cameBy : words.came, { time: clock(at), door });

function feel(kind) {
  if (setting("vibration") && navigator.userActivation?.hasBeenActive) navigator.vibrate?.(VIBRATIONS[kind] ?? 0);
  if (setting("sound")) (TONES[kind] ?? []).forEach((tone, place) => beep(tone, place * 0.16));
}

function beep(tone, after) {
  audio ??= new AudioContext();
  const sound = audio.createOscillator();
  const volume = audio.createGain();
  const from = audio.currentTime + after;
  volume.gain.setValueAtTime(0.2, from);
  volume.gain.exponentialRampToValueAtTime(0.001, from + 0.14);
  sound.frequency.value = tone;
  sound.connect(volume).connect(audio.destination);
  sound.start(from);
  sound.stop(from + 0.15);
}

// ---- settings of this device ---------------------------------------------------------------------------

const DEFAULTS = { sound: false, vibration: true };

export function setting(name) {
  try {
    return (JSON.parse(localStorage.getItem("netevent.door")) ?? {})[name] ?? DEFAULTS[name];
  } catch {
    return DEFAULTS[name];
  }
}

for (const box of page.querySelectorAll("[data-setting]")) {
  box.checked = setting(box.dataset.setting);
  box.addEventListener("change", () => {
    const all = Object.fromEntries(Object.keys(DEFAULTS).map((name) => [name, setting(name)]));
    try {
      localStorage.setItem("netevent.door", JSON.stringify({ ...all, [box.dataset.setting]: box.checked }));
    } catch {
      // a private window forgets it, and works all the same
    }
  });
}

// ---- the panel ------------------------------------------------------------------------------------------

export function open(panel) {
  page.dataset.panel = panel;
  if (!panel) part("search").value = "";
  const find = document.getElementById("find");
  if (panel === "" && find.contains(document.activeElement)) document.activeElement.blur(); // a scanner types on at once
  find.hidden = panel === "";
  if (panel) part("search").focus();
}

// A line of the panel from its template: who, what is known of them, and what a tap does.
export function line({ name, sub, act, button, quiet }) {
  const made = document.getElementById("guest-line").content.cloneNode(true).firstElementChild;
  made.querySelector("b").textContent = name;
  made.querySelector(".sub").textContent = sub;
  const tapped = made.querySelector("button");
  tapped.querySelector("span").textContent = button;
  tapped.setAttribute("aria-label", `${button}: ${name}`);
  tapped.classList.toggle("quiet", quiet);
  tapped.addEventListener("click", act);
  return made;
}

// ---- what waits -------------------------------------------------------------------------------------------

const ON_ITS_WAY = 2_000; // what is sent within this time needs no word
const SAID = 4_000; // for so long it is said that all is sent

let latest;
let late;

export function tell(state) {
  latest = told(state);
  const passing = state.online && !state.refused && !state.clashes; // nothing but a check-in on its way
  page.dataset.unsent = state.waiting;
  if (latest && passing && part("waiting").matches("[hidden], .sure")) late ??= setTimeout(announce, ON_ITS_WAY);
  else announce();
}

function told({ waiting, refused, online, clashes }) {
  const said = [];
  if (!online) said.push(waiting ? fill(waiting === 1 ? words.offlineOne : words.offlineMany, { num: waiting }) : words.offline);
  else if (waiting) said.push(fill(waiting === 1 ? words.waitingOne : words.waitingMany, { num: waiting }));
  if (refused) said.push(fill(refused === 1 ? words.refusedOne : words.refusedMany, { num: refused }));
  if (clashes) said.push(fill(clashes === 1 ? words.clashOne : words.clashMany, { num: clashes }));
  return said.join(" ");
}

function announce() {
  const banner = part("waiting");
  const text = banner.querySelector("span");
  const sentence = latest || words.allSent;
  late = clearTimeout(late);
  if (!latest && (banner.hidden || banner.classList.contains("sure"))) return;
  if (text.textContent !== sentence) text.textContent = sentence;
  banner.classList.toggle("sure", !latest);
  banner.hidden = false;
  if (!latest) setTimeout(() => (banner.hidden = banner.classList.contains("sure")), SAID);
}

export function count({ here, expected }) {
  part("here").textContent = here.toLocaleString(document.documentElement.lang);
  part("of").textContent = fill(expected ? words.hereOf : words.here, { expected: expected.toLocaleString(document.documentElement.lang) });
}
