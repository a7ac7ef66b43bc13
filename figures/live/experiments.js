// The declared experiments, put to a rule as protocols.scorecard puts them.

const orders = new Map();

function orderOf(experiment) {
  if (!orders.has(experiment)) orders.set(experiment, unfold(experiment));
  return orders.get(experiment);
}

// The targets that a rule is put to, with what their data scatter by. Of volleys of fibres, which
// drive the neuron of some rules, the page has no more than the spikes.
function putTo(experiment, rule) {
  const off =
    (rule.set.volleys && experiment.driven) ||
    (engineOf(rule).whole && !inMilliseconds(experiment));
  if (off) return { targets: [], sem: [], ceiling: null };
  const { calcium, receptors } = rule.set;
  return experiment.put[calcium ? "calcium" : receptors.length ? "receptors" : "none"];
}

function inMilliseconds({ intervals }) {
  return intervals.every((one) => Math.abs(1000 * one - Math.round(1000 * one)) < 1e-6);
}

// The rule's change at each target; null where it is not put to it.
function replicate(experiment, rule) {
  const { targets } = putTo(experiment, rule);
  if (!targets.length) return experiment.targets.map(() => null);
  const order = orderOf(experiment),
    key = ({ bath }) => `${bath.blocked} ${bath.calcium}`;
  const found = new Map();
  for (const target of targets.map((n) => experiment.targets[n])) {
    if (!found.has(key(target))) found.set(key(target), changeBy(rule, order, target.bath));
  }
  return experiment.targets.map((target, n) => {
    if (!targets.includes(n)) return null;
    const draws = found.get(key(target)).filter((_, c) => experiment.owner[c] === n);
    return draws.reduce((sum, one) => sum + one, 0) / draws.length;
  });
}

function meanSquare(targets, model, data, sem) {
  return (
    targets.reduce((sum, n, k) => sum + ((model[n] - data(n)) / sem[k]) ** 2, 0) / targets.length
  );
}

// E, the null, the noise ceiling, and the share of signs that agree; null where there is none.
function score(experiment, rule, model) {
  const { targets, sem, ceiling } = putTo(experiment, rule),
    of = (n) => experiment.targets[n];
  const signOf = (change) => (Math.abs(change) < PAGE.nothing ? 0 : Math.sign(change));
  const share = (asked, sign) =>
    asked.length ? asked.filter((n) => signOf(model[n]) === sign(n)).length / asked.length : null;
  if (!targets.length) return { E: null, null: null, ceiling: null, sign: null, targets: 0 };
  if (experiment.are === "signs") {
    const sign = share(targets, (n) => ({ "+": 1, "-": -1, 0: 0 })[of(n).sign]);
    return { E: null, null: null, ceiling: null, sign, targets: targets.length };
  }
  const data = (n) => of(n).change;
  const asked = targets.filter((n, k) => Math.abs(data(n)) > PAGE.within * sem[k]);
  return {
    E: meanSquare(targets, model, data, sem),
    null: meanSquare(
      targets,
      experiment.targets.map(() => 0),
      data,
      sem,
    ),
    ceiling,
    sign: share(asked, (n) => Math.sign(data(n))),
    targets: targets.length,
  };
}
