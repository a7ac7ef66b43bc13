"""The page that moves, in a real browser without network, beside the engine it was made from."""

import itertools
import re
import shlex
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import digit_files
import numpy as np
import pytest
from browser import NEEDS_CHROMIUM, open_browser

from figures.live import calcium, clock_driven, digits, event_driven, learning, voltage
from figures.live.javascript import CALLED, FUNCTIONS
from figures.live.page import FOLDER, write_page
from figures.live.rules import is_shown
from figures.live.written import is_current, is_own
from figures.page import page as page_of_figures
from models.catalogue import cards, find
from models.structure import Variable
from protocols.conditioning import conditioning
from protocols.engine.change import change
from protocols.engine.rule_option import rule_card
from protocols.engine.run import run as run_rules
from protocols.engine.spike_trains import pairings
from protocols.experiments.catalogue import find as find_experiment
from protocols.experiments.fields import PUT_TO
from protocols.rate import RULES
from protocols.rate import rate as rates
from protocols.stimulation.phenomena import PHENOMENA
from readout.capacity import count_cover
from readout.digits import pictures
from readout.digits.deskew import deskew
from readout.perceptron.separability import decide
from readout.worked_example import worked_example
from synplast.bad_input import BadInput

pytest.importorskip("selenium", reason="selenium is not installed")

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

