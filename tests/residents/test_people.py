"""S2-14, S2-16, S2-30, S0-10, F-8, F-9, F-17, F-22: members, consents, numbers, who looks after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests import make
from tests.residents.consents import CONTACT, DAY, ZALO, agreed
from tests.residents.register import (
    TODAY,
    Kind,
    actions,
    change,
    codes,
    conflict,
    household,
    members_kept,
    officer,
)
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid
from tuquan.base.texts.consent import ASKED, WORDING
from tuquan.core.packs import canonical_json
from tuquan.core.packs.canonical import local_terms_from_json
from tuquan.core.programme.local import LocalTerms
from tuquan.groups.models import Membership
from tuquan.programmes.forms.terms import TermsForm
from tuquan.programmes.models import Adoption
from tuquan.residents import queries
from tuquan.residents.models import (
    Consent,
    Contact,
    HouseholdMember,
)
from tuquan.residents.services import (
    NewHousehold,
    NewMember,
    add_contact,
    add_household,
    add_member,
    correct_member,
    give_consent,
    purge_contacts,
    record_change,
    remove_contact,
    remove_member,
    withdraw_consent,
)


def test_members_are_kept_only_where_an_adoption_asks_for_them(world: make.World) -> None:
    """S2-14, and off by default (domain h-4)."""
    one = household(world.area)
    make.adoption(world.commune)
    assert not queries.members_kept_at(world.area)
    with pytest.raises(Invalid) as refused:
        add_member(make.SYSTEM, one, NewMember("Lê Thị Tư"))
    assert codes(refused) == [("members_not_kept", "name")]
    assert not HouseholdMember.objects.exists()


def test_an_adoption_of_the_commune_switches_members_on_for_its_areas(world: make.World) -> None:
    members_kept(world)
    assert queries.members_kept_at(world.area)
    assert queries.members_kept_at(world.commune)
    assert not queries.members_kept_at(world.neighbour_area)
    assert not queries.members_kept_at(world.province)


def test_an_adoption_that_is_over_keeps_no_members(world: make.World) -> None:
    members_kept(world)
    Adoption.objects.update(effective_until=TODAY)
    assert not queries.members_kept_at(world.area)


def test_the_switch_leaves_the_text_of_other_terms_as_it_was() -> None:
    assert canonical_json(LocalTerms()) == "{}"
    on = LocalTerms(household_members=True)
    assert canonical_json(on) == '{"household_members":true}'
    assert local_terms_from_json(canonical_json(on)) == on


def test_the_switch_is_a_tick_among_the_terms(world: make.World) -> None:
    adoption = make.adoption(world.commune)
    content = adoption.edition.content
    form = TermsForm(content, adoption.terms, adoption.effective_from)
    shown = {name: field.initial for name, field in form.fields.items() if field.initial}
    typed = TermsForm(
        content, adoption.terms, adoption.effective_from, shown | {"household_members": "on"}
    )
    assert typed.is_valid(), typed.errors
    assert typed.local_terms().household_members
    kept = replace(adoption.terms, household_members=True)
    again = TermsForm(content, kept, adoption.effective_from, shown)
    assert again.is_valid()
    assert not again.local_terms().household_members


def test_a_member_has_a_name_a_birth_date_a_relation_and_a_residence(world: make.World) -> None:
    """F-9, and no other column of a person (domain h-2, h-4)."""
    members_kept(world)
    one = household(world.area)
    made = add_member(
        officer(world), one, NewMember(" Lê  Thị Tư ", "2/9/1999", "con", "temporary")
    )
    kept = (made.name, made.birth_date, made.relation, made.residence, made.is_head)
    assert kept == ("Lê Thị Tư", "1999-09-02", "con", "temporary", False)
    assert actions(one) == ["residents.member_added"]
    columns = {field.name for field in HouseholdMember._meta.concrete_fields}
    about_the_person = {"name", "birth_date", "relation", "is_head", "residence"}
    when = {"joined_on", "left_on", "absent_until"}
    assert columns == {"id", "household"} | about_the_person | when


def test_the_head_is_marked_once_among_the_members(world: make.World) -> None:
    members_kept(world)
    one = household(world.area)
    names = ("Lê Thị Tư", "Lê Văn Ba", "LÊ VĂN BA")
    made = [add_member(make.SYSTEM, one, NewMember(name)) for name in names]
    assert [member.is_head for member in made] == [False, True, False]


@pytest.mark.parametrize(
    ("new", "code", "field"),
    [
        (NewMember(" "), "member_name_missing", "name"),
        (NewMember("x" * 151), "household_text_too_long", "name"),
        (NewMember("Lê Thị Tư", relation="x" * 61), "household_text_too_long", "relation"),
        (NewMember("Lê Thị Tư", "sang năm"), "change_birth_date_wrong", "birth_date"),
        (NewMember("Lê Thị Tư", residence="x"), "household_choice_unknown", "residence"),
    ],
)
def test_a_wrong_value_of_a_member_is_refused_beside_its_field(
    world: make.World, new: NewMember, code: str, field: str
) -> None:
    members_kept(world)
    with pytest.raises(Invalid) as refused:
        add_member(make.SYSTEM, household(world.area), new)
    assert codes(refused) == [(code, field)]


def test_a_member_is_corrected_and_removed(world: make.World) -> None:
    members_kept(world)
    one = household(world.area)
    made = add_member(make.SYSTEM, one, NewMember("Lê Thị Tu"))
    assert correct_member(officer(world), made, NewMember("Lê Thị Tư", "1999")).name == "Lê Thị Tư"
    remove_member(officer(world), made)
    assert not HouseholdMember.objects.exists()
    with pytest.raises(Conflict) as refused:
        remove_member(make.SYSTEM, made)
    assert conflict(refused) == "member_gone"


def test_the_record_names_no_member_and_no_number(world: make.World) -> None:
    members_kept(world)
    one = household(world.area)
    add_member(make.SYSTEM, one, NewMember("Nông Thị Xuyến"))
    agreed(one, CONTACT, "0912345678")
    written = str(list(Change.objects.values_list("data", flat=True)))
    assert "Xuyến" not in written
    assert "0912345678" not in written


def test_form_02_asks_for_the_head_the_year_the_count_and_the_note(world: make.World) -> None:
    """S2-30, F-8: the form's minimum is enough for a household."""
    made = add_household(make.SYSTEM, world.area, NewHousehold("Lê Văn Ba", 1979, 4, note="x"))
    kept = (made.head_name, made.birth_year, made.member_count, made.note)
    assert kept == ("Lê Văn Ba", 1979, 4, "x")
    assert {value for name, value in queries.kept_of(made).items() if name not in kept} >= {
        "",
        None,
    }


