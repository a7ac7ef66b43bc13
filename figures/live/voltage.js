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

// Of each condition when and on which side it fires, how many steps there are, where it repeats.
function inWholeMilliseconds(order, follow) {
  const conditions = order.first.slice(1).map((end, c) => {
    const [start, at] = [order.first[c], []];
    let time = 0;
    for (let n = start; n < end; n++) {
      time += order.intervals[order.interval[n]];
      at.push(toStep(time));
    }
    const steps = 1 + (at.at(-1) ?? 0) + follow;
    return { at, side: order.side.subarray(start, end), steps, repeats: repeatsOf(order, c, at) };
  });
  if (conditions.reduce((sum, { steps }) => sum + steps, 0) > MOST_STEPS) {
    throw new Refused(
      "too many steps of 1 ms: take fewer pairs",
      "trop de pas de 1 ms : moins de paires",
    );
  }
  return conditions;
}

// Spikes that repeat, of which the first is later than the one before, and how wide a period is.
function repeatsOf(order, c, at) {
  const { period, from, to } = findRepeats(order, c);
  const start = order.first[c];
  let first = from - start;
  while (at[first] === at[first - 1]) first++;
  return { period, first, to: to - start, wide: at[first + period] - at[first] || 1 };
}

function isAtPeriod({ period, first, to }, next) {
  return next >= first && (next - first) % period === 0 && next + 2 * period <= to;
}

function isNear(now, before) {
  return before?.every((one, n) => Math.abs(one - now[n]) <= 1e-10 * (1 + Math.abs(one)));
}

// The weight after so many periods, each of which goes on from the one before; those that add the
// same, far from the bounds, need not be gone through.
function repeatPeriod(w, periods, most, onePeriod) {
  let [gained, before] = [NaN, NaN];
  for (let left = periods; left > 0; left--) {
    const { w: now, low, high, read } = onePeriod();
    const same = Math.abs(now - w - gained) <= 1e-14 && Math.abs(read - before) <= 1e-9;
    gained = now - w;
    const rest = (left - 1) * gained;
    if (same && low > 0 && high < most && low + rest > 0 && high + rest < most) return now + rest;
    [w, before] = [now, read];
  }
  return w;
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
