"""What LaTeX commands without arguments print, as Unicode.

Text symbols are those of LaTeX's T1, TS1 and OT1 encodings, mathematical ones those of plain
LaTeX, amsmath and amssymb ("The Comprehensive LaTeX Symbol List").
"""

from publications.bibtex.alphabets import CYRILLIC, PHONETIC, TEXT_GREEK, pairs

GREEK = pairs("""
alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
kappa κ varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ
varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω digamma ϝ
Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ Lambda Λ Mu Μ Nu Ν
Xi Ξ Omicron Ο Pi Π Rho Ρ Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω
""")

LETTERS = pairs("""
aa å AA Å ae æ AE Æ oe œ OE Œ o ø O Ø l ł L Ł ss ß SS ẞ i ı j ȷ dh ð DH Ð dj đ DJ Đ th þ TH Þ
ng ŋ NG Ŋ ij ĳ IJ Ĳ textdong ₫ Zbar Ƶ textogonekcentered ˛
dbar đ Dbar Đ textdh ð textDH Ð textdj đ textDJ Đ cprime ʹ Cprime ʹ cdprime ʺ Cdprime ʺ lasp ʿ rasp ʾ
""")

TEXT = pairs("""
S § P ¶ copyright © textcopyright © textregistered ® textcircledP ℗ texttrademark ™
textservicemark ℠ pounds £ textsterling £ euro € texteuro € EUR € officialeuro € textyen ¥ yen ¥
textcent ¢ textcurrency ¤ textflorin ƒ textwon ₩ textnaira ₦ textlira ₤ textpeso ₱ textbaht ฿
textcolonmonetary ₡ textguarani ₲ dag † textdagger † textdaggerdbl ‡ ddag ‡ dagger † ddagger ‡
textsection § textparagraph ¶ textperiodcentered · textbullet • textopenbullet ◦ textellipsis …
ldots … dots … textendash – textemdash — textquotedblleft “ textquotedblright ” textquoteleft ‘
textquoteright ’ quotedblbase „ quotesinglbase ‚ textquotedbl " textquotesingle ' textquotestraightdblbase "
guillemotleft « guillemotright » guillemetleft « guillemetright » guilsinglleft ‹ guilsinglright ›
flqq « frqq » flq ‹ frq › glqq „ grqq “ glq ‚ grq ‘ lq ‘ rq ’ og « fg »
textexclamdown ¡ textquestiondown ¿ textasciitilde ~ textasciicircum ^ textasciigrave `
textasciiacute ´ textasciidieresis ¨ textasciimacron ¯ textasciicaron ˇ textasciibreve ˘
textbackslash \\ textbar | textbardbl ‖ textless < textgreater > textbraceleft { textbraceright }
lbrace { rbrace } textunderscore _ textdollar $ textnumbersign # textpercent % textampersand &
textordfeminine ª textordmasculine º textdegree ° degree ° textcelsius ℃ celsius ℃ textohm Ω
ohm Ω textmu µ micro µ textonehalf ½ textonequarter ¼ textthreequarters ¾ textonesuperior ¹
texttwosuperior ² textthreesuperior ³ textpm ± texttimes × textdiv ÷ textlnot ¬ textminus −
textsurd √ textfractionsolidus ⁄ textperthousand ‰ textpertenthousand ‱ textnumero № textestimated ℮
textrecipe ℞ textinterrobang ‽ textreferencemark ※ textmusicalnote ♪ textleftarrow ← textrightarrow →
textuparrow ↑ textdownarrow ↓ textasteriskcentered ∗ textbigcircle ◯ textblank ␢ textvisiblespace ␣
slash / hyphen - textnonbreakinghyphen ‑ nobreakdash ‑
TeX TeX LaTeX LaTeX LaTeXe LaTeX2ε BibTeX BibTeX XeTeX XeTeX LuaTeX LuaTeX pdfTeX pdfTeX
ConTeXt ConTeXt TikZ TikZ LyX LyX AmSTeX AmSTeX AmSLaTeX AmSLaTeX AMSLaTeX AMSLaTeX SLiTeX SLiTeX
PiCTeX PiCTeX METAFONT METAFONT METAPOST METAPOST eTeX ε-TeX TUB TUGboat emdash — endash – Dash —
pdfLaTeX pdfLaTeX XeLaTeX XeLaTeX LuaLaTeX LuaLaTeX AmS AMS AMSTeX AMSTeX MF METAFONT MP METAPOST
checkmark ✓ maltese ✠ textmho ℧ textangle ∠ textbrokenbar ¦ texthyphen ‐ textmacron ¯
textprime ′ textdoubleprime ″ textdblhyphen ⹀ textleaf ☙ textmarried ⚭ textborn ★ textdied †
textequals = textcentereddot · textasciicedilla ¸ textogonek ˛ textlogicalnot ¬ textoverline ‾
textlangle ⟨ textrangle ⟩ textlbrackdbl ⟦ textrbrackdbl ⟧ textlquill ⁅ textrquill ⁆ textdiscount ⁒
textacutedbl ˝ textgravedbl ˵ textquotestraightbase ‚ texttwelveudash — textthreequartersemdash —
textpilcrow ¶ textdivorced ⚮ textdollaroldstyle $ textcentoldstyle ¢ texttildelow ˷ registered ®
trademark ™ permil ‰ perthousand ‰ degres ° No N° no n° Nos N°s nos n°s primo 1° hyp - fshyp /
textelp […] cydot · Angstrom Å Angstroem Å
arcsec ″ arcmin ′ arcdeg ° farcs ″. farcm ′. fdg °. fs ˢ. micron μm sun ☉
""")
TEXT["textcompwordmark"] = "\u200c"

