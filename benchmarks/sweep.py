"""A province against twenty markets, beside a rule engine and a query written by hand.

Products are drawn with a seed, most with few facts, a fifth with many; papers and
results hang on some. zen-engine gets the same products and days and every rule that its
language can say (see assess.py); the query written by hand says seven rules and the
silence of the base, as one would write them in DuckDB, and reads the same tables. Ours
is compiled from the rule tree each time, for the same rules; compiling is part of its
time. All verdicts are compared. Bounds: at least 100 times zen-engine's rate, at most 4
times the query by hand, at most 2.2 times for twice the products, under 4 GB.

    python benchmarks/sweep.py [products]
"""

from __future__ import annotations

import importlib.util
import resource
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import ibis
from sweep_population import AS_OF, draw

from wadah.apps.requirements.rule_base import read_packaged_rules
from wadah.apps.validation.sweep.engine import connect, show
from wadah.apps.validation.sweep.markets import MARKETS
from wadah.core.requirements.case import Dates
from wadah.core.requirements.population.face import list_steps, make_plan
from wadah.core.requirements.population.tables import (
    day_column,
    number_column,
    words_column,
)

PRODUCTS, SEED, SAMPLE = 250_000, 20261124, 1_000
DATES = Dates(
    AS_OF,
    date(2026, 11, 25),
    date(2026, 11, 27),
    date(2026, 12, 14),
    date(2026, 12, 15),
)
BY_HAND = (
    "ID-ALL-01", "ID-ALL-03", "ID-ALL-09", "COF-AU-01", "CN-ALL-01", "COF-EU-03",
    "CIN-EU-01",
)  # fmt: skip
FASTER_THAN_ZEN, SLOWER_THAN_HAND, TWICE, GIGABYTES = 100, 4.0, 2.2, 4.0


