"""Whether members answer with the models that they name: which answers are looked at, when, and how."""
