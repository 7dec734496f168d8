"""What builds the Windows program."""
