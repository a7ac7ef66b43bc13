"""Hebbian assemblies in one picture: every spike of the stimulation, the weights, the recall."""

import numpy as np

from synplast.plotting import A, B, say

COLORS = {"A": A, "B": B, "rest": "0.6"}
TURNED = {"rotation": 30, "ha": "right", "rotation_mode": "anchor", "fontsize": "small"}


def draw(figure, result) -> None:
    """Draw `protocols.assemblies.Recall`."""
    run = result.first
    above, below = figure.subfigures(2, 1, height_ratios=[0.5, 0.5])
    raster(above.subplots(), run)
    weights, spread, recall = below.subplots(1, 3, width_ratios=[1.1, 1, 1])
    image = matrix(weights, run.end, np.nanpercentile(run.end, 99.9))
    weights.set_title(say(en="in the end", fr="à la fin"), fontsize="small")
    bar(below, image, weights, say(en="weight (before: 1)", fr="poids (avant : 1)"))
    histogram(spread, run)
    rates(recall, result)


def histogram(axes, run) -> None:
    """The weights within both assemblies, when they were learned and in the end."""
    size = run.spikes.count // 10
    both = [slice(0, size), slice(size, 2 * size)]
    within = [np.concatenate([w[g, g].ravel() for g in both]) for w in (run.after_both, run.end)]
    edges = np.linspace(0, 1.05 * np.nanmax(within), 40)
    labels = say(en=("learned", "in the end"), fr=("appris", "à la fin"))
    for values, label, look in zip(within, labels, ("0.6", A), strict=True):
        shown = values[np.isfinite(values)]
        axes.hist(shown, edges, weights=np.full(len(shown), 100 / len(shown)), histtype="step",
                  color=look, linewidth=2, label=label)  # fmt: skip
    axes.set_xlabel(say(en="weight within A and B", fr="poids au sein de A et de B"))
    axes.set_ylabel(say(en="synapses (%)", fr="synapses (%)"))
    axes.set_ylim(0, 1.5 * axes.get_ylim()[1])
    axes.legend(fontsize="small", loc="upper left", frameon=False)


def rates(axes, result) -> None:
    """What fires in the delay, by what was taken away: a mark a delay."""
    kinds = {
        "completed": (A, "o", say(en="without cue", fr="sans indice")),
        "other": (B, "s", say(en="other assembly", fr="autre assemblée")),
        "rest": ("0.6", "D", say(en="others", fr="autres")),
    }
    taken = list(dict.fromkeys(result.without.tolist()))
    apart = 1.0 if len(taken) == 1 else 0.2
    for place, (kind, (color, marker, label)) in enumerate(kinds.items()):
        found = [
            getattr(result, kind)[(result.without == name) & (result.when == "delay")]
            for name in taken
        ]
        # Side by side, for two delays of one network are much alike.
        beside = 0.15 * apart * np.linspace(-1, 1, len(found[0]))
        x = np.arange(len(taken))[:, None] + apart * (place - 1) + beside
        axes.plot(x.ravel(), np.ravel(found), marker, color=color, ms=8, label=label)
    axes.set_yscale("symlog", linthresh=1)
    axes.set_yticks([0, 1, 10, 100], ["0", "1", "10", "100"])
    axes.minorticks_off()
    axes.set_ylabel(say(en="rate in the delay (Hz)", fr="fréquence, délai (Hz)"))
    if len(taken) == 1:
        axes.set_xlim(-1.6, 1.6)
        axes.set_ylim(0, 300)
        axes.set_xticks([-1, 0, 1], [label for *_, label in kinds.values()], **TURNED)
        return
    name_taken(axes, taken)
    axes.set_ylim(0, 1e6)  # the legend's place
    axes.legend(fontsize="small", loc="upper left", frameon=False)


def name_taken(axes, taken) -> None:
    """Say along an axis which stabiliser was taken away, one after the other."""
    names = {
        "nothing": say(en="nothing", fr="rien"),
        "heterosynaptic": say(en="heterosynaptic", fr="hétérosynaptique"),
        "normalisation": say(en="normalisation", fr="normalisation"),
        "inhibition": say(en="inhibitory plast.", fr="plast. inhibitrice"),
        "all": say(en="all", fr="toutes"),
    }
    axes.set_xlim(-0.6, len(taken) - 0.4)
    axes.set_xticks(range(len(taken)), [names[name] for name in taken], **TURNED)
    axes.set_xlabel(say(en="taken away", fr="ce qui est ôté"))


def raster(axes, run) -> None:
    """Spikes of both assemblies and of as many others, with what was done above them."""
    size = run.spikes.count // 10
    for place, name in enumerate(COLORS):
        here = (place * size <= run.spikes.index) & (run.spikes.index < (place + 1) * size)
        times, index = run.spikes.time[here], run.spikes.index[here]
        axes.plot(times, index, ",", color=COLORS[name], rasterized=True)
    start = 0.0
    for period in run.stimulation.periods:
        if len(period.neurons):
            name = period.name[-1]
            axes.axvspan(start, start + period.duration, color=COLORS[name], alpha=0.15)
            part = say(en=f"half of {name}", fr=f"moitié de {name}")
            text = part if "cue" in period.name else name
            axes.text(start, -0.05 * size, text, va="bottom", fontsize="small")
        elif period.name == "reset":
            axes.axvspan(start, start + period.duration, color="0.85")  # a burst of inhibition
        start += period.duration
    axes.set_xlim(0, start)
    axes.set_ylim(3 * size, 0)  # A above, as in the matrix of weights
    names = say(en=("A", "B", "others"), fr=("A", "B", "autres"))
    axes.set_yticks([(place + 0.5) * size for place in range(3)], names)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(say(en="time (s)", fr="temps (s)"))


def matrix(axes, weights: np.ndarray, most: float):
    """Weights among both assemblies and as many others, white where they were before."""
    count = 3 * len(weights) // 10
    image = axes.imshow(weights[:count, :count], cmap="PuOr_r", vmin=2 - most, vmax=most)
    names = say(en=("A", "B", "others"), fr=("A", "B", "autres"))
    middle = [(place + 0.5) * count / 3 for place in range(3)]
    axes.set_xticks(middle, names)
    axes.set_yticks(middle, names)
    axes.tick_params(length=0)
    axes.set_xlabel(say(en="to", fr="vers"))
    axes.set_ylabel(say(en="from", fr="de"))
    return image


def bar(figure, image, axes, label: str) -> None:
    """The colours of the weights, from 0: below it there is none."""
    figure.colorbar(image, ax=axes, label=label).ax.set_ylim(0)
