// What a scanned or typed text may mean: the hashes to look for in the guest list (docs/api.md).

const FORGIVEN = { O: "0", I: "1", L: "1" };
const LINK = /^https?:\/\/[^/]+\/([epb])\/([^/?#]+)\/?$/i;
const CARD = /^[0-9A-HJKMNP-TV-Z]{26}$/;

const normal = (text) =>
  text.replace(/[\s\-\u2010-\u2015.]/g, "").toUpperCase().replace(/[OIL]/g, (letter) => FORGIVEN[letter]);

// Hexadecimal hashes; ours as their 26 characters in capitals, tickets in small letters, bare or as `pk` of an address.
export async function hashesOf(text) {
  const read = text.replace(/\p{Cc}/gu, " ").trim();
  const link = LINK.exec(read.replace(/\+$/, "").trim());
  const ours = normal(link ? link[2] : read);
  if (link) return CARD.test(ours) ? [await hash(ours)] : [];
  const wanted = [...(CARD.test(ours) ? [ours] : []), read.toLowerCase(), keyIn(read).toLowerCase()];
  return Promise.all(wanted.filter(Boolean).map(hash));
}

export async function hash(text) {
  return hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}

// The hash of an address, with the key of this event.
export async function keyed(email, key) {
  const bytes = Uint8Array.from(key.match(/../g), (pair) => parseInt(pair, 16));
  const made = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return hex(await crypto.subtle.sign("HMAC", made, new TextEncoder().encode(email.trim().toLowerCase())));
}

// A text that no name looks like: an address, or one word with a digit in it.
export function looksLikeCode(text) {
  return /:\/\//.test(text) || (/^\S{6,}$/.test(text) && /\d/.test(text) && !text.includes("@"));
}

function keyIn(text) {
  try {
    return new URL(text).searchParams.get("pk") ?? "";
  } catch {
    return "";
  }
}

const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
