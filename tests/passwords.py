"""How tests keep passwords: as the product does, at a cost that thousands of accounts can bear."""

from __future__ import annotations

from tuquan.project.passwords import PasswordHasher


class QuickPasswordHasher(PasswordHasher):
    """Argon2id at its lowest cost; `test_passwords` holds the product to its own."""

    time_cost = 1
    memory_cost = 8
