// A perceptron of two inputs: points of two classes that can be dragged, and its line as it learns.

const PERCEPTRON_FIRST = { example: "worked", inputs: 10, step: PAGE.perceptron.eta };
const PERCEPTRON_BOUNDS = { inputs: [1, 100, 1], step: [0.01, 2, 0.01] };
const MOST_PASSES = 1000;
const CLASS_COLOURS = { 1: "#0072B2", "-1": "#D55E00" };
const perceptron = { ...PERCEPTRON_FIRST, held: null };

function startOver({ points, weights } = perceptron) {
  const given = points.map((one) => [...one]);
  Object.assign(perceptron, {
    points: given,
    first: weights,
    weights,
    next: 0,
    steps: 0,
    last: null,
  });
}

// Present the next point, and learn from it if it is a mistake.
function presentNext() {
  const { points, next, weights, step } = perceptron;
  const [x, y, target] = points[next];
  const input = [1, x, y];
  const wrong = is_mistake(weights, input, target, 0);
  perceptron.last = { point: next, wrong };
  perceptron.weights = wrong ? delta(weights, input, target, step) : weights;
  perceptron.next = (next + 1) % points.length;
  perceptron.steps++;
  return wrong;
}

function presentAll() {
  return perceptron.points.filter(() => presentNext()).length;
}

// Pass after pass until none has a mistake.
function presentUntilRight() {
  for (let pass = 0; pass < MOST_PASSES; pass++) if (!presentAll()) return;
}

function mistakesLeft() {
  const { points, weights } = perceptron;
  return points.filter(([x, y, target]) => is_mistake(weights, [1, x, y], target, 0)).length;
}

function planeSpan() {
  return perceptron.example === "worked" ? [-3, 3] : [-0.8, 1.8];
}

// The line w · x = 0 across the plot; none where both weights are 0.
function lineOf([b, w1, w2], [low, high]) {
  const far = 3 * (high - low);
  const square = w1 * w1 + w2 * w2;
  if (!square) return [];
  const [x, y] = [(-b * w1) / square, (-b * w2) / square];
  const along = [-w2 / Math.sqrt(square), w1 / Math.sqrt(square)];
  return [-far, far].map((s) => [x + s * along[0], y + s * along[1]]);
}

function drawPerceptron() {
  const [low, high] = planeSpan();
  const svg = byId("perceptron-plot");
  const focused = document.activeElement?.dataset?.point;
  const line = lineOf(perceptron.weights, [low, high]);
  const decided = decide(perceptron.points);
  const proof = proofLines(perceptron.points, decided, [low, high]);
  draw(svg, {
    x: { label: "x₁", low, high },
    y: { label: "x₂", low, high },
    lines: [...proof, ...(line.length ? [{ points: line, colour: "#000" }] : [])],
    above: (x, y) => perceptron.points.map((point, n) => pointHtml(point, n, x, y)),
    about: `w = (${perceptron.weights.map((one) => decimal(one)).join(", ")})`,
  });
  for (const one of svg.querySelectorAll("[data-point]")) listenToPoint(svg, one);
  if (focused !== undefined) svg.querySelector(`[data-point="${focused}"]`)?.focus();
  tellPerceptron();
  setHtml(byId("perceptron-proof"), proofHtml(perceptron.points, decided));
  drawCapacity();
}

function pointHtml([x, y, target], n, atX, atY) {
  const name = pointName([x, y, target]);
  const shown = perceptron.last?.point === n ? { stroke: "#000", "stroke-width": 3 } : {};
  const style = {
    "data-point": n,
    tabindex: 0,
    role: "button",
    "aria-label": name,
    class: "point",
  };
  const place = { cx: atX(x), cy: atY(y), r: 13, fill: CLASS_COLOURS[target] };
  const letter = { x: atX(x), y: atY(y) + 5, "text-anchor": "middle", class: "letter" };
  return (
    tag("circle", { ...place, ...style, ...shown }) + tag("text", letter, target > 0 ? "A" : "B")
  );
}

// Drag it, move it with the arrow keys, or change its class with Enter.
function listenToPoint(svg, circle) {
  const number = Number(circle.dataset.point);
  circle.onpointerdown = (event) => {
    perceptron.held = number;
    svg.setPointerCapture(event.pointerId);
  };
  circle.onkeydown = (event) => {
    const moves = {
      ArrowLeft: [-0.1, 0],
      ArrowRight: [0.1, 0],
      ArrowUp: [0, 0.1],
      ArrowDown: [0, -0.1],
    };
    const point = perceptron.points[number];
    if (event.key === "Enter" || event.key === " ") point[2] = -point[2];
    else if (moves[event.key])
      movePoint(
        number,
        [0, 1].map((k) => point[k] + moves[event.key][k]),
      );
    else return;
    event.preventDefault();
    update();
  };
}

function movePoint(number, place) {
  const [low, high] = planeSpan();
  place.forEach((one, k) => {
    perceptron.points[number][k] = Number(clip(one, low, high).toFixed(2));
  });
}

