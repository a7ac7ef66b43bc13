"""The papers of a rule as BibTeX: the entries of ``references.bib`` whose DOI its card names."""

import re
from importlib.resources import files

from models.card import Card
from synplast.bad_input import BadInput


def write_bibtex(card: Card) -> str:
    """The entries of a card's source and of where its numbers come from.

    Raises
    ------
    BadInput
        The card names no paper that is listed, as one of the user's own may.
    """
    told = f"{card.source} {card.note}"
    entries = [entry for doi, entry in read_entries().items() if names(told, doi)]
    if not entries:
        raise BadInput("bibtex", card.name, "its card names no paper of models/references.bib")
    return "\n".join(entries)


def read_entries() -> dict[str, str]:
    """Each entry by its DOI."""
    text = files("models").joinpath("references.bib").read_text(encoding="utf-8")
    entries = re.split(r"^(?=@)", text, flags=re.MULTILINE)[1:]
    return {re.search(r"doi = \{(.*)\}", entry)[1]: entry for entry in entries}


def names(text: str, doi: str) -> bool:
    """Whether a DOI stands in a text, and not only its beginning."""
    return re.search(rf"doi:{re.escape(doi)}(?!\w)", text) is not None
