"""People and the organisations they act for."""

from __future__ import annotations

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is in an organisation; the rights stand in `matrix`."""

    OWNER = "owner", _("business owner")
    STAFF = "staff", _("staff of a business")
    OFFICER = "officer", _("officer of an export organisation")
    VERIFIER = "verifier", _("verifier")
    APPROVER = "approver", _("approver")
    BUYER = "buyer", _("buyer")
    ANALYST = "analyst", _("government analyst")
    ADMINISTRATOR = "administrator", _("administrator")


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in with an e-mail address or a phone number."""

    login = models.CharField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=2, default="id")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    # A new account can write drafts at once; what others see of it (publishing, claims,
    # requests to join) waits until a code proved the number or address.
    confirmed_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    last_seen_on = models.DateField(null=True, blank=True)
    # Since when a code is asked for after the password; it stands here as well so that
    # no page has to look for it.
    factor_set_at = models.DateTimeField(null=True, blank=True)
    # An account that nobody used is told so before its data go.
    inactive_told_at = models.DateTimeField(null=True, blank=True)

    objects = BaseUserManager()

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A business, an export organisation, an office or a buyer's company."""

    class Kind(models.TextChoices):
        BUSINESS = "business", _("business")
        EXPORT = "export_organisation", _("export organisation")
        OFFICE = "trade_office", _("trade office")
        BUYER = "buyer", _("buyer")

    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2, default="ID")
    regions = models.ManyToManyField("reference.Region", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """That a person acts for an organisation in a role."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role)
    since = models.DateField(auto_now_add=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"], name="membership_once"
            )
        ]


class SignInFailure(models.Model):
    """A wrong password, kept a quarter of an hour; of the login only a keyed hash."""

    login_fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["login_fingerprint", "at"])]
