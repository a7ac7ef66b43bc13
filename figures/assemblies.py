"""Hebbian assemblies: learned from two stimuli, recalled from half of one, over a delay."""

from protocols import assemblies
from protocols.plotting import assembly_raster

CHAPTER, ORDER = "hebb", 2
COMMAND = "python -m protocols.assemblies --figure assemblies.svg"
RULES = ("triplet:visual_cortex_all_to_all_minimal",)
CAPTION = {
    "en": "A recurrent network of 800 + 200 neurons (Brunel & Wang 2001) with the triplet rule: "
    "stimuli A and B each leave a trace in the weights; then a cue to half of an assembly "
    "recalls the whole of it, and its activity outlasts the cue until a burst of "
    "inhibition (grey) ends it. Every dot is a spike. The learned weights stand at the rule's "
    "bound, w_max = 2.3, so that the bound, not the rule, sets how strong they are; from the first "
    "cue on the weights are held fixed. Each neuron keeps the sum of its incoming weights: while B "
    "is shown, that takes the same from every synapse onto B, and each presynaptic spike earns "
    "some back; A, held down by inhibition, fires a third as much as the others, so that the "
    "weights from A to B fall to 0.2. Seed 0.",
    "fr": "Un réseau récurrent de 800 + 200 neurones (Brunel & Wang 2001) avec la règle de "
    "triplets : les stimuli A et B laissent chacun une trace dans les poids ; puis un indice donné "
    "à la moitié d'une assemblée la rappelle tout entière, et son activité dure après l'indice "
    "jusqu'à une bouffée d'inhibition (gris). Chaque point est un potentiel d'action. Les poids "
    "appris sont à la borne de la règle, w_max = 2,3 : c'est elle, non la règle, qui fixe leur "
    "force ; dès le premier indice les poids sont tenus fixes. Chaque neurone garde la somme de "
    "ses poids entrants : pendant B, cela prend autant à chaque synapse vers B, et chaque "
    "potentiel d'action présynaptique en regagne un peu ; A, retenue par l'inhibition, décharge "
    "trois fois moins que les autres, si bien que les poids de A vers B tombent à 0,2. Graine 0.",
}
CLAIM = {
    "en": "a cue to half of an assembly recalls the other half, which stays active for the "
    "delay while the other assembly is silent",
    "fr": "un indice donné à la moitié d'une assemblée rappelle l'autre moitié, qui reste "
    "active pendant le délai, l'autre assemblée se taisant",
}


def data() -> assemblies.Recall:
    return assemblies.assemblies()


def draw(figure, result) -> None:
    assembly_raster.draw(figure, result)


def claim(result) -> bool:
    delay = result.when == "delay"
    active, silent = result.completed[delay], result.other[delay]
    return bool((result.recalled[delay] > 90).all() and (active > 10 * silent).all())
