"""Second factor, sign-ins, and audit rows whose values can be emptied, no more."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import wadah.apps.accounts.fields

TABLE = "accounts_auditrow"
KEPT = (
    "id", "at", "actor_id", "acting_for_id", "verb", "target_kind", "target_id", "rule",
)  # fmt: skip
SAME_SQLITE = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in KEPT)
SAME_POSTGRES = " AND ".join(
    f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in KEPT
)
MARKED = (
    "NEW.redacted_at IS NOT NULL "
    "AND (OLD.redacted_at IS NULL OR NEW.redacted_at > OLD.redacted_at)"
)
REFUSE = "SELECT RAISE(ABORT, 'audit rows are append-only')"
SQLITE = [
    "DROP TRIGGER IF EXISTS audit_no_update",
    f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON {TABLE} "
    f"WHEN NOT ({SAME_SQLITE} AND {MARKED}) BEGIN {REFUSE}; END",
]
UNDO_SQLITE = [
    "DROP TRIGGER IF EXISTS audit_no_update",
    f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON {TABLE} BEGIN {REFUSE}; END",
]
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION wadah_audit_append_only() RETURNS trigger "
    "LANGUAGE plpgsql AS $$ BEGIN {allow}"
    "RAISE EXCEPTION 'audit rows are append-only'; END $$"
)
POSTGRES = [
    _FUNCTION.format(
        allow=f"IF TG_OP = 'UPDATE' AND {SAME_POSTGRES} AND {MARKED} "
        "THEN RETURN NEW; END IF; "
    )
]
UNDO_POSTGRES = [_FUNCTION.format(allow="")]


def _run(editor, sqlite, postgres):
    statements = sqlite if editor.connection.vendor == "sqlite" else postgres
    for statement in statements:
        editor.execute(statement, params=None)


def forward(apps, editor):
    _run(editor, SQLITE, POSTGRES)


def backward(apps, editor):
    _run(editor, UNDO_SQLITE, UNDO_POSTGRES)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_confirm_existing"),
    ]

    operations = [
        migrations.AddField(
            model_name="auditrow",
            name="redacted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="factor_set_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="inactive_told_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="SecondFactor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("secret", wadah.apps.accounts.fields.EncryptedTextField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("last_step", models.BigIntegerField(default=0)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="second_factor",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("session_key", models.CharField(max_length=40, unique=True)),
                ("agent", models.CharField(blank=True, max_length=200)),
                ("began_at", models.DateTimeField()),
                ("last_seen_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sign_ins",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-last_seen_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="RecoveryCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("code_hash", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recovery_codes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "code_hash"), name="recovery_code_once"
                    )
                ],
            },
        ),
        migrations.RunPython(forward, backward),
    ]
