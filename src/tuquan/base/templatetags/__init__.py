"""Template tag libraries of the base app."""
