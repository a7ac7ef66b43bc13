// The digit in a picture, as readout/digits/pictures.py, paper.py and marks.py find it, where the
// light is even and no line runs from edge to edge, as on the page's own sheet.

// The numbers of those files.
const { BOX, FAINT, FINE, DRAWN, SHEET, FEW, EVEN, ACROSS } = PAGE.digits.numbers;
const { SPECK, FRAME, RIM, ASIDE, APART, BLOT, LEAST } = PAGE.digits.numbers;

// To the nearest whole number, halves to the even one.
function rint(x) {
  const low = Math.floor(x);
  if (x - low !== 0.5) return Math.round(x);
  return low % 2 ? low + 1 : low;
}

// { pixels, doubts } of shades; null where nothing is drawn.
function findDigit(grey, side) {
  let strokes = findStrokes(grey);
  if (!strokes) return null;
  let drawn = drawnOf(strokes);
  let pieces = piecesOf(drawn);
  const sheet = takeSheet(grey, drawn, pieces);
  const within = sheet && findStrokes(sheet);
  if (within) {
    strokes = within;
    drawn = drawnOf(strokes);
    pieces = piecesOf(drawn);
  }
  requireNoLines(drawn);
  const digit = keepDigit(drawn, pieces);
  if (!total(digit)) return null;
  const box = withMargin(boxOf(digit));
  const alone = cut(digit, box);
  const pen = measurePen(alone);
  const far = measureDistances(map(alone, (one) => 1 - one));
  const doubts = [...doubtDigit(alone, pen, far), ...doubtBorder(digit)];
  return { pixels: centre(thicken(cut(strokes, box), alone, pen, far), side), doubts };
}

function drawnOf(strokes) {
  return map(strokes, (one) => Number(one > DRAWN));
}

// From 0, the paper, which the border shows, to 1, the strongest stroke.
function findStrokes(grey) {
  const border = borderOf(grey).toSorted((a, b) => a - b);
  if (quantile(border, 0.9) - quantile(border, 0.1) > EVEN) {
    throw new Refused("draw away from the border", "dessinez loin du bord");
  }
  const paper = quantile(border, 0.5);
  const ink = map(grey, (one) => Math.abs(one - paper));
  const count = Math.min(FEW, Math.max(1, Math.floor(ink.values.length / 50)));
  const strongest = findLarge(ink.values, count);
  return strongest < LEAST ? null : map(ink, (one) => Math.min(one / strongest, 1));
}

// The number that is the `count`-th largest, of numbers of which none is below 0.
function findLarge(values, count) {
  const top = new Float64Array(count); // in order
  for (const one of values) {
    if (one <= top[0]) continue;
    let n = 1;
    for (; n < count && top[n] < one; n++) top[n - 1] = top[n];
    top[n - 1] = one;
  }
  return top[0];
}

// Of sorted numbers, between two of them by a straight line.
function quantile(sorted, share) {
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (high - low) * (place % 1);
}

// A printed line from edge to edge is taken off by --predict, which this page cannot.
function requireNoLines(drawn) {
  const [top, bottom, left, right] = boxOf(drawn);
  if (bottom + 1 - top >= ACROSS * drawn.rows || right + 1 - left >= ACROSS * drawn.columns) {
    throw new Refused("draw away from the border", "dessinez loin du bord");
  }
}

function borderOf({ values, rows, columns }) {
  const row = (n) => [...values.slice(n * columns, (n + 1) * columns)];
  const ends = [0, columns - 1].flatMap((c) =>
    Array.from({ length: rows }, (_, r) => values[r * columns + c]),
  );
  return [...row(0), ...row(rows - 1), ...ends];
}

// The picture of a sheet with something on it, if that is what was taken for ink; else null.
function takeSheet(grey, drawn, pieces) {
  if (!pieces.length) return null;
  const { part, box } = pieces.reduce((a, b) => (b.size > a.size ? b : a));
  const [side, share] = SHEET;
  if (part.rows < side * drawn.rows || part.columns < side * drawn.columns) return null;
  if (total(part) / part.values.length < share) return null;
  const edge = Math.max(2, Math.trunc(0.015 * Math.min(part.rows, part.columns)));
  const inside = erode(fillHoles(part), edge).values;
  if (inside.filter((one, n) => one && !part.values[n]).length < FEW) return null;
  const there = cut(grey, box);
  const shades = there.values.filter((_, n) => part.values[n]).toSorted();
  const paper = Math.trunc(quantile(shades, 0.5));
  return map(there, (one, n) => (inside[n] ? one : paper));
}

