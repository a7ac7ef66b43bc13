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
  };
}

// So many pairs at each lag t_post - t_pre (s) and rate (Hz), a condition each.
function pairUp(conditions, pairs) {
  const intervals = [0];
  const order = makeOrder(
    conditions.map(() => 2 * pairs),
    intervals,
  );
  conditions.forEach(({ lag, rate }, c) => {
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
