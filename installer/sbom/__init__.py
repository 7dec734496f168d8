"""The bill of materials: which file of the packaged folder came from where, and the check that it stays so."""
