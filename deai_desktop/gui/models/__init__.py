"""The page of models: what is installed, what can be had, and what is on its way."""
