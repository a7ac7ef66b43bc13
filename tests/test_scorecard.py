"""The scorecard: what a score means, on data that were made for it, and every cell of it."""

import numpy as np
import pytest

from figures.scorecard_cells import cells
from models.catalogue import cards
from models.catalogue import find as find_rule
from protocols.experiments.catalogue import FOLDER, find, names
from protocols.experiments.reading import read_experiment
from protocols.experiments.replicate import replicate
from protocols.experiments.score import leave_one_out, score
from protocols.frequency import frequency
from protocols.plotting.scorecard_map import color_of
from protocols.scorecard import scorecard
from protocols.triplets import triplets
from synplast.bad_input import BadInput
from synplast.packages import ROOT

SEM = 0.05


def window(target):
    lag = float(target.condition["lag"])
    return np.copysign(0.6 * np.exp(-abs(lag) / 0.03), lag)


def planted(truth, seed, scatter=SEM, repeats=1):
    """Cells at Bi & Poo's lags, whose changes scatter around ``truth`` by ``scatter``."""
    random = np.random.default_rng(seed)
    targets = find("bi_poo_1998").targets * repeats
    return [
        one._replace(change=truth(one) + scatter * random.standard_normal(), sem=SEM)
        for one in targets
    ]


def mean_score(truth, model, are="cells", sets=40, **how):
    """Mean over some planted data sets, and its standard error."""
    found = []
    for seed in range(sets):
        targets = planted(truth, seed, **how)
        found.append(score(targets, are, np.array([model(one) for one in targets]))[:3])
    return np.mean(found, axis=0), np.std(found, axis=0, ddof=1) / np.sqrt(sets)


def test_the_truth_scores_one_on_average_and_reaches_the_ceiling():
    (error, _, ceiling), (uncertain, *_) = mean_score(window, window)
    assert abs(error - 1) < 3 * uncertain
    assert error < ceiling


def test_of_means_with_their_standard_errors_the_ceiling_is_one():
    (error, null, ceiling), _ = mean_score(window, window, are="means")
    assert ceiling == 1
    assert error < 1.2 < null


def test_the_null_of_data_without_change_is_one():
    (_, null, _), (_, uncertain, _) = mean_score(lambda one: 0.0, window)
    assert abs(null - 1) < 3 * uncertain


def test_a_smoother_of_many_cells_comes_near_the_truth():
    (error, null, ceiling), _ = mean_score(window, window, sets=10, repeats=4)
    assert error < ceiling < error + (null - error) / 20


def test_cells_that_scatter_beyond_their_standard_error_raise_the_ceiling_as_they_raise_e():
    (error, _, ceiling), _ = mean_score(window, window, scatter=4 * SEM)
    assert 12 < error < ceiling < 24


def test_a_cell_has_no_part_in_its_own_prediction():
    targets = planted(window, 0)
    before = leave_one_out(targets)
    odd = [*targets[:-1], targets[-1]._replace(change=targets[-1].change + 1e-9)]
    assert leave_one_out(odd)[-1] == before[-1]


def test_where_the_lag_does_not_vary_a_cell_is_predicted_by_the_mean_of_the_others():
    alike = [replace_lag(one) for one in planted(window, 0)[:3]]
    a, b, c = (one.change for one in alike)
    assert leave_one_out(alike) == pytest.approx([(b + c) / 2, (a + c) / 2, (a + b) / 2])


def replace_lag(target):
    return target._replace(condition=target.condition | {"lag": 0})


@pytest.mark.parametrize(("sweeps", "spikes"), [(100, 1), (100, 2), (30, 2)])
def test_the_ceiling_of_wittenberg_and_wangs_cells_is_far_above_one(sweeps, spikes):
    targets = [
        one for one in find("wittenberg_wang_2006").targets
        if (one.condition["sweeps"], one.condition["post_spikes"]) == (sweeps, spikes)
    ]  # fmt: skip
    assert 12 < score(targets, "cells", np.zeros(len(targets))).ceiling < 19


def test_signs_agree_where_a_change_below_five_percent_is_none():
    targets = find("dudek_bear_1992").targets
    change = np.array([-0.2, -0.2, -0.04, 0.04, 0.3, 0.0])
    assert score(targets, "signs", change).sign == pytest.approx(5 / 6)


@pytest.fixture(scope="module")
def whole(data_of):
    return data_of("scorecard")


