"""What the commands of the readout draw."""
