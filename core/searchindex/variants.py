"""One form of the words that Britain and America spell differently, and of plurals without an s.

The stemmer knows neither: it takes “tumour” and “tumor”, “matrices” and “matrix” for different words.
What comes out need not be a word (“promise” becomes “promize”), as it is the same for index and query.
"""

import re

_PLURALS = {
    "mice": "mouse", "women": "woman", "men": "man", "children": "child", "feet": "foot",
    "teeth": "tooth", "lives": "life", "wolves": "wolf", "halves": "half", "criteria": "criterion",
    "phenomena": "phenomenon", "automata": "automaton", "bacteria": "bacterium",
    "spectra": "spectrum", "quanta": "quantum", "strata": "stratum", "formulae": "formula",
    "algae": "alga", "larvae": "larva", "vertebrae": "vertebra", "nebulae": "nebula",
    "radii": "radius", "nuclei": "nucleus", "stimuli": "stimulus", "fungi": "fungus",
    "foci": "focus", "loci": "locus", "genera": "genus", "corpora": "corpus", "axes": "axis",
}  # fmt: skip
_SPELLINGS = {
    "programme": "program", "programmes": "program", "grey": "gray", "ageing": "aging",
    "judgement": "judgment", "judgements": "judgment", "artefact": "artifact", "artefacts": "artifact",
    "aluminium": "aluminum", "mould": "mold", "moulds": "mold", "centred": "centered",
}  # fmt: skip
WHOLE = _PLURALS | _SPELLINGS
_MAY_DIFFER = re.compile(r"[cs]es$|is[aei]|lys|our|re|enc|ogue|[ao]e|sulph")  # most words do not
_RULES = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"(matr|append)ices$", r"\1ix"),
        (r"(vert|vort|cort|simpl|^ind)ices$", r"\1ex"),
        (r"(analy|diagno|progno|.the|cri)ses$", r"\1sis"),
        # Not “precise” and “revise”, whose nouns are “precision” and “revision”, nor “advertise(ment)”.
        (r"(..[^v])is(ation(?:s|al)?)$", r"\1iz\2"),
        (r"(..[dglmn]|.[^r]t|.[aeo]r|.ic)is(e|es|ed|er|ers|ing)$", r"\1iz\2"),
        (r"(.ly)s(e|ed|er|ers|ing)$", r"\1z\2"),
        (r"(behavi|col|fav|flav|harb|hon|hum|lab|neighb|od|rum|sav|tum|vap|vig)our", r"\1or"),
        (r"(cent|fib|lit|theat|calib|met)re(s?)$", r"\1er\2"),
        (r"^(def|off|lic)ence(s?)$", r"\1ense\2"),
        (r"([ao]l)ogue(s?)$", r"\1og\2"),
        (r"a(?=em(?:i|o|at))|(?<=p)a(?=ed)|(?<=an)a(?=esth)|(?<=gyn)a(?=ec)", ""),
        (r"(?<=pal)a(?=eo)|(?<=arch)a(?=eo)|^a(?=esthet|etiolog)", ""),
        (r"o(?=estr|edem|esoph)|(?<=^f)o(?=et)|(?<=rrh)o(?=ea)", ""),
        (r"sulph", "sulf"),
    )
)


def common_form(word: str) -> str:
    """The form that stands for `word`, of lower-case letters a to z, in all its spellings."""
    if whole := WHOLE.get(word):
        return whole
    if _MAY_DIFFER.search(word):
        for pattern, form in _RULES:
            word = pattern.sub(form, word)
    return word
