// The 45 perceptrons of all pairs of digits, and their vote (readout/perceptron/class_pairs.py).

const READOUT = readReadout(PAGE.digits);

// The weights, whole numbers of 16 bits: of each pair, that of the constant input first.
function readReadout({ weights, pairs, side }) {
  const bytes = Uint8Array.from(atob(weights), (one) => one.charCodeAt(0));
  const all = new Int16Array(bytes.buffer);
  const inputs = 1 + side * side;
  const each = pairs.map((_, n) => all.subarray(n * inputs, (n + 1) * inputs));
  return { side, pairs, each, lengths: each.map((w) => Math.sqrt(dot([...w], [...w]))) };
}

// How far deskewed pixels lie on the side of each pair's first digit, in steps of brightness.
function measureVotes(pixels) {
  return READOUT.each.map((w, n) => {
    let sum = w[0] * 255;
    for (let k = 0; k < pixels.length; k++) sum += w[k + 1] * pixels[k];
    return sum / Math.max(READOUT.lengths[n], 1);
  });
}

// Of each digit its votes; the digit elected, and the one with most votes among the others.
function elect(distances) {
  const votes = Array(10).fill(0);
  const pairs = READOUT.pairs;
  pairs.forEach(([i, j], n) => {
    if (distances[n] > 0) votes[i]++;
    if (distances[n] < 0) votes[j]++;
  });
  const most = Math.max(...votes);
  const amongTied = votes.map((own, digit) => (own < most ? -Infinity : 0));
  pairs.forEach(([i, j], n) => {
    if (votes[i] === most && votes[j] === most) {
      amongTied[i] += distances[n];
      amongTied[j] -= distances[n];
    }
  });
  const answer = amongTied.indexOf(Math.max(...amongTied));
  const others = votes.map((own, digit) => (digit === answer ? -1 : own));
  return { votes, answer, runnerUp: others.indexOf(Math.max(...others)) };
}

// The digit in a picture of shades: what is seen of it, and the vote; null where nothing is drawn.
function readDigit(grey) {
  const found = findDigit(grey, READOUT.side);
  if (!found) return null;
  const seen = deskew(found.pixels);
  const distances = measureVotes(seen.values);
  return { ...found, seen, distances, ...elect(distances) };
}
