"""Fibres stimulated together onto one integrate-and-fire neuron, advanced from pulse to pulse.

The neuron sees the fibres' strength as it is at the start: weights move slowly beside a volley.
It is for rules that know spikes alone; a rule with the neuron's voltage is driven by the volleys.
Its membrane decays with twice the time constant of the synaptic current, so that it reaches the
threshold where a quadratic has its root (Brette 2007, doi:10.1162/neco.2007.19.10.2604).
"""

import math
from fractions import Fraction
from typing import Annotated

from protocols.engine.spike_trains import Trains, spike_trains
from synplast.bad_input import BadInput
from synplast.values import whole_number

# Ours: a membrane and a synapse of ordinary quickness, and EPSPs of 0.5 mV.
TAU_M = 10e-3  # s, and the current decays with half of it
THRESHOLD = 15.0  # mV above rest; the neuron is reset to rest
EPSP = 0.5  # mV, the peak of one fibre's
REFRACTORY = 2e-3  # s
MOST_FIBRES = 10_000
Fibres = Annotated[int, whole_number(1, MOST_FIBRES)]
#: The neuron's spikes are noted to the millisecond.
TICK = Fraction(1, 1000)


def find_firing(volleys: list[tuple[Fraction, int]]) -> list[Fraction]:
    """When the neuron fires (s) for ``volleys`` of (time in s, number of fibres), in any order.

    Raises
    ------
    BadInput
        Not a time, or not a number of fibres.
    """
    for time, fibres in volleys:
        if not (math.isfinite(time) and 0 <= fibres <= MOST_FIBRES):
            allowed = f"a time in s and a number of fibres, at most {MOST_FIBRES}"
            raise BadInput("", f"a volley ({time}, {fibres})", allowed)
    volleys = sorted((float(time), fibres) for time, fibres in volleys)
    spikes, V, K, now, awake = [], 0.0, 0.0, -math.inf, -math.inf
    for (time, fibres), (until, _) in zip(volleys, [*volleys[1:], (math.inf, 0)], strict=True):
        V, K = decay(V, K, time - now)
        now, K = time, K + 4 * EPSP * fibres
        while True:
            if awake > now:  # held at rest
                held = min(awake, until) - now
                V, K, now = 0.0, decay(0.0, K, held)[1], now + held
            wait = crossing(V, K)
            if now + wait >= until:
                break
            V, K = 0.0, decay(V, K, wait)[1]
            now += wait
            awake = now + REFRACTORY
            spikes.append(math.ceil(Fraction(now) / TICK) * TICK)
    return list(dict.fromkeys(spikes))


def decay(V: float, K: float, time: float) -> tuple[float, float]:
    """Membrane and current after ``time``: V x + K (x - x^2), x = exp(-time / TAU_M)."""
    x = math.exp(-time / TAU_M)
    return V * x + K * (x - x * x), K * x * x


def crossing(V: float, K: float) -> float:
    """Time until the membrane reaches the threshold (s), infinite if it does not."""
    if (V + K) ** 2 < 4 * K * THRESHOLD or K == 0:
        return math.inf
    x = (V + K + math.sqrt((V + K) ** 2 - 4 * K * THRESHOLD)) / (2 * K)
    return -TAU_M * math.log(x) if 0 < x <= 1 else math.inf


def pulses_apart(rate: Fraction) -> None:
    """Refuse a rate (Hz) at which a pulse would fall into the last one's refractory time."""
    most = 1 / REFRACTORY
    if rate > most:
        raise BadInput("rate", f"{float(rate):g}", f"at most {most:g} Hz, or pulses overlap")


def stimulation(pulses: list[list[Fraction]], fibres: int) -> Trains:
    """A condition for each list of pulses (s): one of the fibres, and the neuron they all drive."""
    spikes = [find_firing([(time, fibres) for time in times]) for times in pulses]
    return spike_trains(pulses, spikes, pulses, volley(fibres))


def volley(fibres: int) -> float:
    """The peak of the EPSP of ``fibres`` together (V)."""
    return fibres * EPSP / 1000
