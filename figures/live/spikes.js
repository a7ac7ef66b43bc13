// Spikes of both sides in the order in which they act, as the exact engine takes them: for each the
// time since the one before (an entry of `intervals`, s) and its side, 0 pre or 1 post.

function makeOrder(counts, intervals) {
  const first = [0];
  for (const count of counts) first.push(first.at(-1) + count);
  return {
    intervals,
    first,
    interval: new Int32Array(first.at(-1)),
    side: new Uint8Array(first.at(-1)),
    periods: [], // of each condition, after how many spikes it repeats
  };
}

// Where a condition repeats: each spike after `from`, to `to` at most, is that of a period before.
function findRepeats({ interval, side, first, periods }, c) {
  const period = periods[c];
  let found = { period, from: first[c + 1], to: first[c] };
  for (let n = first[c] + period, from = n; n < first[c + 1]; n++) {
    const same = interval[n] === interval[n - period] && side[n] === side[n - period];
    if (!same) from = n;
    else if (n - from > found.to - found.from) found = { period, from, to: n };
  }
  return found;
}

// So many pairs at each lag t_post - t_pre (s) and rate (Hz), a condition each.
function pairUp(conditions, pairs) {
  const intervals = [0];
  const order = makeOrder(
    conditions.map(() => 2 * pairs),
    intervals,
  );
  conditions.forEach(({ lag, rate }, c) => {
    order.periods.push(2);
    const apart = Math.abs(lag),
      within = intervals.push(apart, 1 / rate - apart) - 2;
    for (let n = 0, at = order.first[c]; n < pairs; n++, at += 2) {
      order.interval[at] = n ? within + 1 : 0;
      order.interval[at + 1] = within;
      order.side[at] = lag < 0 ? 1 : 0;
      order.side[at + 1] = lag < 0 ? 0 : 1;
    }
  });
  return order;
}

// An experiment's, of which the page has each condition's beginning and how many spikes it has.
function unfold({ intervals, spikes }) {
  const order = makeOrder(
    spikes.map(([count]) => count),
    intervals,
  );
  spikes.forEach(([count, begin], c) => {
    const period = begin.length - 1;
    order.periods.push(period);
    for (let n = 0, at = order.first[c]; n < count; n++, at++) {
      const spike = begin[n <= period ? n : 1 + ((n - 1) % period)];
      order.interval[at] = spike >> 1;
      order.side[at] = spike & 1;
    }
  });
  return order;
}

// When the spikes of one condition's side come (s).
function timesOf({ intervals, interval, side, first }, condition, wanted, late = 0) {
  const times = [];
  let time = 0;
  for (let n = first[condition]; n < first[condition + 1]; n++) {
    time += intervals[interval[n]];
    if (side[n] === wanted) times.push(time + late);
  }
  return times;
}

const TOGETHER = 1e-10; // s: less than this parts two sums of the same intervals

// The same spikes, those of each side so many seconds later; of two at once pre comes first.
function delay(order, late) {
  const counts = order.first.slice(1).map((end, c) => end - order.first[c]);
  const found = { ...makeOrder(counts, []), periods: order.periods };
  const places = new Map();
  const place = (elapsed) => {
    const key = Math.round(elapsed / TOGETHER);
    if (!places.has(key)) places.set(key, found.intervals.push(elapsed) - 1);
    return places.get(key);
  };
  counts.forEach((_, c) => {
    const times = [0, 1].map((side) => timesOf(order, c, side, late[side]));
    const next = [0, 0];
    for (let n = order.first[c], before = null; n < order.first[c + 1]; n++) {
      const [pre, post] = times.map((one, side) => one[next[side]] ?? Infinity);
      const side = pre <= post + TOGETHER ? 0 : 1;
      const time = side ? post : pre;
      found.side[n] = side;
      found.interval[n] = place(Math.max(0, time - (before ?? time)));
      next[side]++;
      before = time;
    }
  });
  return found;
}
