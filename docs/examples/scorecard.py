"""The scorecard of one rule: where the triplet rule beats the null, and where not."""

import numpy as np

from protocols.scorecard import scorecard

card = scorecard(rule="triplet")
beats = card.null > card.E

#: Of how many experiments it is nearer to the data than no change at all is.
won = int(np.count_nonzero(beats))

if __name__ == "__main__":
    for experiment, E, null in zip(card.experiment, card.E, card.null, strict=True):
        print(f"{experiment:<30} E = {E:8.2f}  null {null:8.2f}")
    card.plot().savefig("scorecard.png")
