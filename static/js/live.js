// Asks for news every few seconds, as long as somebody looks; says how old the numbers are when nobody answers.
const EVERY = 4000; // at the latest, counted from the answer before
const SPREAD = 700; // and up to this much sooner; the first time at any moment, or tabs opened at once would ask at once
const STALE = 15000;
const banner = document.querySelector("[data-age]");
const fresh = document.querySelector("[data-fresh]");
const refresh = document.querySelector("[data-refresh]");
let heard = Date.now();
let looked = heard; // since when somebody looks
let timer;

function later(spread = SPREAD) {
  clearTimeout(timer);
  timer = setTimeout(ask, EVERY - Math.random() * spread);
}

function ask() {
  later(); // htmx may not be there yet, and an answer may never come
  if (!document.hidden) document.getElementById("live")?.dispatchEvent(new CustomEvent("ask"));
}

function tell() {
  const now = Date.now();
  const age = now - heard;
  if (fresh) fresh.dataset.fresh = age < STALE && window.htmx ? "yes" : "no";
  if (!banner) return;
  banner.hidden = now - Math.max(heard, looked) < STALE;
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang);
  const sentence = banner.dataset.age.replace("{age}", format.format(-Math.max(1, Math.round(age / 60000)), "minute"));
  const words = banner.querySelector("span");
  if (!banner.hidden && words.textContent !== sentence) words.textContent = sentence;  // read out once a minute at most
}

document.addEventListener("htmx:after:request", (event) => {
  const status = event.detail.ctx?.response?.status;
  if (status && status < 400) heard = Date.now();
  tell();
});
document.addEventListener("htmx:finally:request", () => later());
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  looked = Date.now();
  ask();
});
setInterval(() => document.hidden || tell(), 5000);
addEventListener("DOMContentLoaded", () => { if (refresh) refresh.hidden = Boolean(window.htmx); tell(); });
later(EVERY);
