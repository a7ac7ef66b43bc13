"""Conditioning, rate rules and the perceptron as the page takes them, from their own functions."""

from figures.live.javascript import translate
from models.delta import delta
from models.rate import RULES
from models.rescorla_wagner import COURSE, RescorlaWagner
from protocols.rate import NAMES
from protocols.stimulation.conditioning_design import MOST_TRIALS
from protocols.stimulation.phenomena import PHENOMENA
from readout.perceptron.course_examples import CLASSES, ETA, FIRST, GATES, INPUTS, POINTS
from readout.perceptron.rule import is_mistake

WORKED = {"en": "worked example", "fr": "exemple du cours"}


def describe() -> dict:
    """What conditioning.js, rate.js and perceptron.js take from Python."""
    return {
        "conditioning": {
            "eps": COURSE.eps,
            "most": MOST_TRIALS,
            "phenomena": {name: one._asdict() for name, one in PHENOMENA.items()},
        },
        "rate": {"names": NAMES},
        "perceptron": {"eta": ETA, "examples": examples()},
    }


def examples() -> dict[str, dict]:
    """Points (x, y, class +1 or -1) and the first weights (b, w1, w2), by name."""
    worked = [[float(x), float(y), int(t)] for (x, y), t in zip(POINTS, CLASSES, strict=True)]
    found = {"worked": {"title": WORKED, "points": worked, "weights": list(map(float, FIRST))}}
    for name, outputs in GATES.items():
        points = [
            [float(x), float(y), 1 if one else -1]
            for (x, y), one in zip(INPUTS, outputs, strict=True)
        ]
        title = {"en": name, "fr": name}
        found[name] = {"title": title, "points": points, "weights": [0.0, 0.0, 0.0]}
    return found


def functions() -> list[str]:
    """The rules in JavaScript: `delta` goes over all weights, as on NumPy's arrays."""
    rules = [
        f"{name}: {{ change: {translate(rule.change)},\nslidesTo: {translate(rule.slides_to)} }}"
        for name, rule in RULES.items()
    ]
    return [
        f"const delta = overAll({translate(delta)});",
        translate(RescorlaWagner.predict),
        translate(RescorlaWagner.learn, called=("delta", "predict")),
        translate(is_mistake),
        "const RATE_RULES = {\n" + ",\n".join(rules) + "\n};",
    ]
