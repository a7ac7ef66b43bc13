"""The phenomena of conditioning, those that the model explains and those that it does not.

Each is two groups of animals that end with the same kind of test trial. What animals do is which
group responds more on that trial; the model explains it if its predictions differ the same way.
"""

from typing import Literal, NamedTuple


class Phenomenon(NamedTuple):
    """One phenomenon.

    Attributes
    ----------
    design, control : str
        What the two groups are shown; the last trial is the test.
    animals : str
        Whether the group responds more or less than the control on the test trial.
    says : str
        The finding, in words.
    source : str
    explained : bool
        Whether the model agrees; ``tests/test_conditioning.py`` holds it to it.
    why : str
        What in the model explains it, or is missing.
    """

    design: str
    control: str
    animals: Literal["more", "less"]
    says: str
    source: str
    explained: bool
    why: str


PAVLOV = "Pavlov 1927, Conditioned Reflexes (Oxford University Press)"

PHENOMENA = {
    "acquisition": Phenomenon(
        "100A+ / 1A",
        "100A / 1A",
        "more",
        "a cue that was followed by the reward comes to be responded to",
        PAVLOV,
        True,
        "v closes in on r, by eps of the distance at every trial",
    ),
    "extinction": Phenomenon(
        "100A+ / 100A- / 1A",
        "100A+ / 1A",
        "less",
        "without the reward the response goes again",
        PAVLOV,
        True,
        "the same rule with r = 0",
    ),
    "blocking": Phenomenon(
        "10A+ / 10AB+ / 1B",
        "10C+ / 10AB+ / 1B",
        "less",
        "a cue added to one that already predicts the reward is hardly learned",
        "Kamin 1969, in Campbell & Church (eds), Punishment and Aversive Behavior, pp. 279-296",
        True,
        "all cues shown share one error, and A has used it up",
    ),
    "overshadowing": Phenomenon(
        "20AB+ / 1B",
        "20B+ / 1B",
        "less",
        "two cues learned together are each weaker than one learned alone",
        PAVLOV,
        True,
        "the strengths of the two add up to r",
    ),
    "conditioned_inhibition": Phenomenon(
        "50A+ 50AB- 50C+ / 1BC",
        "50A+ 50C+ / 1BC",
        "less",
        "a cue that announces that the reward will not come weakens the response to another",
        f"{PAVLOV}; this summation test: Rescorla 1969, doi:10.1037/h0027760",
        True,
        "the strength of B goes below 0 to cancel that of A",
    ),
    "overexpectation": Phenomenon(
        "50A+ 50B+ / 20AB+ / 1A",
        "50A+ 50B+ / 20C+ / 1A",
        "less",
        "two good predictors, rewarded together as each was alone, both lose",
        "Rescorla 1970, doi:10.1016/0023-9690(70)90101-3; Kremer 1978, "
        "doi:10.1037/0097-7403.4.1.22",
        True,
        "together they predict 2 where 1 comes",
    ),
    "partial_reinforcement": Phenomenon(
        "100A+ 100A- / 1A",
        "200A+ / 1A",
        "less",
        "a cue rewarded every other time is responded to less in acquisition",
        "review: Miller, Barnet & Grahame 1995, doi:10.1037/0033-2909.117.3.363; the model's "
        "curve: Dayan & Abbott 2001, Fig. 9.1",
        True,
        "v settles about the fraction of trials that are rewarded",
    ),
    "spontaneous_recovery": Phenomenon(
        "20A+ / 20A- / 1A",
        "20A+ / 21A-",
        "more",
        "after a rest (at the last /) an extinguished response is back",
        f"{PAVLOV}; Rescorla 2004, doi:10.1101/lm.77504",
        False,
        "extinction erases the strength, and time between trials does nothing",
    ),
    "latent_inhibition": Phenomenon(
        "20A- / 10A+ / 1A",
        "20B- / 10A+ / 1A",
        "less",
        "a cue that was shown before without reward is learned more slowly",
        "Lubow & Moore 1959, doi:10.1037/h0046700",
        False,
        "nothing expected and nothing given is no error, so nothing is learned",
    ),
    "second_order_conditioning": Phenomenon(
        "20A+ / 5AB- / 1B",
        "20C+ / 5AB- / 1B",
        "more",
        "a cue paired with a conditioned cue, never with the reward, comes to be responded to",
        f"{PAVLOV}; Rizley & Rescorla 1972, doi:10.1037/h0033333",
        False,
        "an unrewarded pairing with a predictor makes B an inhibitor; prediction within the "
        "trial, as in temporal-difference learning, is missing",
    ),
    "extinction_of_an_inhibitor": Phenomenon(
        "50A+ 50AB- 50C+ / 300B- / 1BC",
        "50A+ 50C+ / 300B- / 1BC",
        "less",
        "an inhibitor that is shown alone, without reward, still inhibits",
        "Zimmer-Hart & Rescorla 1974, doi:10.1037/h0036412 (from memory)",
        False,
        "the strength of B, below 0, is an error where nothing comes: it goes back to 0",
    ),
    "partial_reinforcement_extinction": Phenomenon(
        "50A+ 50A- / 10A- / 1A",
        "100A+ / 10A- / 1A",
        "more",
        "a response that was rewarded every other time takes longer to go",
        "Humphreys 1939, doi:10.1037/h0058138",
        False,
        "the lower strength is sooner gone",
    ),
}