pytestmark = NEEDS_CHROMIUM
#: Roundings of some thousand spikes; the processor's exponential is not JavaScript's.
CLOSE = 1e-9
SHOWN = [card for card in cards().values() if is_shown(card)]
SETS = [card.name for card in SHOWN if card.engine not in ("voltage", "clock_driven")]
VOLTAGE = [card.name for card in SHOWN if card.engine == "voltage"]
LAGS = [-40, -10, -2.5, 0, 2.5, 10, 40]
OWN = '''
from dataclasses import dataclass
from typing import Literal
from brian2 import ms, second
from models.rule import Rule


@dataclass(frozen=True, kw_only=True)
class Odd(Rule):
    A_plus: float
    rest: float
    tau_plus: second
    equations = """dx/dt = (rest - x) / tau_plus : 1 (event-driven)
                   last : second
                   w : 1"""
    on_pre = "x += 1"
    on_post = """w = clip(w + A_plus * x**2 * int(t - last > 2*ms and x % 0.5 > 0.1), 0, inf)
    last = t"""


@dataclass(frozen=True, kw_only=True)
class Noisy(Odd):
    on_pre = "x += rand()"


@dataclass(frozen=True, kw_only=True)
class Stepped(Odd):
    equations = """dx/dt = (rest - x) / tau_plus : 1
                   last : second
                   w : 1"""
    engine = "clock_driven"


@dataclass(frozen=True, kw_only=True)
class Late(Odd):
    D: second
    kind: Literal["one", "other"]
    delays = {"post": "D"}


@dataclass(frozen=True, kw_only=True)
class Broken(Odd):
    on_post = "w = w + A_plus * log(rest)"


constants = {"A_plus": 0.01, "rest": 0.3, "tau_plus": 20 * ms, "w_0": 1.0}
odd, noisy, broken = Odd(**constants), Noisy(**constants), Broken(**constants)
stepped = Stepped(**constants)
late = Late(**constants, D=12.5 * ms, kind="one")
'''


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    browser = open_browser(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.quit()


@pytest.fixture(scope="module")
def folder(cache):
    """A folder with a rule of the user's in it, where the page is made."""
    folder = cache / "live"
    folder.mkdir(exist_ok=True)
    (folder / "own.py").write_text(OWN)
    return folder


@pytest.fixture(scope="module")
def made(once, folder, readout):
    """The page, with rules of the user's, and the readout whose weights it has."""

    def make():
        own = [rule_card(f"{folder / 'own.py'}:{name}") for name in ("odd", "broken", "late")]
        with pytest.MonkeyPatch.context() as once_is_enough:
            once_is_enough.setattr(digits, "train", lambda: readout)
            return write_page(own)

    (folder / "live.html").write_text(once("live", make), encoding="utf-8")
    return readout


@pytest.fixture
def formulas(browser, folder, made):
    """The page; afterwards the console has nothing to complain of."""
    address = (folder / "live.html").as_uri()
    if browser.current_url.partition("#")[0] != address:
        browser.get(address)
    yield browser
    assert not browser.get_log("browser")


#: What opening the page's plain address does, and a clear sheet, which no address has.
OPEN = """byId("digit-clear").click();
    document.activeElement.blur();
    scrollTo(0, 0);
    history.replaceState(null, "", location.pathname);
    open();"""


@pytest.fixture
def page(formulas):
    """The page, as if just opened."""
    ask(formulas, OPEN)
    return formulas


def varied(card, random):
    """The card with every constant that is neither 0 nor infinite up to doubled or halved."""
    constants = [
        replace(one, value=one.value * 2 ** random.uniform(-1, 1))
        if one.value and np.isfinite(one.value) and one.symbol not in ("w_0", "beta", "rho_star")
        else one
        for one in card.constants
    ]
    return replace(card, constants=tuple(constants))


def ask(page, script, *arguments):
    return page.execute_script(script, *arguments)


def exact(card, rate, pairs, lags=LAGS, engine="exact"):
    """The exact engine's changes at ``lags`` (ms), or another's."""
    trains = pairings([Fraction(str(lag)) / 1000 for lag in lags], pairs, Fraction(rate))
    return change([card], run_rules([card], trains, 0, engine))[0]


WINDOW = """const [words, values, lags, rate, pairs] = arguments;
    const rule = readRule(words);
    Object.assign(rule.values, values);
    return changeBy(rule, pairUp(lags.map(lag => ({ lag: lag / 1000, rate })), pairs));"""


@pytest.mark.parametrize("name", SETS)
def test_the_page_gives_what_the_exact_engine_gives(formulas, name):
    random = np.random.default_rng(0)
    for rate in (1, 3, 10):
        card = varied(find(name), random)
        values = {c.symbol: c.value for c in card.constants if np.isfinite(c.value)}
        found = ask(formulas, WINDOW, name, values, LAGS, rate, 60)
        np.testing.assert_allclose(found, exact(card, rate, 60), rtol=CLOSE, atol=CLOSE)


def test_every_scheme_of_a_rule_is_the_exact_engines(formulas):
    for name in ("pair:gutig_2003_intermediate", "triplet:visual_cortex_nearest_spike_full"):
        schemes = "return Object.keys(readRule(arguments[0]).set.variants)"
        for words in ask(formulas, schemes, name):
            expected = exact(rule_card(name, [words]), 20, 20)
            found = ask(formulas, WINDOW, f"{name} {words}", {}, LAGS, 20, 20)
            np.testing.assert_allclose(found, expected, rtol=CLOSE, atol=CLOSE)


@pytest.mark.parametrize("name", VOLTAGE)
def test_the_voltage_rule_gives_what_its_network_gives_on_brian2(formulas, name):
    lags = [-10, 1, 10]
    values = {"A_LTP": 2e-4, "tau_x": 0.02, "b": 3e-11}
    card = replace(
        find(name),
        constants=tuple(
            replace(one, value=values.get(one.symbol, one.value)) for one in find(name).constants
        ),
    )
    found = ask(formulas, WINDOW, name, values, lags, 20, 10)
    expected = exact(card, 20, 10, lags, "brian2")
    np.testing.assert_allclose(found, expected, rtol=CLOSE, atol=CLOSE)


@pytest.mark.parametrize("words", ["", "w_max=0.54", "homeostasis=1"])
def test_a_train_whose_periods_repeat_is_the_voltage_rules_whole_one(formulas, words):
    name = f"{VOLTAGE[0]} {words}".strip()
    both = """const [words, rate] = arguments;
        const order = pairUp([-10, 10, 30].map(lag => ({ lag: lag / 1000, rate })), 30);
        return [order, { ...order, periods: [] }].map(one => changeBy(readRule(words), one));"""
    for rate in (0.5, 5):
        jumped, whole = ask(formulas, both, name, rate)
        np.testing.assert_allclose(jumped, whole, rtol=CLOSE, atol=CLOSE)


def test_calcium_control_gives_what_brian2_gives(formulas):
    """Brian2's Runge-Kutta steps of half a millisecond part from it by some 1e-5."""
    card = find("nmda")
    for rate, pairs, values in [(5, 60, {}), (1, 20, {"s": 2e-3}), (20, 60, {"D_bpap": 5e-3})]:
        told = [replace(c, value=values.get(c.symbol, c.value)) for c in card.constants]
        expected = exact(replace(card, constants=tuple(told)), rate, pairs, engine="brian2")
        found = ask(formulas, WINDOW, card.name, values, LAGS, rate, pairs)
        np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-4)


