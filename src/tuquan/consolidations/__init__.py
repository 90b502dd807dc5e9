"""Totals that are sent up: frozen figures with their sources, and how complete they are."""