NO_FOOD = (
    "cocopeat coir_fibre coir_mat coir_twine coir_yarn growing_medium_mixed "
    "palm_sticks_ekel palm_sticks_nipah broom_natural plastic_scrap "
    "plastic_granules_recycled ornamental_plants plant_cuttings tapis_textile "
    "embroidered_garment handbag_textile batik basketry_plant_fibre basketry_bamboo "
    "rattan_raw rattan_basketry rattan_furniture wood_craft wood_furniture wood_pallet "
    "coconut_charcoal_briquette coconut_shell_charcoal_raw charcoal_wood "
    "activated_carbon rubber_tsr20 rubber_rss rubber_latex damar_resin"
).split()
HAND = """
WITH papers_of AS (
  SELECT subject,
    max(CASE WHEN type = 'nib'
        THEN CASE WHEN expires_on < DATE '2026-11-27' THEN 1 ELSE 2 END END) AS nib,
    max(CASE WHEN type = 'export_proceeds_account'
        THEN CASE WHEN expires_on < DATE '2026-11-25' THEN 1 ELSE 2 END END) AS account,
    max(CASE WHEN type = 'gacc_registration'
        THEN CASE WHEN expires_on < DATE '2026-12-14' THEN 1 ELSE 2 END END) AS gacc
  FROM papers
  WHERE is_valid AND coalesce(fits_market, true)
    AND (issued_on IS NULL OR issued_on <= DATE '2026-11-24')
  GROUP BY subject
), results_of AS (
  SELECT subject,
    min(CASE WHEN parameter = 'ochratoxin_a' AND is_accredited
        AND coalesce(basis, 'as_sold') = 'as_sold'
        THEN highest <= 0.003 END) AS ochratoxin,
    min(CASE WHEN parameter = 'lead' AND coalesce(basis, 'as_sold') = 'as_sold'
        THEN highest <= 2 END) AS lead
  FROM results
  WHERE sampled_on BETWEEN DATE '2026-05-25' AND DATE '2026-11-24'
  GROUP BY subject
), weighed AS (
  SELECT subject, family, hs, s.*,
    CASE WHEN nib = 2 OR "w__rules__ID-ALL-01" = '|true|' THEN 0 ELSE 1 END AS id01,
    CASE WHEN w__answers__insw_restriction IS NULL
      THEN CASE WHEN "w__rules__ID-ALL-03" = '|true|' THEN 0 ELSE 1 END
      WHEN w__answers__insw_restriction IN ('|free|', '|limited|') THEN 0
      ELSE 3 END AS id03,
    CASE WHEN substr(hs, 1, 2) NOT IN ('03', '06', '07', '08', '09', '10', '11', '12',
        '13', '14', '15', '18', '24', '26', '27', '40', '44') THEN 0
      WHEN n__consignment__value_usd < 250000 THEN 0
      WHEN "w__rules__ID-ALL-09" = '|true|' THEN 0
      WHEN n__consignment__value_usd IS NULL THEN 1
      WHEN account = 2 THEN 0 ELSE 1 END AS id09,
    family IN ('coffee_green_robusta', 'coffee_green_fine_robusta',
      'coffee_green_arabica') OR hs LIKE '090111%' AS is_green,
    (family = 'coffee_roasted_ground' OR substr(hs, 1, 6) IN ('090121', '090122'))
      AND (form IS NULL OR form IN ('roasted_whole', 'roasted_ground')) AS is_roasted,
    family IN ('cinnamon_cassia', 'cinnamon_powder', 'cinnamon_ceylon')
      OR hs LIKE '0906%' AS is_cinnamon,
    CASE WHEN w__attributes__digested_by_animal = '|true|' THEN false
      ELSE n__consignment__quantity_kg > 5
        AND w__consignment__load IN ('|lcl|', '|bulk|', '|parcel|') END AS au_asks,
    [w__attributes__free_of_fruit_pulp, w__attributes__free_of_soil,
      w__attributes__free_of_pests, w__consignment__packing_new_clean] AS clean,
    nib, gacc, ochratoxin, lead
  FROM subjects s
  LEFT JOIN papers_of USING (subject)
  LEFT JOIN results_of USING (subject)
), by_market AS (
  SELECT *,
    greatest(id01, id03, id09) AS everywhere,
    CASE WHEN NOT is_green OR au_asks = false THEN 0 WHEN au_asks IS NULL THEN 1
      WHEN list_contains(clean, '|false|') THEN 2
      WHEN list_count(clean) < 4 THEN 1 ELSE 0 END AS au,
    CASE WHEN family IN {no_food} THEN 0
      WHEN w__attributes__intended_use IS NULL THEN 1
      WHEN NOT (w__attributes__intended_use LIKE '%|human_food|%'
        OR w__attributes__intended_use LIKE '%|food_ingredient|%'
        OR w__attributes__intended_use LIKE '%|food_supplement|%') THEN 0
      WHEN gacc = 2 THEN 0 ELSE 2 END AS cn,
    greatest(
      CASE WHEN NOT is_roasted THEN 0 WHEN ochratoxin IS NULL THEN 1
        WHEN ochratoxin THEN 0 ELSE 2 END,
      CASE WHEN NOT is_cinnamon
          OR w__attributes__spice_part <> '|bark|' THEN 0
        WHEN lead IS NULL THEN 1 WHEN lead THEN 0 ELSE 2 END) AS eu
  FROM weighed
)
SELECT subject, market,
  CASE market
    WHEN 'AU' THEN greatest(everywhere, au,
      CASE WHEN is_green OR "w__rules__COVER-AU-00" = '|true|' THEN 0 ELSE 1 END)
    WHEN 'CN' THEN greatest(everywhere, cn,
      CASE WHEN "w__rules__COVER-CN-00" = '|true|' THEN 0 ELSE 1 END)
    {european}
    {others}
  END::TINYINT AS weight
FROM by_market CROSS JOIN (SELECT unnest({markets}) AS market)
"""
EUROPEAN = ("BE", "DE", "ES", "FR", "IT", "NL")


def write_by_hand() -> str:
    """The query, with one arm a market as one would paste them."""
    gap = "CASE WHEN {}\"w__rules__COVER-{}-00\" = '|true|' THEN 0 ELSE 1 END)"
    european = " ".join(
        f"WHEN '{one}' THEN greatest(everywhere, eu, "
        + gap.format("is_roasted OR is_cinnamon OR ", one)
        for one in EUROPEAN
    )
    others = " ".join(
        f"WHEN '{one}' THEN greatest(everywhere, " + gap.format("", one)
        for one in MARKETS
        if one not in (*EUROPEAN, "AU", "CN")
    )
    return HAND.format(
        no_food=tuple(NO_FOOD), european=european, others=others, markets=list(MARKETS)
    )


