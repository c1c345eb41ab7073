"""Ways in: sign-in, lock, devices, the first set-up, the connection of a tablet."""
