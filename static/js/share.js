// Handing a card or a message on: the system's own share sheet where there is one, else the clipboard.

const share = document.querySelector("[data-share]");
const copy = document.querySelector("[data-copy]");
const message = document.getElementById("message");

if (share && (navigator.share || navigator.clipboard)) {
  share.hidden = false;
  document.querySelector("[data-without-share]").hidden = true;
  share.addEventListener("click", hand);
}

if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", () => toClipboard(message.value, copy.dataset.copied));
}

message?.addEventListener("input", () => {
  const ends = { mailto: message.value.replaceAll("\n", "\r\n"), sms: message.value };
  for (const [kind, text] of Object.entries(ends)) {
    const way = document.querySelector(`[data-${kind}]`);
    if (way) way.href = way.href.replace(/body=.*$/, `body=${encodeURIComponent(text)}`);
  }
});

async function hand() {
  const { share: url, title, copied } = share.dataset;
  if (!navigator.share) return toClipboard(url, copied);
  try {
    await navigator.share({ url, title });
  } catch (refusal) {
    if (refusal.name !== "AbortError") await toClipboard(url, copied);
  }
}

async function toClipboard(text, said) {
  await navigator.clipboard.writeText(text);
  globalThis.netevent.toast(said);
}
