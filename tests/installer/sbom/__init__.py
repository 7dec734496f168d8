"""Where every file comes from, and the check that it stays so."""
