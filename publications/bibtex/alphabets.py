"""Letters that LaTeX has commands for beyond those of western text: Cyrillic, Greek, phonetic.

Cyrillic names are those of the encodings T2A, T2B, T2C and X2, Greek ones those of LGR (the
packages textgreek and alphabeta), phonetic and African ones those of T3 (tipa) and T4 (fc).
"""


def pairs(text: str) -> dict[str, str]:
    """The words of a text by turns as names and what they stand for."""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


_CYRILLIC = pairs("""
a а b б v в g г d д e е yo ё zh ж z з i и ishrt й k к l л m м n н o о p п r р s с t т u у f ф h х
c ц ch ч sh ш shch щ hrdsn ъ ery ы sftsn ь erev э yu ю ya я
ie є ii і yi ї gup ґ ushrt ў dje ђ dze ѕ je ј lje љ nje њ tshe ћ dzhe џ
yat ѣ fita ѳ izh ѵ byus ѫ bigyus ѫ
ghcrs ғ zhdsc җ zdsc ҙ kdsc қ kvcrs ҝ kbeak ҡ ndsc ң ng ҥ sdsc ҫ y ү yhcrs ұ hdsc ҳ chrdsc ҷ
chvcrs ҹ shha һ ae ӕ schwa ә otld ө ghk ҕ khk ӄ ldsc ӆ nhk ӈ chldsc ӌ abhdze ӡ gdsc ӷ gdschcrs ӻ
hhk ӽ hhcrs ӿ semisftsn ҍ rtick ҏ khcrs ҟ phk ҧ abhha ҩ tdsc ҭ tetse ҵ abhch ҽ abhchdsc ҿ mdsc ӎ
""")
CYRILLIC = {
    **{f"cyr{name}": letter for name, letter in _CYRILLIC.items()},
    **{f"CYR{name.upper()}": letter.upper() for name, letter in _CYRILLIC.items()},
    "CYRpalochka": "Ӏ",
    "cyrdash": "—",
}

_GREEK_NAMES = pairs("""
alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν
xi ξ omicron ο pi π rho ρ sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω digamma ϝ
""")
TEXT_GREEK = {
    **{f"text{name}": letter for name, letter in _GREEK_NAMES.items()},
    **{f"text{name.capitalize()}": letter.upper() for name, letter in _GREEK_NAMES.items()},
    "textvarsigma": "ς",
    "textfinalsigma": "ς",
    "textmugreek": "μ",
}

PHONETIC = pairs("""
textturna ɐ textscripta ɑ textturnscripta ɒ texthtb ɓ textbhook ɓ textctc ɕ textrtaild ɖ
textdtail ɖ texthtd ɗ textdhook ɗ textreve ɘ textschwa ə textrhookschwa ɚ texteopen ɛ
textrevepsilon ɜ textrhookrevepsilon ɝ textcloserevepsilon ɞ textbardotlessj ɟ texthtg ɠ
textscriptg ɡ textscg ɢ textgammalatinsmall ɣ textramshorns ɤ textturnh ɥ texthth ɦ texththeng ɧ
textbari ɨ textiotalatin ɩ textsci ɪ textltilde ɫ textbeltl ɬ textrtaill ɭ textlyoghlig ɮ
textturnm ɯ textturnmrleg ɰ textltailm ɱ textltailn ɲ textnhookleft ɲ textrtailn ɳ textscn ɴ
textbaro ɵ textscoelig ɶ textcloseomega ɷ textturnr ɹ textturnlonglegr ɺ textturnrrtail ɻ
textlonglegr ɼ textrtailr ɽ textfishhookr ɾ textscr ʀ textinvscr ʁ textrtails ʂ textesh ʃ
texthtbardotlessj ʄ textctesh ʆ textturnt ʇ textrtailt ʈ texttretroflexhook ʈ textbaru ʉ
textscriptv ʋ textvhook ʋ textturnv ʌ textturnw ʍ textturny ʎ textscy ʏ textrtailz ʐ textctz ʑ
textyogh ʒ textezh ʒ textctyogh ʓ textglotstop ʔ textrevglotstop ʕ textinvglotstop ʖ
textstretchc ʗ textbullseye ʘ textscb ʙ textcloseepsilon ʚ texthtscg ʛ textsch ʜ textctj ʝ
textturnk ʞ textscl ʟ texthtq ʠ textbarglotstop ʡ textbarrevglotstop ʢ textdzlig ʣ textdyoghlig ʤ
textdctzlig ʥ texttslig ʦ textteshlig ʧ texttctclig ʨ textprimstress ˈ textsecstress ˌ
textlengthmark ː texthalflength ˑ textrhoticity ˞ textturncommaabove ʻ ringhalfright ʾ
ringhalfleft ʿ textrighthalfring ʾ textlefthalfring ʿ textcrh ħ texthbar ħ textHbar Ħ textcrb ƀ
textcrd đ textbarl ł texttbar ŧ textTbar Ŧ textTstroke Ŧ texttstroke ŧ textkra ĸ textopeno ɔ
textoopen ɔ textOopen Ɔ textEopen Ɛ textEreversed Ǝ texteturned ǝ textBhook Ɓ textDhook Ɗ
textKhook Ƙ textkhook ƙ texthtk ƙ textPhook Ƥ textphook ƥ texthtp ƥ textThook Ƭ textthook ƭ
texthtt ƭ textChook Ƈ textchook ƈ texthtc ƈ textFhook Ƒ textVhook Ʋ textYhook Ƴ textyhook ƴ
textEzh Ʒ textEsh Ʃ textGammaafrican Ɣ textIotaafrican Ɩ textNhookleft Ɲ textTretroflexhook Ʈ
textDafrican Ɖ texthvlig ƕ textlooptoprevesh ƪ textcrlambda ƛ textthorn þ textThorn Þ textwynn ƿ
textlongs ſ textlonglegs ſ ohorn ơ OHORN Ơ uhorn ư UHORN Ư
""")
