"""Classical conditioning by Rescorla & Wagner or temporal differences: a row a trial."""

import functools
import random
from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple

import numpy as np

from models.rescorla_wagner import COURSE, RescorlaWagner
from models.temporal_difference import IN_TIME, TemporalDifference
from protocols.stimulation.conditioning_design import Design, Designed, Trials
from protocols.stimulation.conditioning_design import design as read_design
from protocols.stimulation.phenomena import PHENOMENA
from synplast.arguments import reads_its_arguments
from synplast.bad_input import BadInput
from synplast.command import command
from synplast.option_types import Number, Positive, Seed, Share, Text
from synplast.plotting import CYCLE, A, B, say
from synplast.shown import show_itself
from synplast.values import Kind, exact, whole_number


def strengths(value) -> dict[str, float]:
    """Read ``A=1`` or several of them."""
    if isinstance(value, dict):
        return {cue: float(exact(strength)) for cue, strength in value.items()}
    found = {}
    for word in value if isinstance(value, list | tuple) else [value]:
        for pair in str(word).split(","):
            cue, strength = map(str.strip, pair.split("="))
            if cue in found:
                raise BadInput("", pair, f"each cue once; {cue}={found[cue]:g} before")
            found[cue] = float(exact(strength))
    return found


Strengths = Annotated[
    dict[str, float], Kind(strengths, "CUE=NUMBER, such as A=1", many=True, metavar="CUE=NUMBER")
]


Model = Annotated[
    Literal["rescorla_wagner", "temporal_difference"],
    "Rescorla & Wagner's rule, or temporal differences, which know the time within a trial.",
]
Steps = Annotated[int, whole_number(1, 100)]


@reads_its_arguments
def conditioning(
    design: Designed = "100A+ / 100A-",
    eps: Positive = COURSE.eps,
    start: Strengths = None,
    order: Literal["alternate", "random"] = "alternate",
    seed: Seed = 0,
    model: Model = "rescorla_wagner",
    gamma: Share = None,
    steps: Steps = None,
):
    """What an animal expects at each trial of a design, by the rule of Rescorla & Wagner 1972.

    A cue's strength and the prediction, their sum over the cues shown, are those the animal comes
    to the trial with, before the outcome. The course's tables are --design 100A+ (0, 0.1, 0.19, ...
    towards 1) and --design 100A --start A=1 (1, 0.9, 0.81, ... towards 0); after n trials v is
    1 - (1 - eps)^n and (1 - eps)^n. By temporal differences both are means over the time from the
    cue to the outcome; with --steps 1 and no cues in turn they are Rescorla & Wagner's.

    Parameters
    ----------
    design : design
        Phases parted by /, trials by spaces: how many, which cues (A to Z), reinforced (+) or not
        (-); such as '10A+ / 10AB+ / 1B', or '5B>A-', first B, then A. Or a phenomenon by its
        name, which is then held against the animals; protocols.phenomena lists them.
    eps : number
        Learning rate. Times the number of cues shown together, less than 2.
    start : strengths
        Of cues before the first trial, such as A=1; the others start at 0.
    order : str
        The kinds of trial of one phase: alternate (evenly spread) or random.
    seed : int
        Of the random order.
    gamma : share
        Discount of temporal differences, a step; 1 if not given.
    steps : int
        Of temporal differences, from a cue to the next or to the outcome; 1 if not given.

    Returns
    -------
    named tuple of columns, with a row a trial
        ``phase``, ``trial`` (from 1), ``shown``, ``prediction``, and a column for each cue's
        strength, under its letter.

    Raises
    ------
    BadInput
        A design that cannot be read (which character), a learning rate with which it diverges, or
        an option of temporal differences for Rescorla & Wagner's rule.
    """
    animal = model_of(model, float(eps), gamma, steps)
    require_convergence(animal, design)
    if start and design.name:
        raise BadInput("start", design.name, "both groups of a phenomenon start at 0")
    strengths = first_strengths(design, start or {})
    result = follow_design(animal, design, strengths, order, seed)
    if not design.name:
        return result
    tested = control_group(animal, design, order, seed)
    return result._replace(control=tested, notes=verdict(design, result.prediction[-1], tested))


def model_of(name: str, eps: float, gamma, steps) -> RescorlaWagner | TemporalDifference:
    """The model called ``name``; raises `BadInput` for an option that it does not have."""
    if name == "temporal_difference":
        gamma = IN_TIME.gamma if gamma is None else float(gamma)
        return TemporalDifference(eps=eps, gamma=gamma, steps=steps or IN_TIME.steps)
    for option, value in {"gamma": gamma, "steps": steps}.items():
        if value is not None:
            raise BadInput(option, f"{float(value):g}", "only with --model temporal_difference")
    return RescorlaWagner(eps=eps)


def control_group(model, design: Design, order: str = "alternate", seed: int = 0) -> float:
    """What the control group of a phenomenon expects on the test trial."""
    control = read_design(PHENOMENA[design.name].control)
    nothing = np.zeros(len(control.cues))
    return follow_design(model, control, nothing, order, seed).prediction[-1]


def require_convergence(model, design: Design) -> None:
    if model.eps * design.most_together >= 2:
        most = f"less than {2 / design.most_together:.3g}"
        allowed = f"{most}, or the prediction of {design.most_together} cues together diverges"
        raise BadInput("eps", f"{model.eps:g}", allowed)


