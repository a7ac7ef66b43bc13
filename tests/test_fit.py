"""Fits: planted constants come back, intervals cover them, and what is not determined is told."""

from dataclasses import replace

import numpy as np
import pytest

from models.catalogue import find
from protocols.engine import exact
from protocols.engine.initial_state import numbers_of
from protocols.experiments.catalogue import FOLDER
from protocols.experiments.catalogue import find as find_experiment
from protocols.experiments.prediction import Prediction
from protocols.experiments.replicate import replicate
from protocols.fit import fit
from protocols.fitting.constants import free_constants
from protocols.fitting.intervals import Way, find_intervals, follow
from protocols.fitting.minimise import apart, least_squares
from protocols.fitting.possible import choose_way
from protocols.fitting.problem import Problem
from protocols.fitting.report import tell
from protocols.fitting.scalings import find_scalings
from protocols.fitting.search import rise, search
from synplast.bad_input import BadInput

CULTURE = "pfister_gerstner_2006_culture"
ROW = "triplet:hippocampal_culture_nearest_spike_minimal"
FREE = ["A2_plus", "A3_plus", "A2_minus", "tau_y"]


@pytest.fixture(scope="module")
def culture(once):
    return once("fit-culture", lambda: fit(ROW, FREE, experiment=CULTURE))


@pytest.fixture(scope="module")
def cortex(once):
    free = ["A2_plus", "A3_plus", "A2_minus", "A3_minus", "tau_x", "tau_y"]
    rule = "triplet:visual_cortex_all_to_all_full"
    return once("fit-cortex", lambda: fit(rule, free, experiment="pfister_gerstner_2006_cortex"))


def test_the_published_row_comes_back_where_it_is_identifiable(culture):
    card = find(ROW)
    published = [card[one] / (1e-3 if one == "tau_y" else 1) for one in FREE]
    assert culture.value == pytest.approx(published, rel=0.02)
    assert (culture.verdict == "determined").all()


def test_every_start_and_the_second_method_find_it_and_the_rejection_is_told(culture):
    said = "\n".join(culture.notes)
    assert "24 of 24 starts of least squares agree; differential evolution finds the same" in said
    assert "9 degrees of freedom" in said
    assert "the data reject the rule, and its intervals are too narrow" in said


def test_published_constants_that_the_data_leave_open_are_told_with_their_bounds(cortex):
    verdicts = dict(zip(cortex.constant, cortex.verdict, strict=True))
    assert verdicts["A3_minus"] == verdicts["tau_x"] == "undetermined"
    assert verdicts["A2_plus"] == "one-sided"
    assert verdicts["A2_minus"] == "determined"
    open_ends = np.isnan(cortex.low).astype(int) + np.isnan(cortex.high)
    names = ["determined", "one-sided", "undetermined"]
    assert [names.index(one) for one in cortex.verdict] == open_ends.tolist()
    assert "tau_x is undetermined: all down to 1*ms and up to 1000*ms" in "\n".join(cortex.notes)


def compiled(card, experiment):
    """The prediction of an experiment, its rule compiled."""
    prediction = Prediction(card, [find_experiment(experiment)])
    exact.compile_now(card.structure, numbers_of([card]), card.name)
    return prediction


def planted(free, sem, experiment=CULTURE, rule=ROW):
    """Changes that a rule predicts, and the problem of finding its constants in them."""
    card = find(rule)
    prediction = compiled(card, experiment)
    true = np.array([one.place(card[one.symbol]) for one in free_constants(card, free, {})])
    problem = Problem(prediction, free_constants(card, free, {}), np.empty(0), np.empty(0))
    changes = problem.predict(true)[0]
    return replace(problem, data=changes, sem=np.full(len(changes), sem)), true


def test_95_percent_intervals_cover_the_truth_in_at_least_90_percent_of_200_data_sets():
    problem, true = planted(FREE, 0.05)
    noise = 0.05 * np.random.default_rng(0).standard_normal((200, len(problem.data)))

    def predict(values, seed):  # less the noise of the data set that a last constant numbers
        number = values.pop("w_0").round().astype(int)
        return problem.prediction(values, seed) - noise[number]

    counter = free_constants(find(ROW), ["w_0"], {"w_0": ("0", "199")}, "vary")
    held = len(true)
    many = replace(problem, prediction=predict, free=[*problem.free, *counter], tied=(held,))
    starts = np.column_stack([np.tile(true, (200, 1)), np.linspace(0, 1, 200)])
    minima = least_squares(many, starts)
    ways = [Way(n, side, one) for one in minima for n in range(held) for side in (-1, 1)]
    least = np.array([way.begin.cost for way in ways])
    ends = follow(many, ways, least, least + rise(problem, False), [])
    low, high = np.moveaxis(ends.reshape(200, held, 2), 2, 0)
    covered = ((low <= true) & (true <= high)).mean(axis=0)
    assert (covered >= 0.9).all()
    assert (covered < 1).all()


