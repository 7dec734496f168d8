"""Signs and publishes versions, for `deai update` to find; see installer/UPDATES.md."""
