// Comforts of the organiser's pages; every page works without them.
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

// The zone of an event is named only where this device keeps another one.
for (const name of document.querySelectorAll("[data-zone]")) name.hidden = name.dataset.zone === here;

// A new event starts in the zone of this device.
for (const list of document.querySelectorAll("select[data-guess]")) {
  if (list.value || !here) continue;
  if (![...list.options].some((option) => option.value === here)) list.add(new Option(here, here));
  list.value = here;
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  const word = button.querySelector("[aria-live]");
  const before = word.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    word.textContent = button.dataset.copied;
    setTimeout(() => { word.textContent = before; }, 3000);
  });
}

// The drawn poster speaks the second language as soon as it is chosen.
const poster = document.querySelector("[data-poster]");
for (const choice of document.querySelectorAll("input[name=second]")) {
  choice.addEventListener("change", () => { poster.src = `${poster.dataset.poster}?second=${choice.value}`; });
}

// A sample mail stands there whole, without a scroll bar of its own.
for (const frame of document.querySelectorAll("iframe[data-whole]")) {
  const fit = () => {
    const body = frame.contentDocument?.body;
    if (body?.childElementCount) frame.style.height = `${Math.ceil(body.getBoundingClientRect().height)}px`;
  };
  frame.addEventListener("load", fit);
  addEventListener("resize", fit);
  fit();
}
