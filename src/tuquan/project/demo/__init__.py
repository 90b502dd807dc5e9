"""The demonstration: one invented commune, made through the services, the same on every machine."""
