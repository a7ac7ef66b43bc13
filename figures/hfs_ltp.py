"""Tetanus: long-lasting potentiation of the stimulated pathway, and of it alone."""

from protocols import hfs

CHAPTER, ORDER = "induction", 1
COMMAND = "python -m protocols.hfs --engine exact --figure hfs.svg"
RULES = ("calcium:hippocampal_slices",)
CAPTION = {
    "en": "Slope of the EPSP before and after a tetanus (20 Hz, 15 s) to one of two pathways "
    "onto a neuron, by the calcium rule of Graupner & Brunel 2012 as fitted to hippocampal "
    "slices; the protocol of Bliss & Lømo 1973, 50 fibres. The rule has two states, so that what "
    "is induced stays.",
    "fr": "Pente du PPSE avant et après un tétanos (20 Hz, 15 s) sur l'une de deux voies vers "
    "un neurone, par la règle de calcium de Graupner & Brunel 2012 ajustée à des tranches "
    "d'hippocampe ; le protocole de Bliss & Lømo 1973, 50 fibres. La règle a deux états : ce qui "
    "est induit demeure.",
}
CLAIM = {
    "en": "the tetanised pathway is potentiated, the control pathway is not",
    "fr": "la voie tétanisée est potentialisée, la voie témoin ne l'est pas",
}


def draw(figure) -> hfs.Hfs:
    result = hfs.hfs(engine="exact")
    hfs.draw(figure, result)
    return result


def claim(result) -> bool:
    last = result.time == result.time.max()
    tetanised, control = (
        result.slope[last & (result.pathway == p)][0] for p in ("stimulated", "control")
    )
    return bool(tetanised > 110 and abs(control - 100) < 1)
