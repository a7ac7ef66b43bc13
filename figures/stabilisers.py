"""What keeps a network that learns stable: each stabiliser taken away in turn."""

import numpy as np

from protocols import assemblies
from protocols.plotting import assembly_raster
from synplast.plotting import say

CHAPTER, ORDER = "hebb", 2.5
COMMAND = (
    "python -m protocols.assemblies --size 200 "
    "--without nothing heterosynaptic normalisation inhibition --figure stabilisers.svg"
)
RULES = ("heterosynaptic:zenke_2015", "inhibitory:vogels_2011_network")
TAKEN = ("nothing", "heterosynaptic", "normalisation", "inhibition")
CAPTION = {
    "en": "The network of the assemblies with 200 + 50 neurons (20 in an assembly, conductances "
    "four times those of 800), whole and without one of its three stabilisers (seed 0). Left: "
    "the weights within either assembly in the end; they began at 1. Then the rates in the last "
    "second of the delay after a cue to half of A, and to half of B: of the halves without cue, "
    "and of the other assembly. Without heterosynaptic plasticity A's weights run away, A fires "
    "at 476 Hz, near the most that 2 ms of refractoriness allow, and B learns nothing; without "
    "normalisation either cue makes both fire. Without inhibitory plasticity this network does "
    "the same as with it. Of five networks (seeds 0 to 4) 8 delays of 10 hold with it and are of "
    "one assembly, 7 without; in two without it both fire after B's cue, in none with it: too "
    "few to tell.",
    "fr": "Le réseau des assemblées avec 200 + 50 neurones (20 par assemblée, conductances "
    "quatre fois celles de 800), entier et sans l'un de ses trois stabilisateurs (graine 0). À "
    "gauche : les poids au sein de chaque assemblée à la fin ; ils étaient à 1. Puis les "
    "fréquences dans la dernière seconde du délai après un indice donné à la moitié de A, et à "
    "la moitié de B : de la moitié sans indice, et de l'autre assemblée. Sans plasticité "
    "hétérosynaptique les poids de A s'emballent, A décharge à 476 Hz, près du maximum que "
    "permettent 2 ms de période réfractaire, et B n'apprend rien ; sans normalisation chaque "
    "indice fait décharger les deux. Sans plasticité inhibitrice, ce réseau fait de même qu'avec "
    "elle. Sur cinq réseaux (graines 0 à 4), 8 délais sur 10 tiennent pour une seule assemblée "
    "avec elle, 7 sans ; dans deux réseaux sans elle les deux déchargent après l'indice de B, "
    "dans aucun avec : trop peu pour conclure.",
}
CLAIM = {
    "en": "without heterosynaptic plasticity A's weights run to their bound and B learns nothing; "
    "without normalisation either cue makes both assemblies fire; with both, neither happens",
    "fr": "sans plasticité hétérosynaptique les poids de A vont à leur borne et B n'apprend "
    "rien ; sans normalisation chaque indice fait décharger les deux assemblées ; avec les deux, "
    "ni l'un ni l'autre",
}


def data() -> assemblies.Recall:
    return assemblies.assemblies(size=200, without=TAKEN)


def draw(figure, result) -> None:
    weights, *rates = figure.subplots(1, 3)
    in_a, in_b = ((result.when == "delay") & (result.cue == cue) for cue in "AB")
    dots(weights, A=result.weight_end[in_a], B=result.weight_end[in_b])
    weights.axhline(assemblies.W_MAX, color="0.6", linestyle="--", linewidth=1.5)
    bound = say(en="bound", fr="borne")
    weights.text(3.4, assemblies.W_MAX, bound, ha="right", va="bottom", fontsize="small")
    weights.axhline(1, color="0.6", linewidth=1)
    weights.set_yscale("log")
    weights.set_ylim(0.7, 90)
    weights.set_yticks([1, 2, 5, 10, 20, 50], ["1", "2", "5", "10", "20", "50"])
    weights.minorticks_off()
    weights.set_title(
        say(en="mean weight in A, in B", fr="poids moyen dans A, B"), fontsize="small"
    )
    after = {"A": (in_a, "completed", "other"), "B": (in_b, "other", "completed")}
    for axes, (cue, (here, a, b)) in zip(rates, after.items(), strict=True):
        columns = (getattr(result, name)[here] for name in (a, b, "rest"))
        dots(axes, **dict(zip(("A", "B", "rest"), columns, strict=True)))
        axes.set_yscale("symlog", linthresh=1)
        axes.set_yticks([0, 1, 10, 100], ["0", "1", "10", "100"])
        axes.set_ylim(-0.3, 20_000)  # the legend's place
        title = say(en=f"after a cue to {cue} (Hz)", fr=f"après un indice à {cue} (Hz)")
        axes.set_title(title, fontsize="small")
    rates[-1].legend(fontsize="small")


def dots(axes, **columns) -> None:
    """A column of dots for each group of neurons, by what was taken away."""
    for (name, values), marker, shift in zip(columns.items(), "osD", (-0.2, 0, 0.2), strict=False):
        label = say(en="others", fr="autres") if name == "rest" else name
        place = np.arange(len(values)) + shift
        axes.plot(place, values, marker, color=assembly_raster.COLORS[name], ms=10, label=label)
    assembly_raster.name_taken(axes, TAKEN)


def claim(result) -> bool:
    def found(column: str, name: str, cue: str = "AB") -> np.ndarray:
        here = (result.when == "delay") & (result.without == name) & np.isin(result.cue, list(cue))
        return getattr(result, column)[here]

    learned = found("weight_end", "nothing")
    held = ((learned > 1.5) & (learned < 5) & (found("other", "nothing") < 5)).all()
    runs_away = (found("weight_end", "heterosynaptic", "A") > 0.9 * assemblies.W_MAX).all()
    keeps_out = (found("weight_end", "heterosynaptic", "B") < 1.2).all()
    both = (found("other", "normalisation") > 50).all()
    return bool(held and runs_away and keeps_out and both)