// Each piece of what is drawn: its number, size, box, and itself in its box.
function piecesOf(drawn) {
  const { numbers, count } = label(drawn);
  return Array.from({ length: count }, (_, n) => {
    const whole = map({ ...drawn, values: numbers }, (one) => Number(one === n + 1));
    const box = boxOf(whole);
    return { whole, box, part: cut(whole, box), size: total(whole) };
  });
}

function fillHoles(part) {
  const framed = cut(part, [-1, part.rows, -1, part.columns]);
  const outside = new Uint8Array(framed.values.length);
  const open = [0];
  outside[0] = 1;
  while (open.length) {
    for (const near of neighbours(open.pop(), framed.rows, framed.columns, false)) {
      if (!framed.values[near] && !outside[near]) {
        outside[near] = 1;
        open.push(near);
      }
    }
  }
  const filled = map({ ...framed, values: outside }, (one) => 1 - one);
  return cut(filled, [1, part.rows, 1, part.columns]);
}

function erode(part, times) {
  let found = part;
  for (let n = 0; n < times; n++) {
    const before = cut(found, [-1, part.rows, -1, part.columns]);
    const stays = (at) =>
      before.values[at] &&
      neighbours(at, before.rows, before.columns, false).every((near) => before.values[near]);
    const values = before.values.map((_, at) => Number(Boolean(stays(at))));
    found = cut({ ...before, values }, [1, part.rows, 1, part.columns]);
  }
  return found;
}

// What is drawn without specks and frames.
function keepDigit(drawn, pieces) {
  const largest = () => Math.max(0, ...pieces.map((one) => one.size));
  for (const piece of pieces) {
    const around = isFrame(piece, drawn) || isAside(piece, drawn);
    if (piece.size >= SPECK * largest() && around) piece.size = 0;
  }
  const least = Math.max(1, SPECK * largest());
  const kept = pieces.filter((one) => one.size >= least);
  return map(drawn, (one, n) => one && Number(kept.some(({ whole }) => whole.values[n])));
}

// Whether a mark lies along the sides of its box, and something else within.
function isFrame({ part, box }, drawn) {
  if (part.rows <= FRAME * drawn.rows || part.columns <= FRAME * drawn.columns) return false;
  const [high, wide] = [part.rows, part.columns].map((side) => Math.max(1, Math.trunc(RIM * side)));
  const size = total(part);
  const rim = size - total(cut(part, [high, part.rows - 1 - high, wide, part.columns - 1 - wide]));
  const others = total(cut(drawn, box)) - size;
  return rim > 0.9 * size && others >= 0.02 * size;
}

// Whether a mark runs along an edge of the picture, and is not all there is.
function isAside({ whole, size }, drawn) {
  if (size >= 0.9 * total(drawn)) return false;
  const { values, rows, columns } = whole;
  const along = [0, 0, 0, 0];
  values.forEach((one, n) => {
    const [row, column] = [Math.floor(n / columns), n % columns];
    const edges = [row === 0, row === rows - 1, column === 0, column === columns - 1];
    edges.forEach((edge, k) => {
      along[k] += edge ? one : 0;
    });
  });
  return along.some((sum, k) => sum > ASIDE * (k < 2 ? columns : rows));
}

function doubtBorder(digit) {
  const rim = Math.max(1, Math.floor(Math.min(digit.rows, digit.columns) / 100));
  const [top, bottom, left, right] = boxOf(digit);
  const clear =
    top >= rim && left >= rim && bottom < digit.rows - rim && right < digit.columns - rim;
  return clear ? [] : ["ink at the border"];
}