def test_every_cell_has_a_score_or_says_why_not(whole):
    assert len(whole.rule) == len(set(whole.rule)) * len(names())
    others = {"tag_trigger:clopath_2008", "enhancing:magleby_1979", "depressing:tsodyks_1998",
              "facilitating:tsodyks_1998"}  # fmt: skip
    for name, card in cards().items():
        assert (name in whole.rule) == (name in others or not (card.only_in or card.inhibitory))
    told = np.isfinite(whole.E) | np.isfinite(whole.sign) | (whole.why_not != "")
    assert told.all()
    assert np.isfinite(whole.null[whole.scored] + whole.ceiling[whole.scored]).all()
    assert (whole.why_not[whole.targets == 0] != "").all()


def test_the_readme_has_the_counts_that_the_command_prints(whole):
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    out = whole.scored & (whole.sample == "out")
    beat, reach, alone = whole.count(out)
    said = f"Of {out.sum()} cells that were not fitted, {beat} beat the null and {reach} reach the "
    assert f"{said}ceiling, {alone} of these on a single target." in readme


def test_what_a_rule_was_fitted_to_is_declared(whole):
    for card in cards().values():
        assert set(card.fitted_to) <= set(names())
        fitted = whole.experiment[(whole.rule == card.name) & (whole.sample == "in")]
        assert set(fitted) == set(card.fitted_to)
        assert all(name in str(card) for name in card.fitted_to)


@pytest.mark.parametrize(("protocol", "rule", "experiment"), [
    (frequency, "triplet:visual_cortex_all_to_all_full", "pfister_gerstner_2006_cortex"),
    (triplets, "triplet:hippocampal_culture_all_to_all_full", "pfister_gerstner_2006_culture"),
])  # fmt: skip
def test_the_scorecard_has_the_error_that_the_protocol_has(whole, protocol, rule, experiment):
    here = (whole.rule == rule) & (whole.experiment == experiment)
    (line,) = protocol(rule, engine="exact").notes
    assert line == f"E = {whole.E[here].item():.3g}"


def test_a_rule_beats_the_null_on_the_targets_that_it_was_fitted_to(whole):
    fits = {"pfister_gerstner_2006_cortex", "pfister_gerstner_2006_culture", "bi_poo_1998"}
    here = whole.scored & (whole.sample == "in") & np.isin(whole.experiment, list(fits))
    assert here.sum() == 13
    assert (whole.E[here] < whole.null[here] / 2).all()


def test_the_page_has_model_beside_data_for_each_cell(whole):
    page = cells(whole)
    assert page.count("<svg") == np.sum(whole.targets > 0)
    assert page.count('class="in"') == np.sum((whole.targets > 0) & (whole.sample == "in"))
    assert ">nan" not in page


def test_no_colour_praises_a_rule_for_what_it_was_fitted_to(whole):
    here = np.flatnonzero((whole.sample == "in") & (whole.targets > 0))
    assert len({color_of(whole, n) for n in here}) == 1
    assert color_of(whole, here[0]) not in {
        color_of(whole, n) for n in np.flatnonzero(whole.scored & (whole.sample == "out"))
    }


def test_ap5_is_put_to_rules_with_the_receptor_alone():
    experiment = find("mishra_2016")
    known = cards()
    found = replicate(experiment, [known["calcium:DP"], known["pair:song_2000"]])
    blocked = [one.drug == "D-AP5" for one in experiment.targets]
    free = [one.drug == "" for one in experiment.targets]
    assert np.isfinite(found.change).tolist() == [
        [a or b for a, b in zip(blocked, free, strict=True)], free
    ]  # fmt: skip
    assert "no rule here has the target of EGTA" in found.why_not[0]
    assert "models no NMDA receptor for D-AP5 to block" in found.why_not[1]


@pytest.mark.parametrize(("experiment", "rule", "share"), [
    ("tsodyks_markram_1997", "depressing", 1),
    ("tsodyks_markram_1997", "facilitating", 0),
    ("markram_1998", "depressing", 0),
    ("markram_1998", "facilitating", 1),
    ("magleby_1979", "enhancing", 1),
])  # fmt: skip
def test_short_term_experiments_are_put_to_models_of_short_term_plasticity(experiment, rule, share):
    result = scorecard([rule, "pair"], experiment)
    assert result.sign[0] == share
    assert result.targets[1] == 0
    assert "put to models of short-term plasticity" in result.why_not[1]


def test_tagging_rescues_a_weak_tetanus_after_a_strong_one_and_its_card_says_it_was_fitted(whole):
    tagging = whole.rule == "tag_trigger:clopath_2008"
    (here,) = np.flatnonzero(tagging & (whole.experiment == "frey_morris_1997"))
    assert (whole.sign[here], whole.sample[here]) == (1, "in")
    assert set(whole.experiment[tagging & (whole.targets > 0)]) == {
        "frey_morris_1997", "frey_morris_1998"
    }  # fmt: skip


