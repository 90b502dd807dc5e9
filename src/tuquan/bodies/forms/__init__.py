"""Founding bodies, appointing people, guiding areas."""

from tuquan.bodies.forms.appointing import ActingForm, AppointForm, EndForm, SucceedForm
from tuquan.bodies.forms.founding import AlterForm, DissolveForm, FoundForm
from tuquan.bodies.forms.guiding import GuideForm
from tuquan.bodies.forms.people import HolderChoice, TrainingForm

__all__ = [
    "ActingForm",
    "AlterForm",
    "AppointForm",
    "DissolveForm",
    "EndForm",
    "FoundForm",
    "GuideForm",
    "HolderChoice",
    "SucceedForm",
    "TrainingForm",
]
