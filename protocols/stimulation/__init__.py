"""What is done to neurons, as spikes and trials: fibres, stimuli, conditioning designs."""
