"""Ports, cities and countries as buyers write them, with the country's code."""

from __future__ import annotations

_PLACES = {
    "ID": "panjang|tanjung priok|jakarta|belawan|surabaya|tanjung perak|palembang"
          "|bandar lampung"
    "|semarang|makassar|medan|bakauheni|merak|lampung",
    "DE": "hamburg|bremen|bremerhaven|berlin|munchen|munich|koln|cologne|frankfurt"
          "|dusseldorf|stuttgart|leipzig",
    "NL": "rotterdam|amsterdam|den haag|the hague|utrecht|eindhoven|schiphol"
          "|vlissingen",
    "BE": "antwerp|antwerpen|anvers|brussels|bruxelles|gent|ghent|zeebrugge",
    "FR": "paris|lyon|marseille|le havre|fos sur mer|fos-sur-mer|bordeaux|lille"
          "|nantes|toulouse|dunkerque",
    "IT": "trieste|genoa|genova|milano|milan|roma|rome|napoli|naples|modena|livorno"
          "|venice|venezia|ravenna|la spezia",
    "ES": "barcelona|valencia|madrid|algeciras|bilbao",
    "PT": "lisbon|lisboa|sines|leixoes|porto", "GR": "piraeus|athens|thessaloniki",
    "PL": "gdansk|gdynia|warsaw"
          "|warszawa", "FI": "helsinki|kotka", "SE": "gothenburg|goteborg|stockholm",
    "DK": "copenhagen|aarhus", "NO": "oslo|bergen", "AT": "vienna|wien|graz", "CH":
        "zurich|basel|geneva|geneve|bern",
    "IE": "dublin|cork", "RO": "constanta", "BG": "varna", "HR": "rijeka", "SI":
        "koper|ljubljana", "CZ": "prague|praha",
    "GB": "felixstowe|london gateway|southampton|london|liverpool|leeds|bristol"
          "|manchester|birmingham|tilbury|glasgow|heathrow",
    "XI": "belfast", "RU": "saint petersburg|st petersburg|st\\. petersburg|moscow"
                           "|vladivostok|novorossiysk",
    "UA": "odessa|odesa|kyiv", "TR": "mersin|istanbul|izmir|ambarli|gemlik|iskenderun",
    "US": "new york|los angeles|long beach|savannah|seattle|houston|oakland|miami"
          "|norfolk|charleston|chicago|baltimore|new orleans|san francisco|tacoma"
          "|newark",
    "CA": "vancouver|toronto|montreal|halifax|ontario",
    "MX": "manzanillo|veracruz", "BR": "santos|sao paulo", "AR": "buenos aires", "CL":
        "valparaiso|san antonio", "PE": "callao|lima",
    "AU": "port melbourne|melbourne|sydney|brisbane|fremantle|perth|adelaide",
    "NZ": "auckland|tauranga|wellington|christchurch|lyttelton",
    "JP": "kobe|yokohama|tokyo|osaka|nagoya|hakata|narita|moji",
    "KR": "busan|pusan|incheon|seoul", "TW": "kaohsiung|keelung|taipei|taichung",
    "CN": "shanghai|ningbo|xiamen|qingdao|tianjin|shenzhen|guangzhou|dalian|zhangzhou"
          "|nansha|huangpu|fuzhou|beijing|shekou|yantian",
    "HK": "hong kong", "SG": "changi|singapore|jurong|singapura",
    "MY": "port klang|penang|pasir gudang|johor bahru|johor|kuala lumpur|kedah"
          "|tanjung pelepas|klang|kuching|butterworth",
    "TH": "laem chabang|bangkok|songkhla|lat krabang",
    "VN": "hai phong|haiphong|ho chi minh(?: city)?|hcmc|da nang|cat lai|hanoi"
          "|saigon", "PH": "manila|cebu|davao|subic",
    "MM": "yangon|rangoon", "KH": "sihanoukville|phnom penh", "BN": "muara", "TL":
        "dili",
    "IN": "nhava sheva|jnpt|chennai|mundra|kolkata|mumbai|cochin|kochi|tuticorin"
          "|delhi|vizag|kandla|pippavav|mangalore|bangalore",
    "BD": "chattogram|chittagong|dhaka"
          "|mongla", "LK": "colombo|hambantota", "NP": "kathmandu|birgunj",
    "PK": "karachi|port qasim|qasim|lahore", "MV": "male",
    "AE": "jebel ali|dubai|abu dhabi|sharjah"
          "|khalifa port", "OM": "sohar|salalah|muscat", "SA":
              "jeddah|dammam|riyadh|yanbu",
    "QA": "doha|hamad", "KW": "kuwait city|shuwaikh|shuaiba", "BH": "manama", "YE":
        "aden|hodeidah", "IQ": "umm qasr|basra|baghdad",
    "JO": "aqaba|amman", "LB": "beirut", "IR": "bandar abbas", "IL": "haifa|ashdod",
    "EG": "alexandria|port said|damietta|cairo|sokhna"
          "|ain sokhna", "DJ": "djibouti", "ET": "addis ababa|addis|modjo",
    "KE": "mombasa|nairobi", "TZ": "dar es salaam", "ZA":
        "durban|cape town|johannesburg|port elizabeth", "NG": "lagos|apapa|tin can",
    "GH": "tema|accra", "MA": "casablanca|tanger(?: med)?", "DZ": "algiers|alger",
        "TN": "tunis|rades",
}  # fmt: skip
_COUNTRIES = {
    "DE": "germany|deutschland|jerman"
          "|german", "NL": "netherlands|holland|belanda|nederland"
                           "|dutch", "BE": "belgium|belgien|belgia|belgie",
    "FR": "france|prancis|frankreich"
          "|french", "IT": "italy|italia|italian", "ES": "spain|spanyol", "PT":
              "portugal", "GR": "greece|yunani",
    "PL": "poland|polandia|polen", "FI": "finland|finnish", "SE": "sweden|swedia",
        "DK": "denmark", "NO": "norway", "AT": "austria|osterreich",
    "CH": "switzerland|swiss|schweiz"
          "|suisse", "IE": "ireland", "GB": "united kingdom|england|uk|great britain"
                                            "|inggris|britain|scotland",
    "RU": "russia|rusia", "UA": "ukraine", "TR": "turkey|turkiye|turki", "US":
        "usa|united states|america|amerika|u\\.s\\.a?",
    "CA": "canada|kanada", "MX": "mexico", "BR": "brazil|brasil", "AU":
        "australia|australian", "NZ": "new zealand|selandia baru",
    "JP": "japan|jepang", "KR": "korea|south korea|korean", "TW": "taiwan", "CN":
        "china|tiongkok|cina", "HK": "hongkong",
    "MY": "malaysia", "TH": "thailand|thai", "VN": "vietnam|viet nam", "PH":
        "philippines|filipina", "IN": "india|indian",
    "BD": "bangladesh", "LK": "sri lanka", "NP": "nepal", "PK": "pakistan", "AE":
        "uae|emirates|uni emirat arab", "OM": "oman",
    "SA": "saudi(?: arabia)?|arab saudi"
          "|ksa", "QA": "qatar", "KW": "kuwait", "BH": "bahrain", "EG": "egypt|mesir",
              "ET": "ethiopia",
    "KE": "kenya", "ZA": "south africa|afrika selatan", "NG": "nigeria", "MA":
        "morocco|maroko", "JO": "jordan|yordania", "IQ": "iraq|irak",
}  # fmt: skip


def _by_name(table: dict[str, str]) -> dict[str, str]:
    return {name: iso2 for iso2, names in table.items() for name in names.split("|")}


PLACES = _by_name(_PLACES)
"""Ports and cities by pattern, in small letters without accents."""
COUNTRIES = _by_name(_COUNTRIES)
NAMES_OF_PLACE = {
    "chittagong": "Chattogram", "haiphong": "Hai Phong", "munich": "München",
}  # fmt: skip
