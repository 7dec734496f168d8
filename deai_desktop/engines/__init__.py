"""Runs models: the interface that chat sees, and the child processes behind it."""
