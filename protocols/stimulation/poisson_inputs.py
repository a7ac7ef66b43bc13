"""Spikes of many Poisson inputs, of which some share the fluctuations of their rate."""

import numpy as np

TICK = 1e-4  # s. At 1 ms, spikes of one step, counted as causal, undo a depression 5 % stronger.
INHIBITORY, INHIBITORY_RATE = 200, 10.0  # Hz
# Song et al. 2000: rates fluctuate by 30 %, redrawn at intervals of 20 ms on average.
CORRELATION_TIME, SPREAD = 0.02, 0.3


def drive(inputs: int, correlated: int, rate: float, duration: float, seed: int) -> tuple:
    """Spikes (index, step) of the plastic and of the inhibitory inputs.

    As Song et al. 2000: where none are correlated, each is a Poisson process of constant rate.
    Where some are, rates are redrawn together at random moments: r (1 + 0.3 x + 0.3 y) with a
    common y for the correlated inputs, r (1 + 0.3 sqrt(2) x) for the others.
    """
    random = np.random.default_rng(seed)
    if correlated:
        spikes = fluctuate(inputs, correlated, rate, duration, random)
    else:
        spikes = scatter(inputs, rate, duration, random)
    others = scatter(INHIBITORY, INHIBITORY_RATE, duration, random)
    return sort_spikes(spikes, inputs), sort_spikes(others, INHIBITORY)


def scatter(inputs: int, rate: float, duration: float, random) -> np.ndarray:
    """Spikes, step x inputs + index, of Poisson inputs of constant rate."""
    total = random.poisson(inputs * rate * duration)
    spikes = (random.random(total) * (duration / TICK)).astype(np.int64)
    spikes *= inputs
    spikes += random.integers(0, inputs, total)
    return spikes


def fluctuate(inputs: int, correlated: int, rate: float, duration: float, random) -> np.ndarray:
    """As `scatter`, of rates that are redrawn together."""
    drawn = random.exponential(CORRELATION_TIME, int(2 * duration / CORRELATION_TIME) + 20)
    ends = np.minimum(np.cumsum(drawn), duration)
    ends = ends[: np.searchsorted(ends, duration) + 1]
    starts = np.append(0, ends[:-1])
    spikes = [np.array([], np.int64)]
    for block in np.array_split(np.arange(len(ends)), max(1, len(ends) * inputs // 10**6)):
        own = random.standard_normal((len(block), inputs))
        common = random.standard_normal((len(block), 1))
        own[:, :correlated] += common
        own[:, correlated:] *= np.sqrt(2)
        length = (ends - starts)[block, None]
        counts = random.poisson(np.maximum(rate * (1 + SPREAD * own), 0) * length)
        where, index = np.nonzero(counts)
        where, index = (np.repeat(a, counts[where, index]) for a in (where, index))
        times = starts[block][where] + random.random(len(where)) * length[where, 0]
        spikes.append((times / TICK).astype(np.int64) * inputs + index)
    return np.concatenate(spikes)


def sort_spikes(spikes: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Index and step, sorted, of spikes step x count + index; an input fires once in a step."""
    spikes.sort()
    first = np.append(True, spikes[1:] > spikes[:-1])[: len(spikes)]
    step, index = np.divmod(spikes[first], count)
    return index.astype(np.int32), step