def test_intervals_are_those_of_minos(culture):
    """James & Roos 1975, doi:10.1016/0010-4655(75)90039-9, by iminuit."""
    iminuit = pytest.importorskip("iminuit")
    found = culture.found
    cost = lambda place: float(found.problem.costs(np.array(place))[0])  # noqa: E731
    minuit = iminuit.Minuit(cost, found.best.place)
    minuit.limits, minuit.errordef = [(0, 1)] * len(FREE), found.threshold
    minuit.migrad()
    minuit.minos(cl=1)
    for one, interval, error in zip(
        minuit.values, found.intervals, minuit.merrors.values(), strict=True
    ):
        ends = one + error.lower, one + error.upper
        assert [interval.low, interval.high] == pytest.approx(ends, abs=0.01 * (ends[1] - ends[0]))


def test_errors_that_are_not_given_are_fitted():
    problem = planted(["A2_plus", "A2_minus"], np.nan)[0]
    random, found = np.random.default_rng(1), []
    for _ in range(5):
        noisy = problem.data + 0.05 * random.standard_normal(len(problem.data))
        found.append(search(replace(problem, data=noisy), 2, 0).problem.sem)
    each = np.array(found)
    assert (each == each[:, :1]).all()
    # chi of 11 degrees of freedom, five times over.
    assert np.sqrt(np.mean(each**2)) == pytest.approx(0.05, rel=4 / np.sqrt(2 * 5 * 11))


def test_an_outlier_counts_less_in_a_robust_fit():
    problem, true = planted(["A2_plus", "A2_minus"], 0.05)
    data = problem.data.copy()
    data[0] += 1.0
    problems = [replace(problem, data=data, robust=robust) for robust in (False, True)]
    off = [np.abs(least_squares(one, true)[0].place - true).max() for one in problems]
    assert off[1] < off[0] / 3


def test_intervals_are_united_over_minima():
    (amplitude,) = free_constants(find("pair"), ["A_plus"], {"A_plus": ("-2", "2")})

    def square(values, seed):
        return values["A_plus"][:, None] ** 2

    problem = Problem(square, [amplitude], np.array([1.0]), np.array([0.1]))
    minima = least_squares(problem, np.array([[0.2], [0.8]]))
    (alone,) = find_intervals(problem, minima[:1], 3.84, [])
    assert amplitude.value(alone.high) < 0
    (both,) = find_intervals(problem, apart(minima, 3.84), 3.84, [])
    expected = np.sqrt(1 + 0.1 * np.sqrt(3.84))
    ends = amplitude.value(np.array([both.low, both.high]))
    assert ends == pytest.approx([-expected, expected], rel=1e-3)


def test_a_prediction_is_what_replicating_the_experiment_gives():
    for name, experiment in ((ROW, "sjostrom_2001_random"), ("calcium:DP", "mishra_2016")):
        card, declared = find(name), find_experiment(experiment)
        symbol, factor = ("gamma_p", 1.2) if "calcium" in name else ("A2_plus", 2.0)
        changed = card.with_values({symbol: repr(card[symbol] * factor)})
        predicted = Prediction(card, [declared])({symbol: np.array([1, factor]) * card[symbol]})
        replicated = replicate(declared, [card, changed]).change
        replicated = replicated[:, np.isfinite(replicated[0])]
        order = np.argsort(replicated[0]), np.argsort(predicted[0])
        assert predicted[:, order[1]] == pytest.approx(replicated[:, order[0]], rel=1e-12)


def test_the_closed_form_of_the_calcium_rule_does_not_know_its_time_constant():
    card = find("calcium:hippocampal_cultures")
    free = free_constants(card, ["b", "gamma_d", "gamma_p", "sigma", "tau", "D"], {})
    prediction = Prediction(card, [find_experiment(CULTURE)])
    (scaling,) = find_scalings(Problem(prediction, free, np.zeros(13), np.ones(13)))
    assert scaling.exponents == {"gamma_d": 1, "gamma_p": 1, "sigma": 0.5, "tau": 1}
    assert free[scaling.held].symbol == "tau"
    factor = np.array([1.0, 3.0])
    scaled = {name: card[name] * factor**power for name, power in scaling.exponents.items()}
    once_more = prediction(scaled)
    assert once_more[1] == pytest.approx(once_more[0], rel=1e-9)


def test_what_is_scaled_together_is_undetermined_and_one_constant_is_held(monkeypatch):
    for name in ("GENERATIONS", "POPULATION"):  # any minimum will do
        monkeypatch.setattr(f"protocols.fitting.minimise.{name}", 4)
    free = ["gamma_d", "gamma_p", "sigma", "tau"]
    found = fit("calcium:hippocampal_cultures", free, experiment=CULTURE, starts=2)
    assert (found.verdict == "undetermined").all()
    assert found.value[3] == pytest.approx(33.7596)
    said = "\n".join(found.notes)
    assert "gamma_d, gamma_p, sigma^2, tau can be scaled together and nothing changes" in said
    assert "10 degrees of freedom" in said


def test_constants_that_each_have_an_effect_of_their_own_share_no_scaling():
    problem = planted(FREE, 0.05)[0]
    assert find_scalings(problem) == []


