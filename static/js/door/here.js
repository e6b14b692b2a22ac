// This door: what it is, what it knows, and what stands on its screen. Filled once by door.js.
const page = document.getElementById("door-page");

export const here = {
  code: page.dataset.code,
  kiosk: "kiosk" in page.dataset,
  online: true,
  device: null,
  api: null,
  guests: null,
  entries: null,
  shown: null, // the entry on the screen
  matching: null, // a walk-in somebody is looking for on the list
};
