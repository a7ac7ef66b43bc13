"""The classical experiments on fibres: what a tetanus and slow pulses do, and what AP5 prevents."""

from fractions import Fraction

import numpy as np
import pytest

from models.catalogue import find
from protocols.hfs import hfs
from protocols.lfs import lfs
from protocols.stimulation import fibres
from synplast.bad_input import BadInput

SLICES = "calcium:hippocampal_slices"
DPD = "calcium:DPD"
BISTABLE = [DPD, SLICES]


def last(result, pathway):
    return result.slope[result.pathway == pathway][-1]


def test_the_neuron_fires_when_small_steps_say_so():
    volleys = [(Fraction(n, 50), 45) for n in range(5)] + [(Fraction(n, 250), 20) for n in (40, 41)]
    V, current, now, awake, spikes, dt = 0.0, 0.0, 0.0, 0.0, [], 1e-6
    arrive = {round(float(time) / dt): count for time, count in volleys}
    for k in range(250_000):
        current += 4 * fibres.EPSP * arrive.get(k, 0)
        V = 0.0 if now < awake else V + dt / fibres.TAU_M * (current - V)
        # Half the membrane's time constant: K (x - x^2) is the response to this current.
        current -= dt * 2 / fibres.TAU_M * current
        now = k * dt
        if V >= fibres.THRESHOLD:
            V, awake = 0.0, now + fibres.REFRACTORY
            spikes.append(now)
    found = np.array(fibres.find_firing(volleys), float)
    assert len(found) == len(spikes) > 3
    # Noted at the next millisecond.
    assert (abs(found - spikes) <= 1e-3 + 1e-4).all()


def test_volleys_in_any_order_and_from_any_time_make_the_same_spikes():
    volleys = [(Fraction(n, 50), 45) for n in range(5)] + [(Fraction(n, 50), 20) for n in (2, 7)]
    spikes = fibres.find_firing(sorted(volleys))
    assert len(spikes) > 3
    assert fibres.find_firing(volleys[::-1]) == fibres.find_firing(volleys) == spikes
    earlier = fibres.find_firing([(time - 1, count) for time, count in volleys])
    assert earlier == [spike - 1 for spike in spikes]


@pytest.mark.parametrize("volley", [(float("nan"), 10), (0, -1), (0, float("nan")), (0, 10**9)])
def test_a_volley_that_is_none_is_refused(volley):
    with pytest.raises(BadInput, match="a time in s and a number of fibres"):
        fibres.find_firing([volley])


def test_one_fibre_has_the_epsp_that_it_is_said_to_have():
    times = np.linspace(0, 0.05, 50_001)
    peak = max(fibres.decay(0.0, 4 * fibres.EPSP, time)[0] for time in times)
    assert peak == pytest.approx(fibres.EPSP, rel=1e-6)


@pytest.mark.parametrize("rule", BISTABLE)
def test_a_tetanus_potentiates_its_own_fibres_only(rule):
    result = hfs(rule, engine="exact")
    assert last(result, "stimulated") > 110
    assert last(result, "control") == 100


def test_few_fibres_do_not_potentiate_by_dpd_and_do_by_the_set_fitted_to_slices():
    few = {rule: last(hfs(rule, fibres=10, engine="exact"), "stimulated") for rule in BISTABLE}
    assert few[DPD] == 100
    assert few[SLICES] > 150


@pytest.mark.parametrize("rule", BISTABLE)
def test_few_fibres_potentiate_together_with_many(rule):
    result = hfs(rule, fibres=10, paired=40, engine="exact")
    assert last(result, "stimulated") > 110
    assert last(result, "control") == 100


def test_the_bistable_rule_keeps_for_hours_what_15_seconds_induced():
    result = hfs(hours=3, engine="exact")
    slope = result.slope[result.pathway == "stimulated"]
    after = slope[result.time[: len(slope)] >= 1]
    assert after == pytest.approx(after[0], rel=1e-12)
    assert "yes" in find("calcium").conventions["durable"]


def test_drawn_synapses_keep_it_too():
    result = hfs(f"{DPD} repeats=200", engine="sampled")
    slope = result.slope[result.pathway == "stimulated"]
    # rho needs tau to settle in its well; a synapse on the boundary may still go either way.
    assert slope[-1] == pytest.approx(slope[-3], abs=3)
    assert slope[-1] > 105


def test_the_time_course_on_brian2_is_that_of_the_closed_form():
    # 1000 synapses: four standard errors of a mean of 1s and 5s are at most 8.4 %.
    exact, simulated = hfs(DPD, engine="exact"), hfs(DPD)
    assert abs(simulated.slope - exact.slope).max() < 8.4


def test_slow_pulses_depress_and_fast_ones_potentiate():
    result = lfs(SLICES, engine="exact")
    assert result.change[result.rate == 10] < -0.1
    assert result.change[result.rate == 50] > 0.5
    assert 10 < result.crossovers().popitem()[1] < 20


@pytest.mark.parametrize("rule", BISTABLE)
def test_ap5_abolishes_potentiation_by_a_tetanus(rule):
    assert last(hfs(rule, engine="exact"), "stimulated") > 110
    assert last(hfs(rule, ap5=1, engine="exact"), "stimulated") == 100


def test_ap5_abolishes_depression_by_slow_pulses():
    assert lfs(SLICES, rate=[10], engine="exact").change < -0.1
    assert (lfs(SLICES, rate=[1, 10, 20], ap5=1, engine="exact").change == 0).all()


def test_half_the_ap5_leaves_half_the_presynaptic_calcium():
    half = find("calcium").with_block(Fraction(1, 2))
    assert half["Cpre"] == find("calcium")["Cpre"] / 2
    assert half["Cpost"] == find("calcium")["Cpost"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: lfs("pair", ap5=1), "--ap5 1: pair:.* models no NMDA receptor"),
        (lambda: hfs("triplet", ap5="0.5"), "--ap5 0.5: triplet:.* models no NMDA receptor"),
        (lambda: lfs(ap5=1.5), "--ap5 1.5: a fraction from 0 to 1"),
        (lambda: hfs(ap5=-1), "--ap5 -1: a fraction from 0 to 1"),
        (lambda: lfs(rate=[600]), "--rate 600: at most 500 Hz, or pulses overlap"),
        (lambda: hfs(rate=600), "--rate 600: at most 500 Hz, or pulses overlap"),
        (lambda: hfs(duration=40), "--duration 40: .* less than the 30 s between test pulses"),
        (lambda: hfs(rate="0.01"), "--duration 15: long enough for a pulse"),
        (lambda: lfs(pulses=0), "--pulses 0: a whole number, 1 or more"),
    ],
)
def test_what_makes_no_sense_is_refused(call, said):
    with pytest.raises(BadInput, match=said):
        call()


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("protocol", ["lfs", "hfs"])
def test_the_experiment_is_drawn_in_both_languages(call, tmp_path, protocol, lang):
    words = ["--rule", SLICES, "--engine", "exact", "--figure", "a.svg", "--lang", lang]
    done = call(f"protocols.{protocol}", *words)
    assert done.returncode == 0, done.stderr
    assert ("impulsions" in (tmp_path / "a.svg").read_text()) == (
        lang == "fr" and protocol == "lfs"
    )
