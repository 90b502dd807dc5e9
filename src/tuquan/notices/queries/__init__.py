"""The inbox of a person, and what is to be told of."""

from tuquan.notices.queries.alerts import Alert, alerts_on, provide_alerts
from tuquan.notices.queries.inbox import own_notices, unread_count
from tuquan.notices.queries.posts import post_alerts

__all__ = [
    "Alert",
    "alerts_on",
    "own_notices",
    "post_alerts",
    "provide_alerts",
    "unread_count",
]
