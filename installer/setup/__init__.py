"""Builds the setup program that people download, from a folder with the frozen program."""
