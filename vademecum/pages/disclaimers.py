"""The disclaimer of one audience, as layouts get it."""

from __future__ import annotations

from vademecum.model.articles import Variant
from vademecum.pages.views.article import DisclaimerView
from vademecum.pages.world import World


def disclaimer_view(variant: Variant, world: World) -> DisclaimerView:
    """Return the disclaimer of a variant's readers."""
    audience = world.site.audiences[variant.audience]
    return DisclaimerView(
        audience=audience.id,
        label=audience.label,
        html=world.disclaimer(audience),
        emergency_number=audience.emergency_number,
    )
