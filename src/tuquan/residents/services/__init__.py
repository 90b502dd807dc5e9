"""Writing the household list: by hand, and from the workbook people have."""

from tuquan.residents.queries.changing import NewChange
from tuquan.residents.services.assigning import (
    assign_household,
    assign_households,
    assign_lane,
    end_assignment,
)
from tuquan.residents.services.bulk import NewRows, insert_households
from tuquan.residents.services.changes import (
    approve_change,
    record_change,
    refuse_change,
    take_back_change,
)
from tuquan.residents.services.confirming import (
    ImportChoices,
    ImportOutcome,
    confirm_import,
    decide_rows,
    start_confirm,
)
from tuquan.residents.services.duplicates import (
    merge_households,
    say_different,
)
from tuquan.residents.services.fields import (
    NewField,
    add_field,
    change_field,
    end_field,
    set_values,
)
from tuquan.residents.services.followers import (
    HouseholdFollower,
    follow_households,
)
from tuquan.residents.services.households import (
    NewHousehold,
    add_household,
    add_households,
    correct_household,
)
from tuquan.residents.services.importing import (
    discard_import,
    preview_import,
    read_again,
    read_list,
    start_import,
    stop_import,
)
from tuquan.residents.services.leaving import (
    close_household,
    erase_household,
    purge_contacts,
    reopen_household,
)
from tuquan.residents.services.list_people import ContactsAgreed
from tuquan.residents.services.mapping import correct_mapping
from tuquan.residents.services.people import (
    NewMember,
    add_contact,
    add_member,
    correct_member,
    give_consent,
    remove_contact,
    remove_member,
    withdraw_consent,
)
from tuquan.residents.services.undoing import undo_import

__all__ = [
    "NewField",
    "add_field",
    "change_field",
    "end_field",
    "set_values",
    "NewChange",
    "NewMember",
    "NewRows",
    "add_contact",
    "add_member",
    "correct_member",
    "give_consent",
    "remove_contact",
    "remove_member",
    "withdraw_consent",
    "close_household",
    "erase_household",
    "purge_contacts",
    "reopen_household",
    "HouseholdFollower",
    "follow_households",
    "merge_households",
    "say_different",
    "approve_change",
    "record_change",
    "refuse_change",
    "take_back_change",
    "assign_household",
    "assign_households",
    "assign_lane",
    "end_assignment",
    "ContactsAgreed",
    "ImportChoices",
    "ImportOutcome",
    "NewHousehold",
    "NewMember",
    "add_contact",
    "add_household",
    "add_households",
    "add_member",
    "approve_change",
    "assign_household",
    "assign_households",
    "assign_lane",
    "close_household",
    "confirm_import",
    "correct_household",
    "correct_mapping",
    "correct_member",
    "decide_rows",
    "discard_import",
    "end_assignment",
    "erase_household",
    "give_consent",
    "insert_households",
    "merge_households",
    "preview_import",
    "purge_contacts",
    "read_again",
    "read_list",
    "record_change",
    "refuse_change",
    "remove_contact",
    "remove_member",
    "reopen_household",
    "say_different",
    "start_confirm",
    "start_import",
    "stop_import",
    "take_back_change",
    "undo_import",
    "withdraw_consent",
]
