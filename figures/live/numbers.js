// Brian2's functions of a number that JavaScript's Math does not have, or not so.

function clip(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

function power(x, y) {
  if (y == 0 || x == 1) return 1; // JavaScript's 1 ** Infinity is NaN
  return x ** y;
}

function modulo(a, b) {
  return a - b * Math.floor(a / b);
}

function divideDown(a, b) {
  return Math.floor(a / b);
}

function both(a, b) {
  return Boolean(a) && Boolean(b);
}

function either(a, b) {
  return Boolean(a) || Boolean(b);
}

function not(a) {
  return !a;
}

function dot(a, b) {
  return a.reduce((sum, one, n) => sum + one * b[n], 0);
}

function exprel(x) {
  return x == 0 ? 1 : Math.expm1(x) / x;
}

// By its series near 0, and by the continued fraction of its complement beyond 2.
function erf(x) {
  const size = Math.abs(x);
  if (!(size < 6)) return Number.isNaN(x) ? NaN : Math.sign(x);
  if (size < 2) {
    let term = x,
      sum = x;
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= (-x * x) / n;
      sum += term / (2 * n + 1);
    }
    return (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = 0;
  for (let n = 120; n > 0; n--) fraction = n / 2 / (size + fraction);
  return Math.sign(x) * (1 - Math.exp(-size * size) / Math.sqrt(Math.PI) / (size + fraction));
}

// Where linear slopes are 0: zeros if they are there, else by elimination.
function findRest(slopes, count) {
  const zeros = Array(count).fill(0),
    at0 = slopes(zeros);
  if (at0.every((one) => one === 0)) return zeros;
  const rows = at0.map((one) => [-one]);
  for (let n = 0; n < count; n++) {
    const one = slopes(zeros.with(n, 1));
    rows.forEach((row, r) => row.splice(n, 0, one[r] - at0[r]));
  }
  const found = solve(rows);
  const close = 1e-9 * Math.max(...at0.map(Math.abs));
  if (!slopes(found).every((one) => Math.abs(one) <= close)) {
    throw new Refused(
      "where the rule rests is not found",
      "l'état de repos de la règle est introuvable",
    );
  }
  return found;
}

// The solution of linear equations, each a row of its factors and its right-hand side.
function solve(rows) {
  const count = rows.length;
  for (let n = 0; n < count; n++) {
    const best = rows.slice(n).reduce((a, b) => (Math.abs(b[n]) > Math.abs(a[n]) ? b : a));
    rows.splice(rows.indexOf(best), 1, rows[n]);
    rows[n] = best;
    for (const row of rows) {
      if (row === best) continue;
      const times = row[n] / best[n];
      best.forEach((one, k) => {
        row[k] -= times * one;
      });
    }
  }
  return rows.map((row, n) => row[count] / row[n]);
}

// A function of numbers, made of arrays in its first two places.
function overAll(one) {
  return (a, b, ...more) => a.map((number, n) => one(number, b[n], ...more));
}
