"""F-31: a photo is kept without the place and the day a telephone wrote into it."""

from __future__ import annotations

import struct
import zlib

import pytest

from tuquan.core.pictures import (
    JPEG_START,
    PNG_START,
    BrokenPicture,
    clean_jpeg,
    clean_png,
)

FRAME = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 1, 1, 1) + b"\1\x11\0"
TABLE = b"\xff\xdb" + struct.pack(">H", 67) + b"\0" + b"\1" * 64
SCAN = b"\xff\xda" + struct.pack(">H", 8) + b"\1\1\0\0\x3f\0"
CODED = b"\x12\xff\x00\x34\xff\xd3\x56\xff\xff\x00"
END = b"\xff\xd9"
PLACE = b"21.0278 N 105.8342 E"


def segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def exif(turned: int, order: str = "<", kind: int = 3) -> bytes:
    """Camera data with the maker, how it was held, and the place."""
    head = b"II*\0" if order == "<" else b"MM\0*"
    entries = struct.pack(f"{order}HHII", 0x010F, 2, 4, 0)
    entries += struct.pack(f"{order}HHIHH", 0x0112, kind, 1, turned, 0)
    count = struct.pack(f"{order}H", 2)
    return head + struct.pack(f"{order}I", 8) + count + entries + b"\0\0\0\0" + PLACE


def jpeg(*more: bytes, body: bytes = TABLE + FRAME + SCAN + CODED, end: bytes = END) -> bytes:
    return b"\xff\xd8" + b"".join(more) + body + end


def chunk(name: bytes, content: bytes = b"") -> bytes:
    check = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check


HEADER = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
PIXELS = chunk(b"IDAT", zlib.compress(b"\0\1\2\3"))
LAST = chunk(b"IEND")


def png(*more: bytes) -> bytes:
    return PNG_START + HEADER + b"".join(more) + PIXELS + LAST


def test_a_photo_loses_its_camera_data_its_comment_and_what_follows_its_end() -> None:
    data = jpeg(
        segment(0xE1, b"Exif\0\0" + exif(1)),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PLACE),
        segment(0xE2, b"ICC_PROFILE\0" + PLACE),
        segment(0xFE, PLACE),
    )
    assert clean_jpeg(data + PLACE) == jpeg()
    assert jpeg().startswith(JPEG_START)


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_photo_taken_sideways_is_still_turned(order: str) -> None:
    cleaned = clean_jpeg(jpeg(segment(0xE1, b"Exif\0\0" + exif(6, order))))
    assert cleaned == jpeg(
        segment(
            0xE1,
            b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0",
        )
    )
    assert clean_jpeg(cleaned) == cleaned
    assert PLACE not in cleaned


@pytest.mark.parametrize(
    "camera", [b"", b"XX*\0", exif(9), exif(6, kind=4), exif(6)[:12], b"II*\0\xff\xff\xff\xff"]
)
def test_camera_data_that_say_nothing_turn_nothing(camera: bytes) -> None:
    assert clean_jpeg(jpeg(segment(0xE1, b"Exif\0\0" + camera))) == jpeg()


def test_what_the_colours_need_stays_without_its_thumbnail() -> None:
    jfif = b"JFIF\0\1\1\0\0\1\0\1\x02\x02" + b"\7" * 12
    adobe = b"Adobe\0\x64\0\0\0\0\1" + PLACE
    data = jpeg(segment(0xE0, jfif), segment(0xEE, adobe), segment(0xEE, b"Other" + PLACE))
    kept = (segment(0xE0, jfif[:12] + b"\0\0"), segment(0xEE, adobe[:12]))
    assert clean_jpeg(data) == jpeg(*kept)


def test_a_photo_sent_in_several_scans_keeps_them_all() -> None:
    body = TABLE + FRAME + SCAN + CODED + segment(0xC4, b"\0" * 17) + SCAN + CODED
    assert clean_jpeg(jpeg(b"\xff\x01", body=body)) == jpeg(body=body)
    assert clean_jpeg(jpeg(body=b"\xff\xff\xff" + FRAME[1:] + SCAN + CODED)) == jpeg(
        body=FRAME + SCAN + CODED
    )


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff",
        jpeg(end=b""),
        jpeg(end=b"\xff"),
        jpeg(body=TABLE),
        jpeg(body=TABLE + SCAN + CODED),
        jpeg(body=b"GIF"),
        jpeg(body=b"\xff\xdb\0\1"),
        jpeg(body=b"\xff\xdb\xff\xff"),
        jpeg(body=b"\xff\xdb\0", end=b""),
    ],
)
def test_a_broken_photo_is_told(data: bytes) -> None:
    with pytest.raises(BrokenPicture):
        clean_jpeg(data)


def test_a_picture_of_a_screen_keeps_its_colours_and_loses_its_texts() -> None:
    colours = chunk(b"gAMA", b"\0\0\xb1\x8f")
    said = (chunk(b"tEXt", b"Location\0" + PLACE), chunk(b"tIME", b"\x07\xea\x0b\x14\0\0\0"))
    assert clean_png(png(colours, *said) + PLACE) == png(colours)
    assert clean_png(png(chunk(b"eXIf", exif(1)))) == png()


def test_a_picture_of_a_screen_is_still_turned() -> None:
    cleaned = clean_png(png(chunk(b"eXIf", exif(8, ">"))))
    assert cleaned.startswith(PNG_START + HEADER + struct.pack(">I", 26) + b"eXIf")
    assert PLACE not in cleaned
    assert clean_png(cleaned) == cleaned


@pytest.mark.parametrize(
    "data",
    [
        PNG_START,
        PNG_START + PIXELS + LAST,
        PNG_START + HEADER + LAST,
        PNG_START + HEADER + PIXELS,
        png()[:-20] + b"x" * 20,
        PNG_START + HEADER[:-1] + b"x" + PIXELS + LAST,
        png(chunk(b"XYZA", b"?")),
    ],
)
def test_a_broken_picture_of_a_screen_is_told(data: bytes) -> None:
    with pytest.raises(BrokenPicture):
        clean_png(data)