MATH = pairs("""
times × div ÷ pm ± mp ∓ cdot ⋅ cdots ⋯ vdots ⋮ ddots ⋱ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕
ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ wedge ∧ land ∧ vee ∨ lor ∨ cap ∩ cup ∪ sqcap ⊓ sqcup ⊔ uplus ⊎
setminus ∖ smallsetminus ∖ wr ≀ amalg ⨿ bigcap ⋂ bigcup ⋃ bigvee ⋁ bigwedge ⋀ bigoplus ⨁
bigotimes ⨂ bigodot ⨀ bigsqcup ⨆ biguplus ⨄ sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮
leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ ll ≪ gg ≫ lll ⋘ ggg ⋙ leqslant ⩽ geqslant ⩾ lesssim ≲ gtrsim ≳
approx ≈ sim ∼ simeq ≃ cong ≅ equiv ≡ propto ∝ varpropto ∝ asymp ≍ doteq ≐ models ⊨ perp ⊥ mid ∣
nmid ∤ parallel ∥ nparallel ∦ vdash ⊢ dashv ⊣ Vdash ⊩ vDash ⊨ bowtie ⋈ Join ⋈ smile ⌣ frown ⌢
prec ≺ succ ≻ preceq ⪯ succeq ⪰ lessapprox ⪅ gtrapprox ⪆ triangleq ≜ coloneqq ≔ approxeq ≊
subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ sqsubseteq ⊑ sqsupseteq ⊒ in ∈
ni ∋ owns ∋ notin ∉ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ top ⊤ bot ⊥
infty ∞ partial ∂ nabla ∇ angle ∠ measuredangle ∡ sphericalangle ∢ prime ′ backprime ‵ surd √
hslash ℏ ell ℓ wp ℘ Re ℜ Im ℑ aleph ℵ beth ℶ gimel ℷ daleth ℸ complement ∁ mho ℧ eth ð imath ı
jmath ȷ hbar ℏ leftarrow ← gets ← rightarrow → to → uparrow ↑ downarrow ↓ leftrightarrow ↔
updownarrow ↕ Leftarrow ⇐ Rightarrow ⇒ implies ⇒ Uparrow ⇑ Downarrow ⇓ Leftrightarrow ⇔ iff ⇔
mapsto ↦ longmapsto ⟼ longleftarrow ⟵ longrightarrow ⟶ longleftrightarrow ⟷ Longleftarrow ⟸
Longrightarrow ⟹ Longleftrightarrow ⟺ hookleftarrow ↩ hookrightarrow ↪ leftharpoonup ↼
rightharpoonup ⇀ leftharpoondown ↽ rightharpoondown ⇁ rightleftharpoons ⇌ leftrightharpoons ⇋
nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ leadsto ↝ rightsquigarrow ⇝ upharpoonright ↾
restriction ↾ twoheadrightarrow ↠ leftleftarrows ⇇ rightrightarrows ⇉ rightleftarrows ⇄
curvearrowleft ↶ curvearrowright ↷ circlearrowleft ↺ circlearrowright ↻ nrightarrow ↛
langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lvert | rvert | lVert ‖ rVert ‖ vert | Vert ‖
lbrack [ rbrack ] backslash \\ llbracket ⟦ rrbracket ⟧ ulcorner ⌜ urcorner ⌝ llcorner ⌞ lrcorner ⌟
triangle △ bigtriangleup △ triangledown ▽ bigtriangledown ▽ triangleleft ◁ triangleright ▷
lhd ⊲ rhd ⊳ unlhd ⊴ unrhd ⊵ blacktriangle ▲ blacktriangledown ▼ blacktriangleleft ◀
blacktriangleright ▶ square □ Box □ blacksquare ■ Diamond ◇ diamond ⋄ lozenge ◊ blacklozenge ⧫
bigstar ★ bigcirc ◯ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ flat ♭ natural ♮ sharp ♯
therefore ∴ because ∵ ltimes ⋉ rtimes ⋊ boxtimes ⊠ boxplus ⊞ boxdot ⊡ circledast ⊛ dotplus ∔
divideontimes ⋇ intercal ⊺ barwedge ⊼ veebar ⊻ Cap ⋒ Cup ⋓ Subset ⋐ Supset ⋑ pitchfork ⋔
between ≬ gtrless ≷ lessgtr ≶ thickapprox ≈ thicksim ∼ backsim ∽ eqcirc ≖ circeq ≗ bumpeq ≏
Bumpeq ≎ doteqdot ≑ Doteq ≑ fallingdotseq ≒ risingdotseq ≓ leqq ≦ geqq ≧ lneqq ≨ gneqq ≩ lneq ⪇
gneq ⪈ preccurlyeq ≼ succcurlyeq ≽ precsim ≾ succsim ≿ precapprox ⪷ succapprox ⪸ nprec ⊀ nsucc ⊁
npreceq ⋠ nsucceq ⋡ sqsubset ⊏ sqsupset ⊐ circledcirc ⊚ circleddash ⊝ circledS Ⓢ circledR ®
boxminus ⊟ Vvdash ⊪ nvdash ⊬ nvDash ⊭ nVdash ⊮ nVDash ⊯ multimap ⊸ leftthreetimes ⋋
rightthreetimes ⋌ backsimeq ⋍ curlyvee ⋎ curlywedge ⋏ lessdot ⋖ gtrdot ⋗ lesseqgtr ⋚ gtreqless ⋛
lesseqqgtr ⪋ gtreqqless ⪌ curlyeqprec ⋞ curlyeqsucc ⋟ lnsim ⋦ gnsim ⋧ lnapprox ⪉ gnapprox ⪊
precnsim ⋨ succnsim ⋩ precneqq ⪵ succneqq ⪶ precnapprox ⪹ succnapprox ⪺ ntriangleleft ⋪
ntriangleright ⋫ ntrianglelefteq ⋬ ntrianglerighteq ⋭ trianglelefteq ⊴ trianglerighteq ⊵
vartriangleleft ⊲ vartriangleright ⊳ vartriangle △ subseteqq ⫅ supseteqq ⫆ subsetneqq ⫋
supsetneqq ⫌ shortmid ∣ nshortmid ∤ shortparallel ∥ nshortparallel ∦ eqsim ≂ eqslantless ⪕
eqslantgtr ⪖ nleftarrow ↚ nLeftarrow ⇍ nRightarrow ⇏ nleftrightarrow ↮ nLeftrightarrow ⇎
leftrightsquigarrow ↭ upuparrows ⇈ downdownarrows ⇊ upharpoonleft ↿ downharpoonleft ⇃
downharpoonright ⇂ leftarrowtail ↢ rightarrowtail ↣ looparrowleft ↫ looparrowright ↬ Lsh ↰ Rsh ↱
twoheadleftarrow ↞ Lleftarrow ⇚ Rrightarrow ⇛ dashrightarrow ⇢ dashleftarrow ⇠ Updownarrow ⇕
leftrightarrows ⇆ Finv Ⅎ Game ⅁ diagup ╱ diagdown ╲ doublebarwedge ⩞ centerdot · lgroup ⟮
rgroup ⟯ lmoustache ⎰ rmoustache ⎱ oiint ∯ iiiint ⨌ Bbbk 𝕜
nleq ≰ ngeq ≱ nless ≮ ngtr ≯ nsim ≁ ncong ≇ nsubseteq ⊈ nsupseteq ⊉ varDelta Δ varGamma Γ
colon : dotsc … dotsb ⋯ dotsm ⋯ dotsi ⋯ dotso … lim lim sin sin cos cos tan tan log log ln ln
exp exp max max min min sup sup inf inf det det dim dim ker ker deg deg gcd gcd arg arg Pr Pr
arcsin arcsin arccos arccos arctan arctan sinh sinh cosh cosh tanh tanh cot cot sec sec csc csc
hom hom lg lg mod mod bmod mod
""")
MATH |= {"limsup": "lim sup", "liminf": "lim inf"}

