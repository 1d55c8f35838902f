"""The languages that babel and biblatex name, as the codes of BCP 47."""

_CODES = {
    "american": "en-US", "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB",
    "australian": "en-AU", "canadian": "en-CA", "newzealand": "en-NZ", "english": "en",
    "german": "de", "ngerman": "de", "austrian": "de-AT", "naustrian": "de-AT",
    "swissgerman": "de-CH", "nswissgerman": "de-CH", "french": "fr", "francais": "fr", "français": "fr",
    "canadien": "fr-CA", "acadian": "fr-CA", "arabic": "ar", "basque": "eu", "brazil": "pt-BR",
    "brazilian": "pt-BR", "bulgarian": "bg", "catalan": "ca", "chinese": "zh", "croatian": "hr",
    "czech": "cs", "danish": "da", "dutch": "nl", "estonian": "et", "finnish": "fi", "galician": "gl",
    "greek": "el", "polutonikogreek": "el", "hebrew": "he", "hindi": "hi", "hungarian": "hu",
    "magyar": "hu", "icelandic": "is", "irish": "ga", "italian": "it", "japanese": "ja", "korean": "ko",
    "latin": "la", "latvian": "lv", "lithuanian": "lt", "norsk": "nb", "norwegian": "no",
    "nynorsk": "nn", "persian": "fa", "farsi": "fa", "polish": "pl", "portuguese": "pt",
    "portuges": "pt", "romanian": "ro", "russian": "ru", "serbian": "sr", "serbianc": "sr-Cyrl",
    "slovak": "sk", "slovene": "sl", "slovenian": "sl", "spanish": "es", "swedish": "sv",
    "thai": "th", "turkish": "tr", "ukrainian": "uk", "vietnamese": "vi", "welsh": "cy",
}  # fmt: skip


def language_code(language: str) -> str:
    """The code of a language named in a `language` or `langid` field; as it stands if unknown."""
    return _CODES.get(language.strip().casefold(), language)