def test_groups_are_made_of_households_not_of_persons(world: make.World) -> None:
    """S0-10: the members of a group are households; a member of a household is in none."""
    (group,) = make.groups(world.area)
    assert {one.household.place_id for one in Membership.objects.filter(group=group)} == {
        world.area.pk
    }
    names = {field.name for field in Membership._meta.get_fields()}
    assert "household" in names
    assert not hasattr(HouseholdMember, "memberships")


def test_no_number_without_consent(world: make.World) -> None:
    """F-17, domain d9: silence is no consent."""
    one = household(world.area)
    with pytest.raises(Invalid) as refused:
        add_contact(make.SYSTEM, one, "0912345678")
    assert codes(refused) == [("contact_needs_consent", "digits")]
    give_consent(make.SYSTEM, one, "publication", "paper", "Lê Văn Ba", DAY)
    with pytest.raises(Invalid) as refused:
        add_contact(make.SYSTEM, one, "0912345678")
    assert codes(refused) == [("contact_needs_consent", "digits")]
    assert not Contact.objects.exists()


def test_a_consent_says_who_how_when_and_in_which_words(world: make.World) -> None:
    one, actor = household(world.area), officer(world)
    typed = ["+84 912 345 678", "0912345678", "02163 851 234"]
    made = give_consent(actor, one, ZALO, "spoken", " Lê Thị  Tư ", DAY, typed[:2], "Tư")
    kept = (made.purpose, made.way, made.given_by, made.given_on, made.wording)
    assert kept == ("zalo", "spoken", "Lê Thị Tư", DAY, WORDING)
    assert made.recorded_by_id == actor.user_id
    contact = Contact.objects.get()
    assert (contact.digits, contact.reversed_digits) == ("0912345678", "8765432190")
    assert (contact.owner, contact.consent) == ("Tư", made)
    line = Change.objects.get(action="residents.consent_given")
    assert line.data == {"purpose": "zalo", "way": "spoken"}


