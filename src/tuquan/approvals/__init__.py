"""Chains of approval: who has to say yes, in which order, and what each may do now."""