def test_the_voltage_rule_refuses_what_is_not_on_whole_milliseconds(page):
    slide(page, page.find_element(By.ID, "rate"), 20)
    Select(page.find_element(By.ID, "rule-a")).select_by_value(VOLTAGE[0])
    for rate, said in [(20, ""), (15, "whole milliseconds"), (25, "")]:
        slide(page, page.find_element(By.ID, "rate"), rate)
        told = page.find_element(By.ID, "complaint")
        ask(page, "redraw()")  # it waits for the slider to rest
        assert said in told.text
        assert bool(said) == bool(told.text)


def test_every_score_is_the_scorecards(formulas, data_of):
    expected = data_of("scorecard")
    script = """return PAGE.experiments.flatMap(one => arguments[0].map(name => {
        const rule = makeRule(PAGE.rules.find(rule => rule.name === name));
        return [name, one.name, score(one, rule, replicate(one, rule))]; }))"""
    columns = ["E", "null", "ceiling", "sign", "targets"]
    found = {(rule, name): told for rule, name, told in ask(formulas, script, SETS)}
    cells = enumerate(zip(expected.rule, expected.experiment, strict=True))
    # The page has neither all rules nor the models that some experiments are put to.
    shown = [
        (n, (rule, name))
        for n, (rule, name) in cells
        if rule in SETS and find_experiment(name).kind not in PUT_TO
    ]
    assert len(shown) > 300
    for n, key in shown:
        numbers = [found[key][one] for one in columns]
        numbers = [np.nan if one is None else one for one in numbers]
        wanted = [float(getattr(expected, one)[n]) for one in columns]
        np.testing.assert_allclose(numbers, wanted, rtol=1e-8, atol=CLOSE, err_msg=str(key))


def test_a_rule_of_ones_own_is_on_the_page_and_gives_the_exact_engines_numbers(formulas, folder):
    expected = exact(rule_card(f"{folder / 'own.py'}:odd rest=0.2"), 20, 20)
    found = ask(formulas, WINDOW, f"{folder / 'own.py'}:odd", {"rest": 0.2}, LAGS, 20, 20)
    np.testing.assert_allclose(found, expected, rtol=CLOSE, atol=CLOSE)


@pytest.mark.parametrize("words", ["", "D=2.5*ms", "D=55*ms"])
def test_spikes_that_act_late_are_the_exact_engines(formulas, folder, words):
    name = f"{folder / 'own.py'}:late {words}".strip()
    for rate in (1, 20):
        expected = exact(rule_card(name), rate, 20)
        found = ask(formulas, WINDOW, name, {}, LAGS, rate, 20)
        np.testing.assert_allclose(found, expected, rtol=CLOSE, atol=CLOSE)


def test_variables_that_drive_one_another_are_refused():
    alone = Variable("x", "clock-driven", "-own_x_ / own_tau_")
    driven = Variable("y", "clock-driven", "own_x_ - own_y_")
    clock_driven.require_order("mine", [alone, driven])
    with pytest.raises(BadInput, match="x, y drive one another"):
        clock_driven.require_order("mine", [alone._replace(slope="own_y_ - own_x_"), driven])


def test_a_choice_of_ones_own_rule_is_shown_and_says_that_it_stays(page, folder):
    Select(page.find_element(By.ID, "rule-a")).select_by_value(f"{folder / 'own.py'}:late")
    choice = page.find_element(By.ID, "a-kind")
    assert choice.get_attribute("value") == "one"
    assert not choice.is_enabled()
    assert "as your file has it" in page.find_element(By.ID, "constants-a").text


@pytest.mark.parametrize(
    ("name", "told"),
    [("noisy", "'x += rand()' calls rand()"), ("stepped", "last is no clock-driven variable")],
)
def test_a_rule_that_cannot_be_translated_is_refused_with_its_reason(call, folder, name, told):
    said = call("figures.__main__", "--live", folder / f"own.py:{name}", "--output", ".")
    assert said.returncode == 2
    assert f"--live {folder / 'own.py'}:{name}: " in said.stderr
    assert told in said.stderr
    assert not Path("live.html").exists()


def test_a_page_with_a_rule_of_ones_own_is_known_and_kept(made, folder, tmp_path):
    assert is_own(folder / "live.html")
    assert not is_current(folder / "live.html")
    assert not is_own(tmp_path / "live.html")


def test_the_page_of_figures_leads_to_it_where_it_is_there(tmp_path):
    assert "live.html" not in page_of_figures({}, tmp_path)
    (tmp_path / "live.html").touch()
    assert 'href="live.html"' in page_of_figures({}, tmp_path)