def first_strengths(design: Design, start: dict[str, float]) -> np.ndarray:
    for cue, strength in start.items():
        if cue not in design.cues or not np.isfinite(strength):
            allowed = f"a number for a cue of the design, {', '.join(design.cues)}"
            raise BadInput("start", f"{cue}={strength:g}", allowed)
    return np.array([start.get(cue, 0.0) for cue in design.cues])


def trials_in_order(phase: tuple[Trials, ...], order: str, draws: random.Random) -> list[Trials]:
    """The trials of a phase one by one, each kind spread evenly over it, or shuffled."""
    spread = [((n + 0.5) / kind.count, kind) for kind in phase for n in range(kind.count)]
    trials = [kind for _, kind in sorted(spread, key=lambda placed: placed[0])]
    if order == "random":
        draws.shuffle(trials)
    return trials


def follow_design(model, design: Design, strengths: np.ndarray, order: str, seed: int):
    """The table of a design for an animal that starts with these ``strengths``."""
    cues = design.cues

    def rows() -> Iterator[tuple]:
        w, trial, draws = model.begin(strengths, design.most_in_turn), 0, random.Random(seed)
        for number, phase in enumerate(design.phases, 1):
            for kind in trials_in_order(phase, order, draws):
                trial += 1
                x = model.stimulate(w, kind.places(cues))
                yield number, trial, str(kind), model.predict(w, x), *model.strengths(w)
                w = model.learn(w, x, kind.reward)

    columns = map(np.array, zip(*rows(), strict=True))
    return table(cues)(*columns, design=design, control=None, notes=())


@functools.cache
def table(cues: str) -> type:
    """The type of the result: a column for each cue, and what the picture needs besides."""
    columns = {"phase": Number, "trial": Number, "shown": Text, "prediction": Number}
    columns |= dict.fromkeys(cues, Number)
    extra = {"design": Design, "control": float, "notes": tuple}
    made = NamedTuple("Conditioning", [*columns.items(), *extra.items()])
    # Pickle finds no type that is made in a function; it makes it again.
    show_itself(made, draw)
    made.__reduce__ = lambda result: (fill_table, (cues, tuple(result)))
    return made


def fill_table(cues: str, fields: tuple):
    """The result for these cues whose fields are ``fields``."""
    return table(cues)(*fields)


def verdict(design: Design, group: float, control: float) -> tuple[str, ...]:
    """What animals do, what the model does, and whether that is the same."""
    phenomenon = PHENOMENA[design.name]
    model = compare(group, control)
    explained = model == phenomenon.animals
    why = phenomenon.why
    if explained and not phenomenon.explained:
        why = phenomenon.in_time
    if phenomenon.explained and not explained:
        why = "not with these constants, in so few trials"
    shows = "explained" if explained else "not explained"
    return (
        f"{design.name.replace('_', ' ')}: {phenomenon.says}. {phenomenon.source}",
        f"last trial: {group:.3g}; in the control, {phenomenon.control}: {control:.3g}. "
        f"Animals respond {phenomenon.animals} than the control, the model {model}",
        f"{shows}: {why}",
    )


def compare(group: float, control: float) -> str:
    """Whether the group responds more or less than the control, or as much."""
    if abs(group - control) < 1e-12:  # rounding parts two sums of the same terms by less
        return "as much"
    return "more" if group > control else "less"


def draw(figure, result) -> None:
    """The prediction as dashes, the cues' strengths as lines, the phases side by side."""
    axes = figure.add_subplot()
    axes.axhline(0, color="0.7", linewidth=1)
    axes.axhline(1, color="0.7", linewidth=1, linestyle=":")
    colors = {"A": A, "B": B} | dict(zip("CDEFG", CYCLE, strict=True))
    for cue in result.design.cues:
        color = colors.get(cue, "0.6")
        label = say(en=f"strength of {cue}", fr=f"force de {cue}")
        axes.plot(result.trial, getattr(result, cue), color=color, label=label)
    if len(result.design.cues) > 1:  # else it is the cue's strength
        label = say(en="prediction v", fr="prédiction v")
        axes.plot(result.trial, result.prediction, "_", color="black", label=label)
    if result.control is not None:
        label = say(en="control, last trial", fr="témoin, dernier essai")
        axes.plot(result.trial[-1], result.control, "_", color="0.6", ms=20, mew=4, label=label)
    for number, phase in enumerate(result.design.phases, 1):
        here = result.trial[result.phase == number]
        if number > 1:
            axes.axvline(here[0] - 0.5, color="0.7", linewidth=1)
        across = axes.get_xaxis_transform()
        told = tell_phase(phase)
        axes.text(here.mean(), 1.02, told, transform=across, ha="center", va="bottom")
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_xlabel(say(en="trial", fr="essai"))
    axes.set_ylabel(say(en="expected reward", fr="récompense attendue"))
    axes.legend(loc="lower right")


def tell_phase(phase: tuple[Trials, ...]) -> str:
    """A phase in words: how many trials of which cues, and how many of these are rewarded."""
    lines = []
    for cues in dict.fromkeys(kind.cues for kind in phase):
        kinds = [kind for kind in phase if kind.cues == cues]
        count = sum(kind.count for kind in kinds)
        share = 100 * sum(kind.count * kind.reward for kind in kinds) / count
        rewarded = {
            0: say(en="no reward", fr="sans récompense"),
            100: say(en="reward", fr="récompense"),
        }
        some = say(en=f"reward {share:.0f} %", fr=f"récompense {share:.0f} %")
        lines.append(f"{count} × {'+'.join(cues)}\n{rewarded.get(share, some)}")
    return "\n".join(lines)


command(conditioning, draw)
