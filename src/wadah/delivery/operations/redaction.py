"""Takes personal data out of what is written to a log or shown to an administrator.

What cannot be recognised by its form, a name, must not be handed over at all: no line
of ours logs a row, and the words that an exception quotes are dropped whole.
"""

from __future__ import annotations

import re

MAX_CHARACTERS = 400

# In this order: an address may hold digits, a token may hold an address.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    # a password or key that was written with its name
    (
        re.compile(
            r"(?i)\b(authorization|cookie|set-cookie|password|passphrase|kata[_ ]sandi"
            r"|secret|token|api[_-]?key|sessionid|csrftoken)(\"?\s*[:=]\s*)"
            r"(bearer\s+|basic\s+)?[^\s,;&]+"
        ),
        r"\1\2[secret]",
    ),
    (re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{6,}"), r"\1 [secret]"),
    # three parts with points: a signed token
    (re.compile(r"\b[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}\b"), "[token]"),
    # user and password in an address of a database
    (re.compile(r"(\w+://)[^\s/@]+@"), r"\1[secret]@"),
    (re.compile(r"[^\s@<>\"'(),;:=]+@[^\s@<>\"'(),;]+"), "[e-mail]"),
    # what stands behind the question mark of an address
    (re.compile(r"(/[\w/.-]*)\?[^\s\"')]+"), r"\1?[query]"),
    # NIK, NIB, NPWP and phone numbers: nine digits or more, however they are grouped
    (re.compile(r"\+?(?:\d[\s./()-]{0,2}){8,}\d"), "[number]"),
    # one long word of letters and digits mixed
    (
        re.compile(r"\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9_-]{24,}={0,2}"),
        "[token]",
    ),
)
# Digits of other scripts are digits to whoever reads them.
_DIGITS = re.compile(r"(?![0-9])\d")
_QUOTED = re.compile(
    r"'[^'\n]*'|\"[^\"\n]*\"|“[^”\n]*”|‘[^’\n]*’|«[^»\n]*»|`[^`\n]*`|=\([^)\n]*\)"
)


def redact(text: str) -> str:
    """Text without addresses, phone and identity numbers, tokens and passwords.

    >>> redact("from siti@example.org, +62 812-3456-7890, NIK 1871012345670001")
    'from [e-mail], [number], NIK [number]'
    """
    plain = _DIGITS.sub(lambda found: str(int(found.group())), text)
    for pattern, replacement in _RULES:
        plain = pattern.sub(replacement, plain)
    return plain


def redact_quoted(text: str) -> str:
    """As `redact`, and what is quoted is dropped: it may be the name of a person.

    >>> redact_quoted("no owner 'Siti Aminah' in the list")
    'no owner [value] in the list'
    """
    return redact(_QUOTED.sub("[value]", text))


def describe_failure(error: BaseException) -> str:
    """Kind and first line of an exception, with nothing that it quotes.

    Only the first line: databases tell the values of the row in the second.
    """
    lines = str(error).strip().splitlines()
    text = redact_quoted(lines[0]) if lines else ""
    # A look-up that failed has the key itself as its message.
    if isinstance(error, KeyError):
        text = "[value]"
    kind = type(error).__name__
    return f"{kind}: {text}"[:MAX_CHARACTERS] if text else kind
