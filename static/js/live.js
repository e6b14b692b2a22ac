// Says how old the numbers are when the server does not answer; htmx itself asks every four seconds.
const STALE = 15000;
const banner = document.querySelector("[data-age]");
const refresh = document.querySelector("[data-refresh]");
let heard = Date.now();

function words(age) {
  const unit = age < 120000 ? "second" : "minute";
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always" });
  return format.format(-Math.round(age / (unit === "second" ? 1000 : 60000)), unit);
}

function tell() {
  const age = Date.now() - heard;
  if (banner) {
    banner.hidden = age < STALE;
    if (!banner.hidden) banner.querySelector("span").textContent = banner.dataset.age.replace("{age}", words(age));
  }
}

document.addEventListener("htmx:after:request", (event) => {
  const status = event.detail.ctx?.response?.status;
  if (status && status < 400) heard = Date.now();
  tell();
});
setInterval(tell, 5000);
if (refresh && window.htmx) refresh.hidden = true;
