// The controls of a rule: its set, its choices, and a slider and a number for each constant.

const STEPS = 100; // either way from the published value, which stands in the middle

// From a slider's place, 0 to 2 STEPS, to the constant's value, and back. A value is multiplied, up
// to ten times either way; 0 grows to what other sets have, and no bound may become one.
function valueAt(constant, place) {
  const { value } = constant,
    round = (one) => Number(one.toPrecision(3));
  if (value === 0) return place === 0 ? 0 : round((spanOfZero(constant) * place) / (2 * STEPS));
  if (value === Infinity)
    return place >= 2 * STEPS ? Infinity : round(10 ** ((2 * place) / (2 * STEPS - 1)));
  if (place === STEPS) return value;
  const size = constant.size || 1;
  return round((value / size) * 10 ** ((place - STEPS) / STEPS)) * size;
}

function placeOf(constant, now) {
  const { value } = constant;
  if (value === 0) return (2 * STEPS * now) / spanOfZero(constant);
  if (value === Infinity)
    return now === Infinity ? 2 * STEPS : (Math.log10(now) * (2 * STEPS - 1)) / 2;
  return STEPS + STEPS * Math.log10(now / value);
}

function publishedPlace({ value }) {
  return value === 0 ? 0 : value === Infinity ? 2 * STEPS : STEPS;
}

function spanOfZero({ symbol }) {
  const others = PAGE.rules
    .flatMap((rule) => rule.constants)
    .filter((one) => one.symbol === symbol && one.value > 0 && one.value < Infinity)
    .map((one) => one.value);
  return others.length ? 2 * Math.max(...others) : 1;
}

// The controls of the rule under `key` in `place`; `changed(rule)` is told of every change.
function showControls(place, key, rule, changed) {
  const choices = Object.entries(rule.choices).map(([symbol]) => choiceHtml(key, rule, symbol));
  const constants = rule.set.constants.map((one) => constantHtml(key, one));
  place.innerHTML = [...choices, ...constants, sourceHtml(rule.set)].join("");
  for (const select of place.querySelectorAll("select")) {
    const chosen = () => ({ ...rule.choices, [select.dataset.symbol]: select.value });
    select.onchange = () => changed({ ...rule, choices: chosen() });
  }
  rule.set.constants.forEach((one) => listen(place, rule, one, changed));
}

const FIXED = {
  en: "It stays as your file has it: write the page again for another.",
  fr: "Il reste comme dans votre fichier : réécrivez la page pour un autre.",
};

function choiceHtml(key, rule, symbol) {
  const find = new RegExp(`${symbol}=(\\w+)`);
  const values = new Set(Object.keys(rule.set.variants).map((words) => words.match(find)[1]));
  const options = [...values].map((value) =>
    tag("option", rule.choices[symbol] === value ? { value, selected: "" } : { value }, value),
  );
  const id = `${key}-${symbol}`;
  const only = values.size === 1; // of a rule of the user's
  const style = { id, "data-symbol": symbol, ...(only ? { disabled: "" } : {}) };
  const select = tag("select", style, options.join(""));
  const label = tag("label", { class: "choice", for: id }, tag("span", {}, symbol) + select);
  return label + (only ? tag("p", { class: "note" }, inBoth(FIXED)) : "");
}

function constantHtml(key, constant) {
  const { symbol, unit, size, value } = constant;
  const id = `${key}-${symbol}`;
  const published = escape(`${symbol} = ${digits(value / size)} ${unit}`.trim());
  const at = publishedPlace(constant) / (2 * STEPS);
  const name = unit ? `${symbol} (${unit})` : symbol;
  return `<div class="constant" data-symbol="${symbol}">
    <label for="${id}">${symbol}</label>
    <span class="slider">
      <input type="range" id="${id}" min="0" max="${2 * STEPS}" step="1">
      <i class="published" style="--at:${at}" aria-hidden="true"></i>
    </span>
    <span class="number">
      <input type="text" inputmode="decimal" autocomplete="off" aria-label="${escape(name)}">
      ${tag("span", {}, escape(unit))}
    </span>
    <button type="button" class="back" title="${published}" aria-label="${published}">↺</button>
  </div>`;
}

function sourceHtml({ title, note, source }) {
  const head = inBoth({ en: "Where this set comes from", fr: "D'où vient ce jeu (en anglais)" });
  const told = [title, note, source].map(escape).join("<br>");
  return tag("details", {}, tag("summary", {}, head) + tag("p", { lang: "en" }, told));
}

// Let the slider, the number and the way back of one constant move it.
function listen(place, rule, constant, changed) {
  const row = place.querySelector(`.constant[data-symbol="${constant.symbol}"]`);
  const [slider, box] = row.querySelectorAll("input"),
    back = row.querySelector(".back");
  const show = (now) => {
    const published = now === constant.value;
    slider.value = placeOf(constant, now);
    slider.setAttribute("aria-valuetext", `${digits(now / constant.size)} ${constant.unit}`);
    row.classList.toggle("changed", !published);
    back.disabled = published;
  };
  const set = (now, typed) => {
    try {
      requireAllowed(rule, constant, now);
      box.removeAttribute("aria-invalid");
    } catch (refused) {
      box.setAttribute("aria-invalid", "true");
      tell(refused);
      return;
    }
    rule.values[constant.symbol] = now;
    show(now);
    if (!typed) box.value = digits(now / constant.size);
    changed(rule, true);
  };
  slider.oninput = () => set(valueAt(constant, Number(slider.value)));
  box.oninput = () => set(readNumber(box.value) * constant.size, true);
  back.onclick = () => set(constant.value);
  box.value = digits(rule.values[constant.symbol] / constant.size);
  show(rule.values[constant.symbol]);
}