def test_every_purpose_has_its_words() -> None:
    assert set(ASKED) == set(Consent.Purpose.values)


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        (("sell", "paper", "Lê Ba", DAY, ()), "household_choice_unknown", "purpose"),
        ((CONTACT, "", "Lê Ba", DAY, ()), "consent_way_missing", "way"),
        ((CONTACT, "paper", " ", DAY, ()), "consent_giver_missing", "given_by"),
        ((CONTACT, "paper", "x" * 151, DAY, ()), "household_text_too_long", "given_by"),
        ((CONTACT, "paper", "Lê Ba", date(2026, 11, 21), ()), "change_day_future", "given_on"),
        ((CONTACT, "paper", "Lê Ba", DAY, ("12345",)), "contact_number_wrong", "digits"),
        ((CONTACT, "paper", "Lê Ba", DAY, ("",)), "contact_number_wrong", "digits"),
        (("publication", "paper", "Lê Ba", DAY, ("0912345678",)), "contact_needs_consent")
        + ("digits",),
    ],
)
def test_half_a_consent_is_none(
    world: make.World, values: tuple[str, str, str, date, tuple[str, ...]], code: str, field: str
) -> None:
    one = household(world.area)
    with pytest.raises(Invalid) as refused:
        give_consent(make.SYSTEM, one, *values)
    assert (code, field) in codes(refused)
    assert not Consent.objects.exists()
    assert not Contact.objects.exists()


def test_one_consent_in_force_for_a_purpose(world: make.World) -> None:
    one = household(world.area)
    agreed(one)
    with pytest.raises(Conflict) as refused:
        agreed(one)
    assert conflict(refused) == "consent_given_already"


def test_withdrawing_deletes_the_numbers_at_once(world: make.World) -> None:
    one = household(world.area)
    consent = agreed(one, CONTACT, "0912345678", "0987654321")
    withdraw_consent(officer(world), consent)
    assert not Contact.objects.exists()
    kept = Consent.objects.get()
    assert (kept.withdrawn_on, kept.given_by) == (TODAY, "Lê Văn Ba")
    assert actions(one) == ["residents.consent_given", "residents.consent_withdrawn"]
    with pytest.raises(Conflict) as refused:
        withdraw_consent(make.SYSTEM, consent)
    assert conflict(refused) == "consent_withdrawn_already"
    agreed(one, CONTACT, "0912345678")  # agreeing again makes another row
    assert Consent.objects.count() == 2


def test_a_number_is_added_and_taken_out_while_the_consent_holds(world: make.World) -> None:
    one = household(world.area)
    agreed(one)
    contact = add_contact(officer(world), one, "84912345678", "Lê Thị Tư")
    assert contact.digits == "0912345678"
    assert [one.digits for one in queries.contacts_of(one)] == ["0912345678"]
    remove_contact(officer(world), contact)
    assert not Contact.objects.exists()
    assert queries.consents_now(one).exists()


def test_numbers_go_twelve_months_after_the_household_left(world: make.World) -> None:
    one, lately, here = (household(world.area, name) for name in ("Lê Ba", "Lê Tư", "Lê Năm"))
    for each in (one, lately, here):
        agreed(each, CONTACT, "0912345678")
    record_change(make.SYSTEM, one, change(Kind.CLOSED, date(2026, 2, 1)))
    record_change(make.SYSTEM, lately, change(Kind.CLOSED, date(2026, 2, 2)))
    assert purge_contacts(make.SYSTEM, date(2027, 1, 31)) == 0
    assert purge_contacts(officer(world), date(2027, 2, 1)) == 1
    assert set(Contact.objects.values_list("household_id", flat=True)) == {lately.pk, here.pk}
    assert actions(one)[-1] == "residents.contacts_purged"
    assert purge_contacts(make.actor(make.officer(world.neighbour)), date(2030, 1, 1)) == 0


def test_how_households_are_reached_hides_nobody(world: make.World) -> None:
    """S2-16: every way, and those of whom no way is known."""
    ways = ("zalo", "zalo", "phone", "visit", "")
    made = [
        household(world.area, f"Lê Văn {number}", reached_by=way) for number, way in enumerate(ways)
    ]
    household(world.neighbour_area, reached_by="zalo")
    agreed(made[0], ZALO, "0912345678")
    agreed(made[2])
    withdraw_consent(make.SYSTEM, agreed(made[1], ZALO, "0987654321"))
    reached = queries.reach_of(officer(world), world.commune)
    assert reached.ways == {"zalo": 2, "phone": 1, "slip": 0, "visit": 1, "": 1}
    assert (reached.households, reached.unknown) == (5, 1)
    assert (reached.zalo_agreed, reached.contact_agreed, reached.with_number) == (1, 1, 1)
    stranger = make.actor(make.officer(world.neighbour))
    assert queries.reach_of(stranger, world.commune).households == 0
