"""Sentences about meetings, votes and elections: what is wrong, why it came out so."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "count_missing": _("“%(figure)s” is not filled in yet."),
    "count_negative": _("“%(figure)s” cannot be below zero: %(count)s."),
    "household_not_entitled": _(
        "The household of %(household)s is not on the list of voting households."
    ),
    "household_represented_twice": _(
        "The household of %(household)s has been counted already. A household has one vote,"
        " whoever comes."
    ),
    "more_present_than_entitled": _(
        "%(present)s households are said to take part, but only %(entitled)s are on the list."
    ),
    "more_ballots_than_households": _(
        "%(issued)s ballots were issued to %(households)s households. Each household gets one."
    ),
    "ballots_handed_to_more_than_entitled": _(
        "Ballots were handed to %(handed_to)s households, but only %(entitled)s are on the list."
    ),
    "ballots_not_all_accounted_for": _(
        "%(issued)s ballots were issued, but those returned and not returned make %(count)s."
    ),
    "ballots_not_all_judged": _(
        "%(returned)s ballots were returned, but valid and invalid ones make %(count)s."
    ),
    "more_ballots_than_participants": _(
        "%(returned)s ballots came back, but only %(present)s households took part."
    ),
    "more_votes_than_present": _(
        "The votes add up to %(count)s, but only %(present)s households are present."
    ),
    "choices_not_the_valid_ballots": _(
        "For, against and abstained add up to %(count)s, but %(ballots)s ballots are valid."
    ),
    "blanks_not_the_invalid_ballots": _(
        "Blank and spoilt ballots add up to %(count)s, but %(ballots)s ballots are invalid."
    ),
    "too_few_witnesses": _(
        "A result from paper needs %(needed)s witnesses from different households; named: "
        "%(count)s."
    ),
    "counting_board_size": _(
        "A counting board has %(fewest)s to %(most)s people; named: %(count)s."
    ),
    "no_candidates": _("Nobody stands for election. Enter at least one candidate."),
    "candidate_twice": _("%(name)s is on the list of candidates twice."),
    "candidate_not_entitled": _(
        "%(name)s may not be elected here: not on the list of people who may stand."
    ),
    "candidate_may_not_stand": _("%(name)s may not stand in this vote."),
    "candidate_votes_missing": _("The votes for %(name)s are not filled in yet."),
    "candidate_votes_negative": _("The votes for %(name)s cannot be below zero: %(votes)s."),
    "votes_for_withdrawn": _(
        "%(name)s withdrew before the vote: the %(votes)s votes for this name do not count."
    ),
    "more_votes_than_voters": _(
        "%(name)s has %(votes)s votes, but only %(voters)s households voted validly."
    ),
    "more_marks_than_seats_allow": _(
        "The votes add up to %(marks)s. %(voters)s households choosing %(seats)s each make "
        "%(most)s at most."
    ),
    "method_not_for_matter": _("This matter may not be decided by %(method)s."),
    "method_only_after_meeting": _(
        "For this matter %(method)s are allowed only after a meeting that too few "
        "households came to."
    ),
    "method_not_in_programme": _("The programme does not provide for %(method)s."),
    "online_not_agreed": _("More than half of all households must agree to vote online first."),
}

REASONS = {
    "fixed_by_law": _("Fixed by Law %(law)s."),
    "fixed_by_article": _("Fixed by Article %(article)s of Law %(law)s."),
    "chosen_by_programme": _("Chosen by the programme, not fixed by law."),
    "no_quorum_set": _("No smallest number of households was set."),
    "nobody_entitled": _("There is no household on the list, so nothing can be decided."),
    "quorum_met": _(
        "Households taking part: %(present)s of %(entitled)s; needed: %(needed)s. Enough."
    ),
    "quorum_short": _(
        "Households taking part: %(present)s of %(entitled)s; needed: %(needed)s. Still "
        "lacking: %(lacking)s."
    ),
    "figures_contradict": _(
        "Some figures cannot be true together. Nothing is decided until they are put right."
    ),
    "figures_missing": _("Still to be filled in: %(figures)s."),
    "votes_missing": _("Votes still to be filled in for: %(names)s."),
    "motion_passed": _(
        "Passed: %(in_favour)s in favour; needed: %(needed)s (%(share)s, of %(whole)s %(of)s)."
    ),
    "motion_failed": _(
        "Not passed: %(in_favour)s in favour; needed: %(needed)s (%(share)s, of %(whole)s "
        "%(of)s). Lacking: %(lacking)s."
    ),
    "areas_missing": _("Areas still without a result that decides: %(areas)s."),
    "method_chosen": _(
        "%(count)s of %(present)s households present chose %(method)s; needed: %(needed)s."
    ),
    "method_not_chosen": _(
        "No way to vote was chosen by the %(needed)s of %(present)s households it needs. Ask again."
    ),
    "all_seats_filled": _("Everybody who had to be elected has been elected: %(seats)s."),
    "vote_again_among_tied": _(
        "%(names)s have %(votes)s votes each. To be elected: %(seats)s. Vote again among them only."
    ),
    "second_round_needed": _(
        "To be elected still: %(seats)s. Nobody else has the %(needed)s votes needed. Vote "
        "again on: %(names)s."
    ),
    "seats_left_empty": _("Left empty: %(seats)s of %(of_seats)s. A new election is needed."),
    "seats_empty_after_withdrawal": _(
        "Left empty because the elected person withdrew: %(seats)s. The next does not move up."
    ),
    "no_valid_votes": _("Not one ballot was valid."),
    "elected_with_votes": _("Elected: %(votes)s votes of %(whole)s %(of)s; needed: %(needed)s."),
    "equal_votes": _(
        "The same number of votes (%(votes)s): %(names)s. There is room for all of them."
    ),
    "elected_after_withdrawal": _(
        "Elected because somebody with as many votes or more withdrew: %(names)s."
    ),
    "no_seat_left": _(
        "%(votes)s votes were enough, but others with more votes filled the %(seats)s to be"
        " elected."
    ),
    "too_few_votes": _("%(votes)s votes; needed: %(needed)s. Lacking: %(lacking)s."),
    "tied_for_seats": _(
        "Equal with others at %(votes)s votes (%(names)s); to be elected: %(seats)s."
    ),
    "stands_again": _("May stand in the second round; to be elected: %(seats)s."),
    "withdrew_before": _("Withdrew before the vote."),
    "withdrew_after": _("Withdrew after the vote."),
    "members_not_chosen_yet": _(
        "The members have to be elected first; the leader is chosen among them."
    ),
}

WORDS = {
    "figure.entitled": _("households on the list"),
    "figure.present": _("households taking part"),
    "figure.handed_to": _("households handed a ballot"),
    "figure.issued": _("ballots issued"),
    "figure.returned": _("ballots returned"),
    "figure.not_returned": _("ballots not returned"),
    "figure.valid": _("valid ballots"),
    "figure.invalid": _("invalid ballots"),
    "figure.in_favour": _("in favour"),
    "figure.against": _("against"),
    "figure.abstained": _("abstained"),
    "figure.blank": _("blank ballots"),
    "figure.ballots_cast": _("votes cast"),
    "figure.valid_ballots": _("valid ballots"),
    "figure.show_of_hands": _("in favour of a show of hands"),
    "figure.secret_ballot": _("in favour of a secret ballot"),
    "of.all_households": _("households in all"),
    "of.present": _("households present"),
    "of.ballots_cast": _("votes cast"),
    "of.valid_ballots": _("valid ballots"),
    "of.all_areas": _("areas in all"),
    "share.strict": _("more than %(share)s"),
    "share.reached": _("at least %(share)s"),
    "method.show_of_hands": _("a show of hands"),
    "method.secret_ballot": _("a secret ballot"),
    "method.household_ballots": _("ballots carried to households"),
    "method.online": _("a vote online"),
    "state.passed": _("passed"),
    "state.failed": _("not passed"),
    "state.no_quorum": _("too few households"),
    "state.undecided": _("not decided yet"),
    "election.complete": _("all elected"),
    "election.tied": _("equal votes"),
    "election.second_round": _("second round needed"),
    "election.incomplete": _("seats left empty"),
    "election.void": _("void"),
    "election.undecided": _("not decided yet"),
    "place.elected": _("elected"),
    "place.not_elected": _("not elected"),
    "place.tied": _("equal votes"),
    "place.second_round": _("second round"),
    "place.withdrawn": _("withdrew"),
    "place.open": _("not decided yet"),
    "matter.contributions": _("contributions to works of the area"),
    "matter.funds": _("collecting, spending and managing contributions and funds"),
    "matter.commune_contributions": _("contributions in the whole commune"),
    "matter.convention": _("the convention of the area"),
    "matter.area_head": _("electing or dismissing the head of the area"),
    "matter.boards": _(
        "electing or dismissing members of the inspection and investment supervision boards"
    ),
    "matter.other_matters": _("other self-management matters"),
    "matter.group_election": _("electing the leader and deputy of a group"),
    "effect.when_passed": _("as soon as it is passed"),
    "effect.on_recognition": _("once it is recognised"),
    "effect.day_set_by_commune": _("from the day set by the commune"),
}
