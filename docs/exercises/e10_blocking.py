# %% [markdown] lang="fr"
# # 10. Rescorla–Wagner : le blocage
#
# Une cloche (A) annonce la nourriture ; puis cloche et lumière (A et B) ensemble. On n'apprend rien
# de la lumière : la cloche annonce déjà tout. Complétez `trial` : $v = w \cdot u$ et
# $w \leftarrow w + \epsilon\,(r - v)\,u$. Comparez avec `synplast.conditioning`.
# %% [markdown] lang="en"
# # 10. Rescorla–Wagner: blocking
#
# A bell (A) announces food; then bell and light (A and B) together. Nothing is learned about the
# light: the bell tells all already. Complete `trial`: $v = w \cdot u$ and
# $w \leftarrow w + \epsilon\,(r - v)\,u$. Compare with `synplast.conditioning`.
# %%
import numpy as np

import synplast


def trial(w, u, r, eps=0.1):
    """The strengths after a trial with the cues u (1 or 0) that ended with the reward r."""
    ### BEGIN SOLUTION
    w = w + eps * (r - w @ u) * u
    ### END SOLUTION
    return w


# %% tags=["claim"]
w = np.zeros(2)
for shown in [np.array([1, 0])] * 50 + [np.array([1, 1])] * 50:
    w = trial(w, shown, r=1)
assert w[0] > 0.99
assert w[1] < 0.01, "the light is blocked"
table = synplast.conditioning(design="50A+ / 50AB+ / 1AB+")
np.testing.assert_allclose(w, [table.A[-1], table.B[-1]], rtol=1e-9)
