"""What a person sees: a Qt Quick window and a tray icon over the local API."""
