"""Many sets of constants of a rule put to experiments, in parts that are kept as they are done."""
