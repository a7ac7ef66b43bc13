"""A rule fitted to an experiment: the triplet rule's published row, found again."""

from protocols.fit import fit

found = fit(
    "triplet:hippocampal_culture_nearest_spike_minimal",
    free=["A2_plus", "A3_plus", "A2_minus", "tau_y"],
    experiment="pfister_gerstner_2006_culture",
    starts=6,
)

#: The slow trace's time constant (ms), 48 in the paper.
tau_y = float(found.value[list(found.constant).index("tau_y")])

if __name__ == "__main__":
    print(found)
    for constant, value, low, high in zip(
        found.constant, found.value, found.low, found.high, strict=True
    ):
        print(f"{constant:<10} {value:.4g}  ({low:.4g} to {high:.4g})")
    found.plot().savefig("fit_rule.png")
