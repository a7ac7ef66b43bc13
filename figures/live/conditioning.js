// Classical conditioning: any design, a row a trial, by the rule of Rescorla & Wagner.

const CONDITIONING_FIRST = {
  design: "10A+ / 10AB+ / 1B",
  eps: PAGE.conditioning.eps,
  phenomenon: "",
};
const CONDITIONING_BOUNDS = { eps: [0.01, 1, 0.01] };
const conditioning = { ...CONDITIONING_FIRST };

// The phases of a design, each of kinds of trial; as protocols/stimulation/conditioning_design.py.
function readDesign(text) {
  const phases = [];
  let start = 0;
  for (const part of text.split("/")) {
    const words = [...part.matchAll(/[^\s,]+/g)];
    phases.push(words.map((word) => readTrials(text, start + word.index, word[0])));
    if (!words.length)
      refuseDesign(text, start + part.length, "a phase needs trials, such as 10A+");
    start += part.length + 1;
  }
  const trials = phases.flat().reduce((sum, kind) => sum + kind.count, 0);
  if (trials > PAGE.conditioning.most)
    refuseDesign(text, 0, `at most ${PAGE.conditioning.most} trials`);
  return phases;
}

function readTrials(text, start, word) {
  const [found, count, cues, sign] = word.match(/^([0-9]*)([A-Z]*)([+−-]?)/);
  if (count && !Number(count)) refuseDesign(text, start, "a number of trials, 1 or more");
  if (!cues) refuseDesign(text, start + count.length, "a cue is a letter from A to Z");
  [...cues].forEach((cue, n) => {
    if (cues.indexOf(cue) < n) refuseDesign(text, start + count.length + n, "each cue once");
  });
  if (found.length < word.length)
    refuseDesign(text, start + found.length, "a space or / can follow");
  return { count: Number(count || 1), cues, reward: Number(sign === "+") };
}

function refuseDesign(text, place, allowed) {
  const at = place < text.length ? `${text[place]}, ${place + 1}` : "…";
  throw new Refused(`design, at ${at}: ${allowed}`, `protocole, à ${at} : ${allowed}`);
}

function cuesOf(phases) {
  return [...new Set(phases.flat().flatMap((kind) => [...kind.cues]))].sort();
}

// The trials of a phase one by one, each kind spread evenly over it.
function inTurn(phase) {
  const placed = phase.flatMap((kind) =>
    Array.from({ length: kind.count }, (_, n) => ({ at: (n + 0.5) / kind.count, kind })),
  );
  return placed.sort((a, b) => a.at - b.at).map(({ kind }) => kind);
}

// What an animal expects at each trial, before its outcome: { phase, prediction, strengths }.
function followDesign(phases, eps) {
  const cues = cuesOf(phases);
  const most = Math.max(...phases.flat().map((kind) => kind.cues.length));
  if (eps * most >= 2)
    throw new Refused("eps: the prediction diverges", "eps : la prédiction diverge");
  let w = cues.map(() => 0);
  return phases.flatMap((phase, n) =>
    inTurn(phase).map((kind) => {
      const u = cues.map((cue) => Number(kind.cues.includes(cue)));
      const row = { phase: n, prediction: predict(w, u), strengths: w };
      w = learn(w, u, kind.reward, eps);
      return row;
    }),
  );
}

