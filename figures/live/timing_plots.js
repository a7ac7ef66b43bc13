// The plots of rules for spikes.

const CHANGE = { en: "change of weight (%)", fr: "variation du poids (%)" };
const LAG = { en: "lag  t post − t pre  (ms)", fr: "décalage  t post − t pré  (ms)" };
const RATE = { en: "rate of pairing (Hz)", fr: "fréquence des paires (Hz)" };

function dataOf(experiment, along, keep = () => true) {
  return experiment.targets.filter(keep).map((one) => ({
    at: [Number(one.label[along]), 100 * one.change],
    sem: one.sem && 100 * one.sem,
    open: Number(one.label.lag) < 0,
  }));
}

// From lines and dots to a plot.
function plotOver(x, lines, dots, more = {}) {
  const heights = [
    0,
    ...lines.flatMap((line) => line.points.map((one) => one[1])),
    ...dots.flatMap((dot) => [dot.at[1] - (dot.sem || 0), dot.at[1] + (dot.sem || 0)]),
  ];
  const [low, high] = spanOf(heights);
  return {
    x,
    y: { label: say(CHANGE), low, high },
    lines,
    dots,
    about: aboutPlot(x.label),
    ...more,
  };
}

function aboutPlot(label) {
  const names = ruleList().map(wordsOf).join(", ");
  return `${say(CHANGE)}, ${label}: ${names}`;
}

function windowPlot() {
  const lines = ruleList().flatMap((rule) => {
    const points = windowOf(rule, timing);
    return [points.filter((one) => one[0] < 0), points.filter((one) => one[0] >= 0)].map(
      (side) => ({ points: side, ...colourOf(rule) }),
    );
  });
  const x = { label: say(LAG), low: -105, high: 105 };
  const cells = dataOf(findExperiment(CULTURE_CELLS), "lag").map((one) => ({
    ...one,
    open: false,
    sem: null,
  }));
  return plotOver(
    x,
    lines,
    cells.filter((one) => Math.abs(one.at[0]) <= 105),
    { levels: [{ x: timing.lag }, { x: 0 }] },
  );
}

function frequencyPlot() {
  const lags = timing.lag ? [timing.lag, -timing.lag] : [0];
  const lines = ruleList().flatMap((rule) =>
    lags.map((lag) => ({
      points: frequencyOf(rule, { ...timing, lag }),
      ...colourOf(rule),
      width: lag > 0 ? 3 : 1.5,
    })),
  );
  const dots = dataOf(
    findExperiment(CORTEX),
    "rate",
    (one) => Math.abs(Number(one.label.lag)) === Math.abs(timing.lag),
  );
  const x = { label: say(RATE), low: 0.08, high: 120, log: true };
  return plotOver(x, lines, dots, { levels: [{ x: timing.rate }] });
}

// A place for each target: its lag or its rate where these alone tell them apart, else in a row.
function placesOf({ targets, varied }) {
  const names = varied
    .map(([name]) => name)
    .filter((name) => new Set(targets.map((one) => one.label[name])).size > 1);
  const [along] = names.length === 1 && ["lag", "rate"].includes(names[0]) ? names : [];
  if (along && targets.length > 4) {
    const places = targets.map((one) => Number(one.label[along]));
    const [low, high] = [Math.min(...places), Math.max(...places)],
      room = 0.06 * (high - low);
    return {
      places,
      x: { label: say(along === "lag" ? LAG : RATE), low: low - room, high: high + room },
    };
  }
  const ticks = targets.map((_, n) => ({ at: n, text: String(n + 1) }));
  const label = say({ en: "target, as listed below", fr: "condition, dans l'ordre ci-dessous" });
  return {
    places: targets.map((_, n) => n),
    x: {
      label,
      low: -0.6,
      high: targets.length - 0.4,
      ticks: ticks.filter((_, n) => targets.length <= 30 || n % 5 === 4),
    },
  };
}

function experimentPlot(experiment, models) {
  const { places, x } = placesOf(experiment),
    rules = ruleList(),
    near = experiment.targets.length > 30;
  const dashes = rules.flatMap((rule, r) =>
    models[r].flatMap((change, n) =>
      change === null
        ? []
        : [
            {
              at: [places[n], 100 * change],
              colour: colourOf(rule).colour,
              shift: rules.length > 1 ? 5 * r - 2.5 : 0,
              wide: near ? 4 : 9,
            },
          ],
    ),
  );
  const told = experiment.targets.map((one, n) => ({ ...one, place: places[n] }));
  const dots = told
    .filter((one) => one.change !== null)
    .map((one) => ({ at: [one.place, 100 * one.change], sem: one.sem && 100 * one.sem }));
  const heights = [
    0,
    ...dashes.map((one) => one.at[1]),
    ...dots.flatMap((one) => [one.at[1] - (one.sem || 0), one.at[1] + (one.sem || 0)]),
  ];
  const [low, high] = spanOf(heights),
    top = high - 0.02 * (high - low);
  const texts = told
    .filter((one) => one.sign)
    .map((one) => ({ at: [one.place, top], text: one.sign.replace("-", "−"), colour: "#000" }));
  return {
    x,
    y: { label: say(CHANGE), low, high },
    dashes,
    dots,
    texts,
    about: aboutPlot(experiment.title),
  };
}

// The calcium of one pair over its thresholds, of the first rule that has some.
function drawCalcium() {
  const rule = ruleList().find((one) => one.set.kind === "calcium"),
    svg = byId("calcium-plot");
  svg.closest("figure").hidden = !rule;
  if (!rule) return;
  const k = rule.values,
    points = [[-20, 0]],
    engine = engineOf(rule),
    before = Math.min(0, timing.lag);
  const order = pairUp([{ lag: timing.lag / 1000, rate: 1 }], 1);
  followCalcium(arrivalsOf(order, 0, k), k, engine.falls, (time, peak, lasts) => {
    points.push([1000 * time + before, points.at(-1)[1]]);
    for (let n = 0; n <= 50; n++) {
      const since = (Math.min(lasts, 0.15) * n) / 50;
      points.push([1000 * (time + since) + before, peak * Math.exp(-since / k.tau_Ca)]);
    }
  });
  const levels = [
    ["theta_d", "θd"],
    ["theta_p", "θp"],
  ].map(([symbol, text]) => ({ y: k[symbol], text }));
  const high = 1.1 * Math.max(k.theta_p, k.theta_d, ...points.map((one) => one[1]));
  draw(svg, {
    x: {
      label: say({
        en: "time from the pre spike (ms)",
        fr: "temps depuis le potentiel pré (ms)",
      }),
      low: points[0][0],
      high: Math.max(...points.map((one) => one[0])),
    },
    y: { label: "calcium", low: 0, high },
    lines: [{ points: points.map(([time, c]) => [time, c]), ...colourOf(rule) }],
    levels,
    about: say({
      en: "the calcium of one pair over the thresholds",
      fr: "le calcium d'une paire et les seuils",
    }),
  });
}
