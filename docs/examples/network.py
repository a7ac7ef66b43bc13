"""A network: 200 inputs compete for one neuron, and the weights go to other programs."""

import synplast

# 200 inputs, each five times as strong as one of the published thousand, for 2 s.
result = synplast.drift(rule="pair:song_2000", inputs=200, conductance="0.0375", duration=2)
weights = result.weights[0]

#: The neuron's mean rate (Hz).
rate = float(result.rates[0].mean())

if __name__ == "__main__":
    synplast.write_weights("weights.csv", weights)
    print(f"{rate:.1f} Hz, weights {weights.min():.2f} to {weights.max():.2f}: weights.csv")
    result.plot().savefig("network.png")
