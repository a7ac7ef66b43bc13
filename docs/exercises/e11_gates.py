# %% [markdown] lang="fr"
# # 11. Le perceptron et les portes logiques
#
# Complétez la règle de Rosenblatt : si $y\,(w \cdot x) \le 0$, alors $w \leftarrow w + y\,x$
# (la première entrée vaut toujours 1 : son poids est le biais). ET et OU s'apprennent ; pas XOR.
# %% [markdown] lang="en"
# # 11. The perceptron and logic gates
#
# Complete Rosenblatt's rule: where $y\,(w \cdot x) \le 0$, $w \leftarrow w + y\,x$ (the first input
# is always 1: its weight is the bias). AND and OR are learned; XOR is not.
# %%
import numpy as np

X = np.array([[1, a, b] for a in (0, 1) for b in (0, 1)])
GATES = {"AND": [-1, -1, -1, 1], "OR": [-1, 1, 1, 1], "XOR": [-1, 1, 1, -1]}


def learn(X, y, epochs=50):
    """The weights after so many passes: array (inputs,)."""
    w = np.zeros(X.shape[1])
    ### BEGIN SOLUTION
    for _ in range(epochs):
        for x, target in zip(X, y, strict=True):
            if target * (w @ x) <= 0:
                w = w + target * x
    ### END SOLUTION
    return w


# %% tags=["claim"]
right = {name: ((X @ learn(X, y) > 0) == (np.array(y) > 0)).all() for name, y in GATES.items()}
assert right["AND"], "AND can be learned"
assert right["OR"], "OR can be learned"
assert not right["XOR"], "XOR cannot"
