// Marks on a sheet, arrays of numbers row by row: their pieces, and distances from what is there.

// Number the pieces of what is drawn, neighbours in all eight directions: { numbers, count }.
function label({ values, rows, columns }) {
  const numbers = new Int32Array(rows * columns);
  let count = 0;
  for (let start = 0; start < numbers.length; start++) {
    if (!values[start] || numbers[start]) continue;
    const open = [start];
    numbers[start] = ++count;
    while (open.length) {
      const at = open.pop();
      for (const near of neighbours(at, rows, columns, true)) {
        if (values[near] && !numbers[near]) {
          numbers[near] = count;
          open.push(near);
        }
      }
    }
  }
  return { numbers, count };
}

function neighbours(at, rows, columns, corners) {
  const row = Math.floor(at / columns);
  const column = at % columns;
  const found = [];
  for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
    for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
      if (corners || (r === row) !== (c === column)) found.push(r * columns + c);
    }
  }
  return found;
}

// From the first to the last row and column of what is drawn: [top, bottom, left, right].
function boxOf({ values, rows, columns }) {
  const box = [rows, -1, columns, -1];
  for (let at = 0; at < values.length; at++) {
    if (!values[at]) continue;
    const row = Math.floor(at / columns);
    const column = at % columns;
    box[0] = Math.min(box[0], row);
    box[1] = Math.max(box[1], row);
    box[2] = Math.min(box[2], column);
    box[3] = Math.max(box[3], column);
  }
  return box;
}

// The part of a picture within a box, 0 beyond its edges.
function cut({ values, rows, columns }, [top, bottom, left, right]) {
  const wide = right - left + 1;
  const found = new Float64Array((bottom - top + 1) * wide);
  for (let row = Math.max(0, top); row <= Math.min(rows - 1, bottom); row++) {
    for (let column = Math.max(0, left); column <= Math.min(columns - 1, right); column++) {
      found[(row - top) * wide + column - left] = values[row * columns + column];
    }
  }
  return { values: found, rows: bottom - top + 1, columns: wide };
}

function map({ values, rows, columns }, change) {
  const found = new Float64Array(values.length);
  for (let n = 0; n < found.length; n++) found[n] = change(values[n], n);
  return { values: found, rows, columns };
}

// Float64Array.from asks for one number after the other, which takes ten times as long.
function makeNumbers(length, of) {
  const found = new Float64Array(length);
  for (let n = 0; n < length; n++) found[n] = of(n);
  return found;
}

function total({ values }) {
  let sum = 0;
  for (const one of values) sum += one;
  return sum;
}

// The distance of each pixel that is not 0 to the nearest that is (Felzenszwalb & Huttenlocher
// 2012, doi:10.4086/toc.2012.v008a019): along the columns, then along the rows.
function measureDistances({ values, rows, columns }) {
  const far = rows + columns;
  const squares = makeNumbers(values.length, (n) => (values[n] ? far * far : 0));
  for (let column = 0; column < columns; column++) lowerEnvelope(squares, column, columns, rows);
  for (let row = 0; row < rows; row++) lowerEnvelope(squares, row * columns, 1, columns);
  return { values: makeNumbers(squares.length, (n) => Math.sqrt(squares[n])), rows, columns };
}

// The least of all parabolas that stand on a line's numbers, in their place.
function lowerEnvelope(numbers, start, step, count) {
  const line = makeNumbers(count, (n) => numbers[start + n * step]);
  const [feet, from] = [new Int32Array(count), new Float64Array(count)];
  const meet = (a, b) => (line[a] + a * a - line[b] - b * b) / (2 * (a - b));
  from[0] = -Infinity;
  let last = 0;
  for (let n = 1; n < count; n++) {
    let place = meet(n, feet[last]);
    while (place <= from[last]) place = meet(n, feet[--last]);
    feet[++last] = n;
    from[last] = place;
  }
  for (let n = 0, k = 0; n < count; n++) {
    while (k < last && from[k + 1] < n) k++;
    numbers[start + n * step] = (n - feet[k]) ** 2 + line[feet[k]];
  }
}
