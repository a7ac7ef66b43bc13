"""Rules' names as pictures tell them."""

from models.catalogue import cards
from protocols.plotting.rule_names import rule_names
from synplast.plotting import language


def test_a_published_rule_is_told_in_words_and_no_two_alike():
    for code in ("en", "fr"):
        with language(code):
            names = rule_names(cards())
            assert len(set(names.values())) == len(names) == len(cards())
            assert not any(":" in name or "_" in name for name in names.values())


def test_what_is_alone_needs_no_details_and_what_is_set_is_told():
    full, minimal = (f"triplet:visual_cortex_all_to_all_{one}" for one in ("full", "minimal"))
    assert rule_names([full])[full] == "triplet rule, visual cortex"
    assert rule_names([full, minimal])[minimal].endswith("all-to-all, minimal")
    changed = "pair:bi_wang_2002 A_plus=0.1"
    assert rule_names([changed])[changed] == "pair rule, Bi & Wang 2002 A_plus=0.1"


def test_a_rule_of_ones_own_keeps_its_name():
    assert rule_names(["my_rule.py:mine"]) == {"my_rule.py:mine": "my_rule.py:mine"}
