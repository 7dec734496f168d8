"""Secrets, kept by the operating system's credential vault and nowhere else."""
