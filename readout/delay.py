"""The readout of a memory: a perceptron tells from the delay which cue was given before it."""

from typing import Literal, NamedTuple

import numpy as np
from tqdm import tqdm

from protocols.assemblies import (
    STIMULUS,
    W_MAX,
    Run,
    Size,
    plan_stimulation,
    require_a_living_network,
    simulate_network,
)
from readout.perceptron.limits import Epochs, Seeds, Trials
from readout.perceptron.rule import learn
from synplast.arguments import reads_its_arguments
from synplast.command import command
from synplast.option_types import Number, Percent, Seed
from synplast.plotting import A, B, say


class Delay(NamedTuple):
    """How well the cue is read, a row a network.

    Attributes
    ----------
    seed : array (rows,)
    train_accuracy, test_accuracy : array (rows,)
        Trials on the right side, of those learned from and of fresh ones (%).
    cues : array (trials,)
        +1 (A) or -1 (B), of the first network's fresh trials, for the picture.
    answers : array (trials,)
        w · x of these, the largest of them 1.
    """

    seed: Number
    train_accuracy: Percent
    test_accuracy: Percent
    cues: np.ndarray
    answers: np.ndarray


@reads_its_arguments
def delay(
    learning: Literal["on", "off", "ap5"] = "on",
    train: Trials = 10,
    test: Trials = 20,
    epochs: Epochs = 10,
    networks: Seeds = 1,
    size: Size = 800,
    seed: Seed = 0,
) -> Delay:
    """Tell A from B by the spikes of the delay after a cue, with Rosenblatt's perceptron.

    The network of protocols.assemblies learns A and B; then it is cued, with half of either in
    random order, and its excitatory neurons' spikes in the delay's last second are counted. A
    perceptron learns from the first trials, and is tested on fresh ones; chance is 50 %.

    Parameters
    ----------
    learning : str
        on; off (the weights are fixed); ap5 (no NMDA receptor opens during learning).
    train : int
        How many trials of each cue the perceptron learns from.
    test : int
        How many of each it is tested on.
    epochs : int
        How often it goes through them.
    networks : int
        How many, seed by seed.
    size : int
        Excitatory neurons; a quarter as many are inhibitory.
    seed : int
        Of the first network, and of the order of the cues.

    Raises
    ------
    BadInput
        A value outside what is allowed, or a network that is silent or epileptic.
    """
    rows, fresh = [], []
    each = range(seed, seed + networks)
    for one in tqdm(each, unit="network", leave=False, disable=None):
        random = np.random.default_rng(one)
        cues = shuffle_cues((train, test), random)
        run = simulate_network(plan_stimulation(size, cues), size, learning, STIMULUS, W_MAX, one)
        require_a_living_network(run)
        x, y = count_spikes(run), np.where(np.array(list(cues)) == "A", 1, -1)
        weights = learn_trials(x[: 2 * train], y[: 2 * train], epochs)
        answers = x @ weights
        right = y * answers > 0
        fresh.append((y[2 * train :], answers[2 * train :] / (np.abs(answers).max() or 1)))
        rows.append((one, 100 * right[: 2 * train].mean(), 100 * right[2 * train :].mean()))
    return Delay(*map(np.array, zip(*rows, strict=True)), *fresh[0])


def shuffle_cues(halves: tuple[int, ...], random: np.random.Generator) -> str:
    """So many cues of each kind in random order, half after half: ``"ABBA" + ...``."""
    return "".join("".join(random.permutation(["A", "B"] * n)) for n in halves)


def count_spikes(run: Run) -> np.ndarray:
    """Spikes in the last second of each delay, after a constant 1: array (trials, 1 + neurons)."""
    spans = run.stimulation.spans("delay A", "delay B")
    return np.array([[1, *run.spikes.rates((end - 1, end))] for _, end in spans])


def learn_trials(x: np.ndarray, y: np.ndarray, epochs: int) -> np.ndarray:
    """The last weights of as many passes, or of the first without a mistake: array (inputs,)."""
    weights = np.zeros(x.shape[1])
    for _ in range(epochs):
        steps = list(learn(weights, x, y))
        weights = steps[-1][0]
        if not any(mistake for _, mistake in steps):
            break
    return weights


def draw(figure, result: Delay) -> None:
    """What the perceptron says of each fresh trial of the first network."""
    axes = figure.subplots()
    axes.axhline(0, color="0.3", linestyle="--")
    trial = np.arange(1, len(result.cues) + 1)
    for cue, color, marker, name in ((1, A, "*", "A"), (-1, B, "o", "B")):
        here = result.cues == cue
        label = say(en=f"after cue {name}", fr=f"après l'indice {name}")
        axes.plot(trial[here], result.answers[here], marker, color=color, ms=18, label=label)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_ylim(-1.1, 1.5)
    axes.set_xlabel(say(en="fresh trial", fr="nouvel essai"))
    axes.set_ylabel(say(en="w · x in the delay", fr="w · x dans le délai"))
    axes.legend(loc="upper right", ncols=2)


command(delay, draw)
