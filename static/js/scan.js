// The scan page: what a QR says is judged by the server, never opened here.
import { stop, watch } from "camera";

const finder = document.querySelector("[data-finder]");
const form = document.querySelector("[data-scan]");
const answer = document.getElementById("answer");

async function ask(text) {
  const body = new URLSearchParams(new FormData(form));
  body.set("code", text);
  try {
    const signal = AbortSignal.timeout(4_000);
    const reply = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" }, signal });
    if (reply.headers.get("X-Netevent") !== "1" || reply.status >= 500) throw new TypeError("not our answer");
    const onward = reply.headers.get("HX-Redirect");
    if (onward) return leave(onward);
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    answer.replaceChildren(...page.body.childNodes);
  } catch {
    show(finder.dataset.offline);
  }
}

function leave(address) {
  stop();
  location.assign(address);
}

function show(sentence) {
  const said = document.createElement("p");
  said.className = "flash caution";
  said.textContent = sentence;
  answer.replaceChildren(said);
}

document.querySelector("[data-without-camera]").hidden = true;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(form.elements.code.value);
});
watch({
  read: (text) => {
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(80);
    return ask(text);
  },
  unread: show,
});
