"""Builds llama-cpp-python's wheel for Windows on Linux; nobody publishes one on the package index."""
