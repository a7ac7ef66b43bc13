"""The phenomena of conditioning: explained or not, by Rescorla & Wagner and in real time."""

from typing import NamedTuple

import numpy as np

from models.rescorla_wagner import COURSE
from models.temporal_difference import IN_TIME
from protocols.conditioning import compare, control_group, follow_design
from protocols.stimulation.conditioning_design import design
from protocols.stimulation.phenomena import PHENOMENA
from synplast.arguments import reads_its_arguments
from synplast.command import command
from synplast.option_types import Number, Text
from synplast.plotting import CYCLE, say

MODELS = {"rescorla_wagner": COURSE, "temporal_difference": IN_TIME}
FRENCH = {
    "acquisition": "acquisition",
    "extinction": "extinction",
    "blocking": "blocage",
    "overshadowing": "masquage",
    "conditioned_inhibition": "inhibition conditionnée",
    "overexpectation": "surestimation",
    "partial_reinforcement": "renforcement partiel",
    "spontaneous_recovery": "récupération spontanée",
    "latent_inhibition": "inhibition latente",
    "second_order_conditioning": "conditionnement de second ordre",
    "superconditioning": "superconditionnement",
    "relative_validity": "validité relative",
    "us_preexposure": "préexposition à la récompense",
    "backward_blocking": "blocage rétrospectif",
    "sensory_preconditioning": "préconditionnement sensoriel",
    "extinction_of_an_inhibitor": "extinction d'un inhibiteur",
    "partial_reinforcement_extinction": "extinction après renforcement partiel",
}


class Phenomena(NamedTuple):
    """A row for each phenomenon and model.

    Attributes
    ----------
    phenomenon, model : array of str (rows,)
    animals, predicted : array of str (rows,)
        Whether the group responds more, less or as much as its control at the test.
    group, control : array (rows,)
        What either expects at the test.
    explained : array of str (rows,)
        yes or no.
    """

    phenomenon: Text
    model: Text
    animals: Text
    predicted: Text
    group: Number
    control: Number
    explained: Text

    @property
    def notes(self) -> list[str]:
        yes = self.explained == "yes"
        told = {name: f"{np.sum(yes & (self.model == name))}" for name in MODELS}
        return [f"of {len(PHENOMENA)} phenomena {name} explains {n}" for name, n in told.items()]


@reads_its_arguments
def phenomena() -> Phenomena:
    """Every phenomenon of conditioning by two models: explained, or not.

    Each is a group of animals and its control, which end with the same test; a model explains it
    if it tells which responds more. protocols.conditioning --design NAME shows one, with its
    source. Both models have a learning rate of 0.1; temporal differences have one step from a cue
    to the next or to the outcome, and no discount.
    """
    rows = []
    for name, phenomenon in PHENOMENA.items():
        for label, model in MODELS.items():
            one = design(name)
            nothing = np.zeros(len(one.cues))
            group = follow_design(model, one, nothing, "alternate", 0).prediction[-1]
            control = control_group(model, one)
            found = compare(group, control)
            shows = "yes" if found == phenomenon.animals else "no"
            rows.append((name, label, phenomenon.animals, found, group, control, shows))
    return Phenomena(*map(np.array, zip(*rows, strict=True)))


def draw(figure, result: Phenomena) -> None:
    """A row a phenomenon, a column a model: full where it is explained, empty where not."""
    axes = figure.add_subplot()
    names = list(dict.fromkeys(result.phenomenon))
    for column, model in enumerate(MODELS):
        for row, shown in enumerate(result.explained[result.model == model]):
            face = CYCLE[0] if shown == "yes" else "white"
            axes.plot(column, row, "o", ms=13, mew=2, color=CYCLE[0], markerfacecolor=face)
    english = [name.replace("_", " ").replace("us p", "US p") for name in names]
    labels = say(en=english, fr=[FRENCH[name] for name in names])
    axes.set_yticks(range(len(names)), labels)
    axes.invert_yaxis()
    labels = say(
        en=("Rescorla\n& Wagner", "temporal\ndifferences"),
        fr=("Rescorla\n& Wagner", "différences\ntemporelles"),
    )
    axes.set_xticks([0, 1], labels)
    axes.xaxis.tick_top()
    axes.set_xlim(-0.7, 1.7)
    axes.tick_params(length=0)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.set_xlabel(say(en="full: explained; empty: not", fr="plein : expliqué ; vide : non"))


command(phenomena, draw)
