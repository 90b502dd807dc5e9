"""Pages about bodies, posts in them, whom they guide, and the people who hold posts."""

from tuquan.bodies.views.appointing import act, appoint, end_post, hand_over
from tuquan.bodies.views.founding import alter, dissolve, found
from tuquan.bodies.views.guiding import end_guidance, guide
from tuquan.bodies.views.one_body import detail, history, index
from tuquan.bodies.views.people import own_posts, people, person, train

__all__ = [
    "act",
    "alter",
    "appoint",
    "detail",
    "dissolve",
    "end_guidance",
    "end_post",
    "found",
    "guide",
    "hand_over",
    "history",
    "index",
    "own_posts",
    "people",
    "person",
    "train",
]
