// Rules for spikes, put through pairs or through a declared experiment.

const FREQUENCIES = [
  0.1, 0.2, 0.5, 1, 2, 3, 5, 7, 10, 12, 15, 18, 20, 25, 30, 33, 36, 40, 45, 50, 60, 70, 80, 100,
];
const CORTEX = "pfister_gerstner_2006_cortex",
  CULTURE_CELLS = "bi_poo_1998";
const FIRST = { protocol: "window", pairs: 60, rate: 1, lag: 10 };
// What each can be: least, most, and a slider's step.
const BOUNDS = { pairs: [1, 300, 1], rate: [0.1, 100, 0.1], lag: [-100, 100, 1] };

const timing = { ...FIRST, rules: { a: null, b: null } };

function findExperiment(name) {
  return PAGE.experiments.find((one) => one.name === name);
}

function ruleList() {
  return Object.values(timing.rules).filter(Boolean);
}

function colourOf(rule) {
  return rule === timing.rules.a
    ? { colour: PAGE.colours[0] }
    : { colour: PAGE.colours[1], dash: "9 5" };
}

// Lags (ms) at which pairs at a rate do not overlap, and those of a window's line.
function lagsAt(rate) {
  const step = lagStep();
  const lags = Array.from({ length: 1 + 200 / step }, (_, n) => -100 + step * n);
  return lags.filter((lag) => Math.abs(lag) < 1000 / rate);
}

// What Brian2 alone runs takes longer.
function lagStep() {
  return isOnBrian2Alone() ? 5 : 2.5;
}

function isOnBrian2Alone() {
  return ruleList().some((rule) => engineOf(rule).onBrian2Alone);
}

// Whether a rule is there that takes whole milliseconds.
function inWholeSteps() {
  return ruleList().some((rule) => engineOf(rule).whole);
}

// The changes (%) of a rule over lags (ms) or rates (Hz).
function windowOf(rule, { pairs, rate }) {
  const lags = lagsAt(rate);
  const found = changeBy(
    rule,
    pairUp(
      lags.map((lag) => ({ lag: lag / 1000, rate })),
      pairs,
    ),
  );
  return lags.map((lag, n) => [lag, 100 * found[n]]);
}

// The rates (Hz) at which pairs of a lag do not overlap.
function ratesAt(lag) {
  const there = FREQUENCIES.filter((rate) => !inWholeSteps() || Number.isInteger(1000 / rate));
  return there.filter((rate) => Math.abs(lag) < 1000 / rate);
}

function frequencyOf(rule, { pairs, lag }) {
  const rates = ratesAt(lag);
  const found = changeBy(
    rule,
    pairUp(
      rates.map((rate) => ({ lag: lag / 1000, rate })),
      pairs,
    ),
  );
  return rates.map((rate, n) => [rate, 100 * found[n]]);
}

// The change at the lag and rate of the sliders; null where pairs overlap.
function changeHere(rule, { pairs, rate, lag }) {
  if (Math.abs(lag) >= 1000 / rate) return null;
  return changeBy(rule, pairUp([{ lag: lag / 1000, rate }], pairs))[0];
}

// Draw the protocol's plot and tell what goes with it.
function drawTiming() {
  const experiment = findExperiment(timing.protocol);
  const models = experiment && ruleList().map((rule) => replicate(experiment, rule));
  draw(
    byId("timing-plot"),
    experiment
      ? experimentPlot(experiment, models)
      : timing.protocol === "window"
        ? windowPlot()
        : frequencyPlot(),
  );
  setHtml(byId("timing-here"), experiment ? "" : ruleList().map(hereHtml).join(""));
  setHtml(byId("timing-scores"), scoresHtml(experiment, models));
  showTargets(experiment, models);
  byId("timing-command").textContent = commandOf(timing);
  drawCalcium();
}

// Let the controls of the panel move it.
function startTiming() {
  for (const key of ["a", "b"])
    byId(`rule-${key}`).onchange = (event) => chooseRule(key, event.target.value);
  byId("timing-targets").ontoggle = update;
  byId("protocol").onchange = (event) => {
    timing.protocol = event.target.value;
    showTiming();
    update();
  };
  for (const name of Object.keys(BOUNDS)) startNumber(name, BOUNDS[name], timing);
  byId("timing-reset").onclick = () => {
    resetTiming();
    showTiming();
    update();
  };
  byId("timing-copy").onclick = (event) => copy(event.target, commandOf(timing));
}

function resetTiming() {
  Object.assign(timing, FIRST, {
    rules: { a: makeRule(timing.rules.a.set), b: timing.rules.b && makeRule(timing.rules.b.set) },
  });
}

function chooseRule(key, name) {
  timing.rules[key] = name ? makeRule(PAGE.rules.find((one) => one.name === name)) : null;
  showTiming();
  update();
}

// Show the state in the controls.
function showTiming() {
  byId("protocol").value = timing.protocol;
  byId("timing-targets").open = findExperiment(timing.protocol)?.targets.length <= 30;
  for (const name of Object.keys(BOUNDS)) showNumber(name, timing[name]);
  const swept = { window: "lag pairs rate", frequency: "lag pairs rate" }[timing.protocol] || "";
  for (const name of Object.keys(BOUNDS)) byId(`${name}-row`).hidden = !swept.includes(name);
  for (const key of ["a", "b"]) showRule(key);
}

function showRule(key) {
  const rule = timing.rules[key],
    place = byId(`constants-${key}`);
  byId(`rule-${key}`).value = rule ? rule.set.name : "";
  if (!rule) {
    place.innerHTML = "";
    return;
  }
  showControls(place, key, rule, (now, keep) => {
    timing.rules[key] = now;
    if (!keep) showRule(key);
    update();
  });
}

function writeTiming() {
  const { a, b } = timing.rules;
  const moved = Object.keys(FIRST)
    .filter((name) => timing[name] !== FIRST[name])
    .map((name) => [name, timing[name]]);
  return [["rule", wordsOf(a)], ...(b ? [["rule", wordsOf(b)]] : []), ...moved];
}

function readTiming(given) {
  const [a, b] = given.getAll("rule").map(readRule);
  timing.rules = { a: a || makeRule(PAGE.rules[0]), b: b || null };
  for (const name of Object.keys(BOUNDS)) {
    const now = given.has(name) ? readNumber(given.get(name)) : FIRST[name];
    timing[name] = requireWithin(name, BOUNDS[name], now);
  }
  const protocol = given.get("protocol") || FIRST.protocol;
  const known = [...byId("protocol").options].some((one) => one.value === protocol);
  if (!known)
    throw new Refused(
      `no protocol is called ${protocol}`,
      `aucun protocole ne s'appelle ${protocol}`,
    );
  timing.protocol = protocol;
}

PANELS.timing = {
  start: startTiming,
  show: showTiming,
  draw: drawTiming,
  isSlow: isOnBrian2Alone,
  write: writeTiming,
  read: readTiming,
};