def test_a_broken_rule_says_so_and_the_page_goes_on(page, folder):
    Select(page.find_element(By.ID, "rule-a")).select_by_value(f"{folder / 'own.py'}:broken")
    box = page.find_element(By.CSS_SELECTOR, "[data-symbol=rest] input[type=text]")
    box.clear()
    box.send_keys("-1")
    assert page.find_element(By.ID, "complaint").text
    box.clear()
    box.send_keys("0.5")
    assert not page.find_element(By.ID, "complaint").text


def slide(page, slider, value):
    move = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input'))"
    ask(page, move, slider, value)


def slide_constant(page, key, symbol, value):
    slide(page, page.find_element(By.CSS_SELECTOR, f"#{key}-{symbol}"), value)


# Each constant: its symbol, and its number, the command and the complaint before it is moved, then,
# and when it is back.
MOVE = """return [...document.querySelectorAll("#constants-a .constant")].map(row => {
    const [slider, box] = row.querySelectorAll("input");
    const told = () =>
        [box.value, ...["timing-command", "complaint"].map(id => byId(id).textContent)];
    const before = told(), { symbol } = row.dataset;
    slider.value = arguments[0][symbol] ?? 110;
    slider.dispatchEvent(new Event("input"));
    const moved = told();
    row.querySelector(".back").click();
    return [symbol, before, moved, told()]; })"""


@pytest.mark.parametrize("name", ["pair:song_2000", "triplet", "calcium:DP"])
def test_every_constant_moves_and_comes_back(page, name):
    Select(page.find_element(By.ID, "rule-a")).select_by_value(find(name).name)
    rows = ask(page, MOVE, {"w_max": 150, "w_0": 95})
    assert [symbol for symbol, *_ in rows] == [one.symbol for one in find(name).constants]
    for symbol, before, (value, command, complaint), after in rows:
        assert value != before[0], symbol
        assert f"{symbol}=" in command
        assert not complaint
        assert after == before


@pytest.mark.parametrize("panel", ["rate", "conditioning", "perceptron"])
def test_every_slider_of_a_panel_moves_its_plots(page, panel):
    page.find_element(By.CSS_SELECTOR, f"nav [data-panel={panel}]").click()
    plots = f"""for (const one of ["again", "next", "pass"]) byId(`perceptron-${{one}}`).click();
        return [...document.querySelectorAll('#panel-{panel} svg')].map(one => one.innerHTML)"""
    for slider in page.find_elements(By.CSS_SELECTOR, f"#panel-{panel} input[type=range]"):
        name, before = slider.get_attribute("id"), ask(page, plots)
        slide(page, slider, {"step": 1.5}.get(name, 0.5 if panel != "perceptron" else 20))
        assert ask(page, plots) != before, name
        assert not page.find_element(By.ID, "complaint").text


def test_every_protocol_draws_its_plot(page):
    Select(page.find_element(By.ID, "rule-b")).select_by_value("calcium:DP")
    script = """return [...byId("protocol").options].map(one => {
        byId("protocol").value = one.value;
        byId("protocol").dispatchEvent(new Event("change"));
        return [one.value, byId("timing-plot").innerHTML, byId("complaint").textContent]; })"""
    drawn = ask(page, script)
    assert len({plot for _, plot, _ in drawn}) == len(drawn) > 15
    for name, plot, complaint in drawn:
        assert "NaN" not in plot, name
        assert plot.count("<circle") + plot.count("mark") + plot.count("polyline") > 1, name
        assert not complaint, name


def test_pairs_rate_and_lag_move_the_change(page):
    seen = set()
    for name, value in [("pairs", 20), ("rate", 20), ("lag", -10)]:
        slide(page, page.find_element(By.ID, name), value)
        seen.add(page.find_element(By.ID, "timing-here").text)
    assert len(seen) == 3


@pytest.mark.parametrize("protocol", ["window", "frequency", "sjostrom_2001"])
def test_the_copied_command_gives_the_same_numbers(page, call, protocol):
    Select(page.find_element(By.ID, "protocol")).select_by_value(protocol)
    slide(
        page, page.find_element(By.CSS_SELECTOR, "#constants-a [data-symbol=tau_plus] input"), 120
    )
    words = shlex.split(page.find_element(By.ID, "timing-command").text)
    assert words[:2] == ["python", "-m"]
    printed = call(words[2], *words[3:]).stdout.splitlines()
    heads = printed[0].split(",")
    if protocol == "sjostrom_2001":
        told = page.find_element(By.CSS_SELECTOR, "#timing-scores .E").text
        assert float(told) == pytest.approx(
            float(printed[1].split(",")[heads.index("E")]), rel=5e-3
        )
        return
    table = [dict(zip(heads, line.split(","), strict=True)) for line in printed[1:]]
    script = "return (arguments[0] === 'window' ? windowOf : frequencyOf)(timing.rules.a, timing)"
    found = {x: y / 100 for x, y in ask(page, script, protocol)}
    along = "lag (ms)" if protocol == "window" else "rate (Hz)"
    mine = [row for row in table if protocol == "window" or float(row["lag (ms)"]) > 0]
    assert {float(row[along]): float(row["change"]) for row in mine} == pytest.approx(
        found, abs=1e-9
    )


