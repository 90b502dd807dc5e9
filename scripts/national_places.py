"""Write the national file of places from the `vietnamadminunits` package (MIT licence).

    pip install --no-deps vietnamadminunits==1.0.4
    python scripts/national_places.py

The package is read as data (its SQLite file and its conversion table); nothing of it is run. The
files land in `src/tuquan/places/data/`, sorted by code, so that a newer version shows in a diff
what changed. `SOURCE.yaml` says where they come from; a page of the product shows it.
"""

from __future__ import annotations

import csv
import importlib.metadata
import importlib.util
import json
import sqlite3
import time
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import yaml

PACKAGE = "vietnamadminunits"
TARGET = Path(__file__).parent.parent / "src" / "tuquan" / "places" / "data"
KINDS = {"Phường": "ward", "Đặc khu": "special_zone", "Xã": "commune", "Thị trấn": "commune"}
Row = Mapping[str, str]


def main() -> None:
    """Read the package, check that it is whole, write the files."""
    folder = _package_folder()
    database = sqlite3.connect(f"file:{folder / 'dataset.db'}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    now = [_texts(row) for row in database.execute("select * from admin_units")]
    former = [_texts(row) for row in database.execute("select * from admin_units_legacy")]
    conversion = json.loads((folder / "converter_2025.json").read_text("utf-8"))
    pairs = _pairs(conversion, now, former)
    provinces = _distinct((r["provinceCode"], r["province"]) for r in now)
    old_provinces = _distinct((r["provinceCode"], r["province"]) for r in former)
    districts = _distinct((r["districtCode"], r["district"], r["provinceCode"]) for r in former)
    communes = sorted(
        (r["wardCode"], r["ward"], KINDS[r["wardType"]], r["provinceCode"]) for r in now
    )
    old_communes = sorted(
        (r["wardCode"], r["ward"], KINDS[r["wardType"]], r["districtCode"])
        for r in former
        if r["ward"]
    )
    _write("provinces", ("code", "name"), provinces)
    _write("communes", ("code", "name", "kind", "province"), communes)
    _write(
        "former_provinces",
        ("code", "name", "became"),
        _became(old_provinces, now, former, conversion),
    )
    _write("former_districts", ("code", "name", "province"), districts)
    _write("former_communes", ("code", "name", "kind", "district"), old_communes)
    _write("conversion", ("former", "commune", "whole", "usual"), pairs)
    _write_source(provinces, communes, old_provinces, districts, old_communes, pairs)


def _package_folder() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"Install {PACKAGE} first; see the top of this file.")
    return Path(spec.submodule_search_locations[0]) / "data"


def _texts(row: sqlite3.Row) -> Row:
    named = dict(row)
    return {
        key: unicodedata.normalize("NFC", str(text or "")).strip() for key, text in named.items()
    }


def _pairs(
    conversion: Mapping[str, Mapping[str, object]], now: Iterable[Row], former: Iterable[Row]
) -> list[tuple[str, str, str, str]]:
    """Former code, code of today, whether it went there whole, whether most of it did.

    A district that had no communes (an island) stands under its own code with the mark `H`.
    """
    new = {(r["provinceKey"], r["wardKey"]): r["wardCode"] for r in now}
    old = {
        f"{r['provinceKey']}_{r['districtKey']}_{r['wardKey']}": r["wardCode"]
        or f"H{r['districtCode']}"
        for r in former
    }
    pairs = []
    for province, communes in conversion["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, olds in communes.items():  # type: ignore[attr-defined]
            pairs += [(old[key], new[province, commune], "1", "1") for key in olds]
    for province, divided in conversion["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in divided.items():  # type: ignore[attr-defined]
            for part in parts:
                usual = "1" if part["isDefaultNewWard"] else "0"
                pairs.append((old[key], new[province, part["newWardKey"]], "0", usual))
    if {former for former, *_ in pairs} != set(old.values()):
        raise SystemExit("The conversion does not cover every former unit.")
    if {commune for _, commune, *_ in pairs} != set(new.values()):
        raise SystemExit("The conversion does not reach every unit of today.")
    return sorted(pairs)


def _became(
    provinces: Sequence[tuple[str, ...]],
    now: Iterable[Row],
    former: Iterable[Row],
    conversion: Mapping[str, Mapping[str, object]],
) -> list[tuple[str, ...]]:
    """Every former province with the code of the province it is in today."""
    new = {r["provinceKey"]: r["provinceCode"] for r in now}
    old = {r["provinceKey"]: r["provinceCode"] for r in former}
    became = {
        old[key]: new[province]
        for province, keys in conversion["DICT_PROVINCE"].items()
        for key in keys  # type: ignore[attr-defined]
    }
    return [(code, name, became[code]) for code, name in provinces]


def _distinct(rows: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for row in rows:
        if found.setdefault(row[0], row) != row:
            raise SystemExit(f"One code, two units: {found[row[0]]} and {row}")
    return sorted(found.values())


def _write(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with (TARGET / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _write_source(*lists: Sequence[object]) -> None:
    metadata = importlib.metadata.metadata(PACKAGE)
    former = ("former_provinces", "former_districts", "former_communes")
    names = ("provinces", "communes", *former, "conversion")
    source = {
        "name": PACKAGE,
        "version": metadata["Version"],
        "url": metadata["Home-page"],
        "author": metadata["Author"],
        "licence": "MIT",
        "licence_text": _licence(),
        "made_on": time.strftime("%Y-%m-%d"),
        "effective_on": "2025-07-01",
        "counts": {name: len(rows) for name, rows in zip(names, lists, strict=True)},
    }
    text = yaml.safe_dump(source, allow_unicode=True, sort_keys=False, width=100)
    (TARGET / "SOURCE.yaml").write_text(text, "utf-8")


def _licence() -> str:
    files = importlib.metadata.files(PACKAGE) or ()
    path = next(file for file in files if file.name == "LICENSE")
    return path.read_text("utf-8").strip()


if __name__ == "__main__":
    main()
