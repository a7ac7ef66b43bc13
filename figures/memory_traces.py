"""The traces that two stimuli leave in the weights, and their superposition."""

import numpy as np

from figures.assemblies import data
from protocols import assemblies
from protocols.plotting import assembly_raster
from synplast.plotting import say

CHAPTER, ORDER = "hebb", 1
COMMAND = "python -m protocols.assemblies --figure assemblies.svg"
RULES = ("triplet:visual_cortex_all_to_all_minimal",)
CAPTION = {
    "en": "Weights between the excitatory neurons of a recurrent network (Brunel & Wang 2001, "
    "triplet rule) before learning, after stimulus A, and after A and B: the matrix holds "
    "both traces. White is the weight before learning; learned weights stand at the rule's bound, "
    "2.3. Each neuron keeps the sum of its incoming weights, which lowers the others to 0.85. "
    "While B is shown, that sum takes the same from every synapse onto B, and each presynaptic "
    "spike earns some back; A, held down by inhibition, fires a third as much as the others, so "
    "that the weights from A to B fall to 0.2: the traces do not simply add up. Seed 0.",
    "fr": "Poids entre les neurones excitateurs d'un réseau récurrent (Brunel & Wang 2001, "
    "règle de triplets) avant l'apprentissage, après le stimulus A, et après A et B : la "
    "matrice porte les deux traces. Blanc : le poids avant l'apprentissage ; les poids appris sont "
    "à la borne de la règle, 2,3. Chaque neurone garde la somme de ses poids entrants, ce "
    "qui baisse les autres à 0,85. Pendant B, cette somme prend autant à chaque synapse vers B, et "
    "chaque potentiel d'action présynaptique en regagne un peu ; A, retenue par l'inhibition, "
    "décharge trois fois moins que les autres, si bien que les poids de A vers B tombent à 0,2 : "
    "les traces ne font pas que s'additionner. Graine 0.",
}
CLAIM = {
    "en": "each stimulus doubles the weights within its own assembly, and the second leaves the "
    "first's",
    "fr": "chaque stimulus double les poids au sein de son assemblée, et le second laisse ceux "
    "du premier",
}


def draw(figure) -> assemblies.Recall:
    run = data().first
    figure.set_size_inches(12, 4.6)
    panels = figure.subplots(1, 3)
    before = np.where(np.isnan(run.after_both), np.nan, 1.0)
    titles = say(en=("before", "after A", "after A and B"), fr=("avant", "après A", "après A et B"))
    stages = (before, run.after_first, run.after_both)
    for axes, title, weights in zip(panels, titles, stages, strict=True):
        image = assembly_raster.matrix(axes, weights, np.nanmax(run.after_both))
        axes.set_title(title)
    assembly_raster.bar(figure, image, panels, say(en="weight", fr="poids"))
    return data()


def claim(result) -> bool:
    run, tenth = result.first, len(result.first.after_both) // 10
    a, b = slice(tenth), slice(tenth, 2 * tenth)
    after_a = np.nanmean(run.after_first[a, a])
    both = [np.nanmean(run.after_both[part, part]) for part in (a, b)]
    return bool(after_a > 2 and min(both) > 2 and abs(np.nanmean(run.after_first[b, b]) - 1) < 0.2)
