// Reading a QR on the page itself: live, or from a photo. What it says is judged by the server, never opened here.

const SAME_AGAIN = 3_000; // one code in front of the camera is one scan
const PAUSE = 80; // between looks, so that the phone stays cool
const WIDEST = 800; // pixels are enough for a code that fills a third of the picture
const PHOTO = 1_600;

const finder = document.querySelector("[data-finder]");
const video = finder.querySelector("video");
const torch = finder.querySelector("[data-torch]");
const retry = finder.querySelector("[data-retry]");
const word = finder.querySelector(".finder-word");
const photo = document.querySelector("[data-photo]");
const form = document.querySelector("[data-scan]");
const answer = document.getElementById("answer");
const canvas = document.createElement("canvas");
const point = word.textContent;

let stream;
let looking = 0;
let seen = { text: "", at: 0 };
let decode;

// ---- the camera ---------------------------------------------------------------------------------------

async function start() {
  if (stream || document.hidden) return;
  if (!isSecureContext || !navigator.mediaDevices?.getUserMedia) return refuse("insecure", false);
  const round = ++looking;
  try {
    const wanted = { facingMode: "environment", width: { ideal: 1280 } };
    const got = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
    if (round !== looking) return halt(got);
    stream = got;
    video.srcObject = stream;
    await video.play();
    decode ??= await reader();
  } catch (error) {
    stop();
    return refuse(reason(error), true);
  }
  finder.classList.add("live");
  retry.hidden = true;
  word.textContent = point;
  offerTorch();
  look(round);
}

function stop() {
  looking += 1;
  halt(stream);
  stream = video.srcObject = null;
  finder.classList.remove("live");
  torch.hidden = true;
}

function halt(someStream) {
  for (const track of someStream?.getTracks() ?? []) track.stop();
}

function reason(error) {
  if (error.name === "NotAllowedError") return "denied";
  if (["NotFoundError", "OverconstrainedError"].includes(error.name)) return "missing";
  return error instanceof TypeError ? "offline" : "busy";
}

function refuse(why, again) {
  word.textContent = finder.dataset[why];
  retry.hidden = !again || why === "missing";
}

function offerTorch() {
  const [track] = stream.getVideoTracks();
  torch.hidden = !track.getCapabilities?.().torch;
  torch.setAttribute("aria-pressed", "false");
}

torch.addEventListener("click", async () => {
  const on = torch.getAttribute("aria-pressed") !== "true";
  await stream?.getVideoTracks()[0].applyConstraints({ advanced: [{ torch: on }] });
  torch.setAttribute("aria-pressed", String(on));
});

// ---- reading ------------------------------------------------------------------------------------------

// The browser's own detector where it knows QR codes, else the pinned module of the import map.
async function reader() {
  const formats = (await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  if (formats.includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (source) => (await detector.detect(source))[0]?.rawValue;
  }
  const { default: decodeQR } = await import("qr-decode");
  return (source, widest = WIDEST) => {
    try {
      return decodeQR(pixels(source, widest));
    } catch {
      return undefined; // no code in this picture
    }
  };
}

function pixels(source, widest) {
  const width = source.videoWidth ?? source.width;
  const height = source.videoHeight ?? source.height;
  const scale = Math.min(1, widest / Math.max(width, height));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

async function look(round) {
  while (round === looking) {
    const text = video.readyState >= 2 ? await decode(video) : undefined;
    if (text && round === looking) await saw(text);
    await new Promise((go) => setTimeout(go, PAUSE));
  }
}

async function saw(text) {
  const again = text === seen.text && Date.now() - seen.at < SAME_AGAIN;
  seen = { text, at: Date.now() };
  if (again) return;
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(80);
  await ask(text);
}

async function readPhoto(event) {
  const [file] = event.target.files;
  if (!file) return;
  try {
    decode ??= await reader();
    const picture = await createImageBitmap(file);
    const text = (await decode(picture, PHOTO)) ?? (await decode(picture, WIDEST));
    await (text ? ask(text) : show(finder.dataset.unread));
  } catch (error) {
    show(finder.dataset[error instanceof TypeError ? "offline" : "unread"]);
  }
  event.target.value = "";
}

// ---- what it means ------------------------------------------------------------------------------------

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

finder.hidden = photo.hidden = false;
document.querySelector("[data-without-camera]").hidden = true;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(form.elements.code.value);
});
photo.querySelector("input").addEventListener("change", readPhoto);
retry.addEventListener("click", start);
document.addEventListener("visibilitychange", () => (document.hidden ? stop() : start()));
addEventListener("pagehide", stop);
addEventListener("pageshow", start);
