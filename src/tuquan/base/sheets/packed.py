"""Opening the zip file inside .xlsx and .ods safely: sizes checked before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from functools import lru_cache
from xml.parsers import expat

from tuquan.base.sheets.limits import MAX_PARTS, MAX_UNPACKED, Refused

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Package:
    """A zip file whose parts are known to be of bearable size and whole."""

    archive: zipfile.ZipFile
    names: frozenset[str]

    def read(self, name: str) -> bytes:
        """One part; empty when the package has none of that name."""
        return self.archive.read(name) if name in self.names else b""


def open_package(content: bytes) -> Package:
    """Open a zip file and unpack every part once, counting: headers of a bomb may lie."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
        if len(parts) > MAX_PARTS:
            raise Refused("file_too_large", parts=len(parts), limit=MAX_PARTS)
        if any(part.flag_bits & 1 for part in parts):
            raise Refused("file_encrypted")
        if sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise Refused("file_too_large", limit=MAX_UNPACKED)
        for part in parts:
            with archive.open(part) as stream:
                while stream.read(_CHUNK):
                    pass
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise Refused("file_broken") from error
    return Package(archive, frozenset(part.filename for part in parts))


def parser() -> expat.XMLParserType:
    """An XML parser that refuses document types: no entity is ever declared, near or far."""
    made = expat.ParserCreate()
    made.buffer_text = True

    def refuse(*_: object) -> None:
        raise Refused("file_broken")

    made.StartDoctypeDeclHandler = refuse
    return made


@lru_cache(maxsize=512)
def local(name: str) -> str:
    """An element or attribute name without its prefix."""
    return name.rpartition(":")[2]