def test_a_link_brings_the_state_back(page):
    Select(page.find_element(By.ID, "rule-b")).select_by_value(
        "triplet:visual_cortex_all_to_all_full"
    )
    slide_constant(page, "b", "tau_y", 130)
    slide(page, page.find_element(By.ID, "pairs"), 75)
    Select(page.find_element(By.ID, "protocol")).select_by_value("frequency")
    ask(page, "link()")
    before = ask(page, "return [commandOf(timing), byId('timing-plot').innerHTML]")
    address = page.current_url
    page.get("about:blank")
    page.get(address)
    assert ask(page, "return [commandOf(timing), byId('timing-plot').innerHTML]") == before
    page.find_element(By.ID, "timing-reset").click()
    assert "tau_y" not in page.find_element(By.ID, "timing-command").text


def test_a_wrong_link_says_so(page, folder):
    page.get("about:blank")
    page.get((folder / "live.html").as_uri() + "#rule=pair%3Abi_wang_2002+A_plus%3Dmany")
    assert "A_plus" in page.find_element(By.ID, "complaint").text
    assert page.find_element(By.CSS_SELECTOR, "#timing-plot polyline")


# What the page sees of images, and what they are, in which it differs from what is expected.
READ = """const [side, ...texts] = arguments;
    const [shown, pixels, skewed, answers] = texts.map(
        text => Uint8Array.from(atob(text), one => one.charCodeAt(0)));
    const different = [], doubts = [];
    answers.forEach((answer, n) => {
        const of = all => all.subarray(n * side * side, (n + 1) * side * side);
        const read = readDigit({ values: of(shown), rows: side, columns: side });
        const same = of(pixels).every((one, k) => one === read.pixels.values[k])
            && of(skewed).every((one, k) => one === read.seen.values[k]);
        if (!same || read.answer !== answer) different.push(n);
        doubts.push(read.doubts); });
    return [different, doubts]"""


def test_500_digits_are_read_as_predict_reads_the_same_pictures(formulas, made):
    """To the last bit of what the perceptrons see."""
    _, test = digit_files.mnist()
    shown = test.pixels[:500]
    found = [pictures.find_digit(image, (28, 28)) for image in shown]
    pixels = np.array([one.pixels for one in found])
    expected = shown, pixels, deskew(pixels), made.predict(pixels).astype(np.uint8)
    different, doubts = ask(formulas, READ, 28, *map(digits.text_of, expected))
    assert not different
    assert doubts == [one.doubts for one in found]
    assert any(doubts)


def test_the_page_tells_how_often_the_winner_and_the_runner_up_are_confused(page, made):
    _, test = digit_files.mnist()
    confusion = np.array(ask(page, "return PAGE.digits.confusion"))
    answers = made.predict(test.pixels)
    assert confusion.sum() == len(answers)
    assert confusion[4, 9] == np.sum((test.labels == 4) & (answers == 9)) > 0
    ask(page, "showImage(0); panel = 'digit'; redraw()")
    a, b = ask(
        page, "const { answer, runnerUp } = readDigit(shadesOf()); return [answer, runnerUp]"
    )
    page.find_element(By.CSS_SELECTOR, "nav [data-panel=digit]").click()
    told = page.find_element(By.ID, "digit-says").text
    assert f"{a} read as {b}: {confusion[a, b]} / {confusion[a].sum()}" in told


def test_weights_of_16_bits_read_every_test_image_as_the_whole_ones(made):
    _, test = digit_files.mnist()
    rounded = replace(made, weights=digits.round_weights(made.weights))
    np.testing.assert_array_equal(rounded.predict(test.pixels), made.predict(test.pixels))


