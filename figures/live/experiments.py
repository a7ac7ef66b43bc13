"""The declared experiments as the page takes them: spikes, data, and what a rule is put to."""

import numpy as np

from models.catalogue import find as find_rule
from protocols.engine.spike_order import Order
from protocols.experiments.catalogue import find, names
from protocols.experiments.experiment import Experiment, heading, show
from protocols.experiments.fields import PUT_TO
from protocols.experiments.score import scatter

#: Rules with NMDA receptors and with extracellular calcium, with receptors alone, and with neither:
#: which targets a rule is put to depends on no more.
LIKE = {"calcium": "calcium:cortical_slices", "receptors": "calcium:DP", "none": "pair"}


def describe() -> list[dict]:
    """All experiments on lasting changes of synapses, by name."""
    found = (find(name) for name in names())
    return [describe_one(one) for one in found if one.kind not in PUT_TO]


def describe_one(experiment: Experiment) -> dict:
    trains, owner = experiment.trains()
    targets = experiment.targets
    return {
        "name": experiment.name,
        "title": experiment.title,
        "paper": experiment.paper,
        "doi": experiment.doi,
        "are": experiment.targets_are,
        "varied": [[name, heading(experiment, name)] for name in experiment.varied],
        "targets": [
            {
                "label": {n: show(n, one.condition[n]) for n in experiment.varied},
                "change": number(one.change),
                "sem": number(one.sem),
                "sign": one.sign,
                "bath": one.bath._asdict(),
            }
            for one in targets
        ],
        "driven": bool(len(trains.drive[0])),
        "owner": owner.tolist(),
        "intervals": trains.in_turn.intervals.tolist(),
        "spikes": [shorten(one) for one in spikes_of(trains.in_turn)],
        "put": {key: put(experiment, find_rule(rule)) for key, rule in LIKE.items()},
    }


def number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def spikes_of(order: Order) -> list[np.ndarray]:
    """Of each condition a whole number a spike: twice its interval, and 1 more where it is post."""
    return np.split(2 * order.interval + order.side, order.first[1:-1])


def shorten(spikes: np.ndarray) -> list:
    """How many spikes, and those after which, but for the first, they repeat."""
    for period in range(1, len(spikes)):
        if (spikes[1 + period :] == spikes[1:-period]).all():
            return [len(spikes), spikes[: 1 + period].tolist()]
    return [len(spikes), spikes.tolist()]


def put(experiment: Experiment, card) -> dict:
    """The targets that a rule is put to, with what their data scatter by."""
    here = [n for n, one in enumerate(experiment.targets) if not experiment.why_not(one, card)]
    if not here or experiment.targets_are == "signs":
        return {"targets": here, "sem": [], "ceiling": None}
    _, sem, ceiling = scatter([experiment.targets[n] for n in here], experiment.targets_are)
    return {"targets": here, "sem": sem.tolist(), "ceiling": ceiling}
