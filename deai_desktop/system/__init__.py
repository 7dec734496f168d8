"""Talks to the operating system: one facility a module, nobody else asks which system it is."""
