"""What proves a person beyond the password, and where he is signed in."""

from __future__ import annotations

from django.db import models

from wadah.apps.accounts.fields import EncryptedTextField
from wadah.apps.accounts.models.people import User


class SecondFactor(models.Model):
    """The secret shared with the app on a person's phone.

    It counts once a code of it was given; from then on `user.factor_set_at` is set.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="second_factor")
    secret = EncryptedTextField()
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # The half minute of the last code that was taken: an older or equal one is refused.
    last_step = models.BigIntegerField(default=0)


class RecoveryCode(models.Model):
    """One of ten codes on paper, for when the phone is lost; kept as a keyed hash."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "code_hash"], name="recovery_code_once"
            )
        ]


class SignIn(models.Model):
    """A browser in which a person is signed in.

    Neither address nor place is kept: the words of the browser tell which it is.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    agent = models.CharField(max_length=200, blank=True)
    began_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    class Meta:
        ordering = ["-last_seen_at", "-pk"]
