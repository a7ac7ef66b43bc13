"""Induction by a tetanus: high-frequency stimulation of fibres."""

from fractions import Fraction

from figures.induction import draw_induction, draw_pulses
from protocols import hfs
from protocols.experiments.catalogue import find
from synplast.plotting import CONTROL, POTENTIATION, PRE, say

CHAPTER, ORDER = "induction", 1
COMMAND = "python -m protocols.hfs --engine exact\npython -m protocols bliss_lomo_1973"
RULES = ("calcium:hippocampal_slices",)
CAPTION = {
    "en": "High-frequency stimulation, Bliss & Lømo 1973 (perforant path of the rabbit): 10 to 20 "
    "Hz for 10 to 15 s, or 100 Hz for 3 to 4 s, each of which potentiates. Pulses to scale. Lines: "
    "calcium rule of Graupner & Brunel 2012, fitted to slices, after 20 Hz: tetanised and control "
    "pathway.",
    "fr": "Stimulation à haute fréquence, Bliss & Lømo 1973 (voie perforante du lapin) : 10 à 20 "
    "Hz pendant 10 à 15 s, ou 100 Hz pendant 3 à 4 s, qui tous potentialisent. Impulsions à "
    "l'échelle. Lignes : règle de calcium de Graupner & Brunel 2012, ajustée à des tranches, après "
    "20 Hz : voie tétanisée et voie témoin.",
}
CLAIM = {
    "en": "the tetanised pathway is potentiated, as in every condition of the experiment; the "
    "control pathway is not",
    "fr": "la voie tétanisée est potentialisée, comme dans toutes les conditions de l'expérience ; "
    "la voie témoin ne l'est pas",
}


def data() -> hfs.Hfs:
    return hfs.hfs(engine="exact")


def tetani() -> list[tuple[float, float]]:
    """The declared tetani: rate (Hz) and duration (s)."""
    found = [target.condition for target in find("bliss_lomo_1973").targets]
    return [(float(c["rate"]), float(c["pulses"] / c["rate"])) for c in found]


def draw(figure, result: hfs.Hfs) -> None:
    title = say(en="High-frequency stimulation (HFS)", fr="Stimulation à haute fréquence (HFS)")
    canvas, axes = draw_induction(figure, title, fibres=True)
    shown = [tetanus for tetanus in tetani() if tetanus[0] > 10]
    for (rate, lasts), bottom in zip(shown, (3.4, 1.1), strict=True):
        pulses = [n / Fraction(rate) for n in range(int(rate * lasts))]
        told = say(en=f"{rate:g} Hz for {lasts:g} s:", fr=f"{rate:g} Hz pendant {lasts:g} s :")
        draw_pulses(canvas, {PRE: pulses}, told, bottom, 0.5, 0.1)
    pathways = {
        "stimulated": (say(en="tetanised", fr="tétanisée"), POTENTIATION),
        "control": (say(en="control", fr="témoin"), CONTROL),
    }
    for pathway, (label, color) in pathways.items():
        here = result.pathway == pathway
        axes.plot(result.time[here], result.slope[here], color=color, label=label, linewidth=4)
    axes.set_ylim(0, None)
    axes.axvline(0, color="0.6", linestyle=":")
    axes.set_xlabel(say(en="time since the tetanus (min)", fr="temps depuis le tétanos (min)"))
    axes.set_ylabel(say(en="EPSP (% of baseline)", fr="PPSE (% de la base)"))
    axes.legend(loc="lower right")


def claim(result) -> bool:
    last = result.time == result.time.max()
    tetanised, control = (
        result.slope[last & (result.pathway == p)][0] for p in ("stimulated", "control")
    )
    signs = {target.sign for target in find("bliss_lomo_1973").targets}
    return bool(tetanised > 110 and abs(control - 100) < 1 and signs == {"+"})
