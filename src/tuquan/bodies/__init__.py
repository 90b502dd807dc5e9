"""Committees, boards, offices and member organisations: posts, holders, terms, composition."""
