"""The sheet of Tân Phong (S3) as a programmer would judge it by hand: rows, counts and class.

A row is True (met), False, None (an answer is wanting), ASIDE (does not apply), or HOLDS (nobody
knows whether it applies, but where it does it is met).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

YEAR = 2021
YEARS_RUNNING = range(YEAR - 5, YEAR + 1)
VILLAGES = ("bản", "thôn", "làng", "xóm", "ấp")
QUARTERS = ("tổ dân phố", "khu phố", "khối phố", "khóm")
ASIDE = "not_applicable"
HOLDS = "holds"
KNOCK_OUTS = 3


def bare_sheet(
    values: Mapping[str, Any],
    marks: Mapping[str, bool],
    titles: Mapping[str, Mapping[int, bool]],
    parent: Mapping[str, Any],
    earlier: Mapping[int, Mapping[str, Any]],
) -> tuple[list[Any], tuple[int, int, int, int], str]:
    """All rows, how many are met, not met, open and left out, and the class reached."""
    rows = bare_rows(values, marks, titles, parent, earlier)
    counted = rows[KNOCK_OUTS:]
    met, not_met, wanting = counted.count(True), counted.count(False), counted.count(None)
    aside = counted.count(ASIDE)
    counts = met, not_met, len(counted) - met - not_met - aside, aside
    if not_met or False in rows[:KNOCK_OUTS]:
        return rows, counts, "none"
    return rows, counts, "unknown" if wanting or None in rows[:KNOCK_OUTS] else "dat"


def bare_rows(
    v: Mapping[str, Any],
    marks: Mapping[str, bool],
    titles: Mapping[str, Mapping[int, bool]],
    parent: Mapping[str, Any],
    earlier: Mapping[int, Mapping[str, Any]],
) -> list[Any]:
    """Every row, in the order of the sheet."""
    get, mark = v.get, marks.get
    households = get("households")
    no_complaints = _not(mark("mass_complaints"))
    kind = get("area_kind")
    is_village = None if kind is None else kind in VILLAGES
    posts, posts_trained = get("posts_total"), get("posts_trained")
    cells, cells_good = get("cells_total"), get("cells_good")
    organisations, organisations_good = get("organisations_total"), get("organisations_good")
    models, chains = get("economic_models"), get("value_chain_models")
    income = get("income_per_head")
    growing, workers, working = (
        get("households_growing_economy"),
        get("people_working_age"),
        get("people_with_work"),
    )
    farms, joining = get("farm_households"), get("farm_households_joining")
    solid, leaking = get("solid_house_households"), get("leaking_houses")
    houses, renewed = get("houses_total"), get("renewed_houses")
    civilised, cleaning = get("civilised_households"), get("households_cleaning")
    convention, cultured = get("households_in_convention"), get("cultured_families_3_years")
    abiding, poor = get("abiding_households"), get("poor_households")
    weighed, malnourished = get("children_weighed"), get("malnourished_children")
    pupils, at_school = get("children_school_age"), get("children_at_school")
    left_school, signed = get("pupils_left_school"), get("households_signed_security")
    guards, guards_good = get("guards_total"), get("guards_good")
    disciplined = get("guards_disciplined")
    before = earlier[YEAR - 1]
    return [
        no_complaints,
        _not(mark("drug_spots")),
        _not(mark("religion_abused")),
        ASIDE
        if posts == 0
        else None
        if posts is None or posts_trained is None
        else posts_trained == posts,
        _every(
            ASIDE
            if cells == 0
            else None
            if cells is None or cells_good is None
            else cells_good == cells,
            ASIDE
            if organisations == 0
            else None
            if organisations is None or organisations_good is None
            else 100 * organisations_good >= 70 * organisations,
            get("cadres_do_well"),
        ),
        mark("c2_1"),
        mark("c2_2"),
        _every(get("helped_households_cared"), None if models is None else models >= 2),
        None if income is None else income > parent["income_per_head"],
        mark("c2_5"),
        ASIDE
        if households == 0
        else None
        if households is None or growing is None
        else 100 * growing >= 50 * households,
        ASIDE
        if workers == 0
        else None
        if workers is None or working is None
        else 100 * working >= 99 * workers,
        mark("c2_8"),
        _where(_every(is_village, get("farming_village")), None if chains is None else chains >= 1),
        _where(
            _every(is_village, get("ntm_commune")),
            ASIDE
            if farms == 0
            else None
            if farms is None or joining is None
            else 100 * joining >= 80 * farms,
        ),
        _where(None if kind is None else kind in QUARTERS, mark("c2_11")),
        mark("c3_1"),
        mark("c3_2"),
        _every(
            ASIDE
            if households == 0
            else None
            if households is None or solid is None
            else 100 * solid > 80 * households
            and solid * parent["households"] > parent["solid_house_households"] * households,
            None if leaking is None else leaking == 0,
            ASIDE
            if houses == 0
            else None
            if houses is None or renewed is None
            else 100 * renewed >= 60 * houses,
        ),
        mark("c3_4"),
        mark("c3_5"),
        mark("c3_6"),
        ASIDE
        if households == 0
        else None
        if households is None or civilised is None
        else 100 * civilised > 90 * households,
        mark("c3_8"),
        mark("c3_9"),
        mark("c3_10"),
        mark("c3_11"),
        mark("c3_12"),
        mark("c3_13"),
        mark("c3_14"),
        _every(
            get("environment_group"),
            get("waste_point"),
            ASIDE
            if households == 0
            else None
            if households is None or cleaning is None
            else cleaning == households,
        ),
        mark("c3_16"),
        _every(
            ASIDE
            if households == 0
            else None
            if households is None or convention is None
            else convention == households,
            get("self_management_group_works"),
            get("conflicts_settled"),
            get("democracy_and_mediation"),
            get("residents_supervise"),
            no_complaints,
        ),
        ASIDE
        if households == 0
        else None
        if households is None or cultured is None
        else 100 * cultured >= 70 * households,
        _every(*map(titles["to_dan_pho_van_hoa"].get, YEARS_RUNNING)),
        _every(
            get("law_communication"),
            ASIDE
            if households == 0
            else None
            if households is None or abiding is None
            else 100 * abiding >= 95 * households,
        ),
        mark("c4_1"),
        None if poor is None else poor == 0,
        mark("c4_3"),
        mark("c4_4"),
        _every(
            None
            if malnourished is None
            else True
            if malnourished == 0
            else False
            if weighed == 0
            else None
            if weighed is None
            else malnourished * before["children_weighed"]
            < before["malnourished_children"] * weighed,
            get("all_children_vaccinated"),
        ),
        mark("c4_5_population"),
        _every(
            ASIDE
            if pupils == 0
            else None
            if pupils is None or at_school is None
            else at_school == pupils,
            None if left_school is None else left_school == 0,
            get("ethnic_pupils_cared"),
            get("lower_secondary_universal"),
        ),
        ASIDE
        if households == 0
        else None
        if households is None or signed is None
        else signed == households,
        mark("c5_2"),
        _every(get("no_listed_acts"), no_complaints),
        mark("c5_4"),
        _every(
            ASIDE
            if guards == 0
            else None
            if guards is None or guards_good is None
            else guards_good == guards,
            None if disciplined is None else disciplined == 0,
        ),
    ]


def _every(*parts: Any) -> Any:
    return False if False in parts else None if None in parts else True


def _not(said: Any) -> Any:
    return None if said is None else not said


def _where(applies: Any, said: Any) -> Any:
    """What is said where a row applies."""
    if applies is False:
        return ASIDE
    if applies or said is ASIDE:
        return said
    return HOLDS if said else None
