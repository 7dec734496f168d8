"""The chat page: conversations on the left, one of them in the middle, options on the right."""
