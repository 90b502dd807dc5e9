"""How passwords are kept: Argon2id at the cost OWASP recommends for it.

Django's default takes 100 MB and eight threads for each sign-in; on the two-core server of a
commune a handful of people signing in together would stop everybody else.
"""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class PasswordHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
