"""The names of languages: babel's (BibLaTeX's ``langid``), English ones and ISO codes → BCP 47 tags and back."""

from __future__ import annotations

_NAMES = {
    "en": "English", "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani",
    "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech",
    "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish", "et": "Estonian",
    "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish", "gl": "Galician",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian",
    "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian",
    "kk": "Kazakh", "ko": "Korean", "la": "Latin", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian",
    "ms": "Malay", "mt": "Maltese", "nb": "Norwegian", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil",
    "te": "Telugu", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip

_BABEL = {
    "american": "en-US", "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB",
    "australian": "en-AU", "canadian": "en-CA", "newzealand": "en-NZ", "acadian": "fr-CA",
    "canadien": "fr-CA", "francais": "fr", "frenchb": "fr", "français": "fr", "germanb": "de",
    "ngerman": "de", "deutsch": "de", "austrian": "de-AT", "naustrian": "de-AT", "swissgerman": "de-CH",
    "nswissgerman": "de-CH", "swissfrench": "fr-CH", "brazil": "pt-BR", "brazilian": "pt-BR",
    "portuges": "pt", "magyar": "hu", "norsk": "nb", "bokmal": "nb", "nynorsk": "nn",
    "polutonikogreek": "el", "farsi": "fa", "slovene": "sl", "castilian": "es", "español": "es",
    "espanol": "es", "mexican": "es-MX", "pinyin": "zh", "mandarin": "zh", "uppersorbian": "hsb",
    "lowersorbian": "dsb", "bahasa": "id", "indonesian": "id", "bahasam": "ms", "serbianc": "sr",
}  # fmt: skip

_ISO_639_2 = {
    "afr": "af", "ara": "ar", "bul": "bg", "cat": "ca", "chi": "zh", "zho": "zh", "cze": "cs", "ces": "cs", "dan": "da",
    "dut": "nl", "nld": "nl", "eng": "en", "est": "et", "fin": "fi", "fre": "fr", "fra": "fr", "ger": "de", "deu": "de",
    "gre": "el", "ell": "el", "heb": "he", "hrv": "hr", "hun": "hu", "ice": "is", "isl": "is", "ita": "it", "jpn": "ja",
    "kor": "ko", "lat": "la", "lav": "lv", "lit": "lt", "nor": "no", "per": "fa", "fas": "fa", "pol": "pl", "por": "pt",
    "rum": "ro", "ron": "ro", "rus": "ru", "scr": "hr", "slo": "sk", "slk": "sk", "slv": "sl", "spa": "es", "srp": "sr",
    "swe": "sv", "tha": "th", "tur": "tr", "ukr": "uk", "vie": "vi",
}  # fmt: skip

_TAGS = {name.casefold(): tag for tag, name in _NAMES.items() if tag not in ("nb", "nn")} | _BABEL | _ISO_639_2


def language_tag(text: str) -> str:
    """Return the BCP 47 tag of a language as an author or exporter names it; empty when it is not known."""
    word = text.strip().casefold().replace("_", "-")
    if word in _TAGS:
        return _TAGS[word]
    primary, _, region = word.partition("-")
    if primary not in _NAMES:
        return ""
    return f"{primary}-{region.upper()}" if len(region) == 2 else primary  # ISO 3166 codes


def language_name(tag: str) -> str:
    """Return the English name of a tag's language; empty when it is not known."""
    return _NAMES.get(tag.partition("-")[0], "")


def is_foreign(tag: str) -> bool:
    """Return whether a tag is known and names a language other than English."""
    return bool(tag) and not (tag == "en" or tag.startswith("en-"))
