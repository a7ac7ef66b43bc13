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
    "en": "from 1 to 40 Hz the triplet rule's potentiation grows at every lag from 2 to 10 ms, and "
    "the pair rule's at none above 0",
    "fr": "de 1 à 40 Hz la potentialisation croît par la règle de triplets à tout décalage de 2 à "
    "10 ms, et par la règle de paires à aucun décalage positif",
}


def data() -> landscape.Landscape:
    return landscape.landscape(list(RULES))


def draw(figure, result) -> None:
    landscape.draw(figure, result)


def claim(result) -> bool:
    def growth(rule, longest):
        here = (result.rule == rule) & (result.lag > 0) & (result.lag <= longest)
        slow, fast = (result.change[here & (result.rate == rate)] for rate in (1, 40))
        return fast - slow

    triplet, pair = growth(RULES[0], 10), growth(RULES[1], 24)
    return bool(len(triplet) >= 5 and triplet.min() > 0.3 and pair.max() < 0)