SYMBOLS = {**GREEK, **MATH, **CYRILLIC, **TEXT_GREEK, **PHONETIC, **LETTERS, **TEXT}
"""Every command that prints one thing in running text; a text meaning wins over a formula's."""

SPACES = {
    " ": " ",
    "\t": " ",
    "\n": " ",
    ",": "\u2009",
    ";": " ",
    ":": " ",
    ">": " ",
    "quad": " ",
    "qquad": " ",
    "enspace": " ",
    "enskip": " ",
    "thinspace": "\u2009",
    "space": " ",
    "nobreakspace": "\xa0",
    "hfill": " ",
    "newline": " ",
    "linebreak": " ",
    "\\": " ",
    "bibrangedash": "–",
    "bibrangessep": ", ",
    "addspace": " ",
    "addnbspace": "\xa0",
    "addcomma": ",",
    "addcolon": ":",
    "adddot": ".",
    "addperiod": ".",
    "addthinspace": "\u2009",
    "addhighpenspace": " ",
    "textspace": " ",
    "psq": " sq.",
    "psqq": " sqq.",
}

ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "h": "\u0309",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "U": "\u0306",
    "G": "\u030f",
    "f": "\u0311",
    "C": "\u030f",
    "d": "\u0323",
    "textcommabelow": "\u0326",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
    "t": "\u0361",
    "newtie": "\u0361",
    "textcommaabove": "\u0313",
    "textcircled": "\u20dd",
    # What MathSciNet defines for its reviews
    "cftil": "\u0302\u0303",
    "lfhook": "\u0326",
    "ocirc": "\u030a",
    "polhk": "\u0328",
    "soft": "\u030c",
    "udot": "\u0323",
    # Those of mathematics, which people write into text
    "hat": "\u0302",
    "tilde": "\u0303",
    "bar": "\u0304",
    "dot": "\u0307",
    "ddot": "\u0308",
    "acute": "\u0301",
    "grave": "\u0300",
    "check": "\u030c",
    "breve": "\u0306",
    "mathring": "\u030a",
}
"""Accent commands of the text encodings, of mathematics and of MathSciNet, with what they put on."""

SPACING_ACCENTS = {
    "`": "`",
    "'": "´",
    "^": "^",
    "~": "~",
    "=": "¯",
    ".": "˙",
    '"': "¨",
    "u": "˘",
    "v": "ˇ",
    "H": "˝",
    "c": "¸",
    "k": "˛",
    "r": "˚",
}
"""What an accent command prints over nothing."""

MATH_ACCENTS = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "bar": "\u0304",
    "overline": "\u0305",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
    "acute": "\u0301",
    "grave": "\u0300",
    "check": "\u030c",
    "breve": "\u0306",
    "mathring": "\u030a",
}
