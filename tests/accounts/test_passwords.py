"""Passwords are kept by Argon2id at a cost that is neither cheap to guess nor dear to serve."""

from __future__ import annotations

from tests import make
from tuquan.project import settings
from tuquan.project.passwords import PasswordHasher


def test_the_product_keeps_passwords_by_argon2id_at_its_recommended_cost() -> None:
    assert settings.PASSWORD_HASHERS == ["tuquan.project.passwords.PasswordHasher"]
    kept = PasswordHasher().encode(make.PASSWORD, "salt of a test")
    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert PasswordHasher().verify(make.PASSWORD, kept)
    assert not PasswordHasher().verify(make.PASSWORD + " ", kept)


def test_a_password_kept_at_another_cost_is_kept_anew_when_it_is_next_typed() -> None:
    cheap, salt = PasswordHasher(), PasswordHasher().salt()
    cheap.time_cost, cheap.memory_cost = 1, 8
    kept = cheap.encode(make.PASSWORD, salt)
    assert PasswordHasher().must_update(kept)
    assert not cheap.must_update(kept)