def test_a_rule_without_a_closed_form_is_fitted_on_brian2_and_says_so(capsys):
    assert choose_way(find("nmda"), None) == "brian2"
    assert "fitted on Brian2, slowly" in capsys.readouterr().err


def test_where_predictions_are_slow_least_squares_is_all_and_no_other_method_is_told_of():
    problem, true = planted(["A2_plus", "A2_minus"], 0.05)
    found = search(problem, 2, 0, slow=True)
    assert found.evolved == []
    assert found.best.place == pytest.approx(true, abs=1e-6)
    assert "starts of least squares agree" in tell(found, False)[2]
    assert "evolution" not in "".join(tell(found, False))


LAGS = "lag (ms),change (%)\n-40,-5\n-10,-25\n5,60\n10,45\n20,25\n40,12\n"


def test_a_window_of_ones_own_is_fitted_and_its_rule_runs_everywhere(call, tmp_path):
    (tmp_path / "mine.csv").write_text(LAGS, encoding="utf-8")
    words = "--rule pair --data mine.csv --free A_plus tau_plus --fixed A_minus=0.004 --starts 2"
    done = call("protocols.fit", *words.split(), "--save", "my_fit.py", "--figure", "fit.svg")
    assert done.returncode == 0
    head, *rows = done.stdout.splitlines()
    assert head == "constant,unit,value,low,high,verdict,least,most"
    assert [row.split(",")[0] for row in rows] == ["A_plus", "tau_plus"]
    assert "standard errors are missing, and fitted" in done.stderr
    pasted = done.stderr.splitlines()[-1].replace("'", "").split()
    assert pasted[0] == "--rule"
    window = ["--lag=10", "--engine=exact"]
    by_line = call("protocols.stdp", "--rule", "pair:bi_wang_2002", "--set=A_minus=0.004",
                   *pasted[pasted.index("--set"):], *window)  # fmt: skip
    by_file = call("protocols.stdp", "--rule", "my_fit.py:fitted", *window)
    changes = [float(one.stdout.split(",")[-1]) for one in (by_line, by_file)]
    assert changes[0] == pytest.approx(changes[1], rel=1e-8)
    assert (tmp_path / "fit.svg").stat().st_size > 10_000


@pytest.mark.parametrize(("words", "said"), [
    ("--free A_pus", "--free A_pus: pair:bi_wang_2002 has no such constant; did you mean A_plus?"),
    ("--free scheme", "--free scheme: a number; scheme is all_to_all"),
    ("--free A_plus w_max", "--free w_max: it is inf: say its --bounds w_max=LOW:HIGH"),
    ("--free A_plus --bounds A_plus=2:1", "--bounds A_plus=2:1: LOW:HIGH, LOW below HIGH"),
    ("--free A_plus --bounds tau_plus=1*ms:2*ms", "--bounds tau_plus: of a free constant"),
    ("--free tau_plus --bounds tau_plus=1:2", "--bounds tau_plus=1:2: LOW:HIGH, each a number"),
    ("--free A_plus --fixed A_plus=1", "--fixed A_plus=1: it is free: one of both"),
    ("--free A_plus --fixed tau=1*ms", "--fixed tau=1*ms: pair:bi_wang_2002 has no such constant"),
    ("--free A_plus --pairs 3", "--pairs 3: only with --data"),
    ("--free A_plus --rule triplet", "--rule triplet: once only; it was pair before"),
])  # fmt: skip
def test_what_cannot_be_fitted_is_refused_in_one_line(call, words, said):
    done = call("protocols.fit", "--rule=pair", "--experiment", "markram_1997", *words.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr.splitlines()[-1]


@pytest.mark.parametrize(("given", "said"), [
    ({"experiment": "dudek_bear_1992"}, "an experiment with numbers; this one is known by sign"),
    ({"experiment": CULTURE, "rule": ROW, "free": "tau_x"}, "a constant that matters"),
    ({"experiment": "morris_1986"}, "an experiment with numbers"),
    ({"experiment": "banerjee_2014", "free": ["A_plus", "A_minus"]}, "as many as the"),
    ({}, "what to compare with, by experiment or data"),
    ({"data": "none.csv"}, "a CSV file, FILE.csv, that is there"),
])  # fmt: skip
def test_data_that_cannot_be_fitted_to_are_refused(given, said):
    with pytest.raises(BadInput, match=said):
        fit(**{"rule": "pair", "free": "A_plus"} | given)


def test_numbers_that_are_no_lasting_change_are_refused_by_that_reason(tmp_path):
    known = (FOLDER / "tsodyks_markram_1997.toml").read_text(encoding="utf-8")
    text = known.replace('targets = "signs"', 'targets = "means"')
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    (tmp_path / "mine.csv").write_text("rate (Hz),change (%),sem (%)\n20,-50,5\n")
    with pytest.raises(BadInput, match="lasting change after spikes; this one is pulses within"):
        fit(rule="pair", free="A_plus", experiment=str(tmp_path / "mine.toml"))
