"""Recognition and awards: nominations, councils, quotas, rhythm, the register, certificates."""
