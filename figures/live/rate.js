// Rules between rates: the change of weight against the postsynaptic rate, and their thresholds.

const RATE_FIRST = { history: 1, eta: 1 };
const RATE_BOUNDS = { history: [0, 2, 0.05], eta: [0.01, 2, 0.01] };
const POSTSYNAPTIC = { en: "postsynaptic rate", fr: "fréquence postsynaptique" };
const rate = { ...RATE_FIRST };

// The change of a weight 1 under a presynaptic rate 1, over postsynaptic rates.
function curveOf(name, { history, eta }) {
  const { change, slidesTo } = RATE_RULES[name];
  const theta = slidesTo(history);
  return Array.from({ length: 41 }, (_, n) => [n / 20, change(1, 1, n / 20, theta, eta)]);
}

function drawRate() {
  const names = Object.keys(RATE_RULES);
  const lines = names.map((name, n) => ({
    points: curveOf(name, rate),
    colour: PAGE.colours[n],
    dash: ["", "9 5", "2 4", "12 4 2 4"][n],
  }));
  const [low, high] = spanOf(lines.flatMap((line) => line.points.map((one) => one[1])));
  draw(byId("rate-plot"), {
    x: { label: say(POSTSYNAPTIC), low: 0, high: 2 },
    y: { label: say({ en: "change of weight", fr: "variation du poids" }), low, high },
    lines,
    about: names.join(", "),
  });
  const told = names.map((name, n) => {
    const theta = RATE_RULES[name].slidesTo(rate.history);
    const words = `${say(PAGE.rate.names[name])}${theta ? `, θ = ${decimal(theta)}` : ""}`;
    return nameLine(PAGE.colours[n], words, lines[n].dash);
  });
  setHtml(byId("rate-names"), told.join(" &nbsp; "));
  byId("rate-command").textContent =
    `python -m protocols.rate --history ${digits(rate.history)} --eta ${digits(rate.eta)}`;
}

function startRate() {
  for (const name of Object.keys(RATE_BOUNDS)) startNumber(name, RATE_BOUNDS[name], rate);
}

function showRate() {
  for (const name of Object.keys(RATE_BOUNDS)) showNumber(name, rate[name]);
}

function writeRate() {
  const moved = Object.keys(RATE_FIRST).filter((name) => rate[name] !== RATE_FIRST[name]);
  return moved.map((name) => [name, rate[name]]);
}

function readRate(given) {
  for (const [name, first] of Object.entries(RATE_FIRST)) {
    const now = given.has(name) ? readNumber(given.get(name)) : first;
    rate[name] = requireWithin(name, RATE_BOUNDS[name], now);
  }
}

PANELS.rate = {
  start: startRate,
  show: showRate,
  draw: drawRate,
  write: writeRate,
  read: readRate,
};