function drawConditioning() {
  const phases = readDesign(conditioning.design);
  const rows = followDesign(phases, conditioning.eps);
  const lines = cuesOf(phases).map((cue, k) => ({
    points: rows.map((row, n) => [n + 1, row.strengths[k]]),
    colour: PAGE.colours[k % PAGE.colours.length],
    dash: ["", "9 5", "2 4"][k % 3],
    cue,
  }));
  const dashes = rows.map((row, n) => ({ at: [n + 1, row.prediction], colour: "#000", wide: 4 }));
  const [low, high] = spanOf([0, 1, ...rows.flatMap((row) => [row.prediction, ...row.strengths])]);
  const starts = rows.flatMap((row, n) =>
    n && row.phase > rows[n - 1].phase ? [{ x: n + 0.5 }] : [],
  );
  draw(byId("conditioning-plot"), {
    x: { label: say({ en: "trial", fr: "essai" }), low: 0, high: rows.length + 1 },
    y: { label: say({ en: "expected reward", fr: "récompense attendue" }), low, high },
    lines,
    dashes: rows.length > 400 ? [] : dashes,
    levels: [{ y: 1 }, ...starts],
    about: conditioning.design,
  });
  const names = lines.map(({ colour, cue, dash }) => nameLine(colour, cue, dash));
  const prediction = inBoth({ en: "━ prediction v", fr: "━ prédiction v" });
  setHtml(byId("conditioning-names"), [...names, prediction].join(" &nbsp; "));
  setHtml(byId("conditioning-says"), phenomenonHtml(rows.at(-1).prediction));
  const options = `--design ${quote(conditioning.design)} --eps ${digits(conditioning.eps)}`;
  byId("conditioning-command").textContent = `python -m protocols.conditioning ${options}`;
}

// What animals do, and whether the model does it; empty where no phenomenon is chosen.
function phenomenonHtml(group) {
  const told = PAGE.conditioning.phenomena[conditioning.phenomenon];
  if (!told || told.design !== conditioning.design) return "";
  const control = followDesign(readDesign(told.control), conditioning.eps).at(-1).prediction;
  // Rounding parts two sums of the same terms by less than this.
  const model = Math.abs(group - control) < 1e-12 ? "as much" : group > control ? "more" : "less";
  const same = model === told.animals;
  const verdict = inBoth(
    same ? { en: "explained", fr: "expliqué" } : { en: "not explained", fr: "non expliqué" },
  );
  const other = `${told.control}: ${decimal(control)}`;
  const last = inBoth({
    en: `Last trial: ${decimal(group)}; in the control, ${other}.`,
    fr: `Dernier essai : ${decimal(group)} ; chez le témoin, ${other}.`,
  });
  const english = escape(`${told.says}. ${told.source}. ${told.why}.`);
  const marked = tag("span", { class: "fr", lang: "fr" }, "(en anglais) ");
  const models = tag("p", {}, `${last} ${tag("strong", {}, verdict)}`);
  return models + tag("p", { lang: "en" }, marked + english);
}

function startConditioning() {
  startNumber("eps", CONDITIONING_BOUNDS.eps, conditioning);
  byId("design").oninput = (event) => {
    conditioning.design = event.target.value;
    update();
  };
  byId("phenomenon").onchange = (event) => {
    conditioning.phenomenon = event.target.value;
    const told = PAGE.conditioning.phenomena[event.target.value];
    if (told) conditioning.design = told.design;
    showConditioning();
    update();
  };
}

function showConditioning() {
  byId("design").value = conditioning.design;
  byId("phenomenon").value = conditioning.phenomenon;
  showNumber("eps", conditioning.eps);
}

function writeConditioning() {
  const names = Object.keys(CONDITIONING_FIRST);
  const moved = names.filter((name) => conditioning[name] !== CONDITIONING_FIRST[name]);
  return moved.map((name) => [name, conditioning[name]]);
}

function readConditioning(given) {
  const eps = given.has("eps") ? readNumber(given.get("eps")) : CONDITIONING_FIRST.eps;
  conditioning.eps = requireWithin("eps", CONDITIONING_BOUNDS.eps, eps);
  conditioning.design = given.get("design") ?? CONDITIONING_FIRST.design;
  const name = given.get("phenomenon") ?? "";
  conditioning.phenomenon = name in PAGE.conditioning.phenomena ? name : "";
}

PANELS.conditioning = {
  start: startConditioning,
  show: showConditioning,
  draw: drawConditioning,
  write: writeConditioning,
  read: readConditioning,
};
