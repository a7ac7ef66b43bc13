"""Hebbian assemblies: learned from two stimuli, recalled from half of one, over a delay."""

from protocols import assemblies
from protocols.plotting import assembly_raster

CHAPTER, ORDER = "hebb", 2
COMMAND = "python -m protocols.assemblies --figure assemblies.svg"
RULES = ("heterosynaptic:zenke_2015", "inhibitory:vogels_2011_network")
CAPTION = {
    "en": "A recurrent network of 800 + 200 neurons (Brunel & Wang 2001) with the pair, triplet "
    "and heterosynaptic plasticity of Zenke, Agnes & Gerstner 2015 (without their consolidation, "
    "sliding threshold, presynaptic growth, short-term plasticity and inhibitory rule; weights "
    "are drawn to 1, where they begin, and not to 0), on for the 16 s of the run: stimuli A and "
    "B each leave a trace in the weights; then a cue to half of an assembly recalls the whole of "
    "it, and its activity outlasts the cue until a burst of inhibition (grey) ends it. Every dot "
    "is a spike. The learned weights stand inside their bounds, 0 and 50, where heterosynaptic "
    "plasticity balances potentiation; the sum of those onto a neuron is kept (Litwin-Kumar & "
    "Doiron 2014), and inhibitory synapses learn (Vogels et al. 2011, with the target rate of "
    "their network and the step of their single neuron, 30 times smaller). What a weight is "
    "worth in this network, and the stimulus, are ours, so that the delay is held. Seed 0; the "
    "rates are those of the last second of either delay. Every delay holds in each of three "
    "networks (seeds 0 to 2).",
    "fr": "Un réseau récurrent de 800 + 200 neurones (Brunel & Wang 2001) avec la plasticité par "
    "paires, par triplets et hétérosynaptique de Zenke, Agnes & Gerstner 2015 (sans leur "
    "consolidation, seuil glissant, croissance présynaptique, plasticité à court terme ni règle "
    "inhibitrice ; les poids sont rappelés vers 1, leur départ, et non vers 0), active pendant "
    "les 16 s de la simulation : les stimuli A et B laissent chacun une trace dans les poids ; "
    "puis un indice donné à la moitié d'une assemblée la rappelle tout entière, et son activité "
    "dure après l'indice jusqu'à une bouffée d'inhibition (gris). Chaque point est un potentiel "
    "d'action. Les poids appris sont entre leurs bornes, 0 et 50, là où la plasticité "
    "hétérosynaptique équilibre la potentialisation ; la somme de ceux d'un neurone est gardée "
    "(Litwin-Kumar & Doiron 2014), et les synapses inhibitrices apprennent (Vogels et coll. "
    "2011, avec la fréquence visée de leur réseau et le pas de leur neurone isolé, 30 fois plus "
    "petit). Ce que vaut un poids dans ce réseau, et le stimulus, sont nos choix, pour que le "
    "délai tienne. Graine 0 ; les fréquences sont celles de la dernière seconde de chacun des "
    "deux délais. Tous les délais tiennent dans chacun de trois réseaux (graines 0 à 2).",
}
CLAIM = {
    "en": "with plasticity on and no weight at its bound, a cue to half of an assembly recalls the "
    "other half, which stays active for the delay while the other assembly is silent",
    "fr": "la plasticité étant active et aucun poids à sa borne, un indice donné à la moitié d'une "
    "assemblée rappelle l'autre moitié, qui reste active pendant le délai, l'autre assemblée se "
    "taisant",
}


def data() -> assemblies.Recall:
    return assemblies.assemblies()


def draw(figure, result) -> None:
    assembly_raster.draw(figure, result)


def claim(result) -> bool:
    delay = result.when == "delay"
    active, silent = result.completed[delay], result.other[delay]
    inside = (result.bounded < 1).all()
    return bool(inside and (result.recalled[delay] > 90).all() and (active > 10 * silent).all())
