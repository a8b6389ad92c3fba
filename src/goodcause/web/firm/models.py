"""Who may see which case, and in what role."""

from __future__ import annotations

from django.db import models


class Membership(models.Model):
    """One account's role in one case; without a row a case is not there for that account."""

    user = models.ForeignKey("auth.User", on_delete=models.CASCADE, related_name="memberships")
    case = models.SlugField(max_length=120)
    role = models.CharField(max_length=20)

    class Meta:
        app_label = "firm"
        constraints = (models.UniqueConstraint(fields=["user", "case"], name="one_role_a_case"),)
