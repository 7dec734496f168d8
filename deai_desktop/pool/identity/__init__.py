"""Who belongs to a pool: keys, certificates, the charter, invites, and the door."""
