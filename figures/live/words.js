// The page's two languages.

function language() {
  return document.documentElement.lang;
}

function say(told) {
  return typeof told === "string" ? told : told[language()];
}

// A number's text with a true minus sign, and the decimal sign of the language.
function decimal(number, figures = 3) {
  if (number === null || Number.isNaN(number)) return "–";
  if (!Number.isFinite(number)) return number > 0 ? "∞" : "−∞";
  const text = String(Number(number.toPrecision(figures)));
  return text.replace("-", "−").replace(".", say({ en: ".", fr: "," }));
}

function percent(change) {
  return `${change > 0 ? "+" : ""}${decimal(100 * change)} %`;
}

// Text as it stands inside HTML.
function escape(text) {
  return String(text).replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}

// An element as text, of attributes that are plain.
function tag(name, attributes, inside = "") {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(value)}"`);
  return `<${name}${given.join("")}>${inside}</${name}>`;
}

const shown = new WeakMap();

// Put a text into an element, unless it is there: what did not change need not be laid out.
function setHtml(place, text) {
  if (shown.get(place) === text) return;
  shown.set(place, text);
  place.innerHTML = text;
}

// What a line of a plot is called, after a piece of it.
function nameLine(colour, name, dash = "") {
  const ends = { x2: 32, y1: 5, y2: 5 };
  const line = { ...ends, stroke: colour, "stroke-width": 3, "stroke-dasharray": dash };
  const style = { class: "swatch", viewBox: "0 0 32 10", "aria-hidden": "true" };
  return `${tag("svg", style, tag("line", line))} ${escape(name)}`;
}

// Words of both languages, of which the page shows one.
function inBoth(told) {
  return ["fr", "en"]
    .map((lang) => tag("span", { class: lang, lang }, escape(told[lang])))
    .join("");
}

// Where a page is opened from disk a browser may refuse to keep anything.
function keptLanguage(code) {
  try {
    if (code) localStorage.synplast = code;
    return localStorage.synplast;
  } catch {
    return code;
  }
}
