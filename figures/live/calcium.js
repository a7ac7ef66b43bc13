// The calcium rule along the spikes; its formulas are the exact engine's, translated.

// Weights after the spikes of `order`, one a condition.
function advanceCalcium(order, numbers) {
  const k = constantsOf(this, numbers),
    weights = [];
  for (let c = 0; c + 1 < order.first.length; c++) {
    let p = 0,
      d = 0;
    followCalcium(arrivalsOf(order, c, k), k, this.falls, (time, peak, lasts) => {
      p += time_above(k.theta_p, peak, k.tau_Ca, lasts);
      d += time_above(k.theta_d, peak, k.tau_Ca, lasts);
    });
    const [up, down] = probabilities(
      p / k.tau,
      d / k.tau,
      k.gamma_p,
      k.gamma_d,
      k.sigma,
      k.rho_star,
    );
    weights.push(mean_weight(up, down, k.w_0, k.beta, k.b));
  }
  return weights;
}

// The constants under the paper's symbols.
function constantsOf({ names }, numbers) {
  return Object.fromEntries(Object.entries(names).map(([symbol, name]) => [symbol, numbers[name]]));
}

// When calcium arrives (s), and how much.
function arrivalsOf(order, condition, k) {
  const pre = timesOf(order, condition, 0, k.D),
    post = timesOf(order, condition, 1),
    found = [];
  for (let a = 0, b = 0; a < pre.length || b < post.length;) {
    if (b === post.length || pre[a] <= post[b]) found.push([pre[a++], k.Cpre]);
    else found.push([post[b++], k.Cpost]);
  }
  return found;
}

// Tells `visit` each arrival's time, what calcium rises to, and how long until the next.
function followCalcium(arrivals, k, falls, visit) {
  let calcium = 0;
  arrivals.forEach(([time, size], n) => {
    const lasts = n + 1 < arrivals.length ? arrivals[n + 1][0] - time : falls * k.tau_Ca;
    calcium += size;
    visit(time, calcium, lasts);
    calcium *= Math.exp(-lasts / k.tau_Ca);
  });
}
