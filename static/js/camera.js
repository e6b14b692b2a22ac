// The camera of this page and the QR codes it sees, or those in a photo. Pages say what to do with what was read.

const SAME_AGAIN = 3_000; // one code in front of the camera is one scan
const PAUSE = 80; // between looks, so that the phone stays cool
const WIDEST = 800; // pixels are enough for a code that fills a third of the picture
const PHOTO = 1_600;

const finder = document.querySelector("[data-finder]");
const video = finder.querySelector("video");
const torch = finder.parentElement.querySelector("[data-torch]") ?? document.querySelector("[data-torch]");
const retry = finder.querySelector("[data-retry]");
const word = finder.querySelector(".finder-word");
const photo = document.querySelector("[data-photo]");
const canvas = document.createElement("canvas");
const point = word.textContent;

let stream;
let looking = 0;
let seen = { text: "", at: 0 };
let decode;
let told; // what the page does with the text of a code
let facing = "environment";

/* `read(text)` is told of every code once, and then not for three seconds; `unread(sentence)` of a photo without one.
   `facing`: "environment", or "user" for the camera on the side of the screen. */
export function watch({ read, unread, facing: side = "environment" }) {
  told = { read, unread };
  facing = side;
  finder.hidden = photo.hidden = false;
  photo.querySelector("input").addEventListener("change", readPhoto);
  retry.addEventListener("click", start);
  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : start()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", ({ persisted }) => persisted && start());
  start();
}

// ---- the camera ---------------------------------------------------------------------------------------

async function start() {
  if (stream || document.hidden) return;
  if (!isSecureContext || !navigator.mediaDevices?.getUserMedia) return refuse("insecure", false);
  const round = ++looking;
  try {
    const wanted = { facingMode: facing, width: { ideal: 1280 } };
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

export function stop() {
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
  if (!again) await told.read(text);
}

async function readPhoto(event) {
  const [file] = event.target.files;
  if (!file) return;
  try {
    decode ??= await reader();
    const picture = await createImageBitmap(file);
    const text = (await decode(picture, PHOTO)) ?? (await decode(picture, WIDEST));
    await (text ? told.read(text) : told.unread(finder.dataset.unread));
  } catch (error) {
    told.unread(finder.dataset[error instanceof TypeError ? "offline" : "unread"]);
  }
  event.target.value = "";
}
