// Starts the page: what its link says, the panel in view, the language.

const FIRST_PANEL = Object.keys(PANELS)[0];
let panel = FIRST_PANEL;
let linking = null;
let waiting = null;

// Draw the panel in view: at once, or where that takes long when nothing has moved for a moment.
function update() {
  clearTimeout(waiting);
  if (PANELS[panel].isSlow?.()) waiting = setTimeout(redraw, 50);
  else redraw();
}

// What a panel refuses is told in its place.
function redraw() {
  try {
    PANELS[panel].draw();
    tell(null);
  } catch (error) {
    tell(error);
    if (!(error instanceof Refused)) console.error(error);
  }
  byId(`panel-${panel}`).classList.toggle("refused", byId("complaint").innerHTML !== "");
  clearTimeout(linking);
  linking = setTimeout(link, 300); // browsers bound how often
}

// The address that brings this state back.
function link() {
  clearTimeout(linking);
  const words = new URLSearchParams([["panel", panel], ...PANELS[panel].write()]);
  history.replaceState(null, "", `#${words}`);
}

function readLink() {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const name of Object.keys(PANELS)) {
    const own = name === (given.get("panel") || FIRST_PANEL);
    try {
      PANELS[name].read(own ? given : new URLSearchParams());
    } catch (refused) {
      PANELS[name].read(new URLSearchParams());
      return [name, refused];
    }
  }
  return [given.get("panel") || FIRST_PANEL, null];
}

function showPanel(name) {
  panel = name in PANELS ? name : FIRST_PANEL;
  for (const one of Object.keys(PANELS)) byId(`panel-${one}`).hidden = one !== panel;
  for (const tab of document.querySelectorAll("nav button")) {
    tab.setAttribute("aria-current", tab.dataset.panel === panel ? "page" : "false");
  }
  PANELS[panel].show();
  redraw();
}

function open() {
  const [name, refused] = readLink();
  showPanel(name);
  if (refused) tell(refused);
}

// What stands in a list cannot be in both languages at once.
function speak(code) {
  document.documentElement.lang = code;
  for (const one of document.querySelectorAll("option[data-fr]"))
    one.textContent = one.dataset[code];
}

for (const one of Object.values(PANELS)) one.start();
for (const tab of document.querySelectorAll("nav button"))
  tab.onclick = () => showPanel(tab.dataset.panel);
byId("language").onclick = () => {
  const other = language() === "fr" ? "en" : "fr";
  speak(keptLanguage(other) || other);
  update();
};
for (const button of document.querySelectorAll(".copy-link")) {
  button.onclick = () => {
    link();
    copy(button, location.href);
  };
}
addEventListener("hashchange", open);
addEventListener("resize", () => {
  widths.clear();
  update();
});
speak(keptLanguage() || (navigator.language.startsWith("fr") ? "fr" : "en"));
open();
