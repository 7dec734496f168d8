"""Where members meet: nats-servers that run here or elsewhere, and the way to them."""
