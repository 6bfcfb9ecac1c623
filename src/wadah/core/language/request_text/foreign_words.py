"""What German, French and Dutch buyers call the goods."""

from __future__ import annotations

FOREIGN_WORDS = {
    "coffee_green_robusta": "robusta rohkaffee|rohkaffee robusta|grunen robusta"
                            "|cafe vert robusta|robusta vert|groene robusta"
                            "|ruwe koffie robusta",
    "coffee_green_arabica": "arabica rohkaffee|cafe vert arabica|groene arabica",
    "coffee_roasted_ground": "gemahlener kaffee|rostkaffee|cafe moulu|cafe torrefie"
                             "|gemalen koffie|gebrande koffie",
    "pepper_black_whole": "schwarzer pfeffer|schwarzen pfeffer|poivre noir"
                          "|zwarte peper|pepe nero",
    "pepper_white_whole": "weisser pfeffer|poivre blanc|witte peper",
    "cinnamon_cassia": "zimtstangen|zimtkassie|cannelle|kaneel|kaneelstokjes|zimt"
                       "|batons de cannelle",
    "clove_whole": "gewurznelken|nelken|clous de girofle|girofle|kruidnagel"
                   "|kruidnagels|kruidnagelen",
    "nutmeg_whole": "muskatnuss|muskatnusse|noix de muscade|nootmuskaat",
    "mace_whole": "muskatblute|macis|foelie",
    "vanilla": "vanilleschoten|vanille|gousses de vanille|vanillestokjes",
    "turmeric_dried": "kurkuma|curcuma|kurkumawurzel",
    "ginger_dried": "getrockneter ingwer|gingembre sec|gedroogde gember",
    "cocoa_beans": "kakaobohnen|feves de cacao|cacaobonen|fave di cacao",
    "cocoa_powder": "kakaopulver|poudre de cacao|cacaopoeder",
    "coconut_desiccated": "kokosraspel|kokosraspeln|noix de coco rapee|geraspte kokos"
                          "|kokosrasp",
    "coconut_sugar": "kokosblutenzucker|sucre de coco|sucre de fleur de coco"
                     "|kokosbloesemsuiker|kokossuiker",
    "palm_sugar_aren": "palmzucker|sucre de palme|palmsuiker",
    "coconut_oil_virgin": "natives kokosol|huile de coco vierge|kokosolie extra vierge",
    "coconut_milk_cream": "kokosmilch|lait de coco|kokosmelk",
    "cocopeat": "kokossubstrat|kokoserde|fibre de coco compressee|kokospeat"
                "|kokosgrond|kokostorf",
    "coir_fibre": "kokosfaser|kokosfasern|fibre de coco|kokosvezel|kokosvezels",
    "coir_mat": "kokosmatten|paillassons en coco|kokosmat",
    "coconut_charcoal_briquette": "kokosbriketts|kokoskohle|shisha kohle|shishakohle"
                                  "|charbon de coco|kokosbriketten|charbon narguile",
    "banana_chips": "kerepek pisang|bananenchips|chips de banane",
    "cassava_chips": "kerepek ubi|maniokchips|chips de manioc|cassave chips",
    "tapioca_starch": "tapiokastarke|fecule de manioc|tapiocazetmeel",
    "used_cooking_oil": "altspeiseol|huile de cuisson usagee|gebruikte frituurolie"
                        "|frituurvet",
    "honey": "waldhonig|honig|miel|honing",
    "shrimp_frozen": "garnelen|crevettes|garnalen|crevettes surgelees",
    "damar_resin": "dammarharz|resine dammar|damarhars",
    "rubber_tsr20": "naturkautschuk|caoutchouc naturel|natuurrubber",
    "essential_oil_patchouli": "patschuliol|huile de patchouli|patchouliolie",
    "basketry_plant_fibre": "pandan korbe|korbe aus pandan|paniers en pandan"
                            "|pandan manden",
    "rattan_basketry": "rattankorbe|paniers en rotin|rotan manden",
    "rattan_furniture": "rattanmobel|meubles en rotin|rotan meubelen",
    "ornamental_plants": "zierpflanzen|plantes ornementales|sierplanten|zimmerpflanzen",
    "bamboo_skewer": "bambusspiesse|brochettes en bambou|bamboe stokjes",
    "betel_nut": "arekanusse|noix d'arec|arecanoten",
    "palm_sticks_ekel": "palmblattrippen|palm ekel|nervures de palme",
    "cashew_nut": "cashewkerne|noix de cajou|cashewnoten",
}  # fmt: skip
"""Slug of the family and its words, in small letters without accents."""
