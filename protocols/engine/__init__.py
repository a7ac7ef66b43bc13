"""How a rule is run through spike trains: on Brian2, or exactly from spike to spike."""
