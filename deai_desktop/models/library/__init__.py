"""What becomes of model files on this PC: found, taken in, verified, moved and removed."""
