"""How the tables of the apps above follow a reform; the contract stands in `queries.following`."""

from tuquan.places.queries.following import (
    Closed,
    Follower,
    Moved,
    Moves,
    after_reforms,
    follow_reforms,
    followers,
)

__all__ = ["Closed", "Follower", "Moved", "Moves", "after_reforms", "follow_reforms", "followers"]
