"""OR and AND by one perceptron, XOR by two layers."""

from readout import logic

CHAPTER, ORDER = "perceptron", 2
COMMAND = "python -m readout.logic --figure gates.svg"
RULES = ()
CAPTION = {
    "en": "OR and AND, each with one line. No line separates XOR, and the learning rule cycles "
    "for ever (Minsky & Papert 1969); AND(OR, NAND) in two layers does it.",
    "fr": "OU et ET, chacun avec une droite. Aucune droite ne sépare OU exclusif, et la règle "
    "d'apprentissage tourne sans fin (Minsky & Papert 1969) ; ET(OU, NON-ET) en deux "
    "couches y parvient.",
}
CLAIM = {
    "en": "one perceptron learns OR and AND, not XOR; two layers compute XOR",
    "fr": "un perceptron apprend OU et ET, pas OU exclusif ; deux couches calculent OU exclusif",
}


def data() -> logic.Logic:
    return logic.logic()


def draw(figure, result) -> None:
    logic.draw(figure, result)


def claim(result) -> bool:
    def right(gate, by):
        return result.right[(result.gate == gate) & (result.by == by)][0]

    one = right("OR", "learned") == right("AND", "learned") == 4
    return bool(one and right("XOR", "learned") < 4 and right("XOR", "two layers") == 4)
