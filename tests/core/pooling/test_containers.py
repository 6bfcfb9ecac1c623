"""Container plans worked by hand."""

from decimal import Decimal

import pytest

from wadah.core.pooling import Freight, Pack, plan_containers
from wadah.core.values import InvalidInput

# A jute bag of coffee: 60 kg net, 60.7 kg gross, 0.09 m3.
BAG = Pack(Decimal(60), Decimal("60.7"), Decimal("0.09"))
# A bag of charcoal of 20 kg that weighs little and takes much room.
LIGHT = Pack(Decimal(20), Decimal(21), Decimal("0.1"))


def by_code(loads):
    return {load.code: load for load in loads}


def test_counts_by_weight_and_by_volume():
    """FCL20: 25,000 / 60.7 = 411 bags by weight, 29.9 / 0.09 = 332 by volume.

    38.4 t are 640 bags: two of 332, the second with 308. FCL40: 444 by weight, 676 by
    volume: two, the second with 196.
    """
    loads = by_code(plan_containers(Decimal(38_400), BAG))

    small, large = loads["FCL20"], loads["FCL40"]
    assert (small.count, small.packs_each, small.limited_by) == (2, 332, "volume")
    assert small.last_fill_share == Decimal(308) / 332
    assert small.full_kg == 19_920
    assert (large.count, large.packs_each, large.limited_by) == (2, 444, "weight")
    assert large.fill_share == Decimal(640) / 888


def test_fewest_and_fullest_first():
    """10 t of charcoal, 500 bags: 299 fill a 20-foot, 609 a 40-foot, 686 a high one."""
    loads = plan_containers(Decimal(10_000), LIGHT)

    assert [(load.code, load.count) for load in loads] == [
        ("FCL40", 1),
        ("FCL40HC", 1),
        ("FCL20", 2),
    ]
    assert loads[0].fill_share == Decimal(500) / 609


def test_a_started_pack_is_a_pack():
    assert (
        plan_containers(Decimal("60.001"), BAG)[0].last_fill_share == Decimal(2) / 332
    )


def test_break_even_is_where_loose_costs_as_much():
    """900 / 60 = 15 revenue tonnes: 167 bags of 0.09 m3 are 15.03 m3, 10,020 kg."""
    freight = Freight({"FCL20": Decimal(900), "FCL40": Decimal(9000)}, Decimal(60))

    loads = by_code(plan_containers(Decimal(5000), BAG, freight=freight))

    assert loads["FCL20"].break_even_m3 == Decimal("15.03")
    assert loads["FCL20"].break_even_kg == 10_020
    # 150 revenue tonnes are more than a 40-foot takes: loose is always cheaper.
    assert loads["FCL40"].break_even_m3 is None
    assert loads["FCL40HC"].break_even_kg is None


def test_charges_heavy_goods_by_the_tonne():
    """A pack of 50 kg in 0.01 m3 counts as 0.05: 15 revenue tonnes are 300 packs."""
    heavy = Pack(Decimal(49), Decimal(50), Decimal("0.01"))
    freight = Freight({"FCL20": Decimal(900)}, Decimal(60))

    load = by_code(plan_containers(Decimal(1), heavy, freight=freight))["FCL20"]

    assert load.break_even_kg == 300 * 49
    assert load.break_even_m3 == 3


@pytest.mark.parametrize(
    ("kg", "pack", "field"),
    [
        (0, (60, 61, 1), "quantity_kg"),
        (1, (0, 61, 1), "pack"),
        (1, (60, 59, 1), "pack.gross_kg"),
        (1, (60, 61, 99), "pack"),
    ],
)
def test_refuses_what_no_container_takes(kg, pack, field):
    with pytest.raises(InvalidInput) as refusal:
        plan_containers(Decimal(kg), Pack(*map(Decimal, pack)))

    assert refusal.value.field == field
