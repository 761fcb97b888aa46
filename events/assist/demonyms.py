"""Adjectives, inhabitants and short forms of countries, which are no names of the tables.

English adjectives and inhabitants after the CIA World Factbook's "nationality" and CLDR, Russian
after the adjectives of the "Общероссийский классификатор стран мира", Chinese abbreviations as
official news use them (中方, 访华). Only the SCO's members, observers, partners and guests.
Latin and Cyrillic words are compared by their stems.
"""

from __future__ import annotations

#: country: English, Russian.
WORDS: dict[str, tuple[str, str]] = {
    "AE": ("Emirati Emiratis", "эмиратский"),
    "AF": ("Afghan Afghans", "афганский афганец афганцы"),
    "AM": ("Armenian Armenians", "армянский"),
    "AZ": ("Azerbaijani Azerbaijanis", "азербайджанский"),
    "BH": ("Bahraini", "бахрейнский"),
    "BY": ("Belarusian Belarusians Belarussian Byelorussian", "белорусский белорус белорусы"),
    "CN": ("Chinese", "китайский китаец китайцы"),
    "EG": ("Egyptian Egyptians", "египетский"),
    "GB": ("British UK", "британский"),
    "ID": ("Indonesian", "индонезийский"),
    "IN": ("Indian Indians", "индийский индиец индийцы"),
    "IR": ("Iranian Iranians", "иранский иранец иранцы"),
    "KG": (
        "Kyrgyz Kirghiz Kyrgyzstani Kyrgyzstanis",
        "кыргызский киргизский кыргызстанский киргизстанский кыргызстанец кыргызстанцы",
    ),
    "KH": ("Cambodian", "камбоджийский"),
    "KW": ("Kuwaiti", "кувейтский"),
    "KZ": (
        "Kazakh Kazakhstani Kazakhstanis Kazakhs",
        "казахский казахстанский казахстанец казахстанцы",
    ),
    "LA": ("Laotian", "лаосский"),
    "LK": ("Lankan", "ланкийский"),
    "MM": ("Burmese", "мьянманский бирманский"),
    "MN": ("Mongolian Mongolians", "монгольский"),
    "MV": ("Maldivian", "мальдивский"),
    "MY": ("Malaysian", "малайзийский"),
    "NP": ("Nepali Nepalese", "непальский"),
    "PK": ("Pakistani Pakistanis", "пакистанский пакистанец пакистанцы"),
    "QA": ("Qatari", "катарский"),
    "RU": ("Russian Russians", "российский россиянин россияне"),
    "SA": ("Saudi", "саудовский"),
    "TH": ("Thai", "таиландский"),
    "TJ": ("Tajik Tajiks Tajikistani", "таджикский таджикистанский таджикистанец таджикистанцы"),
    "TM": ("Turkmen", "туркменский туркменистанский"),
    "TR": ("Turkish", "турецкий"),
    "US": ("American Americans US U.S.", "американский"),
    "UZ": ("Uzbek Uzbeks Uzbekistani", "узбекский узбекистанский узбекистанец узбекистанцы"),
    "VN": ("Vietnamese", "вьетнамский"),
}

#: Words that join an adjective to one mention: "the Kyrgyz side", "кыргызской стороны".
SIDES = "side sides party сторона"

#: What follows an adjective that means a language or a culture.
NOT_THE_STATE = (
    "language languages speaking speakers cuisine literature poetry folklore dance dances music "
    "ocean tea calligraphy costume costumes dictionary alphabet translation "
    "язык кухня литература поэзия танец музыка фольклор алфавит словарь"
)
#: What stands before it: "in Russian", "from Chinese".
LANGUAGE_PREPOSITIONS = frozenset({"in", "from", "into", "speaks", "speak"})

#: Chinese: one character for a state, in set phrases only.
HAN: dict[str, str] = {
    "中": "CN",
    "华": "CN",
    "吉": "KG",
    "哈": "KZ",
    "俄": "RU",
    "乌": "UZ",
    "塔": "TJ",
    "印": "IN",
    "巴": "PK",
    "伊": "IR",
    "白": "BY",
    "阿": "AF",
    "蒙": "MN",
    "美": "US",
}
_ONE = "[中吉哈俄乌塔印巴伊白阿蒙美]"
#: Each group is a run of the characters above.
HAN_PHRASES = (
    rf"({_ONE})方(?![面式向案法针便程位圆言形略])",
    rf"({_ONE}{{2,4}})(?=两国|三国|四国|双边|关系|元首|首脑|边境|边界|边防|经贸|贸易|友好|友谊|全面|战略"
    r"|合作|双方|领导人|总统|总理|外长|企业|人民|之间|建交|铁路|公路|口岸|联合)",
    r"(?:访|驻|来|对|在|援|赴|涉)([华吉哈俄乌塔印巴伊白蒙美])"
    r"(?=大使|使馆|总领|期间|国事|，|。|、|访|的|并|与|会|参|进|投|经|留|领|企)",
    rf"({_ONE})(?=总统|总理|外长|外交部|国家元首|政府|议会|国防部|大使|驻)",
)
