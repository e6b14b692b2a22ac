// Passkeys: fetch a challenge, let the browser ask its person, send the answer with an ordinary form.
// Without this file, or in a browser without passkeys, the form stays hidden and a code does the same.

const forms = document.querySelectorAll("form[data-passkey]");

if (globalThis.PublicKeyCredential && globalThis.isSecureContext) {
  for (const form of forms) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      answer(form);
    });
  }
  for (const note of document.querySelectorAll("[data-without-passkeys]")) note.hidden = true;
}

// A page shown again by the back button asks anew.
addEventListener("pageshow", () => forms.forEach((form) => (form.elements.credential.value = "")));

async function answer(form) {
  const button = form.querySelector("button");
  const trouble = form.querySelector("[data-trouble]");
  button.disabled = true;
  trouble.hidden = true;
  try {
    const { csrf_token: token, key } = form.elements;
    const body = new URLSearchParams({ csrf_token: token.value, key: key.value });
    const asked = await fetch(form.dataset.passkey, { method: "POST", body });
    if (asked.redirected) return location.assign(asked.url); // a fresh proof is needed first
    if (!asked.ok) throw new Error(`no challenge: ${asked.status}`);
    form.elements.credential.value = JSON.stringify(packed(await credential(await asked.json())));
    form.requestSubmit();
  } catch {
    trouble.hidden = false; // cancelled, or nothing there: the person knows which
  } finally {
    button.disabled = false;
  }
}

function credential(options) {
  const publicKey = { ...options, challenge: bytes(options.challenge) };
  if (!options.user) return navigator.credentials.get({ publicKey });
  publicKey.user = { ...options.user, id: bytes(options.user.id) };
  publicKey.excludeCredentials = options.excludeCredentials.map((known) => ({ ...known, id: bytes(known.id) }));
  return navigator.credentials.create({ publicKey });
}

// As PublicKeyCredential.toJSON does it, which older phones do not know.
function packed({ id, rawId, type, response }) {
  const parts = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"])
    if (response[name]) parts[name] = text(response[name]);
  return { id, rawId: text(rawId), type, response: parts };
}

function bytes(base64url) {
  const plain = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  const plain = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return plain.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
