// What is told in words beside the plots of rules for spikes.

function nameHtml(rule) {
  const style = { style: `color:${colourOf(rule).colour}`, "aria-hidden": "true" };
  const line = tag("b", style, rule === timing.rules.a ? "━" : "╍");
  return tag("span", { class: "name" }, `${line} ${escape(wordsOf(rule))}`);
}

function hereHtml(rule) {
  const change = changeHere(rule, timing);
  const overlap = { en: "pairs overlap", fr: "les paires se chevauchent" };
  const told = tag("strong", {}, change === null ? inBoth(overlap) : percent(change));
  const at = `${decimal(timing.lag)} ms, ${decimal(timing.rate)} Hz`;
  return tag("p", {}, `${nameHtml(rule)}<br>${at}${say({ en: ":", fr: " :" })} ${told}`);
}

function rowHtml(cells, kind = "td") {
  return tag("tr", {}, cells.map((one) => tag(kind, {}, one)).join(""));
}

const HEADS = [
  { en: "rule", fr: "règle" },
  { en: "E", fr: "E" },
  { en: "E if nothing changes", fr: "E si rien ne change" },
  { en: "noise ceiling", fr: "plafond du bruit" },
  { en: "signs", fr: "signes" },
  { en: "targets", fr: "conditions" },
];
const OWN_PROTOCOL = {
  en: "By the experiment's own protocol:",
  fr: "Par le protocole même de l'expérience :",
};

// E beside the null and the noise ceiling, by the experiment's own protocol.
function scoresHtml(experiment, models) {
  const beside = timing.protocol === "window" ? CULTURE_CELLS : CORTEX;
  const told = experiment || findExperiment(beside);
  const rows = ruleList().map((rule, r) =>
    rowHtml(scoreCells(told, rule, models ? models[r] : replicate(told, rule))),
  );
  const head = `${escape(told.paper)}. ${inBoth(OWN_PROTOCOL)}`;
  return tag("p", {}, head) + tag("table", {}, rowHtml(HEADS.map(inBoth), "th") + rows.join(""));
}

function scoreCells(experiment, rule, model) {
  const found = score(experiment, rule, model);
  const fitted = { en: " (fitted to these data)", fr: " (ajustée à ces données)" };
  const name = nameHtml(rule) + (rule.set.fitted.includes(experiment.name) ? inBoth(fitted) : "");
  if (!found.targets) {
    return [name, inBoth({ en: "cannot be put to it", fr: "ne peut y être soumise" })];
  }
  const share = found.sign === null ? "–" : `${decimal(100 * found.sign)} %`;
  const numbers = [found.E, found.null, found.ceiling].map((one) => decimal(one));
  numbers[0] = tag("span", { class: "E" }, numbers[0]);
  return [name, ...numbers, share, `${found.targets} / ${experiment.targets.length}`];
}

function measured({ change, sem, sign }) {
  if (change === null) return sign.replace("-", "−");
  return percent(change) + (sem ? ` ± ${decimal(100 * sem)}` : "");
}

// A row a target, where an experiment is shown and its table is open.
function showTargets(experiment, models) {
  const place = byId("timing-targets");
  place.hidden = !experiment;
  if (!experiment) return;
  setHtml(place.querySelector("summary"), escape(experiment.title));
  if (place.open) setHtml(place.querySelector("div"), targetsHtml(experiment, models));
}

function targetsHtml(experiment, models) {
  const names = experiment.varied.map(([name]) => name);
  const heads = [
    "",
    ...experiment.varied.map(([, head]) => escape(head)),
    inBoth({ en: "measured", fr: "mesuré" }),
    ...ruleList().map((rule) => escape(rule.set.name)),
  ];
  const rows = experiment.targets.map((one, n) => [
    n + 1,
    ...names.map((name) => escape(one.label[name])),
    measured(one),
    ...models.map((model) => (model[n] === null ? "–" : percent(model[n]))),
  ]);
  return tag("table", {}, [rowHtml(heads, "th"), ...rows.map((row) => rowHtml(row))].join(""));
}

// The command that gives the same numbers.
function commandOf(state) {
  const rules = ruleList();
  const one = () => [
    `--rule ${quote(rules[0].set.name)}`,
    ...changesOf(rules[0]).map((change) => `--set ${quote(change)}`),
  ];
  const words = rules.length > 1 ? rules.map((rule) => `--rule ${quote(wordsOf(rule))}`) : one();
  const [name, options] = { window: windowCommand, frequency: frequencyCommand }[state.protocol]?.(
    state,
  ) || ["scorecard", `--experiment ${state.protocol} ${engineWords()}`];
  return `python -m protocols.${name} ${words.join(" ")} ${options}`;
}

// Rules of the voltage run on Brian2 alone, and so does what is beside them.
function engineWords() {
  return isOnBrian2Alone() ? "--engine brian2" : "--engine exact";
}

function windowCommand({ pairs, rate }) {
  const lags = lagsAt(rate);
  const range = `${lags[0]}:${lags.at(-1)}:${lagStep()}`;
  return ["stdp", `--pairs ${pairs} --rate ${digits(rate)} --lag=${range} ${engineWords()}`];
}

function frequencyCommand({ pairs, lag }) {
  const lags = [...new Set([lag, -lag])].join(",");
  const rates = ratesAt(lag).join(",");
  return ["frequency", `--pairs ${pairs} --lag=${lags} --rate ${rates} ${engineWords()}`];
}

function quote(text) {
  return /^[\w:.,=+-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}
