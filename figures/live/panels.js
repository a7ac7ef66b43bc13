// What the panels of the page share: numbers with a slider, complaints, and the clipboard.

// By name: start() once, read(given) of a link, show() in the controls, draw(), write() for a link;
// isSlow(), where its plot takes some 50 ms.
const PANELS = {};

function byId(id) {
  return document.getElementById(id);
}

// A complaint; none where nothing is given.
function tell(error) {
  const told =
    error instanceof Refused
      ? error.told
      : error && { en: `error: ${error.message}`, fr: `erreur : ${error.message}` };
  byId("complaint").innerHTML = told ? inBoth(told) : "";
}

function requireWithin(name, [least, most, step], now) {
  const whole = step < 1 || Number.isInteger(now) || name === "lag";
  if (least <= now && now <= most && whole) return now;
  throw new Refused(`${name}: from ${least} to ${most}`, `${name} : de ${least} à ${most}`);
}

// Let the slider and the box called `name` move state[name]; `moved` is told, if it is there.
function startNumber(name, bounds, state, moved = () => {}) {
  const [slider, box] = byId(`${name}-row`).querySelectorAll("input");
  [slider.min, slider.max, slider.step] = bounds;
  const set = (now, typed) => {
    try {
      state[name] = requireWithin(name, bounds, now);
      box.removeAttribute("aria-invalid");
    } catch (refused) {
      box.setAttribute("aria-invalid", "true");
      tell(refused);
      return;
    }
    slider.value = now;
    if (!typed) box.value = digits(now);
    moved();
    update();
  };
  slider.oninput = () => set(Number(slider.value));
  box.oninput = () => set(readNumber(box.value), true);
}

function showNumber(name, now) {
  const [slider, box] = byId(`${name}-row`).querySelectorAll("input");
  slider.value = now;
  box.value = digits(now);
  box.removeAttribute("aria-invalid");
}

async function copy(button, text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // not from a file, in some browsers
    const box = document.body.appendChild(document.createElement("textarea"));
    box.value = text;
    box.select();
    document.execCommand("copy");
    box.remove();
  }
  button.classList.add("done");
  setTimeout(() => button.classList.remove("done"), 1500);
}
