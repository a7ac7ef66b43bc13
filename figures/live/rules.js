// A rule under one's hand: a published set, some choices and constants of which are changed.

class Refused extends Error {
  constructor(en, fr) {
    super(en);
    this.told = { en, fr };
  }
}

function makeRule(set) {
  const values = Object.fromEntries(set.constants.map((one) => [one.symbol, one.value]));
  return { set, choices: { ...set.choices }, values };
}

// From the words of the command line: RULE:SET SYMBOL=VALUE ...
function readRule(words) {
  const [name, ...changes] = words.trim().split(/\s+(?=\w+=)/);
  const set = PAGE.rules.find((one) => one.name === name);
  if (!set) throw new Refused(`no rule is called ${name}`, `aucune règle ne s'appelle ${name}`);
  const rule = makeRule(set);
  for (const change of changes) {
    const [symbol, text] = change.split("=");
    if (symbol in rule.choices) {
      rule.choices[symbol] = text;
      continue;
    }
    const constant = set.constants.find((one) => one.symbol === symbol);
    if (!constant) throw new Refused(`${name} has no ${symbol}`, `${name} n'a pas de ${symbol}`);
    rule.values[symbol] = readNumber(text.replace(`*${constant.unit}`, "")) * constant.size;
    requireAllowed(rule, constant, rule.values[symbol]);
  }
  if (!engineOf(rule)) throw new Refused(`${words}: no such choice`, `${words} : pas de tel choix`);
  return rule;
}

function readNumber(text) {
  const plain = text.trim().replace("−", "-").replace(",", ".");
  if (/^[-+]?(inf|∞)$/.test(plain)) return plain[0] === "-" ? -Infinity : Infinity;
  return plain ? Number(plain) : NaN;
}

// What was changed, in the words of the command line.
function changesOf({ set, choices, values }) {
  const chosen = Object.entries(choices).filter(([symbol, one]) => one !== set.choices[symbol]);
  const moved = set.constants.filter((one) => values[one.symbol] !== one.value);
  return [
    ...chosen.map(([symbol, one]) => `${symbol}=${one}`),
    ...moved.map((one) => `${one.symbol}=${showValue(one, values[one.symbol])}`),
  ];
}

function wordsOf(rule) {
  return [rule.set.name, ...changesOf(rule)].join(" ");
}

function showValue(constant, value) {
  return digits(value / constant.size) + (constant.unit && `*${constant.unit}`);
}

// Fifteen digits hide the rounding of 114*ms to 0.114 s and lose nothing that was typed.
function digits(number) {
  if (!Number.isFinite(number)) return number > 0 ? "inf" : "-inf";
  return String(Number(number.toPrecision(15)));
}

// As models.card.check and check_bounds.
function requireAllowed({ values }, { symbol, base, limits }, value) {
  const [least, most] = limits || [-Infinity, Infinity],
    time = base === "second";
  const refuse = (en, fr) => {
    throw new Refused(`${symbol}: ${en}`, `${symbol} : ${fr}`);
  };
  if (Number.isNaN(value)) refuse("a number", "un nombre");
  if (time && symbol.startsWith("tau") && !(value > 0 && value < Infinity)) {
    refuse("a time constant greater than 0", "une constante de temps supérieure à 0");
  }
  if (time && !symbol.endsWith("_0") && !(value >= 0 && value < Infinity)) {
    refuse("a time, 0 or more", "un temps, au moins 0");
  }
  if (symbol === "w_max" && !(value > 0)) refuse("greater than 0", "supérieur à 0");
  if (symbol === "w_0" && !(value >= 0 && value < Infinity)) refuse("0 or more", "au moins 0");
  if (!(least <= value && value <= most))
    refuse(`from ${least} to ${most}`, `de ${least} à ${most}`);
  const now = { ...values, [symbol]: value };
  if (now.w_0 > (now.w_max ?? Infinity)) refuse("w_0 is at most w_max", "w_0 est au plus w_max");
}

function engineOf({ set, choices }) {
  const words = Object.entries(choices)
    .map(([symbol, one]) => `${symbol}=${one}`)
    .join(" ");
  return ENGINES[set.variants[words]];
}

// What a bath makes of a constant, as models.card.Card.in_bath.
function scale({ receptors, influx, calcium }, bath, symbol) {
  const open = receptors.includes(symbol) ? 1 - bath.blocked : 1,
    flows = influx.includes(symbol) && calcium && bath.calcium;
  return flows ? (open * bath.calcium) / calcium : open;
}

// (w_after - w_before) / w_before after the spikes of each condition; the weight after where it
// begins at 0.
function changeBy(rule, order, bath = { blocked: 0, calcium: 0 }) {
  const numbers = Object.fromEntries(
    rule.set.constants.map(({ symbol, name }) => [
      name,
      rule.values[symbol] * scale(rule.set, bath, symbol),
    ]),
  );
  const late = ["pre", "post"].map((side) => rule.values[rule.set.delays[side]] ?? 0);
  const acting = late.some(Boolean) ? delay(order, late) : order;
  const weights = engineOf(rule).advance(acting, numbers),
    before = rule.values.w_0;
  if (weights.some(Number.isNaN)) {
    throw new Refused(
      "these constants make the weight no number",
      "ces constantes font du poids autre chose qu'un nombre",
    );
  }
  if (!weights.every(Number.isFinite)) {
    throw new Refused(
      "these constants drive the weight out of all bounds",
      "ces constantes poussent le poids au-delà de toute limite",
    );
  }
  return weights.map((w) => (w - before) / (before || 1));
}
