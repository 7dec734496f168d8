"""The setup program: its parts, and the real thing in a Windows that Wine makes."""
