"""Which role may open which route: the one declared table.

A route that is missing here is shut for everybody. Whether a person may see a row
behind an open route is decided by the query, which has the actor as first argument.
"""

from __future__ import annotations

from wadah.apps.accounts.models import Role

ANYONE = "anyone"
# Whoever is signed in, also one who acts for nobody (yet, or any more).
PERSON = "person"
SIGNED_IN = frozenset({*Role, PERSON})
PUBLIC = frozenset({ANYONE})
BUSINESS = frozenset({Role.OWNER, Role.STAFF})
OFFICER = frozenset({Role.OFFICER})
CHECKERS = frozenset({Role.VERIFIER, Role.APPROVER})
BUYER = frozenset({Role.BUYER})
ANALYST = frozenset({Role.ANALYST})
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
CARERS = BUSINESS | OFFICER | ADMINISTRATOR
_MANAGERS = frozenset({Role.OWNER, Role.OFFICER, Role.BUYER, Role.ADMINISTRATOR})

_REGISTRY: dict[str, frozenset[str]] = {
    "registry:business_list": OFFICER | ANALYST | ADMINISTRATOR,
    "registry:business_export": OFFICER | ANALYST | ADMINISTRATOR,
    "registry:business_add": CARERS,
    "registry:business_edit": CARERS,
    "registry:consent_withdraw": BUSINESS | ADMINISTRATOR,
    "registry:visit_add": OFFICER | ADMINISTRATOR,
    "registry:product_add": CARERS,
    "registry:product_detail": CARERS | CHECKERS,
    "registry:product_edit": CARERS,
    "registry:product_photo_add": CARERS,
    "registry:photo": PUBLIC,
    "registry:lot_add": CARERS,
    "registry:capacity_declare": CARERS,
    "registry:capacity_verify": OFFICER | ADMINISTRATOR,
    "registry:size_set": CARERS,
    "registry:site_add": CARERS,
    "registry:site_edit": CARERS,
    "registry:site_remove": CARERS,
    "registry:person_add": CARERS,
    "registry:person_edit": CARERS,
    "registry:person_end": CARERS,
    "registry:step_add": CARERS,
    "registry:step_edit": CARERS,
    "registry:step_remove": CARERS,
    "registry:step_move": CARERS,
    "registry:material_add": CARERS,
    "registry:material_edit": CARERS,
    "registry:material_remove": CARERS,
    "registry:group_list": CARERS,
    "registry:group_export": OFFICER | ADMINISTRATOR,
    "registry:group_add": OFFICER | ADMINISTRATOR,
    "registry:group_detail": CARERS,
    "registry:group_edit": OFFICER | ADMINISTRATOR,
    "registry:group_join": OFFICER | ADMINISTRATOR,
    "registry:group_leave": CARERS,
    "registry:assisted_add": OFFICER | ADMINISTRATOR,
    "registry:paper_form": OFFICER | ADMINISTRATOR,
    "registry:template_download": OFFICER | ADMINISTRATOR,
    "registry:import_list": OFFICER | ADMINISTRATOR,
    "registry:import_add": OFFICER | ADMINISTRATOR,
    "registry:import_detail": OFFICER | ADMINISTRATOR,
    "registry:import_problems": OFFICER | ADMINISTRATOR,
    "registry:import_export": OFFICER | ADMINISTRATOR,
    "registry:import_columns": OFFICER | ADMINISTRATOR,
    "registry:import_progress": OFFICER | ADMINISTRATOR,
    "registry:import_cancel": OFFICER | ADMINISTRATOR,
    "registry:import_restart": OFFICER | ADMINISTRATOR,
    "registry:import_preview": OFFICER | ADMINISTRATOR,
    "registry:import_preview_problems": OFFICER | ADMINISTRATOR,
    "registry:import_start": OFFICER | ADMINISTRATOR,
    "registry:import_undo": OFFICER | ADMINISTRATOR,
    "registry:difference_list": OFFICER | ADMINISTRATOR,
    "registry:difference_export": OFFICER | ADMINISTRATOR,
    "registry:difference_decide": OFFICER | ADMINISTRATOR,
}
_REQUIREMENTS: dict[str, frozenset[str]] = {
    "requirements:rule_list": PUBLIC,
    "requirements:rule_detail": PUBLIC,
}
_VALIDATION: dict[str, frozenset[str]] = {
    "validation:case_list": CARERS | CHECKERS,
    "validation:case_add": CARERS,
    "validation:case_detail": CARERS | CHECKERS,
    "validation:case_assess": CARERS | CHECKERS,
    "validation:answer_add": CARERS,
    "validation:document_add": CARERS,
    "validation:document_check": frozenset({Role.VERIFIER}) | OFFICER | ADMINISTRATOR,
    "validation:document_file": CARERS | CHECKERS,
    "validation:result_add": CARERS,
}
_MATCHING: dict[str, frozenset[str]] = {
    "matching:request_list": BUSINESS | OFFICER | BUYER | ADMINISTRATOR,
    "matching:request_add": OFFICER | BUYER | ADMINISTRATOR,
    "matching:request_detail": BUSINESS | OFFICER | BUYER | ADMINISTRATOR,
    "matching:request_match": OFFICER | ADMINISTRATOR,
    "matching:promise_add": OFFICER | ADMINISTRATOR,
    "matching:request_export": OFFICER | ADMINISTRATOR,
}
_MEETINGS: dict[str, frozenset[str]] = {
    "meetings:meeting_list": BUSINESS | OFFICER | BUYER | ADMINISTRATOR,
    "meetings:meeting_add": OFFICER | ADMINISTRATOR,
    "meetings:meeting_detail": BUSINESS | OFFICER | BUYER | ADMINISTRATOR,
    "meetings:meeting_close": OFFICER | ADMINISTRATOR,
    "meetings:meeting_cancel": OFFICER | ADMINISTRATOR,
}
_EXPORTS: dict[str, frozenset[str]] = {
    "exports:deal_list": CARERS | BUYER | frozenset({Role.APPROVER}),
    "exports:deal_add": OFFICER | ADMINISTRATOR,
    "exports:deal_detail": CARERS | BUYER | frozenset({Role.APPROVER}),
    "exports:rung_add": OFFICER | BUSINESS | ADMINISTRATOR,
    "exports:rung_confirm": OFFICER | frozenset({Role.APPROVER}) | ADMINISTRATOR,
    "exports:rung_proof": CARERS | BUYER | frozenset({Role.APPROVER}),
    "exports:rung_queue": frozenset({Role.APPROVER}) | OFFICER | ADMINISTRATOR,
}
_STATISTICS: dict[str, frozenset[str]] = {
    "statistics:overview": ANALYST | OFFICER | ADMINISTRATOR,
    "statistics:funnel_export": ANALYST | OFFICER | ADMINISTRATOR,
}
_SHELL: dict[str, frozenset[str]] = {
    "home": PUBLIC,
    "how_it_works": PUBLIC,
    "style_guide": PUBLIC,
    "set_language": PUBLIC,
    "health": PUBLIC,
    "search": PUBLIC,
    "product_list": PUBLIC,
    "product_public": PUBLIC,
    "family_public": PUBLIC,
    "business_page": CARERS | CHECKERS | ANALYST,
    "accounts:sign_in": PUBLIC,
    "accounts:sign_up": PUBLIC,
    "accounts:sign_out": SIGNED_IN,
    "accounts:profile": SIGNED_IN,
    "accounts:choose_membership": SIGNED_IN,
    "accounts:code": SIGNED_IN,
    "accounts:code_ask": SIGNED_IN,
    "accounts:recover": PUBLIC,
    "accounts:recover_code": PUBLIC,
    "accounts:login_change": SIGNED_IN,
    "accounts:login_code": SIGNED_IN,
    "accounts:code_list": OFFICER | ADMINISTRATOR,
    "accounts:code_hand_over": OFFICER | ADMINISTRATOR,
    "accounts:people": frozenset(Role),
    "accounts:organisation_list": ADMINISTRATOR,
    "accounts:organisation_people": ADMINISTRATOR,
    "accounts:invitation_add": _MANAGERS,
    "accounts:invitation_withdraw": _MANAGERS,
    "accounts:invitation": PUBLIC,
    "accounts:membership_end": SIGNED_IN,
    "accounts:ownership_hand_over": frozenset({Role.OWNER}),
    "accounts:join": SIGNED_IN,
    "accounts:join_withdraw": SIGNED_IN,
    "accounts:join_decide": _MANAGERS,
    "accounts:outbox": OFFICER | ADMINISTRATOR,
    "accounts:message_again": OFFICER | ADMINISTRATOR,
    "accounts:messages": SIGNED_IN,
    "outbox_export": OFFICER | ADMINISTRATOR,
    # Whoever is half signed in, or acts for nobody yet, needs these two.
    "accounts:second_factor_code": PUBLIC,
    "accounts:confirm_person": PUBLIC,
    "accounts:security": SIGNED_IN,
    "accounts:password_change": SIGNED_IN,
    "accounts:second_factor_set_up": SIGNED_IN,
    "accounts:second_factor_remove": SIGNED_IN,
    "accounts:recovery_codes": SIGNED_IN,
    "accounts:session_end": SIGNED_IN,
    "accounts:sessions_end_others": SIGNED_IN,
    "accounts:second_factor_list": ADMINISTRATOR,
    "accounts:second_factor_reset": ADMINISTRATOR,
}

_OPERATIONS: dict[str, frozenset[str]] = {
    "operations:overview": ADMINISTRATOR,
    "operations:backup_file": ADMINISTRATOR,
}

_API: dict[str, frozenset[str]] = {
    "api:api-root": PUBLIC,
    "api:openapi-json": PUBLIC,
    "api:families": PUBLIC,
    "api:family": PUBLIC,
    "api:products": PUBLIC,
    "api:search": PUBLIC,
    "api:assess": PUBLIC,
    "api:funnel": PUBLIC,
}

ROUTES: dict[str, frozenset[str]] = {
    **_SHELL,
    **_REGISTRY,
    **_REQUIREMENTS,
    **_VALIDATION,
    **_MATCHING,
    **_MEETINGS,
    **_EXPORTS,
    **_STATISTICS,
    **_OPERATIONS,
    **_API,
}
