"""The declared experiments: NAME.toml says what was done, NAME.csv what was measured."""
