"""Pledges registered and signed, and the models of areas and groups."""

import django.db.models.deletion
import tuquan.base.scoping
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("groups", "0005_kinds_of_barriers"),
        ("places", "0002_reforms"),
        ("programmes", "0003_read_old_definitions"),
        ("residents", "0006_own_fields"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PledgeRegistration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("pledge", models.CharField(max_length=60)),
                ("path", tuquan.base.scoping.PathField(db_index=True, max_length=120)),
                ("year", models.PositiveSmallIntegerField()),
                ("registered_on", models.DateField()),
                ("registered_by_name", models.CharField(max_length=150)),
                (
                    "denominator_kind",
                    models.CharField(
                        choices=[
                            ("households", "all households"),
                            ("number", "a number that was entered"),
                            ("itself", "the area itself"),
                        ],
                        max_length=10,
                    ),
                ),
                ("denominator_words", models.CharField(max_length=200)),
                ("denominator", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "being signed"), ("closed", "closed")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("closed_on", models.DateField(null=True)),
                (
                    "adoption",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pledge_registrations",
                        to="programmes.adoption",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pledge_registrations",
                        to="groups.residentgroup",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pledge_registrations",
                        to="places.place",
                    ),
                ),
                (
                    "renews",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewed_by",
                        to="formation.pledgeregistration",
                    ),
                ),
                (
                    "text_edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programmeedition",
                    ),
                ),
            ],
            options={
                "ordering": ("-year", "place__sort_key", "group__number", "id"),
            },
        ),
        migrations.CreateModel(
            name="DenominatorChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("before", models.PositiveIntegerField()),
                ("after", models.PositiveIntegerField()),
                ("reason", models.CharField(max_length=200)),
                ("changed_at", models.DateTimeField()),
                ("changed_by_name", models.CharField(max_length=150)),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="denominator_changes",
                        to="formation.pledgeregistration",
                    ),
                ),
            ],
            options={
                "ordering": ("-changed_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="PledgeSignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("signer_name", models.CharField(blank=True, max_length=150)),
                ("signer_key", models.CharField(blank=True, max_length=600)),
                ("signed_on", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("phone", "before the leader, on the phone"),
                            ("paper", "on paper"),
                        ],
                        max_length=10,
                    ),
                ),
                ("represented_by", models.CharField(blank=True, max_length=150)),
                ("withdrawn_on", models.DateField(null=True)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=200)),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.household",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="formation.pledgeregistration",
                    ),
                ),
            ],
            options={
                "ordering": ("signed_on", "id"),
            },
        ),
        migrations.CreateModel(
            name="SelfManagementModel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", tuquan.base.scoping.PathField(db_index=True, max_length=120)),
                ("theme", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                ("content", models.TextField()),
                ("chosen_on", models.DateField()),
                ("chosen_by", models.CharField(max_length=200)),
                ("ended_on", models.DateField(null=True)),
                ("ended_reason", models.CharField(blank=True, max_length=200)),
                (
                    "adoption",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="models",
                        to="programmes.adoption",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="models",
                        to="groups.residentgroup",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="models",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "ordering": ("place__sort_key", "group__number", "-chosen_on", "id"),
            },
        ),
        migrations.AddConstraint(
            model_name="pledgeregistration",
            constraint=models.UniqueConstraint(
                condition=models.Q(("group", None)),
                fields=("adoption", "pledge", "place", "year"),
                name="an_area_registers_a_pledge_once_a_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="pledgeregistration",
            constraint=models.UniqueConstraint(
                condition=models.Q(("group__isnull", False)),
                fields=("adoption", "pledge", "group", "year"),
                name="a_group_registers_a_pledge_once_a_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="pledgeregistration",
            constraint=models.CheckConstraint(
                condition=models.Q(("denominator__gte", 1)),
                name="a_pledge_is_counted_over_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="pledgesignature",
            constraint=models.UniqueConstraint(
                condition=models.Q(("household__isnull", False), ("withdrawn_on", None)),
                fields=("registration", "household"),
                name="a_household_signs_a_pledge_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="pledgesignature",
            constraint=models.UniqueConstraint(
                condition=models.Q(("household", None), ("withdrawn_on", None)),
                fields=("registration", "signer_key"),
                name="an_office_signs_a_pledge_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="pledgesignature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("household__isnull", False), ("signer_key", "")),
                    models.Q(("household", None), models.Q(("signer_key", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_household_or_an_office_signs",
            ),
        ),
        migrations.AddConstraint(
            model_name="pledgesignature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_on", None),
                    ("withdrawn_on__gte", models.F("signed_on")),
                    _connector="OR",
                ),
                name="a_signature_is_withdrawn_after_it_was_given",
            ),
        ),
        migrations.AddConstraint(
            model_name="selfmanagementmodel",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on", None), ("group", None)),
                fields=("adoption", "place"),
                name="an_area_has_one_model_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="selfmanagementmodel",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on", None), ("group__isnull", False)),
                fields=("adoption", "group"),
                name="a_group_has_one_model_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="selfmanagementmodel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on", None), ("ended_on__gte", models.F("chosen_on")), _connector="OR"
                ),
                name="a_model_ends_after_it_was_chosen",
            ),
        ),
    ]
