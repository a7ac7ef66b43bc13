// Pictures of bytes made larger or smaller as Pillow does, in its whole numbers.

const PRECISION = 2 ** 22;
const FILTERS = {
  box: { support: 0.5, weigh: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, weigh: (x) => Math.max(0, 1 - Math.abs(x)) },
};

// Where each pixel of a new side looks, and how much each place counts.
function weigh(old, side, { support, weigh }) {
  const scale = old / side;
  const wide = Math.max(scale, 1);
  return Array.from({ length: side }, (_, n) => {
    const middle = (n + 0.5) * scale;
    const first = Math.max(0, Math.trunc(middle - support * wide + 0.5));
    const end = Math.min(old, Math.trunc(middle + support * wide + 0.5));
    const each = Array.from({ length: end - first }, (_, k) =>
      weigh((k + first - middle + 0.5) * (1 / wide)),
    );
    const sum = each.reduce((a, b) => a + b, 0);
    return { first, each: each.map((one) => Math.trunc(0.5 + (one / sum) * PRECISION)) };
  });
}

function resize(picture, rows, columns, filter) {
  const wide = resizeRows(picture, columns, filter);
  return turn(resizeRows(turn(wide), rows, filter));
}

function turn({ values, rows, columns }) {
  const turned = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      turned[column * rows + row] = values[row * columns + column];
    }
  }
  return { values: turned, rows: columns, columns: rows };
}

function resizeRows({ values, rows, columns }, side, filter) {
  if (side === columns) return { values, rows, columns };
  const weights = weigh(columns, side, filter);
  const found = new Uint8Array(rows * side);
  for (let row = 0; row < rows; row++) {
    weights.forEach(({ first, each }, n) => {
      const start = row * columns + first;
      const sum = each.reduce((sum, one, k) => sum + one * values[start + k], PRECISION / 2);
      found[row * side + n] = Math.min(255, Math.max(0, Math.floor(sum / PRECISION)));
    });
  }
  return { values: found, rows, columns: side };
}
