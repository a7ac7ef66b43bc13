// A digit drawn with mouse, finger or pen, or taken from MNIST's, and the vote on it.

const SHEET_SIDE = 280;
const DIGIT_FIRST = { pen: 22, image: -1 };
const DIGIT_BOUNDS = { pen: [8, 40, 1], image: [0, PAGE.digits.images.length - 1, 1] };
const DOUBTS = {
  "a blot": "une tache",
  "ink at the border": "de l'encre au bord",
  "two separate marks": "deux marques séparées",
};
const MARKS = "marques séparées";
const NOT_YET = { en: "Draw a digit.", fr: "Dessinez un chiffre." };
const drawing = { ...DIGIT_FIRST, pair: null, last: null };

function paper() {
  return byId("sheet").getContext("2d", { willReadFrequently: true });
}

function clearSheet() {
  paper().fillStyle = "#fff";
  paper().fillRect(0, 0, SHEET_SIDE, SHEET_SIDE);
}

// The shades on the sheet: dark on light.
function shadesOf() {
  const { data } = paper().getImageData(0, 0, SHEET_SIDE, SHEET_SIDE);
  const values = makeNumbers(SHEET_SIDE ** 2, (n) => data[4 * n]);
  return { values, rows: SHEET_SIDE, columns: SHEET_SIDE };
}

// Let the pointer draw; a margin stays clear.
function startSheet() {
  const sheet = byId("sheet");
  const place = (event) => {
    const box = sheet.getBoundingClientRect();
    const within = (one) =>
      clip(one, 0.04 * SHEET_SIDE + drawing.pen / 2, 0.96 * SHEET_SIDE - drawing.pen / 2);
    return [
      within(((event.clientX - box.left) / box.width) * SHEET_SIDE),
      within(((event.clientY - box.top) / box.height) * SHEET_SIDE),
    ];
  };
  const stroke = (event) => {
    const between = event.getCoalescedEvents(); // where the pointer was since the last event
    Object.assign(paper(), { lineWidth: drawing.pen, lineCap: "round", strokeStyle: "#000" });
    paper().beginPath();
    paper().moveTo(...drawing.last);
    for (const one of between.length ? between : [event]) {
      drawing.last = place(one);
      paper().lineTo(...drawing.last);
    }
    paper().stroke();
    update();
  };
  sheet.onpointerdown = (event) => {
    sheet.setPointerCapture(event.pointerId);
    drawing.last = place(event);
    stroke(event);
  };
  sheet.onpointermove = (event) => drawing.last && stroke(event);
  sheet.onpointerup = sheet.onpointercancel = () => {
    drawing.last = null;
  };
}

// One of MNIST's test images on the sheet, dark on light.
function showImage(number) {
  const bytes = atob(PAGE.digits.images[number]);
  const { side } = READOUT;
  const size = SHEET_SIDE / side;
  clearSheet();
  for (let n = 0; n < side * side; n++) {
    const shade = 255 - bytes.charCodeAt(n);
    paper().fillStyle = `rgb(${shade},${shade},${shade})`;
    paper().fillRect((n % side) * size, Math.floor(n / side) * size, size, size);
  }
}

function startDigit() {
  startSheet();
  clearSheet();
  startNumber("pen", DIGIT_BOUNDS.pen, drawing);
  startNumber("image", DIGIT_BOUNDS.image, drawing, () => showImage(drawing.image));
  byId("digit-clear").onclick = () => {
    clearSheet();
    drawing.image = -1;
    drawing.pair = null;
    update();
  };
}

function showDigit() {
  showNumber("pen", drawing.pen);
  showNumber("image", Math.max(0, drawing.image));
}

function drawDigit() {
  const read = readDigit(shadesOf());
  byId("digit-seen").hidden = !read;
  setHtml(byId("digit-says"), read ? saysHtml(read) + confusionHtml(read) : inBoth(NOT_YET));
  setHtml(byId("digit-votes"), read ? votesHtml(read) : "");
  if (!read) return;
  showPixels(byId("digit-centred"), read.pixels);
  showPixels(byId("digit-deskewed"), read.seen);
  const chosen = drawing.pair ?? numberOf(read.answer, read.runnerUp);
  for (const button of document.querySelectorAll("#digit-votes button")) {
    button.onclick = () => {
      drawing.pair = Number(button.dataset.pair);
      update();
      document.querySelector(`#digit-votes [data-pair="${drawing.pair}"]`).focus();
    };
    button.setAttribute("aria-pressed", Number(button.dataset.pair) === chosen);
  }
  showWeights(chosen, read);
}

function numberOf(a, b) {
  return READOUT.pairs.findIndex(([i, j]) => i === Math.min(a, b) && j === Math.max(a, b));
}

