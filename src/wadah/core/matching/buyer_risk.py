"""Red flags of a buyer: each a rule with code, sentence, weight and a pure check.

A flag is up, is not, or cannot be told; a question nobody asked is never a no. The
patterns are those that the trade ministry and banks warn of: another's identity, money
that does not come, cheques that are called back, originals sent past the bank.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wadah.core.values import Text, Truth


class Weight(StrEnum):
    """What a flag that is up comes to."""

    STOP = "stop"  # no trade
    HIGH = "high"  # money, or a bank's promise, before the goods
    LOW = "low"  # many honest small buyers bear it too


@dataclass(frozen=True, slots=True)
class BuyerFacts:
    """What is known of a buyer; None and empty mean that nobody has found out.

    Parameters
    ----------
    country, bank_country
        ISO 3166-1 alpha-2.
    emails
        Addresses that the buyer writes from.
    listed, like_names
        What people decided of names found on the loaded lists, and of other buyers of
        nearly the same name: `possible`, `cleared`, `confirmed`.
    has_lists
        Whether any list is loaded at all.
    reports
        Findings of attachés, references and banks: `good`, `bad`, `unknown`.
    days_late
        Days that each past payment came late; 0 in time.
    """

    as_of: date
    country: str
    kind: str = ""
    emails: tuple[str, ...] = ()
    website: str = ""
    established_on: date | None = None
    bank_country: str = ""
    domain_registered_on: date | None = None
    asks_private_originals: bool | None = None
    has_overpaid: bool | None = None
    is_in_company_register: bool | None = None
    has_role_proof: bool = False
    has_lists: bool = False
    listed: tuple[str, ...] = ()
    like_names: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    days_late: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FlagFound:
    """What a rule says of a buyer: up (YES), not (NO) or not known, and why."""

    code: str
    sentence: Text
    weight: Weight
    truth: Truth
    reason: Text


Check = Callable[[BuyerFacts], tuple[Truth, Text]]


@dataclass(frozen=True, slots=True)
class RedFlag:
    """One rule: its sentence says what is wrong when it is up."""

    code: str
    sentence: Text
    weight: Weight
    check: Check


YOUNG_DAYS = 365
LATE_DAYS = 30
# Anybody gets an address there within a minute.
FREE_MAIL = frozenset(
    "gmail.com googlemail.com yahoo.com yahoo.co.uk yahoo.co.id ymail.com"
    " rocketmail.com hotmail.com outlook.com live.com msn.com icloud.com me.com aol.com"
    " gmx.com gmx.de gmx.net web.de t-online.de mail.ru inbox.ru yandex.ru yandex.com"
    " rambler.ru qq.com 163.com 126.com sina.com foxmail.com naver.com hanmail.net"
    " proton.me protonmail.com tutanota.com zoho.com mail.com consultant.com"
    " rediffmail.com libero.it orange.fr wanadoo.fr laposte.net".split()
)
# They buy for somebody else, and the other side should know for whom.
MIDDLEMEN = frozenset({"agent", "broker"})


def find_flags(facts: BuyerFacts) -> tuple[FlagFound, ...]:
    """Every rule asked, in the order of the table."""
    found = []
    for rule in RED_FLAGS:
        truth, reason = rule.check(facts)
        found.append(FlagFound(rule.code, rule.sentence, rule.weight, truth, reason))
    return tuple(found)


def domain_of(address: str) -> str:
    """The domain of a mail address or of a website.

    Examples
    --------
    >>> domain_of("Ana@Sub.Firm.example"), domain_of("https://www.firm.example/x")
    ('sub.firm.example', 'firm.example')
    """
    rest = address.strip().lower().rpartition("@")[2]
    rest = rest.partition("://")[2] or rest
    return rest.partition("/")[0].removeprefix("www.")


def _listed(facts: BuyerFacts) -> tuple[Truth, Text]:
    if not facts.has_lists and not facts.listed:
        return Truth.CANNOT_TELL, _NO_LISTS
    return _hits(facts.listed, "daftar sanksi", "the sanctions lists")


def _like_names(facts: BuyerFacts) -> tuple[Truth, Text]:
    return _hits(facts.like_names, "pembeli yang dikenal", "the known buyers")


def _hits(states: tuple[str, ...], where_id: str, where_en: str) -> tuple[Truth, Text]:
    if "confirmed" in states:
        return Truth.YES, Text(
            f"Seseorang memastikan nama ini ada di {where_id}.",
            f"A person confirmed that the name is among {where_en}.",
        )
    open_ = states.count("possible")
    if open_:
        return Truth.CANNOT_TELL, Text(
            f"{open_} nama yang mirip di {where_id} belum diputuskan.",
            f"{open_} like names among {where_en} are not decided yet.",
        )
    return Truth.NO, Text(
        f"Tidak ada nama yang sama di {where_id}.",
        f"No such name among {where_en}.",
    )


def _bank_country(facts: BuyerFacts) -> tuple[Truth, Text]:
    if not facts.bank_country:
        return Truth.CANNOT_TELL, Text(
            "Negara banknya belum diketahui; tanyakan bank dan cabangnya.",
            "The country of its bank is not known; ask for bank and branch.",
        )
    return Truth.of(facts.bank_country != facts.country), Text(
        f"Bank di {facts.bank_country}, perusahaan di {facts.country}.",
        f"Bank in {facts.bank_country}, company in {facts.country}.",
    )


def _free_mail(facts: BuyerFacts) -> tuple[Truth, Text]:
    if not facts.emails:
        return Truth.CANNOT_TELL, _NO_MAIL
    free = [one for one in facts.emails if domain_of(one) in FREE_MAIL]
    domains = ", ".join(sorted({domain_of(one) for one in free or facts.emails}))
    return Truth.of(bool(free)), Text(
        f"Menulis dari {domains}.", f"Writes from {domains}."
    )


def _other_domain(facts: BuyerFacts) -> tuple[Truth, Text]:
    own = [one for one in facts.emails if domain_of(one) not in FREE_MAIL]
    if not own or not facts.website:
        return Truth.CANNOT_TELL, Text(
            "Alamat e-mail sendiri atau situs belum diketahui.",
            "No address of its own, or no website, is known.",
        )
    site = domain_of(facts.website)
    differ = [one for one in own if not _is_within(domain_of(one), site)]
    mail = domain_of((differ or own)[0])
    return Truth.of(bool(differ)), Text(
        f"E-mail {mail}, situs {site}.", f"Mail {mail}, website {site}."
    )


def _is_within(mail: str, site: str) -> bool:
    return mail == site or mail.endswith(f".{site}") or site.endswith(f".{mail}")


def _fresh_domain(facts: BuyerFacts) -> tuple[Truth, Text]:
    return _young(facts.domain_registered_on, facts.as_of, _DOMAIN_UNKNOWN)


def _young_company(facts: BuyerFacts) -> tuple[Truth, Text]:
    return _young(facts.established_on, facts.as_of, _COMPANY_UNKNOWN)


def _young(since: date | None, as_of: date, unknown: Text) -> tuple[Truth, Text]:
    if since is None:
        return Truth.CANNOT_TELL, unknown
    days = (as_of - since).days
    return Truth.of(days < YOUNG_DAYS), Text(
        f"Sejak {since:%d-%m-%Y}, {days} hari.", f"Since {since}, {days} days."
    )


def _asked(fact: bool | None, yes: Text, no: Text) -> tuple[Truth, Text]:
    truth = Truth.of(fact)
    if truth is Truth.CANNOT_TELL:
        return truth, _NOT_ASKED
    return truth, yes if truth is Truth.YES else no


def _private_originals(facts: BuyerFacts) -> tuple[Truth, Text]:
    return _asked(facts.asks_private_originals, _TO_PRIVATE, _BY_BANK)


def _overpays(facts: BuyerFacts) -> tuple[Truth, Text]:
    return _asked(facts.has_overpaid, _OVERPAID, _PAID_AS_AGREED)


def _not_registered(facts: BuyerFacts) -> tuple[Truth, Text]:
    truth, reason = _asked(facts.is_in_company_register, _REGISTERED, _UNREGISTERED)
    return ~truth, reason


def _bad_report(facts: BuyerFacts) -> tuple[Truth, Text]:
    if "bad" in facts.reports:
        return Truth.YES, Text(
            f"{facts.reports.count('bad')} laporan memberatkan.",
            f"{facts.reports.count('bad')} reports speak against him.",
        )
    good = facts.reports.count("good")
    if not good:
        return Truth.CANNOT_TELL, Text(
            "Belum ada atase, bank atau pemasok lain yang memberi keterangan; tanya "
            "atase perdagangan dahulu.",
            "No attaché, bank or other supplier has said anything; ask the trade "
            "attaché first.",
        )
    return Truth.NO, Text(
        f"{good} laporan mendukung, tidak ada yang memberatkan.",
        f"{good} reports speak for him, none against.",
    )


def _pays_late(facts: BuyerFacts) -> tuple[Truth, Text]:
    if not facts.days_late:
        return Truth.CANNOT_TELL, Text(
            "Belum pernah berdagang dengannya.", "There was no deal with him yet."
        )
    worst = max(facts.days_late)
    return Truth.of(worst > LATE_DAYS), Text(
        f"Paling lama terlambat {worst} hari dalam {len(facts.days_late)} transaksi.",
        f"{worst} days late at most in {len(facts.days_late)} deals.",
    )


def _role_unproved(facts: BuyerFacts) -> tuple[Truth, Text]:
    if not facts.kind:
        return Truth.CANNOT_TELL, Text(
            "Perannya belum diketahui: pemakai akhir, distributor, agen atau broker?",
            "The role is not known: end user, distributor, agent or broker?",
        )
    if facts.kind in MIDDLEMEN:
        return Truth.YES, Text(
            "Perantara: tanyakan untuk siapa ia membeli.",
            "A middleman: ask for whom he buys.",
        )
    return Truth.of(not facts.has_role_proof), Text(
        "Perannya terbukti." if facts.has_role_proof else "Perannya belum terbukti.",
        "The role is proved." if facts.has_role_proof else "The role is not proved.",
    )


_NOT_ASKED = Text("Belum ditanyakan.", "Nobody has asked yet.")
_NO_LISTS = Text(
    "Belum ada daftar sanksi yang dimuat.", "No list of sanctions has been loaded."
)
_NO_MAIL = Text("Alamat e-mail belum diketahui.", "No mail address is known.")
_DOMAIN_UNKNOWN = Text(
    "Tanggal pendaftaran domain belum dicari (whois).",
    "The day on which the domain was registered was not looked up (whois).",
)
_COMPANY_UNKNOWN = Text(
    "Tahun berdirinya belum diketahui.", "Since when the company exists is not known."
)
_TO_PRIVATE = Text(
    "Meminta dokumen asli ke alamat pribadi; siapa memegangnya, memegang barang.",
    "Asks for the originals at a private address; who holds them holds the goods.",
)
_BY_BANK = Text("Dokumen asli lewat bank.", "The originals go through the bank.")
_OVERPAID = Text(
    "Membayar lebih dan meminta selisihnya; pembayaran seperti itu ditarik kembali.",
    "Paid too much and asks for the difference; such payments are called back.",
)
_PAID_AS_AGREED = Text("Membayar sesuai perjanjian.", "Pays what was agreed.")
_REGISTERED = Text(
    "Ditemukan di daftar perusahaan negaranya.",
    "Found in the company register of its country.",
)
_UNREGISTERED = Text(
    "Tidak ditemukan di daftar perusahaan negaranya.",
    "Not found in the company register of its country.",
)
RED_FLAGS: tuple[RedFlag, ...] = (
    RedFlag("BUY-01", Text("Namanya ada di daftar sanksi.",
                           "Its name is on a list of sanctions."),
            Weight.STOP, _listed),
    RedFlag("BUY-02", Text("Banknya di negara lain daripada perusahaannya.",
                           "Its bank is in another country than the company."),
            Weight.HIGH, _bank_country),
    RedFlag("BUY-03", Text("Meminta dokumen asli ke alamat pribadi.",
                           "Asks for the originals at a private address."),
            Weight.HIGH, _private_originals),
    RedFlag("BUY-04", Text("Membayar lebih dan meminta selisihnya.",
                           "Pays too much and asks for the difference."),
            Weight.HIGH, _overpays),
    RedFlag("BUY-05", Text("Namanya mirip sekali dengan pembeli lain yang dikenal.",
                           "Its name is that of another known buyer, nearly."),
            Weight.HIGH, _like_names),
    RedFlag("BUY-06", Text("Domainnya baru didaftarkan.",
                           "Its domain was registered lately."),
            Weight.HIGH, _fresh_domain),
    RedFlag("BUY-07", Text("Tidak ada di daftar perusahaan.",
                           "It is not in the company register."),
            Weight.HIGH, _not_registered),
    RedFlag("BUY-08", Text("Ada keterangan yang memberatkan.",
                           "Somebody speaks against it."),
            Weight.HIGH, _bad_report),
    RedFlag("BUY-09", Text("Pernah membayar sangat terlambat.",
                           "It has paid very late."),
            Weight.HIGH, _pays_late),
    RedFlag("BUY-10", Text("Menulis dari alamat e-mail gratis.",
                           "Writes from a free mail address."),
            Weight.LOW, _free_mail),
    RedFlag("BUY-11", Text("E-mailnya bukan dari domain situsnya.",
                           "Its mail is not of the domain of its website."),
            Weight.LOW, _other_domain),
    RedFlag("BUY-12", Text("Perusahaannya baru berdiri.",
                           "The company is young."),
            Weight.LOW, _young_company),
    RedFlag("BUY-13", Text("Perannya belum terbukti, atau ia perantara.",
                           "Its role is not proved, or it is a middleman."),
            Weight.LOW, _role_unproved),
)  # fmt: skip
