"""People lend each other their PCs: who is a member, and the hub over which members meet."""
