"""Where a business works, with whom, and who its people are."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.fields import EncryptedTextField, mask
from wadah.apps.registry.models.business import Business


class Site(models.Model):
    """A place where a business works."""

    class Kind(models.TextChoices):
        WORKSHOP = "workshop", _("workshop or kitchen")
        FIELD = "field", _("field or garden")
        POND = "pond", _("pond or sea plot")
        DRYING = "drying", _("drying floor")
        WAREHOUSE = "warehouse", _("warehouse")
        SHOP = "shop", _("shop or office")

    business = models.ForeignKey(Business, models.CASCADE, related_name="sites")
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=120)
    region = models.ForeignKey(
        "reference.Region", models.PROTECT, null=True, blank=True
    )
    district = models.CharField(max_length=100, blank=True)
    village = models.CharField(max_length=100, blank=True)
    street = models.CharField(max_length=255, blank=True)
    latitude = models.DecimalField(
        max_digits=8, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        max_digits=8, decimal_places=5, null=True, blank=True
    )
    area_m2 = models.DecimalField(
        max_digits=12, decimal_places=1, null=True, blank=True
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """Businesses that work together: a cooperative, farmers, a village."""

    class Kind(models.TextChoices):
        COOPERATIVE = "cooperative", _("cooperative")
        FARMER_GROUP = "farmer_group", _("farmer group")
        JOINT_BUSINESS = "joint_business", _("joint business group (KUB)")
        VILLAGE_CLUSTER = "village_cluster", _("village cluster")

    kind = models.CharField(max_length=16, choices=Kind)
    name = models.CharField(max_length=200)
    registration = models.CharField(max_length=60, blank=True)
    region = models.ForeignKey(
        "reference.Region", models.PROTECT, null=True, blank=True
    )
    district = models.CharField(max_length=100, blank=True)
    village = models.CharField(max_length=100, blank=True)
    about = models.TextField(blank=True)
    # The export organisation that keeps the row.
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, related_name="groups"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """That a business belongs to a group between two days."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="members")
    business = models.ForeignKey(Business, models.CASCADE, related_name="groups")
    since = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    # The business asked to leave; whoever keeps the group ends the membership.
    leave_asked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(since__isnull=True)
                | Q(ended_on__isnull=True)
                | Q(ended_on__gte=F("since")),
                name="group_member_ends_after_since",
            ),
            models.UniqueConstraint(
                fields=["group", "business"],
                condition=Q(ended_on__isnull=True),
                name="group_member_once",
            ),
        ]


class Person(models.Model):
    """Somebody of a business: its owner, who makes, who answers the buyer."""

    class Task(models.TextChoices):
        OWNER = "owner", _("owner")
        MANAGER = "manager", _("manager")
        PRODUCTION = "production", _("production and quality")
        EXPORT = "export", _("sales and export")
        OTHER = "other", _("other")

    business = models.ForeignKey(Business, models.CASCADE, related_name="people")
    name = models.CharField(max_length=200)
    task = models.CharField(max_length=12, choices=Task)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    nik = EncryptedTextField(blank=True, default="")
    nik_fingerprint = models.CharField(max_length=64, blank=True, db_index=True)
    languages = models.JSONField(default=list, blank=True)
    is_contact = models.BooleanField(default=False)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                fields=["business"],
                condition=Q(is_contact=True, ended_on__isnull=True),
                name="one_contact_a_business",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_nik(self) -> str:
        return mask(self.nik)


class Claim(models.Model):
    """An owner says that a record made from a list is his business."""

    class Proof(models.TextChoices):
        NIB = "nib", _("the business number (NIB) of the record")
        PHONE = "phone", _("a code sent to the phone number of the record")
        VISIT = "visit", _("an officer came and saw")
        PAPER = "paper", _("a paper with name and address")

    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    business = models.ForeignKey(Business, models.CASCADE, related_name="claims")
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="claims")
    organisation = models.ForeignKey(
        "accounts.Organisation", models.CASCADE, related_name="claims"
    )
    proof = models.CharField(max_length=10, choices=Proof)
    # What the proof showed: whether a number agreed, never the number itself.
    proof_agrees = models.BooleanField(null=True)
    note = models.CharField(max_length=500, blank=True)
    paper = models.FileField(upload_to="claims/%Y/%m", blank=True)
    # Six digits that reach the phone number of the record; kept as a keyed hash.
    code_hash = models.CharField(max_length=64, blank=True)
    code_expires_at = models.DateTimeField(null=True, blank=True)
    code_failures = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    # A refusal can be answered once; the claim is then decided anew.
    answer = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "user"],
                condition=Q(state="open"),
                name="claim_once",
            )
        ]