function saysHtml({ answer, runnerUp, votes, doubts }) {
  const told = {
    en: `A ${answer}: ${votes[answer]} of 9 votes. Then ${runnerUp}, ${votes[runnerUp]}.`,
    fr: `Un ${answer} : ${votes[answer]} voix sur 9. Puis ${runnerUp}, ${votes[runnerUp]}.`,
  };
  const en = doubts.join(", ");
  const fr = doubts.map((one) => DOUBTS[one] || one.replace("separate marks", MARKS));
  const doubt = { en: `This may be wrong: ${en}.`, fr: `Peut-être faux : ${fr.join(", ")}.` };
  return (
    tag("strong", {}, inBoth(told)) +
    (doubts.length ? tag("p", { class: "doubt" }, inBoth(doubt)) : "")
  );
}

// How often the same perceptrons take one of these two for the other among MNIST's test images.
function confusionHtml({ answer: a, runnerUp: b }) {
  const of = (digit) => PAGE.digits.confusion[digit].reduce((sum, one) => sum + one, 0);
  const each = [
    [a, b],
    [b, a],
  ];
  const list = (read) =>
    each.map(([i, j]) => `${i} ${read} ${j}: ${PAGE.digits.confusion[i][j]} / ${of(i)}`).join(", ");
  const told = {
    en: `Among MNIST's test images, ${list("read as")}.`,
    fr: `Parmi les images de test de MNIST, ${list("lu")}.`,
  };
  return tag("p", {}, inBoth(told));
}

// The voting layer: a row a digit with its votes, a cell for each of its nine perceptrons.
function votesHtml({ votes, answer, distances }) {
  const cell = (digit, other) => {
    const n = digit === other ? -1 : numberOf(digit, other);
    if (n < 0) return "";
    const mine = READOUT.pairs[n][0] === digit ? distances[n] > 0 : distances[n] < 0;
    const name = `${digit} / ${other}: ${mine ? digit : other}`;
    const style = {
      type: "button",
      class: mine ? "for" : "against",
      "data-pair": n,
      "aria-label": name,
    };
    return tag("button", style, mine ? digit : other);
  };
  const digits = [...votes.keys()];
  const head = ["", inBoth({ en: "votes", fr: "voix" }), ...digits.map((one) => `/ ${one}`)];
  const rows = digits.map((digit) => {
    const bar = tag("span", { class: "bar", style: `--votes:${votes[digit]}` }, votes[digit]);
    return [
      digit === answer ? tag("b", {}, `▸ ${digit}`) : digit,
      bar,
      ...digits.map((one) => cell(digit, one)),
    ];
  });
  return tag(
    "table",
    { class: "votes" },
    [rowHtml(head, "th"), ...rows.map((row) => rowHtml(row))].join(""),
  );
}

function showPixels(canvas, { values }) {
  paint(canvas, (n) => [255 - values[n], 255 - values[n], 255 - values[n]]);
}

function paint(canvas, colour) {
  const { side } = READOUT;
  const image = new ImageData(side, side);
  for (let n = 0; n < side * side; n++) image.data.set([...colour(n), 255], 4 * n);
  canvas.getContext("2d").putImageData(image, 0, 0);
}

// One perceptron's weights, and what each pixel of this picture adds to its sum.
function showWeights(number, { seen, distances }) {
  const [i, j] = READOUT.pairs[number];
  const w = READOUT.each[number].subarray(1);
  const shade = (strength) => {
    const s = clip(Math.abs(strength), 0, 1);
    const full = strength > 0 ? [0, 114, 178] : [230, 159, 0];
    return full.map((one) => 255 - s * (255 - one));
  };
  const most = Math.max(...w.map(Math.abs));
  paint(byId("digit-weights"), (n) => shade(w[n] / most));
  const added = makeNumbers(w.length, (n) => w[n] * seen.values[n]);
  const top = Math.max(1, ...added.map(Math.abs));
  paint(byId("digit-added"), (n) => shade(added[n] / top));
  const far = decimal(Math.abs(distances[number]));
  const yes = distances[number] > 0 ? i : j;
  const told = {
    en: `Blue speaks for ${i}, orange for ${j}; the sum is ${far}, for ${yes}.`,
    fr: `Le bleu parle pour ${i}, l'orange pour ${j} ; la somme est ${far}, pour ${yes}.`,
  };
  setHtml(byId("digit-pair"), inBoth(told));
}

function writeDigit() {
  return drawing.image >= 0 ? [["image", drawing.image]] : [];
}

function readDigitLink(given) {
  if (!given.has("image")) return;
  drawing.image = requireWithin("image", DIGIT_BOUNDS.image, readNumber(given.get("image")));
  showImage(drawing.image);
}

PANELS.digit = {
  start: startDigit,
  show: showDigit,
  draw: drawDigit,
  write: writeDigit,
  read: readDigitLink,
};
