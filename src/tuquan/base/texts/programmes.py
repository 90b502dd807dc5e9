"""What is wrong with what a place wants of a programme, as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TEXTS = {
    # Installing
    "parent_not_installed": _(
        "This plan takes parts over from %(programme)s, edition %(edition)s. Install that first."
    ),
    "pack_too_large": _("The file is larger than %(maximum)s MB. A pack is small: send only it."),
    "pack_not_zip": _("This is no ZIP file. Pack the folder of the programme and send that."),
    "pack_path_outside": _("The file “%(file)s” would lie outside the pack. Pack the folder anew."),
    "pack_unpacks_too_large": _(
        "Unpacked, the files are larger than %(maximum)s MB together. Pack only the programme."
    ),
    "pack_texts_too_large": _(
        "The YAML files are larger than %(maximum)s MB together. A programme needs far less."
    ),
    "pack_too_many_files": _(
        "There are more than %(maximum)s files in it. Pack only the folder of one programme."
    ),
    "pack_file_twice": _("The file “%(file)s” is in it twice. Pack the folder anew."),
    "pack_encrypted": _("The file “%(file)s” is locked with a password. Pack it without one."),
    "pack_packed_otherwise": _(
        "“%(file)s” is packed in a way that is not read here. Pack the folder as a plain ZIP file."
    ),
    "pack_link": _("“%(file)s” is a link and not a file. Put the file itself there."),
    "nothing_to_change": _("%(place)s runs no other edition of “%(programme)s”."),
    "other_edition_runs": _(
        "%(place)s runs edition %(edition)s of this programme. Let it go on with the other one "
        "from a day to come, on the page of the programme, or with --change."
    ),
    # Terms of a place
    "terms_file_unreadable": _("The file %(file)s cannot be read. Is it there, and UTF-8 text?"),
    "part_unknown": _("The programme has no part called “%(item)s”."),
    "part_not_optional": _("The programme does not let you switch off “%(item)s”."),
    "re_dated_unknown": _("The programme has no day called “%(item)s”."),
    "parameter_unknown": _("The programme has no figure called “%(parameter)s”."),
    "parameter_twice": _("There are two values from %(day)s on. Keep one."),
    "criterion_unknown": _("The programme has no criterion called “%(criterion)s”."),
    "criterion_without_bound": _(
        "Criterion %(criterion)s compares with no plain figure, so no stricter one can be set."
    ),
    "bound_not_stricter": _(
        "%(value)s is not stricter than the %(was)s of criterion %(criterion)s. A place may ask "
        "for more, not for less."
    ),
    "criterion_known": _("There is a criterion called “%(criterion)s” already."),
    "duty_unknown": _("The programme has no duty called “%(duty)s”."),
    "note_unknown": _("The programme leaves nothing open called “%(note)s”."),
    "days_wrong": _("Between %(fewest)s and %(most)s days, each number once."),
    "second_person_wrong": _(
        "A second person can be asked for changes of the list (register_changes) and for totals "
        "(totals), each once."
    ),
    "area_checks_without_area": _(
        "The plan's chain of reports has no area, so no head of an area can look at them first."
    ),
    "level_not_abolished": _("This level still exists, nothing takes its place."),
    "level_abolished_too": _("This level was abolished too. Choose one that exists."),
    "added_criterion_kept": _(
        "“%(criterion)s” was added here and cannot be taken back in mid-course. Adopt anew for "
        "that."
    ),
    "tightened_bound_kept": _(
        "The bound was set to %(value)s here and cannot be loosened in mid-course."
    ),
    "terms_changed_meanwhile": _(
        "Somebody changed the terms of %(place)s meanwhile. Look at them and change yours again."
    ),
    "edition_starts_too_early": _(
        "A new edition starts on a day to come, after %(day)s: reports keep the edition their "
        "period began with."
    ),
    "edition_starts_after_end": _("The programme has ended here before %(day)s."),
    "working_days_unknown": _(
        "Nobody has entered yet which days of %(year)s are worked, and a report is due in working "
        "days. Bring the program up to date, then open the periods again."
    ),
    # Pilots, milestones, events
    "pilot_rule_unknown": _("The programme chooses no pilots called “%(rule)s”."),
    "pilot_already": _("%(place)s is a pilot already."),
    "pilot_ended_already": _("%(place)s is no longer a pilot."),
    "chosen_by_missing": _("Say who chose it."),
    "milestone_unknown": _("The programme has no milestone called “%(milestone)s”."),
    "milestone_is_computed": _("The system finds this out by itself from the figures."),
    "day_in_future": _("%(day)s is still to come. Write the day when it is done."),
    "event_unknown": _("The system does not know the event “%(event)s”."),
}