def open_population(folder: Path):
    connection = connect(folder)
    for name in ("subjects", "papers", "results"):
        show(connection, name, str(folder / f"{name}.parquet"))
    return connection


def sweep(base, folder: Path):
    """Ours, from the rules to one row a product and market; seconds of each part."""
    started = time.perf_counter()
    plan = make_plan(base, DATES, MARKETS)
    statements = [
        (step.name, str(ibis.to_sql(step.expression, dialect="duckdb", pretty=False)))
        for step in list_steps(plan)
    ]
    compiled = time.perf_counter() - started
    connection = open_population(folder)
    for name, sql in statements:
        connection.execute(f"CREATE TABLE {name} AS {sql}")
    connection.execute(
        "CREATE TABLE swept AS SELECT subject, market, weight FROM judged "
        f"JOIN verdicts USING ({', '.join(plan.codes)})"
    )
    return connection, time.perf_counter() - started, compiled


def by_hand(folder: Path):
    started = time.perf_counter()
    connection = open_population(folder)
    connection.execute(f"CREATE TABLE swept AS {write_by_hand()}")
    return connection, time.perf_counter() - started


def counts(connection) -> list[tuple[int, int]]:
    return connection.execute(
        "SELECT weight, count(*) FROM swept GROUP BY weight ORDER BY weight"
    ).fetchall()


def differing(one, other) -> int:
    """Pairs on which two connections do not agree."""
    theirs = other.execute("SELECT * FROM swept").pl()
    one.register("theirs", theirs)
    return one.execute(
        "SELECT count(*) FROM swept FULL JOIN theirs USING (subject, market) "
        "WHERE swept.weight IS DISTINCT FROM theirs.weight"
    ).fetchone()[0]


def load_peer():
    spec = importlib.util.spec_from_file_location(
        "assess_benchmark", Path(__file__).with_name("assess.py")
    )
    peer = importlib.util.module_from_spec(spec)
    sys.modules["assess_benchmark"] = peer
    spec.loader.exec_module(peer)
    return peer


def zen_inputs(peer, base, rules, folder: Path):
    """The first products of the population before every market, as zen takes them."""
    connection = open_population(folder)
    subjects = connection.execute(
        f"SELECT * FROM subjects WHERE subject < {SAMPLE} ORDER BY subject"
    ).pl()
    papers, results = {}, {}
    for row in (
        connection.execute(f"SELECT * FROM papers WHERE subject < {SAMPLE}")
        .pl()
        .iter_rows(named=True)
    ):
        papers.setdefault(row["subject"], []).append(
            {"type": row["type"], "until": peer.number(row["expires_on"]) or 99991231}
        )
    for row in (
        connection.execute(f"SELECT * FROM results WHERE subject < {SAMPLE}")
        .pl()
        .iter_rows(named=True)
    ):
        parameter = base.words.find_parameter(row["parameter"])
        results.setdefault(row["subject"], []).append(
            {
                "parameter": row["parameter"],
                "basis": row["basis"] or (parameter.basis if parameter else "as_sold"),
                "value": float(row["highest"]),
                "is_below": False,
                "usable": True,
                "accredited": bool(row["is_accredited"]),
            }
        )
    names = peer.names_read(rules)
    days = {
        name: peer.number(DATES.get(name))
        for name in ("as_of", "declared_on", "departs_on", "arrives_on", "placed_on")
    }
    made = []
    for row in subjects.iter_rows(named=True):
        facts = {peer.key(name): _zen_fact(row, name) for name in names}
        regions = [row[words_column("origin.region")].strip("|")]
        for market in MARKETS:
            own = {
                **facts, **days, "family": row["family"], "hs": row["hs"],
                "form": row["form"], "regions": regions,
                "market": market, "destination": [market.casefold()],
                "documents": papers.get(row["subject"], []),
                "results": results.get(row["subject"], []),
                "product_family": [row["family"]], "product_hs": [row["hs"]],
            }  # fmt: skip
            made.append((row["subject"], market, own))
    return made


