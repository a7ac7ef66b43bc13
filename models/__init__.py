"""Published plasticity rules, neurons and networks, one a file."""
