"""Sentences about papers: what is missing before one is issued, what its issuer should look at."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "paper_unknown_field": _(
        "“%(field)s” is not a blank that papers know. Correct the paper of the programme."
    ),
    "paper_value_missing": _("“%(field)s” is not filled in yet."),
    "paper_dots_left": _(
        "%(texts)s places are still dotted. Fill them in, or write them on the printed paper."
    ),
    "paper_title_missing": _("The paper has no title."),
    "paper_day_missing": _("The paper has no day. Choose the day of issue."),
    "paper_number_missing": _("The paper has no number. Take one from the number book."),
    "paper_signer_missing": _("Nobody signs the paper. Say on whose behalf and in which post."),
    "paper_signer_unnamed": _("The name of the person who signs is not given."),
    "paper_before_its_basis": _(
        "The paper is dated %(on)s, before one of its bases (%(basis_on)s): %(basis)s. "
        "Correct the day of the paper or the basis."
    ),
    "paper_motto_of_another": _(
        "The motto is that of another kind of office. Keep it as in the source, or take the "
        "motto of this style."
    ),
    "paper_authority_spelling": _(
        "“On behalf of” is spelt as other offices do. Keep it as in the source, or spell it as "
        "this style does."
    ),
    "paper_body_differs": _(
        "The title and the signature name two different bodies. Choose which of them decides."
    ),
    "paper_unprintable": _(
        "The PDF cannot be made: no font on the server has %(characters)s. Download the Word file."
    ),
    "paper_ends_otherwise": _("A paper of this style ends with “%(wanted)s”, not “%(found)s”."),
}
