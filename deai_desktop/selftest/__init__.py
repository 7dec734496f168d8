"""Checks every part that the program came with, on the PC where it runs."""
