"""A card as text, for a terminal."""

import textwrap

from models.card import Card


def write_card(card: Card) -> str:
    """All of a card, with how it is run and its conventions."""

    def block(text: str) -> str:
        return "\n".join(f"    {line.strip()}" for line in text.strip().splitlines())

    width = max(map(len, [c.symbol for c in card.constants] + list(card.choices)))
    told = {c.symbol: str(c) for c in card.constants} | dict(card.choices)
    constants = "\n".join(f"    {symbol:<{width}} = {value}" for symbol, value in told.items())
    conventions = "\n".join(wrap(f"{q}: {a}") for q, a in card.conventions.items())
    spikes = {
        "presynaptic spike": card.on_pre,
        "postsynaptic spike": card.on_post,
        "reward" if card.only_in == "reward" else "volley of fibres": card.on_drive,
    }
    at = "".join(f"\n  at a {what}\n{block(text)}" for what, text in spikes.items() if text)
    fitted = f"Fitted to\n{wrap(', '.join(card.fitted_to))}\n" if card.fitted_to else ""
    fitted += f"At an extracellular calcium of {card.calcium:g} mM\n" if card.calcium else ""
    return (
        f"{card.name}\n{card.title}\n\nThis set\n{wrap(card.note)}\n{fitted}"
        f"The rule\n{wrap(card.source)}\n\n"
        f"Constants\n{constants}\n\nEquations\n{block(card.equations)}"
        f"{at}\n\n{describe_run(card)}Conventions\n{conventions}"
    )


def describe_run(card: Card) -> str:
    """How it is run, where that does not follow from the equations alone."""
    kinds = [(one.name, one.kind) for one in card.variables]
    lines = [
        f"{one.name} begins at {one.begins}"
        for one in card.variables
        if one.name != "w" and one.begins != ""
    ]
    lines += [
        f"{one.name}, a time stamp, begins in the infinite past"
        for one in card.variables
        if one.kind == "time stamp" and one.begins == ""
    ]
    lines += [f"{side} spikes act after {symbol}" for side, symbol in card.delays.items()]
    if card.only_in:
        lines.append(f"by python -m protocols.{card.only_in}")
    if card.method and card.variables:
        how = "exactly" if card.method == "exact" else f"by Brian2's method {card.method!r}"
        lines.append(f"integrated {how}")
    if ("w", "clock-driven") in kinds:
        lines.append(
            "read after the last spike, 20 times the slowest time constant of what moves the weight"
        )
    return "Run\n" + "\n".join(wrap(line) for line in lines) + "\n\n" if lines else ""


def wrap(text: str) -> str:
    """One entry of a card, on lines that a terminal holds."""
    return textwrap.fill(text, 98, initial_indent="  ", subsequent_indent="      ",
                         break_long_words=False, break_on_hyphens=False)  # fmt: skip
