// Says how old the numbers are when the server does not answer; htmx itself asks every four seconds.
const STALE = 15000;
const banner = document.querySelector("[data-age]");
const refresh = document.querySelector("[data-refresh]");
let heard = Date.now();

function tell() {
  const age = Date.now() - heard;
  if (!banner) return;
  banner.hidden = age < STALE;
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
setInterval(tell, 5000);
addEventListener("DOMContentLoaded", () => { if (refresh && window.htmx) refresh.hidden = true; });
