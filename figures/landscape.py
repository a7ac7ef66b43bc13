"""The change over lag and rate together."""

from protocols import landscape

CHAPTER, ORDER = "timing", 4
COMMAND = "python -m protocols.landscape --rule triplet --rule pair --figure landscape.svg"
RULES = ("triplet:visual_cortex_all_to_all_full", "pair:bi_wang_2002")
CAPTION = {
    "en": "Change of weight after 60 evenly spaced pairs over their lag and rate together, by the "
    "triplet rule and by the pair rule. On the black line nothing changes; where it is grey at "
    "the sides, the lag is as long as the time between pairs.",
    "fr": "Variation du poids après 60 paires régulières selon leur décalage et leur fréquence, "
    "par la règle de triplets et par la règle de paires. Sur la ligne noire rien ne change ; dans "
    "les bords gris, le décalage est aussi long que le temps entre les paires.",
}
CLAIM = {
    "en": "with the rate, the triplet rule's potentiation grows, and the pair rule's does not",
    "fr": "avec la fréquence, la potentialisation croît par la règle de triplets, pas par la règle "
    "de paires",
}


def draw(figure) -> landscape.Landscape:
    result = landscape.landscape(list(RULES))
    landscape.draw(figure, result)
    return result


def claim(result) -> bool:
    def growth(rule):
        here = (result.rule == rule) & (result.lag == 10)
        return result.change[here & (result.rate == 40)] - result.change[here & (result.rate == 1)]

    triplet, pair = map(growth, RULES)
    return bool(triplet > 0.3 and pair < 0)