function dragPoint(event) {
  if (perceptron.held === null) return;
  const svg = byId("perceptron-plot");
  const box = svg.getBoundingClientRect();
  const [width, height] = svg.getAttribute("viewBox").split(" ").slice(2).map(Number);
  const [low, high] = planeSpan();
  const inside = (one, from, to) => low + ((one - from) / (to - from)) * (high - low);
  const x = ((event.clientX - box.left) / box.width) * width;
  const y = ((event.clientY - box.top) / box.height) * height;
  const place = [
    inside(x, MARGIN.left, width - MARGIN.right),
    inside(y, height - MARGIN.bottom, MARGIN.top),
  ];
  movePoint(perceptron.held, place);
  update();
}

function tellPerceptron() {
  const { last, weights, steps } = perceptron;
  const left = mistakesLeft();
  const w = weights.map((one) => decimal(one)).join(" ; ");
  const answer = last && (last.wrong ? { en: "wrong", fr: "faux" } : { en: "right", fr: "juste" });
  const parts = [
    inBoth({ en: `${steps} presentations`, fr: `${steps} présentations` }),
    `w = (${w})`,
    answer ? inBoth(answer) : "",
    inBoth({ en: `${left} on the wrong side`, fr: `${left} du mauvais côté` }),
  ];
  setHtml(byId("perceptron-says"), parts.filter(Boolean).join(" · "));
}

// The fraction of random sets of patterns that can be learned by so many weights (Cover 1965, as
// readout.capacity counts).
function countCover(patterns, inputs) {
  let [term, sum] = [0.5 ** (patterns - 1), 0];
  for (let k = 0; k < Math.min(inputs, patterns); k++) {
    sum += term;
    term *= (patterns - 1 - k) / (k + 1);
  }
  return sum;
}

function drawCapacity() {
  const { inputs } = perceptron;
  const points = Array.from({ length: 3 * inputs }, (_, n) => [
    (n + 1) / inputs,
    countCover(n + 1, inputs),
  ]);
  draw(byId("capacity-plot"), {
    x: {
      label: say({ en: "patterns per weight, P/N", fr: "motifs par poids, P/N" }),
      low: 0,
      high: 3,
    },
    y: {
      label: say({ en: "fraction that can be learned", fr: "fraction apprenable" }),
      low: 0,
      high: 1.05,
    },
    lines: [{ points, colour: PAGE.colours[0] }],
    levels: [{ x: 2 }],
    about: say({ en: "capacity of the perceptron", fr: "capacité du perceptron" }),
  });
}

function startPerceptron() {
  for (const name of Object.keys(PERCEPTRON_BOUNDS))
    startNumber(name, PERCEPTRON_BOUNDS[name], perceptron);
  const act = {
    next: presentNext,
    pass: presentAll,
    run: presentUntilRight,
    again: againPerceptron,
  };
  for (const [name, work] of Object.entries(act)) {
    byId(`perceptron-${name}`).onclick = () => {
      work();
      update();
    };
  }
  byId("example").onchange = (event) => {
    perceptron.example = event.target.value;
    startOver(PAGE.perceptron.examples[perceptron.example]);
    update();
  };
  const svg = byId("perceptron-plot");
  svg.onpointermove = dragPoint;
  svg.onpointerup = svg.onpointercancel = () => {
    perceptron.held = null;
  };
}

function againPerceptron() {
  startOver({ points: perceptron.points, weights: perceptron.first });
}

function showPerceptron() {
  byId("example").value = perceptron.example;
  for (const name of Object.keys(PERCEPTRON_BOUNDS)) showNumber(name, perceptron[name]);
}

function writePerceptron() {
  const { points, example } = perceptron;
  const moved = Object.keys(PERCEPTRON_FIRST).filter(
    (name) => perceptron[name] !== PERCEPTRON_FIRST[name],
  );
  const own = JSON.stringify(points) !== JSON.stringify(PAGE.perceptron.examples[example].points);
  return [
    ...moved.map((name) => [name, perceptron[name]]),
    ...(own ? [["points", points.flat().join(",")]] : []),
  ];
}

function readPerceptron(given) {
  const example = given.get("example") ?? PERCEPTRON_FIRST.example;
  if (!(example in PAGE.perceptron.examples))
    throw new Refused(`no ${example}`, `pas de ${example}`);
  for (const [name, bounds] of Object.entries(PERCEPTRON_BOUNDS)) {
    const now = given.has(name) ? readNumber(given.get(name)) : PERCEPTRON_FIRST[name];
    perceptron[name] = requireWithin(name, bounds, now);
  }
  perceptron.example = example;
  startOver(PAGE.perceptron.examples[example]);
  const places = (given.get("points") ?? "").split(",").map(Number);
  if (places.length !== 3 * perceptron.points.length || !places.every(Number.isFinite)) return;
  perceptron.points.forEach((point, n) => {
    movePoint(n, places.slice(3 * n, 3 * n + 2));
    point[2] = places[3 * n + 2] > 0 ? 1 : -1;
  });
}

PANELS.perceptron = {
  start: startPerceptron,
  show: showPerceptron,
  draw: drawPerceptron,
  write: writePerceptron,
  read: readPerceptron,
};
