# %% [markdown] lang="fr"
# # 12. Le projet : un perceptron qui apprend à reconnaître des chiffres
#
# Pas à pas, comme le conseillent les diapositives.
#
# 1. Deux chiffres seulement, 3 et 5 : `choose` en prend les images, avec la cible $y$ (+1 pour le
#    premier) ; l'entrée constante 1 vient d'abord.
# 2. `learn_pass` : une passe sur les exemples, $w \leftarrow w + y\,x$ à chaque erreur.
# 3. `count_votes` : pour les dix chiffres, un perceptron par paire, 45 en tout ; chacun donne sa
#    voix au chiffre de son côté.
#
# Ensuite : `python -m readout.mnist --digits 3 5 --predict dessin.png`.
# %% [markdown] lang="en"
# # 12. The project: a perceptron that learns to recognise digits
#
# Step by step, as the slides advise.
#
# 1. Two digits only, 3 and 5: `choose` takes their images, with the target $y$ (+1 for the first);
#    the constant input 1 comes first.
# 2. `learn_pass`: one pass over the samples, $w \leftarrow w + y\,x$ at each mistake.
# 3. `count_votes`: for all ten digits a perceptron for each pair, 45 in all; each gives its vote to
#    the digit of its side.
#
# Afterwards: `python -m readout.mnist --digits 3 5 --predict drawing.png`.
# %%
from itertools import combinations

import numpy as np

from readout.digits import dataset

train, test = (
    (part.pixels[:n].reshape(n, -1) / 255, part.labels[:n].astype(int))
    for part, n in zip(dataset.load(), (6000, 1000), strict=True)
)


def choose(images, labels, first, second):
    """Samples with a constant input, array (samples, 785), and targets, array (samples,)."""
    x, y = np.ones((2, 785)), np.ones(2)
    ### BEGIN SOLUTION
    here = (labels == first) | (labels == second)
    x = np.column_stack([np.ones(here.sum()), images[here]])
    y = np.where(labels[here] == first, 1, -1)
    ### END SOLUTION
    return x, y


def learn_pass(w, x, y):
    """The weights after a pass."""
    ### BEGIN SOLUTION
    for sample, target in zip(x, y, strict=True):
        if target * (w @ sample) <= 0:
            w = w + target * sample
    ### END SOLUTION
    return w


def learn(first, second, passes=3):
    w = np.zeros(785)
    for _ in range(passes):
        w = learn_pass(w, *choose(*train, first, second))
    return w


def count_votes(images, weights):
    """The votes for each digit, array (images, 10), of the weights by (first, second)."""
    x = np.column_stack([np.ones(len(images)), images])
    votes = np.zeros((len(images), 10))
    ### BEGIN SOLUTION
    for (first, second), w in weights.items():
        side = x @ w > 0
        votes[side, first] += 1
        votes[~side, second] += 1
    ### END SOLUTION
    return votes


# %% tags=["claim"]
x, y = choose(*test, 3, 5)
assert len(y) == np.isin(test[1], (3, 5)).sum()
assert np.mean(np.sign(x @ learn(3, 5)) == y) > 0.9, "3 from 5"
votes = count_votes(test[0], {pair: learn(*pair) for pair in combinations(range(10), 2)})
assert (votes.sum(axis=1) == 45).all()
assert np.mean(votes.argmax(axis=1) == test[1]) > 0.8, "all ten, by vote"