def test_what_is_drawn_is_read_and_two_marks_are_doubted(page, made):
    page.find_element(By.CSS_SELECTOR, "nav [data-panel=digit]").click()
    sheet = page.find_element(By.ID, "sheet")
    assert "Draw" in page.find_element(By.ID, "digit-says").text
    stroke(page, sheet, (0, -60), (0, 60))
    drawn = np.array(ask(page, "return [...shadesOf().values]"), np.uint8).reshape(280, 280)
    found = pictures.find_digit(drawn, (28, 28))
    answer = made.predict(found.pixels[None])[0]
    assert page.find_element(By.ID, "digit-says").text.startswith(f"A {answer}:")
    stroke(page, sheet, (80, -60), (80, 60))
    assert "two separate marks" in page.find_element(By.ID, "digit-says").text
    buttons = page.find_elements(By.CSS_SELECTOR, "#digit-votes button")
    assert len(buttons) == 90
    buttons[5].click()
    page.find_element(By.ID, "digit-clear").click()
    slide(page, page.find_element(By.ID, "image"), 7)
    assert page.find_element(By.ID, "digit-says").text


def stroke(page, sheet, start, end):
    moves = ActionChains(page, 20).move_to_element_with_offset(sheet, *start).click_and_hold()
    moves.move_to_element_with_offset(sheet, *end).release().perform()


@pytest.mark.parametrize("design", ["10A+ / 10AB+ / 1B", "7AB+ 3B- 2C / 4AC+", "blocking"])
def test_conditioning_is_the_commands(formulas, design):
    expected = conditioning(design=design, eps="0.3")
    script = """const rows = followDesign(readDesign(arguments[0]), 0.3);
        return rows.map(row => [row.prediction, ...row.strengths]);"""
    found = np.array(ask(formulas, script, expected.design.text))
    columns = [expected.prediction, *(getattr(expected, cue) for cue in expected.design.cues)]
    np.testing.assert_allclose(found, np.transpose(columns), rtol=CLOSE, atol=CLOSE)


def test_what_the_model_explains_is_told_for_every_phenomenon(page):
    page.find_element(By.CSS_SELECTOR, "nav [data-panel=conditioning]").click()
    script = """return arguments[0].map(name => {
        byId("phenomenon").value = name;
        byId("phenomenon").dispatchEvent(new Event("change"));
        return document.querySelector("#conditioning-says strong .en").textContent; })"""
    for told, (name, phenomenon) in zip(
        ask(page, script, list(PHENOMENA)), PHENOMENA.items(), strict=True
    ):
        assert told == ("explained" if phenomenon.explained else "not explained"), name


def test_a_design_that_python_refuses_is_refused(page):
    page.find_element(By.CSS_SELECTOR, "nav [data-panel=conditioning]").click()
    box = page.find_element(By.ID, "design")
    for wrong in ("", "0A+", "10", "3AA+", "5A+x", "5A+ / ", "200000A"):
        with pytest.raises(BadInput):
            conditioning(design=wrong or " ")
        assert type_over(page, box, wrong), wrong
        assert not type_over(page, box, "5A+")


def type_over(page, box, text):
    """What the page complains of then."""
    move = """arguments[0].value = arguments[1];
        arguments[0].dispatchEvent(new Event("input"));
        return byId("complaint").textContent"""
    return ask(page, move, box, text)


def test_rate_rules_are_the_commands(formulas):
    expected = rates(rate="0:2:0.05", history="0.6", eta="0.7")
    script = "return curveOf(arguments[0], { history: 0.6, eta: 0.7 })"
    for name in RULES:
        here = expected.rule == name
        found = np.transpose(ask(formulas, script, name))
        np.testing.assert_allclose(found[0], expected.rate[here], atol=CLOSE)
        np.testing.assert_allclose(found[1], expected.change[here], rtol=CLOSE, atol=CLOSE)


def test_the_perceptron_learns_the_worked_example_as_the_command_does(page):
    expected = worked_example()
    page.find_element(By.CSS_SELECTOR, "nav [data-panel=perceptron]").click()
    script = """return arguments[0].map(() => {
        byId("perceptron-next").click();
        return [perceptron.last.wrong, ...perceptron.weights]; })"""
    verdict = expected.verdict.tolist()
    wrong, *weights = zip(*ask(page, script, verdict), strict=True)
    assert [*wrong] == [one == "wrong" for one in verdict]
    wanted = expected.w0, expected.w1, expected.w2
    np.testing.assert_allclose(weights, wanted, rtol=0, atol=CLOSE)
    assert "0 on the wrong side" in page.find_element(By.ID, "perceptron-says").text


