"""Places that change: plans of reforms, the tree on any date, and sharing figures between maps."""

from tuquan.core.succession.plan import Alter, Close, Found, Part, Plan, Ref

__all__ = ["Alter", "Close", "Found", "Part", "Plan", "Ref"]
