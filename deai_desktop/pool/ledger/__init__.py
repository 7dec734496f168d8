"""What was done for whom: receipts, the log that nobody can rewrite, and what follows from it."""