@pytest.mark.parametrize(("gate", "learned"), [("AND", True), ("OR", True), ("XOR", False)])
def test_and_and_or_are_learned_and_xor_is_proved_impossible(page, gate, learned):
    page.find_element(By.CSS_SELECTOR, "nav [data-panel=perceptron]").click()
    Select(page.find_element(By.ID, "example")).select_by_value(gate)
    page.find_element(By.ID, "perceptron-run").click()
    told = page.find_element(By.ID, "perceptron-says").text
    assert ("0 on the wrong side" in told) == learned
    proof = page.find_element(By.ID, "perceptron-proof").text
    assert ("A line can part them" in proof) == learned
    assert ("0 > 0" in proof) != learned
    if gate == "XOR":
        for inequality in ("−b > 0", "b + w₁ > 0", "b + w₂ > 0", "−b − w₁ − w₂ > 0"):
            assert inequality in proof


def test_any_points_are_parted_by_a_line_or_cancel_one_another(formulas):
    """Of points on a coarse grid, many of which lie on a line or in one place."""
    random = np.random.default_rng(1)
    sets = [
        [[x / 4, y / 4, t] for x, y, t in np.c_[random.integers(0, 4, (count, 2)), classes]]
        for count in (2, 3, 4, 6)
        for _ in range(150)
        for classes in [random.choice([-1, 1], count)]
    ]
    sets = [[list(map(float, point)) for point in points] for points in sets]
    proofs = ask(formulas, "return arguments[0].map(points => decide(points))", sets)
    for points, proof in zip(sets, proofs, strict=True):
        x, y, t = np.transpose(points)
        patterns = t[:, None] * np.c_[np.ones(len(x)), x, y]
        if shares := proof.get("shares"):
            assert min(shares) == 0 or len(shares) <= 4
            assert max(shares) > 0
            np.testing.assert_array_equal(shares @ patterns, 0)
        else:
            assert (patterns @ proof["weights"] > 0).all()
        assert ("weights" in proof) == decide(patterns).separable
    assert 100 < sum("weights" in proof for proof in proofs) < 500


def test_points_move_by_mouse_and_by_keys_and_a_link_brings_them_back(page):
    page.find_element(By.CSS_SELECTOR, "nav [data-panel=perceptron]").click()
    where = "return perceptron.points[0]"
    circle = page.find_element(By.CSS_SELECTOR, "[data-point='0']")
    stroke(page, circle, (0, 0), (60, 30))
    dragged = ask(page, where)
    assert dragged[0] > 1.2
    assert dragged[1] < 0.9
    page.find_element(By.CSS_SELECTOR, "[data-point='0']").send_keys(Keys.ARROW_LEFT, Keys.ENTER)
    moved = ask(page, where)
    assert moved == pytest.approx([dragged[0] - 0.1, dragged[1], -1])
    ask(page, "link()")
    address = page.current_url
    page.get("about:blank")
    page.get(address)
    assert ask(page, where) == moved


def test_the_capacity_is_covers(formulas):
    for patterns, weights in [(1, 3), (6, 3), (20, 10), (30, 10), (200, 100)]:
        found = ask(formulas, "return countCover(arguments[0], arguments[1])", patterns, weights)
        assert found == pytest.approx(count_cover(patterns, weights), rel=CLOSE)


def test_nothing_is_asked_of_a_server(page, folder):
    names = ask(page, "return performance.getEntriesByType('resource').map(one => one.name)")
    assert all(name.startswith("data:") for name in names)
    text = (folder / "live.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert len(text.encode()) < 3_000_000


def test_every_control_has_a_name_and_the_page_both_languages(page):
    script = """return [...document.querySelectorAll(
            "input, select, button, canvas, svg:not([aria-hidden]), [tabindex]")]
        .filter(one => !(one.labels?.length || one.ariaLabel || one.textContent.trim())).length"""
    assert ask(page, script) == 0
    first = page.find_element(By.CSS_SELECTOR, "nav button").text
    page.find_element(By.ID, "language").click()
    second = page.find_element(By.CSS_SELECTOR, "nav button").text
    assert {first, second} == {"Rules for spikes", "Règles pour les potentiels d'action"}
    words = (
        "return [...document.querySelectorAll('.fr')].filter(one => !one.textContent.trim()).length"
    )
    assert ask(page, words) == 0
    page.find_element(By.ID, "language").click()


PANELS = "return Object.keys(PANELS)"
#: What reaches beyond the window, but for what is cut off or has its own scroll bar.
BEYOND = """return [...document.querySelectorAll('main *')].filter(one => {
    const { width, right } = one.getBoundingClientRect();
    return width && right > innerWidth + 1 && !one.closest('svg, .wide'); }).length"""


@pytest.mark.parametrize("media", ["screen", "print"])
def test_neither_a_phone_nor_paper_cuts_a_panel_off(page, media):
    size = {"screen": (390, 844), "print": (720, 1040)}[media]  # A4 between its margins
    given = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": True}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", given)
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media})
    try:
        for language, panel in itertools.product(("fr", "en"), ask(page, PANELS)):
            show = "speak(arguments[0]); showPanel(arguments[1]); widths.clear(); redraw();"
            assert not ask(page, show + BEYOND, language, panel), (language, panel)
            assert ask(page, "return document.documentElement.scrollWidth <= innerWidth"), panel
    finally:
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        ask(page, "speak('en')")


