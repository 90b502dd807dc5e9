"""Installing packs, adopting programmes, and following what happens under an adoption."""

from __future__ import annotations

from tuquan.programmes.services.adopting import (
    AdoptionTerms,
    adopt_programme,
    change_edition,
    change_local_terms,
)
from tuquan.programmes.services.archives import LARGEST_ARCHIVE, read_pack_archive
from tuquan.programmes.services.feeds import open_feed, revoke_feed, secret_hash
from tuquan.programmes.services.following import (
    UNITY_FESTIVAL,
    choose_pilot,
    end_pilot,
    mark_milestone,
    record_event,
    record_events,
    take_back_milestone,
)
from tuquan.programmes.services.installing import (
    Installation,
    Waiting,
    install_pack,
    install_shipped,
    packs_to_install,
    read_pack,
    shipped_packs,
)

__all__ = [
    "LARGEST_ARCHIVE",
    "UNITY_FESTIVAL",
    "AdoptionTerms",
    "Installation",
    "Waiting",
    "adopt_programme",
    "change_edition",
    "change_local_terms",
    "choose_pilot",
    "end_pilot",
    "install_pack",
    "install_shipped",
    "mark_milestone",
    "open_feed",
    "packs_to_install",
    "read_pack",
    "read_pack_archive",
    "record_event",
    "record_events",
    "revoke_feed",
    "secret_hash",
    "shipped_packs",
    "take_back_milestone",
]
