// Whether any line parts the points of two classes, with a proof either way. Places are whole
// hundredths, so that every number here is exact.

// { shares } of points that no line can part: none is negative, and the sum of share times class
// times (1, x, y) is 0 (Gordan 1873); else { weights, margin } of the line farthest from both.
function decide(points) {
  const whole = points.map(([x, y, t]) => [Math.round(100 * x), Math.round(100 * y), t]);
  const shares = cancel(whole);
  return shares ? { shares } : findWidestGap(whole);
}

// In a plane two to four points cancel if any do (Kirchberger 1903): fewest first.
function cancel(points) {
  for (const count of [2, 3, 4]) {
    for (const some of chooseSome(points.length, count)) {
      const found = nullVector(some.map((n) => points[n]));
      if (!found) continue;
      const size = Math.abs(found.reduce(divisor));
      const shares = points.map(() => 0);
      some.forEach((n, k) => {
        shares[n] = Math.abs(found[k]) / size;
      });
      return shares;
    }
  }
  return null;
}

function chooseSome(from, count, start = 0) {
  if (!count) return [[]];
  return Array.from({ length: Math.max(0, from - start) }, (_, n) => start + n).flatMap((first) =>
    chooseSome(from, count - 1, first + 1).map((rest) => [first, ...rest]),
  );
}

// Shares, all of one sign, that cancel t (1, x, y) of so many points; null where there are none.
function nullVector(points) {
  const rows = [0, 1, 2].map((r) => points.map(([x, y, t]) => t * [1, x, y][r]));
  const kept = {
    2: [[0]],
    3: [
      [0, 1],
      [0, 2],
    ],
    4: [[0, 1, 2]],
  }[points.length];
  const tried = kept.map((some) => minors(some.map((r) => rows[r])));
  const found = tried.find((all) => all.some(Boolean));
  if (!found || rows.some((row) => dot(row, found) !== 0)) return null;
  return found.every((one) => one > 0) || found.every((one) => one < 0) ? found : null;
}

// What is at right angles to n - 1 rows of n numbers.
function minors(rows) {
  const without = (n) => rows.map((row) => row.filter((_, k) => k !== n));
  return [...rows, 0].map((_, n) => (n % 2 ? -1 : 1) * determinant(without(n)));
}

function determinant(rows) {
  if (!rows.length) return 1;
  const [first, ...rest] = rows;
  return first.reduce((sum, one, n) => {
    const part = one && one * determinant(rest.map((row) => row.filter((_, k) => k !== n)));
    return sum + (n % 2 ? -part : part);
  }, 0);
}

function divisor(a, b) {
  return b ? divisor(b, a % b) : a;
}

// The line is at right angles to what joins two classes, or along what joins two points of one.
function findWidestGap(points) {
  const classes = [1, -1].map((t) => points.filter((one) => one[2] === t));
  if (classes.some((some) => !some.length)) {
    return { weights: [points[0][2], 0, 0], margin: Infinity };
  }
  let best = { margin: 0 };
  for (const [n, a] of points.entries()) {
    for (const b of points.slice(n + 1)) {
      const [x, y] = [a[0] - b[0], a[1] - b[1]];
      const [w1, w2] = a[2] === b[2] ? [-y, x] : [x, y];
      for (const sign of [1, -1]) best = widerOf(best, classes, sign * w1, sign * w2);
    }
  }
  return best;
}

function widerOf(best, [above, below], w1, w2) {
  const along = ([x, y]) => w1 * x + w2 * y;
  const [low, high] = [Math.min(...above.map(along)), Math.max(...below.map(along))];
  const margin = (low - high) / (200 * Math.hypot(w1, w2));
  return margin > best.margin ? { weights: [-(low + high) / 200, w1, w2], margin } : best;
}

// What is told of it: the distance, or the inequalities that no weights fulfil together.
function proofHtml(points, { shares, margin }) {
  if (!shares) {
    const en = `A line can part them: it stays ${decimal(margin)} away from every point.`;
    const fr = `Une droite les sépare : elle reste à ${decimal(margin)} de chaque point.`;
    const alone = { en: "There is one class only.", fr: "Il n'y a qu'une classe." };
    return tag("p", {}, inBoth(Number.isFinite(margin) ? { en, fr } : alone));
  }
  const used = points.map((one, n) => [one, shares[n]]).filter(([, share]) => share);
  const rows = used.map(([point, share]) => [
    share === 1 ? "" : `${decimal(share, 15)} ×`,
    pointName(point),
    inequality(point),
  ]);
  rows.push(["", inBoth({ en: "sum", fr: "somme" }), "0 > 0"]);
  const told = {
    en: "No line can part them. To be right on these points, the weights would have to fulfil",
    fr: "Aucune droite ne les sépare. Pour être juste sur ces points, il faut des poids tels que",
  };
  const so = { en: "which nothing does: ", fr: "ce que rien ne vérifie : " };
  return (
    tag("p", {}, `${tag("strong", {}, inBoth(told))}`) +
    tag("table", { class: "proof" }, rows.map((row) => rowHtml(row)).join("")) +
    tag("p", {}, inBoth(so) + inBoth(whyNot(used.map(([point]) => point))))
  );
}

function pointName([x, y, t]) {
  return `${t > 0 ? "A" : "B"} (${decimal(x)} ; ${decimal(y)})`;
}

// t (b + w1 x + w2 y) > 0, as it is written.
function inequality([x, y, t]) {
  const terms = [
    ["b", t],
    ["w₁", t * x],
    ["w₂", t * y],
  ].filter(([, factor]) => factor);
  return terms
    .map(([name, factor], n) => {
      const sign = factor < 0 ? "−" : n ? "+" : "";
      const size = Math.abs(factor) === 1 ? "" : `${decimal(Math.abs(factor))} `;
      return `${sign}${n ? " " : ""}${size}${name}`;
    })
    .join(" ")
    .concat(" > 0");
}

function whyNot(points) {
  const count = points.filter((one) => one[2] > 0).length;
  if (points.length === 2) {
    return { en: "A and B are in one place.", fr: "A et B sont au même endroit." };
  }
  if (points.length === 3) {
    const [one, two] = count === 1 ? ["A", "B"] : ["B", "A"];
    return {
      en: `${one} lies between two points ${two}.`,
      fr: `${one} est entre deux points ${two}.`,
    };
  }
  if (count === 2) {
    return {
      en: "the segment between two A crosses the one between two B.",
      fr: "le segment entre deux A croise celui entre deux B.",
    };
  }
  const [one, two] = count === 1 ? ["A", "B"] : ["B", "A"];
  return {
    en: `${one} lies within a triangle of three ${two}.`,
    fr: `${one} est dans un triangle de trois ${two}.`,
  };
}

// The line, or what joins the points of each class that cancel, as lines of a plot.
function proofLines(points, { shares, weights }, span) {
  if (!shares) {
    return weights[1] || weights[2]
      ? [{ points: lineOf(weights, span), colour: "#767676", dash: "4 5", width: 1.5 }]
      : [];
  }
  return [1, -1].map((t) => {
    const own = points.filter((one, n) => one[2] === t && shares[n]);
    return { points: [...own, own[0]], colour: CLASS_COLOURS[t], dash: "6 5", width: 2 };
  });
}
