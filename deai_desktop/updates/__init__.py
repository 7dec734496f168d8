"""Finds newer versions of this program, and trusts nothing but signatures."""
