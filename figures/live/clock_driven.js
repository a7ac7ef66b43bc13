// Rules that only a clock can advance, such as calcium control: between spikes their traces decay
// in closed form, and what these drive goes in steps that fit its own error. A train that repeats
// is followed until its state does, and the weight then goes on by what one period makes of it.

// The stages of Dormand & Prince 1980 (doi:10.1016/0771-050X(80)90013-3): when each is, what it is
// made of, and how orders 5 and 4 differ.
const STAGES = [1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1];
const MADE_OF = [
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
const PARTED = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];
// The error of a step, and what two periods may differ by, beside the most that there was.
const EXACT = 1e-6;

// Weights after the spikes of `order`, one a condition, for one set of constants.
function advanceByClock(order, numbers) {
  const [traces, moving] = this.begin(numbers);
  const flow = makeFlow(this, numbers);
  const jump = this.jump(numbers);
  const settle = this.fall / slowest(this, numbers);
  return Array.from({ length: order.first.length - 1 }, (_, c) => {
    const now = { x: Float64Array.from(traces), y: Float64Array.from(moving) };
    followCondition(now, order, c, flow, jump, settle);
    return now.y[0];
  });
}

// Along one condition's spikes, and after the last of them until all but the weight is at rest.
function followCondition(now, order, c, flow, jump, settle) {
  const { intervals, interval, side } = order;
  const end = order.first[c + 1];
  const { period, from, to } = findRepeats(order, c);
  const walk = (state, start, stop) => {
    for (let n = start; n < stop; n++) {
      jump(state.x, state.y, side[n]);
      flow(state, n + 1 < end ? intervals[interval[n + 1]] : settle);
    }
  };
  let [n, before] = [order.first[c], null];
  if (n < end) flow(now, intervals[interval[n]]);
  while (n < end) {
    const left = Math.floor((to - n) / period);
    if (n >= from && (n - from) % period === 0 && left > 1) {
      if (before && flow.isSame(now, before)) {
        const onePeriod = (w) => {
          const state = { x: now.x.slice(), y: now.y.with(0, w) };
          walk(state, n, n + period);
          return state.y[0];
        };
        const [low, high] = [onePeriod(0), onePeriod(1)];
        for (let k = 0; k < left; k++) now.y[0] = low + (high - low) * now.y[0];
        n += left * period;
        continue;
      }
      before = { x: now.x.slice(), y: now.y.slice() };
    }
    walk(now, n, ++n);
  }
}

// The slowest rate (1/s) at which anything but the weight goes to rest: each by itself, as no two
// drive one another.
function slowest(engine, numbers) {
  const slopes = engine.slopes(numbers);
  const [x, y] = engine.begin(numbers);
  const found = [[], []];
  const own = y.map((one, n) => {
    [1e-6, -1e-6].forEach((by, k) => slopes(x, y.with(n, one + by), found[k]));
    return (found[1][n] - found[0][n]) / 2e-6;
  });
  return Math.min(...[...engine.rates(numbers), ...own.slice(1)].filter((rate) => rate > 0));
}

// A function that lets a state { x: traces, y: what moves } go on for so many seconds.
function makeFlow(engine, numbers) {
  const rates = engine.rates(numbers);
  const slopes = engine.slopes(numbers);
  const found = Array.from({ length: 7 }, () => new Float64Array(engine.moving));
  const [x, y] = [new Float64Array(engine.traces), new Float64Array(engine.moving)];
  const most = { x: new Float64Array(engine.traces), y: new Float64Array(engine.moving) };
  const first = 0.1 / Math.max(...rates, 1);

  // Where a step leads, in x and y; returns its error.
  const step = (now, wide) => {
    for (let s = 0; s < 6; s++) {
      if (s < 5)
        for (let n = 0; n < x.length; n++)
          x[n] = now.x[n] && now.x[n] * Math.exp(-rates[n] * STAGES[s] * wide);
      for (let n = 0; n < y.length; n++) {
        let sum = 0;
        for (let k = 0; k <= s; k++) sum += MADE_OF[s][k] * found[k][n];
        y[n] = now.y[n] + wide * sum;
      }
      slopes(x, y, found[s + 1]);
    }
    let error = 0;
    for (let n = 0; n < y.length; n++) {
      let parted = 0;
      for (let k = 0; k < 7; k++) parted += PARTED[k] * found[k][n];
      most.y[n] = Math.max(most.y[n], Math.abs(y[n]));
      error = Math.max(error, Math.abs(wide * parted) / (most.y[n] || 1)); // NaN stays
    }
    return error;
  };
  const flow = (now, seconds) => {
    now.x.forEach((one, n) => {
      most.x[n] = Math.max(most.x[n], Math.abs(one));
    });
    slopes(now.x, now.y, found[0]);
    for (let left = seconds, wide = first; left > 0;) {
      const last = wide >= left;
      if (last) wide = left;
      const error = step(now, wide);
      if (Number.isNaN(error) || wide < 1e-9 * first) return now.y.fill(NaN);
      if (error <= EXACT) {
        now.x.set(x);
        now.y.set(y);
        found[0].set(found[6]);
        left = last ? 0 : left - wide;
      }
      wide *= clip(0.9 * (EXACT / error) ** 0.2, 0.2, 5);
    }
  };
  const agree = (a, b, most) => a.every((one, n) => Math.abs(one - b[n]) <= EXACT * most[n]);
  flow.isSame = (a, b) =>
    agree(a.x, b.x, most.x) && agree(a.y.subarray(1), b.y.subarray(1), most.y.subarray(1));
  return flow;
}