// Why this may not be one whole digit, which has a margin around it.
function doubtDigit(alone, pen, far) {
  const longest = Math.max(alone.rows, alone.columns);
  const near = Math.max(APART * longest, pen) / 2;
  const { count } = label(map(far, (one) => Number(one <= near)));
  const marks = count > 1 ? [count === 2 ? "two separate marks" : `${count} separate marks`] : [];
  return pen > BLOT * longest ? [...marks, "a blot"] : marks;
}

// A box with a margin of a tenth of it.
function withMargin([top, bottom, left, right]) {
  const margin = 2 + Math.floor(Math.max(bottom - top, right - left) / 10);
  return [top - margin, bottom + margin, left - margin, right + margin];
}

// How wide the strokes are: their pixels lie a quarter of that from the nearest paper.
function measurePen(digit) {
  const inside = measureDistances(digit).values.filter((_, n) => digit.values[n]);
  return (4 * inside.reduce((sum, one) => sum + one, 0)) / inside.length - 1;
}

// The strokes of the digit alone, those of a fine pen made wider.
function thicken(strokes, digit, pen, far) {
  const extent = Math.max(digit.rows, digit.columns) / 1.2; // there is a margin around it
  const wider = (FINE * extent - pen) / 2;
  const near = Math.max(1, 0.01 * extent);
  return map(strokes, (one, n) => {
    const away = far.values[n];
    const shown = away <= near && one >= FAINT ? one : 0;
    return rint(255 * (wider > 0 ? Math.max(shown, clip(wider + 1 - away, 0, 1)) : shown));
  });
}

// Strokes scaled into the box, their centre of mass in the middle: bytes, `side` x `side`.
function centre(strokes, side) {
  const digit = cut(strokes, boxOf(strokes));
  const scale = (BOX * side) / Math.max(digit.rows, digit.columns);
  const [rows, columns] = [digit.rows, digit.columns].map((one) => Math.max(1, rint(scale * one)));
  const small = resize(digit, rows, columns, scale < 1 ? FILTERS.box : FILTERS.bilinear);
  const times = 255 / Math.max(...small.values);
  const { values } = map(small, (one) => one * times);
  const profiles = [new Float64Array(rows), new Float64Array(columns)];
  values.forEach((one, n) => {
    profiles[0][Math.floor(n / columns)] += one;
    profiles[1][n % columns] += one;
  });
  const [top, left] = profiles.map((profile) => findStart(profile, side));
  const found = new Uint8Array(side * side);
  values.forEach((one, n) => {
    found[(top + Math.floor(n / columns)) * side + left + (n % columns)] = rint(one);
  });
  return { values: found, rows: side, columns: side };
}

// Where a row or column must start for its centre of mass to be in the middle.
function findStart(profile, whole) {
  const mass = profile.reduce((sum, one) => sum + one, 0);
  const middle = profile.reduce((sum, one, n) => sum + one * n, 0) / mass;
  return Math.min(Math.max(rint(whole / 2 - middle), 0), whole - profile.length);
}

// As readout/digits/deskew.py, its numbers of 32 bits among it.
function deskew({ values, rows, columns }) {
  let [mass, y, x, yy, xy] = [0, 0, 0, 0, 0];
  values.forEach((one, n) => {
    const [row, column] = [Math.floor(n / columns), n % columns];
    mass += one;
    y += one * row;
    x += one * column;
    yy += one * row * row;
    xy += one * row * column;
  });
  [y, x, yy, xy] = [y, x, yy, xy].map((sum) => sum / (mass || 1));
  const variance = yy - y * y;
  const slant = variance > 1e-3 ? (xy - x * y) / variance : 0;
  const at = (row, column) =>
    column < 0 || column >= columns ? 0 : values[row * columns + column];
  const found = Uint8Array.from(values, (_, n) => {
    const row = Math.floor(n / columns);
    const place = (n % columns) + (slant * (row - y) + (x - (columns - 1) / 2));
    const left = Math.floor(place);
    const part = Math.fround(place - left);
    const [a, b] = [
      Math.fround(Math.fround(1 - part) * at(row, left)),
      Math.fround(part * at(row, left + 1)),
    ];
    return rint(Math.fround(a + b));
  });
  return { values: found, rows, columns };
}
