"""Tasks of members, and a post holder for everybody who holds or held a position in a group."""

from django.db import migrations, models

from tuquan.core.vietnamese import name_sort_key


def give_holders(apps, schema_editor):
    """One holder per account; where there was no account, nobody knows who is the same person."""
    Tenure = apps.get_model("groups", "Tenure")
    PostHolder = apps.get_model("bodies", "PostHolder")
    tenures = Tenure.objects.filter(holder=None).select_related("group__place")
    for tenure in tenures.order_by("pk"):
        area = tenure.group.place
        kept = {
            "place_id": area.parent_id or area.pk,
            "name": tenure.holder_name,
            "sort_key": name_sort_key(tenure.holder_name),
        }
        if tenure.account_id:
            holder, _made = PostHolder.objects.get_or_create(
                account_id=tenure.account_id, defaults=kept
            )
        else:
            holder = PostHolder.objects.create(**kept)
        Tenure.objects.filter(pk=tenure.pk).update(holder=holder)


class Migration(migrations.Migration):

    dependencies = [
        ("bodies", "0001_initial"),
        ("groups", "0003_posts_and_regrouping"),
    ]

    operations = [
        migrations.AddField(
            model_name="tenure",
            name="task",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.RunPython(give_holders, migrations.RunPython.noop),
    ]
