"""What a good model lacks before it is shared, and why it cannot be followed or changed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "exemplar_title_missing": _("Give the model a name."),
    "exemplar_text_too_long": _("This has at most %(maximum)s characters. Write it shorter."),
    "exemplar_theme_unknown": _("The programme has no such theme. Choose one from the list."),
    "exemplar_line_unknown": _("The reports of the programme have no such line."),
    "exemplar_paper_unknown": _(
        "Only issued papers of your own place that list no households or people can stand here."
    ),
    "exemplar_place_wrong": _("%(place)s is no residential area that stands today."),
    "exemplar_group_wrong": _("%(group)s is no formed group of %(place)s."),
    "exemplar_too_many_steps": _("There are at most %(maximum)s steps. Put some together."),
    "exemplar_step_too_long": _(
        "Step %(number)s has more than %(maximum)s characters. Write it shorter."
    ),
    "exemplar_step_time_wrong": _(
        "For step %(number)s write how many days or weeks it took, from 1 to 10000, or nothing."
    ),
    "exemplar_cost_wrong": _("Write the cost in đồng, from 0 to %(maximum)s."),
    "exemplar_effort_wrong": _("Write a whole number from 0 to 1000000, or nothing."),
    "exemplar_mobile_unagreed": _(
        "This is a mobile number of a person. Write the telephone of an office, or tick below that "
        "the person agreed."
    ),
    "exemplar_steps_missing": _("Write what was done: at least one step."),
    "exemplar_contact_missing": _("Write whom to ask, and how to reach them."),
    "exemplar_not_accepted": _(
        "No year of %(name)s was accepted or recognised yet. Once one was, the model can be shared."
    ),
    "exemplar_share_too_wide": _(
        "You cannot share it with the people of %(place)s. Beyond the commune an officer of the "
        "commune shares it."
    ),
    "exemplar_shared_stays_complete": _(
        "It is shared: its steps, whom to ask and how to reach them stay filled in."
    ),
    "exemplar_reason_missing": _("Write why it is withdrawn; it is shown beside it."),
    "exemplar_changed_meanwhile": _(
        "Somebody else changed “%(title)s” meanwhile. Load the page again."
    ),
    "exemplar_rewritten_meanwhile": _(
        "Somebody else changed this meanwhile, otherwise than you at: %(parts)s. What you typed "
        "stands here and is not saved yet. Look at these parts, then save."
    ),
    "exemplar_not_shared": _("Only a model that is shared can be followed."),
    "exemplar_not_shared_here": _(
        "It is shared with the people of %(shared_to)s, not of %(place)s."
    ),
    "exemplar_follows_itself": _("%(name)s did this first. Choose another area or group."),
    "exemplar_no_programme": _("No programme runs in %(place)s. Let the commune adopt one first."),
    "exemplar_theme_not_here": _(
        "The programme of %(place)s has no such theme. Leave this empty to follow the plan only."
    ),
    "exemplar_followed_already": _("%(name)s follows this model already. Open its plan."),
    "replication_day_ahead": _("This day has not come yet."),
    "replication_step_too_early": _("It began on %(on)s only."),
    "replication_reason_missing": _("Write why it stops: others learn from it too."),
    "replication_changed_meanwhile": _(
        "Somebody else changed the plan of %(name)s meanwhile, or it is over. Load the page again."
    ),
    "reform_undo_exemplars": _(
        "%(count)s good models were written or followed since then. The reform cannot be undone "
        "any more."
    ),
}
