"""Builds the program that people install: the frozen Windows app, its parts and the proof of their origin."""
