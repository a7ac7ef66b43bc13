"""The phenomena of conditioning, those that a model explains and those that it does not.

Each is two groups of animals that end with the same kind of test trial. What animals do is which
group responds more on that trial; a model explains it if its predictions differ the same way.
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
        Whether Rescorla & Wagner's rule agrees; ``tests/test_conditioning.py`` holds it to it.
    why : str
        What in that rule explains it, or is missing.
    in_time : str
        What temporal differences explain beyond it; empty where they do as that rule.
    """

    design: str
    control: str
    animals: Literal["more", "less"]
    says: str
    source: str
    explained: bool
    why: str
    in_time: str = ""


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
        "20A+ / 5B>A- / 1B",
        "20C+ / 5B>A- / 1B",
        "more",
        "a cue followed by a conditioned cue, never by the reward, comes to be responded to",
        f"{PAVLOV}; Rizley & Rescorla 1972, doi:10.1037/h0033333",
        False,
        "an unrewarded pairing with a predictor makes B an inhibitor; prediction within the "
        "trial, as in temporal-difference learning, is missing",
        "what A predicts, as it comes, is more than B predicted, and teaches B as a reward does",
    ),
    "superconditioning": Phenomenon(
        "50A+ 50AB- / 20BC+ / 1C",
        "50A+ 50AD- / 20BC+ / 1C",
        "more",
        "a cue rewarded together with an inhibitor is learned better than with a new cue",
        "Rescorla 1971, doi:10.1016/0023-9690(71)90002-6 (from memory)",
        True,
        "B predicts less than nothing, so the error is larger than the reward",
    ),
    "relative_validity": Phenomenon(
        "40AX+ 40BX- / 1X",
        "20AX+ 20AX- 20BX+ 20BX- / 1X",
        "less",
        "a cue rewarded half of the time is responded to less if others tell when",
        "Wagner, Logan, Haberlandt & Price 1968, doi:10.1037/h0025414 (from memory)",
        False,
        "A takes 2/3 and B -1/3, X keeps 1/3; but 1/3 is where it ends in the control too, unless "
        "the lack of a reward is learned more slowly than a reward, as in the original",
    ),
    "us_preexposure": Phenomenon(
        "20X+ / 10AX+ / 1A",
        "20X- / 10AX+ / 1A",
        "less",
        "a cue is learned more slowly where the reward was given before without it",
        "review: Randich & LoLordo 1979, doi:10.1037/0033-2909.86.3.523 (from memory)",
        True,
        "if the place, X, is a cue like others: it blocks A",
    ),
    "backward_blocking": Phenomenon(
        "20AB+ / 20A+ / 1B",
        "20AB+ / 20C+ / 1B",
        "less",
        "a cue loses when the one it was rewarded with is rewarded alone afterwards",
        "in people: Shanks 1985, doi:10.1080/14640748508402082 (from memory)",
        False,
        "a cue that is not shown learns nothing",
    ),
    "sensory_preconditioning": Phenomenon(
        "20B>A- / 20A+ / 1B",
        "20B- 20A- / 20A+ / 1B",
        "more",
        "a cue that was followed by another before that one was rewarded is responded to",
        "Brogden 1939, doi:10.1037/h0058944; Rizley & Rescorla 1972, doi:10.1037/h0033333",
        False,
        "without a reward there is no error, and that A follows B is not learned",
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
