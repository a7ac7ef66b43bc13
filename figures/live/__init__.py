"""The page that moves: rules, conditioning, perceptrons and digits under one's hand."""
