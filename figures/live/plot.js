// A plot as SVG: lines are models, dots are data.

const MARGIN = { top: 16, right: 16, bottom: 52, left: 68 };

// Round numbers from `low` to `high`, about `count` of them.
function ticksOf(low, high, count, log) {
  if (log) {
    const all = [];
    for (let p = Math.floor(Math.log10(low)); p <= Math.ceil(Math.log10(high)); p++) {
      for (const m of [1, 2, 5]) all.push(Number(`${m}e${p}`));
    }
    const inside = all.filter((one) => low <= one && one <= high);
    return inside.length > 2 * count
      ? inside.filter((one) => Number.isInteger(Math.log10(one)))
      : inside;
  }
  const rough = (high - low) / count,
    size = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * size).find((one) => one >= rough);
  const first = Math.ceil(low / step - 1e-9),
    found = [];
  for (let n = first; n * step <= high + step * 1e-9; n++) found.push(n * step);
  return found;
}

// What spans some numbers, with a little room.
function spanOf(numbers) {
  const low = Math.min(...numbers),
    high = Math.max(...numbers),
    room = 0.06 * (high - low) || 0.1;
  return [low < 0 ? low - room : low, high > 0 ? high + room : high];
}

// Places of a plot's numbers in an SVG of this size.
function scalesOf({ x, y }, width, height) {
  const at = (axis, from, to) => {
    const of = axis.log ? Math.log10 : (one) => one;
    const [low, high] = [of(axis.low), of(axis.high)];
    return (one) => from + ((of(one) - low) / (high - low)) * (to - from);
  };
  return [at(x, MARGIN.left, width - MARGIN.right), at(y, height - MARGIN.bottom, MARGIN.top)];
}

// Fill `svg` with a plot: what it is about, its axes x and y (label, low, high, log, ticks), and
// its lines, dots, dashes, texts and levels; what `above` makes of the scales lies over these.
function draw(svg, plot) {
  const width = widthOf(svg),
    height = Math.round(Math.min(460, 0.66 * width));
  const [x, y] = scalesOf(plot, width, height);
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("aria-label", plot.about);
  const layers = [
    drawAxes(plot, x, y, width, height),
    (plot.levels || []).map((level) => drawLevel(level, x, y, width, height)),
    (plot.lines || []).map((line) => drawLine(line, x, y)),
    (plot.dots || []).map((dot) => drawDot(dot, x, y)),
    (plot.dashes || []).map((dash) => drawDash(dash, x, y)),
    (plot.texts || []).map((text) => drawText(text, x, y)),
    plot.above?.(x, y) || [],
  ];
  layers.forEach((layer, n) => {
    const group = svg.children[n] || document.createElementNS(svg.namespaceURI, "g");
    if (!group.parentNode) svg.append(group);
    setHtml(group, layer.join(""));
  });
}

const widths = new Map();

// Asking a browser for a width makes it lay the page out: once, until the window is resized.
function widthOf(svg) {
  if (!widths.get(svg)) widths.set(svg, svg.clientWidth);
  return Math.max(300, widths.get(svg) || 700);
}

function drawAxes(plot, x, y, width, height) {
  const bottom = height - MARGIN.bottom;
  const [left, right] = [MARGIN.left, width - MARGIN.right];
  const across = (at, kind) =>
    tag("line", { class: kind, x1: left, x2: right, y1: y(at), y2: y(at) });
  const few = Math.max(3, Math.round(width / 90));
  const given = plot.x.ticks?.filter((_, n, all) => n % Math.ceil(all.length / (3 * few)) === 0);
  const marks = given || ticksOf(plot.x.low, plot.x.high, few, plot.x.log).map((at) => ({ at }));
  const middle = `translate(16 ${(MARGIN.top + bottom) / 2}) rotate(-90)`;
  return [
    ...marks.flatMap(({ at, text }) => [
      tag("line", { class: "axis", x1: x(at), x2: x(at), y1: bottom, y2: bottom + 5 }),
      write(text ?? decimal(at), x(at), bottom + 19),
    ]),
    ...ticksOf(plot.y.low, plot.y.high, 6, plot.y.log).flatMap((at) => [
      across(at, "grid"),
      write(decimal(at), left - 8, y(at) + 5, "end"),
    ]),
    !plot.y.log && plot.y.low <= 0 ? across(0, "axis") : "",
    write(plot.x.label, (left + right) / 2, height - 10),
    tag("text", { transform: middle, "text-anchor": "middle" }, escape(plot.y.label)),
  ];
}

function write(text, x, y, anchor = "middle", more = {}) {
  return tag("text", { x, y, "text-anchor": anchor, ...more }, escape(text));
}

function drawText({ at, text, colour }, x, y) {
  return write(text, x(at[0]), y(at[1]), "middle", { fill: colour, class: "mark" });
}

function drawLine({ points, colour, dash = "", width = 2.5 }, x, y) {
  const path = points.map((one) => `${x(one[0]).toFixed(1)},${y(one[1]).toFixed(1)}`).join(" ");
  const style = { stroke: colour, "stroke-width": width, "stroke-dasharray": dash };
  return tag("polyline", { points: path, fill: "none", ...style });
}

function drawDot({ at, sem, open, colour = "#000" }, x, y) {
  const [left, top] = [x(at[0]), y(at[1])];
  const [low, high] = [y(at[1] - sem), y(at[1] + sem)];
  const bar = sem ? tag("line", { stroke: colour, x1: left, x2: left, y1: low, y2: high }) : "";
  const style = { fill: open ? "#fff" : colour, stroke: colour, "fill-opacity": 0.75 };
  return bar + tag("circle", { cx: left, cy: top, r: 4, ...style });
}

function drawDash({ at, colour, shift = 0, wide = 9 }, x, y) {
  const [left, top] = [x(at[0]) + shift, y(at[1])];
  const ends = { x1: left - wide, x2: left + wide, y1: top, y2: top };
  return tag("line", { ...ends, stroke: colour, "stroke-width": 4 });
}

// A line across: of an x (upright) or of a y.
function drawLevel({ x: upright, y: level, colour = "#767676", text = "" }, x, y, width, height) {
  const flat = upright === undefined;
  const ends = flat
    ? { x1: MARGIN.left, x2: width - MARGIN.right, y1: y(level), y2: y(level) }
    : { x1: x(upright), x2: x(upright), y1: MARGIN.top, y2: height - MARGIN.bottom };
  const words = text && write(text, ends.x2 - 4, ends.y2 - 5, "end");
  return tag("line", { ...ends, stroke: colour, "stroke-dasharray": "3 4" }) + words;
}
