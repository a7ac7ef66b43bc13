"""Five algorithms, on the same mistakes."""

CHAPTER, ORDER = "project", 7
COMMAND = "python -m readout.compare --seeds 1 --epochs 3 --images 20000"
RULES = ()
CAPTION = {
    "en": "Test images of MNIST (LeCun et al. 1998) read aright by five algorithms that learn from "
    "the first 20,000 training images, three passes: the digit with most of 45 votes, or with the "
    "largest sum of w · x. Seed 0.",
    "fr": "Images de test de MNIST (LeCun et al. 1998) bien lues par cinq algorithmes qui "
    "apprennent des 20 000 premières images, trois passes : le chiffre qui a le plus des 45 votes, "
    "ou la plus grande somme de w · x. Graine 0.",
}
CLAIM = {
    "en": "the averaged and the voted perceptron read better than Rosenblatt's last weights",
    "fr": "le perceptron moyenné et le voté lisent mieux que les derniers poids de Rosenblatt",
}


def data():
    from readout import compare  # imports Numba

    return compare.compare(seeds=1, epochs=3, images=20000)


def draw(figure, result) -> None:
    from readout import compare

    compare.draw(figure, result)


def claim(result) -> bool:
    vote = dict(zip(result.algorithm, result.vote, strict=True))
    return bool(min(vote["averaged"], vote["voted"]) > vote["rosenblatt"])
