"""Sentences about papers being issued, number books, issuing bodies and checked files."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, object] = {
    "document_changed": _(
        "Somebody else changed this paper while you were looking at it. Look at it again, then "
        "decide."
    ),
    "document_not_draft": _("This paper is no longer a draft, so it cannot be changed."),
    "document_not_issued": _("Only an issued paper that still holds can be treated so."),
    "document_being_replaced": _(
        "A paper that replaces this one was begun already. Open that one instead."
    ),
    "document_gone": _("The draft was thrown away before its turn came."),
    "document_day_ahead": _("This day has not come yet. Choose today or a day before."),
    "document_book_missing": _("Choose the number book from which the paper takes its number."),
    "document_book_closed": _(
        "The number book was closed on %(on)s. Choose the book that is open on the day of the "
        "paper."
    ),
    "document_day_outside_book": _(
        "The number book runs from %(first)s to %(last)s, and the day of the paper is not in it. "
        "Choose another day or another book."
    ),
    "document_book_of_another": _(
        "The number book belongs to another body. Choose a book of the body that issues the paper."
    ),
    "document_book_of_another_type": _(
        "The paper is numbered as %(code)s, and the book is for %(book)s. Choose another book."
    ),
    "document_body_not_there": _("%(body)s does not issue papers on this day. Look at its days."),
    "document_signatory_not_there": _(
        "%(name)s does not sign for this body on this day. Choose somebody else."
    ),
    "document_no_deputy": _(
        "%(name)s cannot sign in place of the head: %(source)s knows no such signature. Let a "
        "deputy sign on behalf of the body, in the own post."
    ),
    "document_unprintable": _(
        "The paper cannot be drawn: no font on the server has %(characters)s. Write these "
        "characters otherwise. Nothing was issued and no number was taken."
    ),
    "document_reason_missing": _("Say why the paper is withdrawn."),
    "document_withdrawn_before": _(
        "The paper is dated %(dated)s and cannot be withdrawn before. Choose a later day."
    ),
    "scan_too_large": _(
        "The file is larger than %(most)s MB. Scan in black and white or with fewer dots per inch."
    ),
    "scan_not_readable": _(
        "“%(name)s” is no PDF, JPEG or PNG file. Save the scan as one of these."
    ),
    "batch_empty": _("Choose at least one draft."),
    "book_exists": _("There is a book of this type that begins on this day already."),
    "book_overlaps": _(
        "The book “%(other)s” of the same type holds on some of these days. Close it first, or "
        "choose other days."
    ),
    "book_type_missing": _("Write the code of the type of paper, such as QĐ."),
    "book_ends_before_it_begins": _("The book ends before it begins. Correct one of the days."),
    "book_longer_than_a_year": _(
        "Numbers of this office begin again every 1 January, so a book ends on 31 December at the "
        "latest."
    ),
    "book_closed": _("The number book is closed. Nothing is written into it any more."),
    "book_closed_on_wrong_day": _(
        "A book is closed between its first day and today. Choose another day."
    ),
    "book_reason_missing": _("Say why no paper bears this number."),
    "book_title_missing": _("Write the title of the paper that bears the number."),
    "book_number_ahead": _(
        "The number lies outside the book: the next one is %(next)s. Choose a number up to it."
    ),
    "book_number_impossible": _("The number lies outside the book. Choose another one."),
    "book_number_taken": _("Number %(number)s is taken already. Take the next one."),
    "book_number_of_a_paper": _(
        "The paper %(number)s bears this number. Withdraw the paper; its number stays with it."
    ),
    "issuer_text_missing": _("Fill this in; it stands on every paper."),
    "issuer_regime_unknown": _("Choose whose rules of layout the papers follow."),
    "issuer_ends_before_it_begins": _("The last day is before the first one. Choose a later day."),
    "issuer_ended": _("An end is written down already. Nothing was changed."),
    "signatory_head_missing": _("Write the post of the head for whom this person signs."),
}