def _zen_fact(row, name):
    if number_column(name) in row:
        value = row[number_column(name)]
        return None if value is None else [float(value)]
    if day_column(name) in row:
        value = row[day_column(name)]
        return (
            None
            if value is None
            else [value.year * 10000 + value.month * 100 + value.day]
        )
    words = row.get(words_column(name))
    return None if words is None else words.strip("|").split("|")


def main(products: int) -> int:
    base = read_packaged_rules()
    peer = load_peer()
    said_rules, said = peer.write_decision(base)
    sayable = replace(base, rules=tuple(said_rules))
    written = replace(base, rules=tuple(r for r in base.rules if r.id in BY_HAND))
    with tempfile.TemporaryDirectory() as name:
        once, twice = Path(name, "once"), Path(name, "twice")
        for folder, count in ((once, products), (twice, 2 * products)):
            folder.mkdir()
            draw(base, MARKETS, count, SEED, folder)
        pairs = products * len(MARKETS)
        # In turns, the better of two: the first run of each also warms what it loads.
        hand, hand_seconds = by_hand(once)
        ours, our_seconds, _ = sweep(written, once)
        hand.close(), ours.close()
        hand, hand_again = by_hand(once)
        ours, ours_again, _ = sweep(written, once)
        hand_seconds = min(hand_seconds, hand_again)
        our_seconds = min(our_seconds, ours_again)
        apart = differing(ours, hand)
        print(f"{products} products x {len(MARKETS)} markets, {len(BY_HAND)} rules")
        print(f"by hand {hand_seconds:.2f} s, ours {our_seconds:.2f} s, "
              f"different {apart}")  # fmt: skip
        print(f"  ratio {our_seconds / hand_seconds:.2f}, bound {SLOWER_THAN_HAND}")
        hand.close(), ours.close()

        inputs = zen_inputs(peer, base, said_rules, once)
        decision = peer.load_decision(said)
        started = time.perf_counter()
        told = [
            peer.peer_verdict(decision.evaluate(one), said_rules)
            for _, _, one in inputs
        ]
        zen_rate = len(inputs) / (time.perf_counter() - started)
        ours, our_seconds, compiled = sweep(sayable, once)
        rate = pairs / our_seconds
        # Only where the rules of zen decide: it does not know the silence of the base.
        print(
            f"{len(said_rules)} rules: zen-engine {zen_rate:.0f} a second, ours "
            f"{rate:.0f} ({our_seconds:.2f} s, {compiled:.2f} to compile)"
        )
        print(f"  ratio {rate / zen_rate:.0f}, bound {FASTER_THAN_ZEN}")
        print(f"  different verdicts {_against(ours, inputs, told)} of {len(inputs)}")
        ours.close()

        single, single_seconds, compiled = sweep(base, once)
        profiles = single.execute("SELECT count(*) FROM profiles").fetchone()[0]
        print(f"every rule: {single_seconds:.2f} s ({compiled:.2f} compiling), "
              f"{profiles} profiles, {counts(single)}")  # fmt: skip
        single.close()
        double, double_seconds, _ = sweep(base, twice)
        double.close()
        print(f"twice the products: {double_seconds:.2f} s")
        print(f"  ratio {double_seconds / single_seconds:.2f}, bound {TWICE}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
    print(f"peak memory {peak:.2f} GB, bound {GIGABYTES}")
    return 0


def _against(ours, inputs, told) -> int:
    """Verdicts that differ, where ours is worse than the silence of the base."""
    weights = {
        (subject, market): weight
        for subject, market, weight in ours.execute(
            f"SELECT subject, market, weight FROM swept WHERE subject < {SAMPLE}"
        ).fetchall()
    }
    return sum(
        weights[subject, market] != max(weight, 0)
        and not (weight == 0 and weights[subject, market] == 1)
        for (subject, market, _), weight in zip(inputs, told, strict=True)
    )


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else PRODUCTS))
