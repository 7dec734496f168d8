"""Runs the README's lines for servers and WSL in a Debian that holds nothing but Python."""