def test_print_has_the_plot_first_and_no_controls_to_press(page):
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    script = """const [svg, row] = ["timing-plot", "lag-row"].map(byId);
        const seen = one => one.getBoundingClientRect();
        return [seen(svg).bottom <= seen(row).top, seen(svg).height > 100,
            [...document.querySelectorAll("header button, .tools button, input[type=range]")]
                .every(one => !seen(one).width)]"""
    found = ask(page, script)
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert found == [True] * 3


def touch(page, places):
    """A finger from the first to the last of some places (px)."""
    for kind, at in [("touchStart", places[0]), *(("touchMove", one) for one in places[1:])]:
        points = {"type": kind, "touchPoints": [{"x": at[0], "y": at[1]}]}
        page.execute_cdp_cmd("Input.dispatchTouchEvent", points)
    page.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def middle_of(page, css):
    script = """const one = document.querySelector(arguments[0]);
        one.scrollIntoView({ block: "center" });
        const box = one.getBoundingClientRect();
        return [box.left + box.width / 2, box.top + box.height / 2]"""
    return ask(page, script, css)


def test_a_finger_drags_a_point_draws_a_digit_and_moves_a_slider(page):
    page.find_element(By.CSS_SELECTOR, "nav [data-panel=perceptron]").click()
    before = ask(page, "return perceptron.points[0]")
    x, y = middle_of(page, "[data-point='0']")
    touch(page, [(x, y), (x + 20, y + 10), (x + 60, y + 30)])
    after = ask(page, "return perceptron.points[0]")
    assert after[0] > before[0]
    assert after[1] < before[1]
    page.find_element(By.CSS_SELECTOR, "nav [data-panel=digit]").click()
    x, y = middle_of(page, "#sheet")
    touch(page, [(x, y - 60), (x, y), (x, y + 60)])
    assert page.find_element(By.ID, "digit-says").text.startswith("A 1:")
    page.find_element(By.CSS_SELECTOR, "nav [data-panel=rate]").click()
    x, y = middle_of(page, "#history")
    touch(page, [(x, y), (x + 10, y), (x + 40, y)])
    assert ask(page, "return rate.history") > 1


def test_the_keyboard_alone_moves_a_slider_and_looks_behind_a_vote(page):
    slider = page.find_element(By.ID, "a-tau_plus")
    slider.send_keys(Keys.ARROW_RIGHT)
    assert "tau_plus=" in page.find_element(By.ID, "timing-command").text
    ask(page, "showPanel('digit'); showImage(0); redraw()")
    pair = "#digit-votes [data-pair='3']"
    page.find_element(By.CSS_SELECTOR, pair).send_keys(Keys.ENTER)
    assert page.find_element(By.CSS_SELECTOR, pair).get_attribute("aria-pressed") == "true"
    assert ask(page, "return document.activeElement.dataset.pair") == "3"


def test_the_javascript_has_no_long_lines_and_nothing_unused():
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.js"))}
    made = [*calcium.functions(), *learning.functions()]
    engines = [module.ENGINE for module in (calcium, clock_driven, event_driven, voltage)]
    whole = "\n".join([*texts.values(), *made, *engines])
    assert len(texts) > 5
    for path, text in texts.items():
        assert max(map(len, text.splitlines())) <= 100, path
        assert text.startswith("// "), path
        assert not re.search(r"\bvar\b|\beval\b|innerText|\bfetch\b|http", text), path
        for name in re.findall(r"^(?:async )?function (\w+)", text, re.MULTILINE):
            used = len(re.findall(rf"\b{name}\b", whole)) > 1 or name in CALLED.values()
            assert used or name in FUNCTIONS.values(), name
