"""Several answers at the same time on one loaded model, whichever library works on it."""
