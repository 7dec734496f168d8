"""Downloads of models: a queue that survives restarts."""
