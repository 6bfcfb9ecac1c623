"""What is compared: the fields of every business in the form that compares.

One statement over the whole register in DuckDB; nothing loops over rows. Identity
numbers come as fingerprints and never leave the database as digits.
"""

from __future__ import annotations

import duckdb

RAW = "register"
PREPARED = "prepared"
RAW_COLUMNS = (
    "unique_id", "name", "owner_name", "phone", "region", "district", "village",
    "street", "nib_fingerprint", "family",
)  # fmt: skip
# Words that say the form of a business, not its name.
FORM_WORDS = (
    "ud", "cv", "pt", "pd", "tb", "po", "toko", "warung", "kios", "depo", "usaha",
    "home", "industri", "industry", "perorangan", "kub", "kwt", "poktan", "gapoktan",
    "koperasi", "ikm", "umkm", "ukm", "rm",
)  # fmt: skip
STREET_WORDS = ("jl", "jln", "jalan", "no", "nomor", "gg", "gang", "dusun", "dsn")
_FEWEST_OF_OWNER = 4


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table `prepared` out of `register`."""
    connection.execute(_FOLD)
    connection.execute(_DROP)
    connection.execute(f"CREATE OR REPLACE MACRO bones(text) AS {_bones()}")
    connection.execute(_STATEMENT)


_FOLD = """
CREATE OR REPLACE MACRO fold(text) AS
    trim(regexp_replace(
        lower(strip_accents(coalesce(text, ''))), '[^a-z0-9]+', ' ', 'g'))
"""
_DROP = """
CREATE OR REPLACE MACRO without(text, words) AS
    trim(regexp_replace(regexp_replace(text, words, '', 'g'), ' +', ' ', 'g'))
"""
_ALIKE = (
    ("oe", "u"), ("dj", "j"), ("tj", "c"), ("y", "i"), ("v", "f"),
    *((letter * 2, letter) for letter in "bcdfgjklmnprst"),
)  # fmt: skip


def _bones() -> str:
    """Consonants only, as they sound: old spelling, y for i, doubled letters."""
    text = "text"
    for written, heard in _ALIKE:
        text = f"replace({text}, '{written}', '{heard}')"
    return f"regexp_replace({text}, '[aeiouh ]', '', 'g')"


def _listed(words: tuple[str, ...]) -> str:
    return "'\\b(" + "|".join(words) + ")\\b'"


# Only constants of this module enter the statement.
_STATEMENT = f"""
CREATE OR REPLACE TABLE {PREPARED} AS
WITH folded AS MATERIALIZED (
    SELECT unique_id, fold(name) AS name_all, fold(owner_name) AS owner,
        nullif(phone, '') AS phone, coalesce(region, '') AS region,
        fold(district) AS district, nullif(fold(village), '') AS village,
        fold(street) AS street_all, nullif(nib_fingerprint, '') AS nib,
        nullif(family, '') AS family
    FROM {RAW}
), words AS MATERIALIZED (
    SELECT *,
        without(name_all, {_listed(FORM_WORDS)}) AS name_words,
        without(street_all, {_listed(STREET_WORDS)}) AS street_words
    FROM folded
), keys AS MATERIALIZED (
    SELECT *,
        coalesce(nullif(name_words, ''), name_all) AS name,
        nullif(street_words, '') AS street
    FROM words
)
SELECT unique_id, name,
    array_to_string(list_sort(string_split(name, ' ')), '') AS name_sorted,
    nullif(owner, '') AS owner,
    CASE WHEN len(owner) >= {_FEWEST_OF_OWNER} THEN owner END AS owner_block,
    phone, region, district, region || '/' || district AS place, village, street,
    nullif(trim(regexp_replace(street, '[0-9]+', '', 'g')), '') AS street_bare,
    nib, family,
    left(bones(name), 3) AS name_sound,
    left(array_to_string(list_sort(string_split(name, ' ')), ''), 4) AS name_start,
    nullif(left(bones(owner), 4), '') AS owner_sound
FROM keys
"""  # noqa: S608