@pytest.mark.parametrize(("rule", "experiment", "said"), [
    ("tag_trigger k_h=0*1/s", "frey_morris_1997", "k_h=0: from 1e-12 to 0.1"),
    ("tag_trigger synapses=1.5", "frey_morris_1997", "synapses=1.5: a whole number"),
    ("tag_trigger drive=0*mV", "frey_morris_1997", "drive=0: so much that any pulse fires"),
    ("depressing U=0", "markram_1998", "its first pulse transmits nothing"),
    ("pair", "markram_1998", "pulses within seconds, put to models of short-term plasticity"),
])  # fmt: skip
def test_constants_that_make_no_such_model_are_refused(rule, experiment, said):
    with pytest.raises(BadInput, match=said):
        scorecard(rule, experiment)


@pytest.mark.parametrize(("experiment", "rule", "said"), [
    ("tsodyks_markram_1997", "depressing", "draws no random numbers; use --engine"),
    ("frey_morris_1998", "tag_trigger", "draws its tags; use --engine exact"),
])  # fmt: skip
def test_an_engine_that_a_model_lacks_is_told_and_not_raised(experiment, rule, said):
    cards = [find_rule(rule), find_rule("calcium:DP")]
    found = replicate(find(experiment), cards, 0, "sampled")
    assert np.isnan(found.change).all()
    assert said in found.why_not[0]


def test_a_tetanus_under_apv_changes_nothing(tmp_path):
    known = (FOLDER / "frey_morris_1997.toml").read_text(encoding="utf-8")
    (tmp_path / "mine.toml").write_text(known, encoding="utf-8")
    (tmp_path / "mine.csv").write_text("first,drug,sign\nstrong,,+\nstrong,APV,0\n")
    mine = read_experiment(tmp_path / "mine.toml")
    free, blocked = replicate(mine, [find_rule("tag_trigger")]).change[0]
    assert free > 0.1
    assert blocked == pytest.approx(0, abs=1e-3)


def test_random_timing_is_scored_alike_every_time():
    one, two = (scorecard("triplet", "sjostrom_2001_random") for _ in range(2))
    assert one.E.tolist() == two.E.tolist()


def test_the_voltage_rule_says_which_engine_it_needs():
    result = scorecard(["voltage", "pair"], "froemke_dan_2002")
    assert "use --engine brian2" in result.why_not[0]
    assert result.targets.tolist() == [0, 4]


def test_the_command_tells_the_cells_and_the_bad_news(call):
    done = call(
        "protocols.scorecard", "--rule=pair", "--rule=triplet", "--experiment", "bi_poo_1998"
    )
    header, *rows = done.stdout.splitlines()
    assert header == "rule,experiment,E,null,ceiling,sign,targets,sample,why not"
    assert [row.split(",")[-2] for row in rows] == ["in", "out"]
    assert done.stderr.splitlines()[-2:] == [
        "of 1 cells not fitted to their data, 0 beat the null and 0 reach the noise ceiling",
        "of 1 cells fitted to their data, 1 beat the null and 0 reach the noise ceiling",
    ]


@pytest.mark.parametrize(("rule", "experiment", "said"), [
    ("pair", "morris_1986", "csv line 2: pair:bi_wang_2002: behaviour, not a synapse's"),
    ("pair", "bi_poo", "--experiment bi_poo: no such experiment; did you mean bi_poo_1998?"),
])  # fmt: skip
def test_a_rule_that_no_target_is_for_is_refused_in_one_line(call, rule, experiment, said):
    done = call("protocols.scorecard", "--rule", rule, "--experiment", experiment)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr


def test_ones_own_experiment_stands_beside_the_shipped_ones(tmp_path, call):
    source = find("markram_1997")
    text = (
        f'title = "{source.title}"\npaper = "mine"\ndoi = "none"\n[preparation]\nspecies = "rat"\n'
        'area = "cortex"\ncell = "layer 5"\n[protocol]\nkind = "pairing"\nsweeps = 60\n'
        'period = "1 s"\ndrug = "AP5"\n[measured]\nwhat = "EPSP"\ntargets = "means"\n'
        '[source]\nnumbers = "mine"\ntrust = "B"\n'
    )
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    (tmp_path / "mine.csv").write_text("lag (ms),change (%),sem (%)\n10,1,5\n", encoding="utf-8")
    done = call(
        "protocols.scorecard", "--rule=calcium:DP", "--experiment", "mine.toml", "markram_1997"
    )
    assert [line.split(",")[0] for line in done.stdout.splitlines()[1:]] == ["mine", "markram_1997"]
    done = call("protocols.scorecard", "--rule=pair", "--experiment", "mine.toml")
    assert done.returncode == 2
    assert "mine.csv line 2, drug = 'AP5': pair:bi_wang_2002: models no NMDA" in done.stderr
