// What the voltage rule's steps of 1 ms need besides its own statements.

const MOST_STEPS = 2e7;

// The constants in ms, mV and pA, as its network takes them.
function inSteps({ scales, times, fewest, ...engine }, numbers) {
  const k = constantsOf(engine, numbers);
  for (const [symbol, scale] of Object.entries(scales)) k[symbol] *= scale;
  for (const symbol of times) {
    if (k[symbol] < fewest) {
      const told = `${symbol}: ${fewest} ms`;
      throw new Refused(`${told} or more, ${fewest} of the authors' steps`, `${told} au moins`);
    }
  }
  return k;
}

// Each condition's weight by `step`, which is given the steps at which each side fires and how many
// steps there are.
function eachCondition(order, follow, step) {
  const conditions = order.first.length - 1;
  const sides = Array.from({ length: conditions }, (_, c) =>
    [0, 1].map((side) => timesOf(order, c, side).map(toStep)),
  );
  const counts = sides.map(
    (both) => 1 + Math.max(0, ...both.map((one) => one.at(-1) ?? 0)) + follow,
  );
  if (counts.reduce((sum, one) => sum + one, 0) > MOST_STEPS) {
    throw new Refused(
      "too many steps of 1 ms: take fewer pairs",
      "trop de pas de 1 ms : moins de paires",
    );
  }
  return sides.map(([pre, post], c) => step(pre, post, counts[c]));
}

function toStep(time) {
  const step = Math.round(1000 * time);
  if (Math.abs(1000 * time - step) > 1e-6) {
    throw new Refused(
      "the voltage rule takes whole milliseconds: lags, and periods of rates",
      "la règle du voltage prend des millisecondes entières (décalages, périodes)",
    );
  }
  return step;
}
