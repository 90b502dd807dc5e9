"""What is wrong with a round of awards, a nomination, a vote or a line of the register."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "award_unknown": _("The programme has no such award any more. Load the page again."),
    "award_place_unfit": _("%(place)s does not give this award. Choose another place."),
    "award_year_unfit": _(
        "Rounds can be opened for the years %(first)s to %(last)s. Enter earlier awards in the "
        "register."
    ),
    "award_rhythm_used": _(
        "%(place)s gives this award %(times)s times in %(years)s years and gave it in %(given)s. "
        "It may be given again from %(next)s on. Where it shall be given all the same, write why."
    ),
    "award_rhythm_used_in_year": _(
        "%(place)s gives this award once a year and gave it in %(given)s already. It may be given "
        "again from %(next)s on. Where it shall be given all the same, write why."
    ),
    "award_round_open_already": _(
        "A round of this award is under way for %(year)s already. Go on with that one."
    ),
    "award_round_over": _("This round is over. Nothing can be changed in it any more."),
    "award_round_not_open": _(
        "Nobody can be nominated now: the council has met. Open the nominations again first."
    ),
    "award_round_changed": _("Somebody changed this round meanwhile. Load the page again."),
    "award_quota_too_small": _("A quota is at least 1. Leave it empty where there is none."),
    "award_quota_reason_missing": _("Write who set the quota and why, such as the paper it is in."),
    "award_quota_exceeded": _(
        "%(count)s are recommended, but the quota is %(quota)s. Recommend fewer, or have the quota "
        "changed first."
    ),
    "award_council_elsewhere": _("“%(name)s” does not stand over this place. Choose another."),
    "award_close_reason_missing": _("Write why the round is closed without giving anything."),
    "award_kind_unfit": _("This award is not for recipients of that kind. Choose another kind."),
    "award_nominee_missing": _("Choose who is nominated."),
    "award_nominee_elsewhere": _("Whoever is nominated has to belong to %(place)s."),
    "award_nominee_no_unit": _(
        "“%(name)s” cannot be nominated: it is not of this programme, or has ended or left."
    ),
    "award_nominated_already": _("“%(name)s” is nominated in this round already."),
    "award_result_of_another": _(
        "The result is that of another group or area. Load the page again."
    ),
    "award_nobody_ticked": _("Tick at least one group or area."),
    "award_one_of_several": _("%(name)s: %(why)s"),
    "award_withdrawn_already": _("This nomination was withdrawn already."),
    "award_nobody_nominated": _("Nobody is nominated yet. Nominate somebody first."),
    "award_votes_impossible": _("Write how many voted for it, against it and abstained."),
    "award_vote_not_carried": _(
        "A list needs more than half of the votes; %(for)s were for it. Change the list and let "
        "the council vote again."
    ),
    "award_more_votes_than_members": _(
        "%(votes)s votes were cast, but the council has %(members)s members. Look at the figures "
        "again."
    ),
    "award_verdict_missing": _("Say of “%(name)s” whether the council recommends it."),
    "award_verdict_reason_missing": _("Write why the council does not recommend “%(name)s”."),
    "award_council_first": _(
        "The council has not met yet. Write down what it recommends, then draft the decision."
    ),
    "award_nobody_recommended": _("The council recommends nobody, so there is nothing to decide."),
    "award_decision_written": _(
        "A decision about this round is written. Discard or withdraw it first, then change the "
        "round."
    ),
    "award_replaced_too_late": _(
        "The decision this paper replaces was withdrawn meanwhile. Discard this paper and draft "
        "another decision on the page of the round."
    ),
    "award_no_certificate_open": _("Everybody awarded has a certificate, or somebody drafts them."),
    "award_entered_already": _("“%(name)s” stands in the register with this award for %(year)s."),
    "award_taken_back_already": _("This award was taken back already."),
    "award_given_by_decision": _(
        "This award was given by decision %(number)s. Withdraw that paper; the register follows it."
    ),
    "reform_undo_awards": _(
        "%(count)s rounds of awards were opened since then. The reform cannot be undone any more."
    ),
}
