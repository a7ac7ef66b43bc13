"""Spike trains and weights for other programs: plain CSV, and Neo where it is installed."""

import csv
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np

from protocols.engine.spike_statistics import Spikes
from protocols.engine.spike_trains import Trains
from synplast.whole_file import whole


def write_spikes(path: str | Path, spikes: Trains | Spikes) -> None:
    """Spikes as CSV, a row a spike.

    Of `Trains` the columns are condition, side and time (s), which ``protocols.trains --spikes``
    reads again; of a network's `Spikes`, neuron and time (s).

    Raises
    ------
    OSError
        The file cannot be written; it is then as it was.
    """
    if isinstance(spikes, Trains):
        header = ["condition", "side", "time (s)"]
        rows = ((c, side, exact_text(step * spikes.tick)) for side, c, step in each(spikes))
    else:
        header = ["neuron", "time (s)"]
        order = np.lexsort((spikes.index, spikes.time))
        rows = zip(spikes.index[order].tolist(), spikes.time[order].tolist(), strict=True)
    write_rows(Path(path), header, rows)


def write_weights(path: str | Path, weights: np.ndarray) -> None:
    """Weights as CSV: synapse and weight, or of a matrix (from, to) those that are not nan.

    Raises
    ------
    ValueError
        Neither an array (synapses,) nor (from, to).
    OSError
        The file cannot be written; it is then as it was.
    """
    weights = np.asarray(weights, float)
    names = {1: ["synapse"], 2: ["from", "to"]}.get(weights.ndim)
    if names is None:
        raise ValueError(f"weights of shape {weights.shape}: (synapses,) or (from, to)")
    there = np.argwhere(~np.isnan(weights)).tolist()
    rows = ([*place, weights[tuple(place)].item()] for place in there)
    write_rows(Path(path), [*names, "weight"], rows)


def to_neo(spikes: Trains | Spikes):
    """The spikes as a ``neo.Block``: of `Trains` a segment a condition, of `Spikes` one.

    Raises
    ------
    ImportError
        Neo is not installed.
    """
    try:
        import neo
    except ImportError:
        raise ImportError("to_neo needs Neo: pip install neo") from None
    block = neo.Block(name="synplast")
    if isinstance(spikes, Spikes):
        parts = [[(str(n), spikes.time[spikes.index == n]) for n in range(spikes.count)]]
        stop = float(spikes.time.max(initial=0))
    else:
        tick, stop = float(spikes.tick), float(spikes.tick * spikes.steps)
        sides = [(name, *one) for name, one in spikes.spikes.items() if len(one[0])]
        parts = [
            [(name, step[index == condition] * tick) for name, index, step in sides]
            for condition in range(spikes.conditions)
        ]
    for number, part in enumerate(parts):
        segment = neo.Segment(name=str(number))
        for name, times in part:
            train = neo.SpikeTrain(np.sort(times), units="s", t_stop=stop, name=name)
            segment.spiketrains.append(train)
        block.segments.append(segment)
    return block


def each(trains: Trains) -> Iterator[tuple[str, int, int]]:
    """Side, condition and step of each spike, condition after condition."""
    found = [
        (condition, step, side)
        for side, (index, steps) in trains.spikes.items()
        for condition, step in zip(index.tolist(), steps.tolist(), strict=True)
    ]
    return ((side, condition, step) for condition, step, side in sorted(found))


def exact_text(time: Fraction) -> str:
    """The decimals of a time, or where they do not end a quotient, which is exact too."""
    text = f"{float(time):.15g}"
    return text if Fraction(text) == time else str(time)


def write_rows(path: Path, header: list[str], rows: Iterable) -> None:
    with whole(path) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
