"""The one screen that a newcomer sees: one model, one button, and then a chat."""
