"""The worked example, presentation 6."""

from figures.worked_steps import figure_of

CHAPTER, ORDER, COMMAND, RULES, CAPTION, CLAIM, data, draw, claim = figure_of(6)
