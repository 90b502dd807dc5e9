"""Sentences for what the recogniser of household lists notices, by its reason codes."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "legacy_encoding": _("The text is in an old Vietnamese encoding and was converted."),
    "column_not_kept": _(
        "The column holds data the platform does not keep (ethnicity, religion, personal "
        "number, poverty). Left out, and said so."
    ),
    "sheet_empty": _("The sheet has no rows."),
    "sheet_hidden": _("The sheet is hidden; it is not imported unless a person asks."),
    "sheet_not_a_list": _("The sheet is no list of households (summary, chart, team members)."),
    "total_row": _("A total or subtotal row."),
    "total_mismatch": _("The stated total differs from what was counted in the rows."),
    "section_row": _(
        "A heading inside the list (lane, group); it gives context to the rows below."
    ),
    "repeated_header": _("The header printed again inside the list."),
    "column_number_row": _("The row (1) (2) (3) under the header."),
    "note_only_row": _("A row with only a remark; the text is shown in the report."),
    "empty_numbered_row": _("Only a row number (or dots), nothing else."),
    "trailing_text": _("Signature block or remarks under the list."),
    "head_name_missing": _("The row has data but no name of the head."),
    "duplicate_household": _("Same head, birth year, lane and count as an earlier row."),
    "duplicate_differs": _(
        "Same head, birth year and lane as an earlier row, but other values differ."
    ),
    "duplicate_person": _("Same person twice in one household."),
    "household_without_head": _(
        "Nobody in the household is marked as head; reported on its first row."
    ),
    "possible_duplicate": _(
        "Same head and birth year in another lane or area; perhaps two people."
    ),
    "name_incomplete": _("The name has only one word."),
    "letters_lost": _(
        "Letters were replaced by '?' before the file reached us; cannot be repaired."
    ),
    "birth_year_missing": _("No birth year."),
    "birth_year_unknown": _("Text that says the year is not known."),
    "birth_year_out_of_range": _("Year before 1900 or after today."),
    "birth_year_two_digits": _("Two digits; read as 19xx, please check."),
    "head_too_young": _("The head would be under 15."),
    "birth_date_missing": _("No birth date."),
    "birth_date_impossible": _("No such day; only the year is kept."),
    "birth_date_month_first": _("Only makes sense as month/day/year; read so, please check."),
    "birth_date_in_future": _("Date after today."),
    "member_count_missing": _("No number of members."),
    "member_count_invalid": _("Not a whole number from 1 up."),
    "member_count_too_high": _("More than 20 members."),
    "relation_missing": _("No relation to the head."),
    "household_two_heads": _("Two people are marked as head; the first is used."),
    "household_number_repeated": _("The household number was used before for other people."),
    "formula_text": _("Text that a spreadsheet would run as a formula; kept as plain text."),
    "formula_error": _("The formula gives an error value."),
    "phone_invalid": _("Not a usable telephone number."),
    "coordinates_invalid": _("Not coordinates, or far outside the commune."),
    "coordinates_swapped": _("Latitude and longitude changed places; put right, please check."),
    "row_too_wide": _("More cells than the header; the rest was joined to the last field."),
    "unicode_decomposed": _("Decomposed Unicode, now NFC."),
    "lookalike_letter": _("A foreign letter that looks Vietnamese (Ð for Đ, ƣ for ư)."),
    "mojibake": _("UTF-8 read as Windows-1252 and saved again; undone."),
    "encoding_mixed": _("This row is already Unicode in a file that is not; left alone."),
    "letter_case": _("Capitals or small letters changed to the usual form."),
    "extra_spaces": _("Double, hidden or outer spaces removed."),
    "line_break_in_cell": _("Line break inside a name changed to a space."),
    "tone_mark_style": _("hoà / hòa: kept as typed, treated as equal when comparing."),
    "name_prefix_removed": _("Ông, Bà or Hộ in front of the name removed."),
    "number_as_text": _("A number stored as text."),
    "birth_year_repaired": _("A clear typing fault in the year."),
    "birth_date_given": _("A full date in the year column; the year is used."),
    "member_count_repaired": _("Number taken out of text such as '4 người'."),
    "ditto_filled": _("A ditto mark, filled from the household above."),
    "merged_cell_filled": _("The value of a merged cell."),
    "formula_value_used": _("The stored result of a formula."),
    "long_text": _("A very long remark, kept whole."),
    "phone_repaired": _("Lost zero put back, +84 or old prefix changed."),
    "row_number_odd": _("The row number is missing, repeated or not a number."),
    "cell_comment": _("The cell carries a comment."),
    "note_sensitive": _("The remark holds something that should not be kept for one household."),
    "person_name_missing": _("A person row without a name."),
}
