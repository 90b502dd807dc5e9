"""The file of a copy: a plain head, then pieces whose order, number and end are protected.

    TUQUAN-BACKUP 1\\n
    length (4 bytes), head as JSON
    per piece: length (4 bytes), sealed bytes

Each piece is sealed with ChaCha20-Poly1305 under a key made by scrypt from the key given and a
salt of this file. Its nonce is its number, and what it vouches for beside its content is the head,
the number and whether it is the last one: a piece changed, moved, left out or cut off is noticed.
Without a key a hash stands in place of the seal, which shows damage but hides nothing.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import struct
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from tuquan.base.errors import Invalid
from tuquan.core.problems import Problem

MAGIC = b"TUQUAN-BACKUP 1\n"
PIECE = 1 << 20
LONGEST_HEAD = 4 << 20
SCRYPT = {"n": 1 << 15, "r": 8, "p": 1, "maxmem": 64 << 20, "dklen": 32}
CHECK = 0xFFFFFFFF
"""The number of the piece that only shows whether the key is the right one."""


def refused(code: str, **params: object) -> Invalid:
    """What is wrong with a file or a key, as a refusal."""
    return Invalid([Problem(code, params=params)])


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in a copy; stands in its head."""

    version: str
    database: str
    made_at: str
    day: str
    migrations: tuple[str, ...]
    counts: dict[str, int]
    encrypted: bool


class Seal:
    """Closes and opens pieces; without a key it only shows damage."""

    def __init__(self, head: bytes, salt: bytes, key: bytes) -> None:
        self._head = hashlib.sha256(head).digest()
        self._cipher = ChaCha20Poly1305(hashlib.scrypt(key, salt=salt, **SCRYPT)) if key else None

    def _beside(self, number: int, is_last: bool) -> bytes:
        return self._head + struct.pack(">IB", number, is_last)

    def close(self, piece: bytes, number: int, is_last: bool) -> bytes:
        """The piece, sealed."""
        beside = self._beside(number, is_last)
        if self._cipher is None:
            return hashlib.sha256(beside + piece).digest() + piece
        return self._cipher.encrypt(struct.pack(">8xI", number), piece, beside)

    def open(self, sealed: bytes, number: int, is_last: bool) -> bytes | None:
        """What was sealed, or nothing when the seal does not fit."""
        beside = self._beside(number, is_last)
        if self._cipher is None:
            whole = hashlib.sha256(beside + sealed[32:]).digest() == sealed[:32]
            return sealed[32:] if whole else None
        try:
            return self._cipher.decrypt(struct.pack(">8xI", number), sealed, beside)
        except InvalidTag:
            return None


class Writer:
    """Takes bytes and writes them as sealed pieces; `close` writes the last one."""

    def __init__(self, file: IO[bytes], manifest: Manifest, key: bytes) -> None:
        salt = secrets.token_bytes(16)
        head = json.dumps(asdict(manifest) | {"salt": salt.hex()}, ensure_ascii=False).encode()
        self._file, self._seal = file, Seal(head, salt, key)
        self._waiting, self._number = bytearray(), 0
        file.write(MAGIC + struct.pack(">I", len(head)) + head)
        self._frame(self._seal.close(b"", CHECK, False))

    def _frame(self, sealed: bytes) -> None:
        self._file.write(struct.pack(">I", len(sealed)) + sealed)

    def write(self, data: bytes) -> None:
        """Add bytes."""
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._frame(self._seal.close(bytes(self._waiting[:PIECE]), self._number, False))
            del self._waiting[:PIECE]
            self._number += 1

    def close(self) -> None:
        """Write what is left, as the end."""
        self._frame(self._seal.close(bytes(self._waiting), self._number, True))


def read_manifest(file: IO[bytes]) -> tuple[Manifest, bytes]:
    """What a copy says of itself, and its head as it stands there; refused when it is no copy."""
    if file.read(len(MAGIC)) != MAGIC:
        raise refused("backup_not_one")
    try:
        (length,) = struct.unpack(">I", file.read(4))
        head = file.read(min(length, LONGEST_HEAD))
        told: dict[str, Any] = json.loads(head)
        bytes.fromhex(told.pop("salt"))
        told["migrations"] = tuple(told["migrations"])
        return Manifest(**told), head
    except (struct.error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise refused("backup_damaged") from error


def pieces(file: IO[bytes], key: bytes) -> Iterator[bytes]:
    """What was written, piece by piece; refused at the first that does not fit."""
    manifest, head = read_manifest(file)
    if manifest.encrypted and not key:
        raise refused("backup_key_missing")
    salt = bytes.fromhex(json.loads(head)["salt"])
    seal = Seal(head, salt, key if manifest.encrypted else b"")
    check = _next(file)
    if check is None:
        raise refused("backup_cut_short")
    if seal.open(check, CHECK, False) is None:
        raise refused("backup_key_wrong" if manifest.encrypted else "backup_damaged")
    number, sealed = 0, _next(file)
    while sealed is not None:
        following = _next(file)
        piece = seal.open(sealed, number, following is None)
        if piece is None:
            is_cut = following is None and seal.open(sealed, number, False) is not None
            raise refused("backup_cut_short" if is_cut else "backup_damaged")
        yield piece
        number, sealed = number + 1, following
    if number == 0:
        raise refused("backup_cut_short")


def _next(file: IO[bytes]) -> bytes | None:
    """The next sealed piece, or nothing at the end of the file."""
    size = file.read(4)
    if not size:
        return None
    length = struct.unpack(">I", size)[0] if len(size) == 4 else 0
    if length > PIECE + 64:
        raise refused("backup_damaged")
    sealed = file.read(length)
    if len(size) < 4 or len(sealed) < length:
        raise refused("backup_cut_short")
    return sealed
