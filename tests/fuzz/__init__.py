"""Coverage-guided fuzzing of what reads files from strangers; needs the dependency group ``fuzz``."""
