"""LaTeX commands with arguments, and what becomes of those: the decoder's second table."""

STYLES: dict[str, tuple[str, str]] = {
    "emph": ("<i>", "</i>"),
    "textit": ("<i>", "</i>"),
    "textsl": ("<i>", "</i>"),
    "mkbibemph": ("<i>", "</i>"),
    "mkbibitalic": ("<i>", "</i>"),
    "textbf": ("<b>", "</b>"),
    "mkbibbold": ("<b>", "</b>"),
    "textsc": ("<sc>", "</sc>"),
    "mkbibacro": ("<sc>", "</sc>"),
    "texttt": ("<code>", "</code>"),
    "textsuperscript": ("<sup>", "</sup>"),
    "mkbibsuperscript": ("<sup>", "</sup>"),
    "textsubscript": ("<sub>", "</sub>"),
    "sp": ("<sup>", "</sup>"),
    "sb": ("<sub>", "</sub>"),
    "up": ("<sup>", "</sup>"),
    "enquote": ("“", "”"),
    "mkbibquote": ("“", "”"),
    "textquote": ("“", "”"),
    "mkbibparens": ("(", ")"),
    "mkbibbrackets": ("[", "]"),
    "footnote": (" (", ")"),
    "thanks": (" (", ")"),
}
"""What a command puts before and after its argument."""

DECLARATIONS = {
    "em": "i",
    "it": "i",
    "sl": "i",
    "itshape": "i",
    "slshape": "i",
    "bf": "b",
    "bfseries": "b",
    "sc": "sc",
    "scshape": "sc",
    "tt": "code",
    "ttfamily": "code",
    "rm": "",
    "sf": "",
    "rmfamily": "",
    "sffamily": "",
    "mdseries": "",
    "upshape": "",
    "normalfont": "",
}
"""The element that a declaration opens until the end of its group."""

NOTHING = frozenset(
    (
        "relax protect noindent indent newblock sloppy null allowbreak nobreak unskip ignorespaces"
        " leavevmode xspace tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge"
        " boldmath unboldmath displaystyle textstyle centering raggedright smallskip medskip bigskip"
        " break penalty frenchspacing nonfrenchspacing bibopenparen makeatletter makeatother cal"
        " nohyphens ignorespacesafterend unspace global long selectfont upright em@ nonumber"
    ).split()
) | frozenset("-/@!*+|<)]")
"""Commands that print nothing and take nothing."""

DROPPED = frozenset(
    (
        "phantom vphantom hphantom label vspace hspace color selectlanguage noopsort NoopSort Noopsort"
        " SortNoop sortnoop noop bibliographystyle pagestyle hypersetup nocite index glossary"
        " setcounter markboth ElsevierGlyph vadjust pdfbookmark"
    ).split()
) - {"ElsevierGlyph"}
"""Commands whose argument prints nothing; `\\noopsort` only moves an entry in the order."""

KEPT = frozenset(
    (
        "mbox hbox vbox fbox text textrm textnormal textup textmd textsf textlf textrel underline uline ul"
        " uppercase lowercase MakeUppercase MakeLowercase MakeSentenceCase MakeTitleCase MakeCapital"
        " bibstring bibsstring biblstring autocap hyphenation nohyphen centerline smash llap rlap"
        " title subtitle caption textln texttitlecase NoCaseChange bibfield mathrm textls"
        " foreignphrase textgreek textcyrillic textlatin textrussian texorpdfstring acl ac acs acf"
        " cite citep citet citeauthor citeyear citetitle parencite textcite footcite autocite fullcite"
        " ref eqref pageref autoref cref Cref mark vec keyword nameuse natexlab url@ doi@ path@ and@"
        " bibinfo bibnamefont bibfnamefont citenamefont eprint printfirst singleletter href@ textheb"
    ).split()
)
"""Commands of which only the argument prints."""

SIGNATURES = {
    "foreignlanguage": "dk",
    "otherlanguage": "dk",
    "textcolor": "dk",
    "colorbox": "dk",
    "texorpdfstring": "kd",
    "fontsize": "dd",
    "bibinfo": "dk",
    "printfirst": "kd",
    "singleletter": "k",
    "raisebox": "dk",
    "parbox": "dk",
    "makebox": "k",
    "framebox": "k",
    "rule": "dd",
    "setlength": "dd",
    "addtolength": "dd",
    "textlang": "dk",
    "hyperref": "k",
    "hyperlink": "dk",
    "hypertarget": "dk",
    "textblockquote": "k",
    "scalebox": "dk",
    "rotatebox": "dk",
    "resizebox": "ddk",
}
"""Each argument of a command in turn: `k` kept, `d` dropped."""

HTML_TAGS = {
    "i": "i",
    "em": "i",
    "italic": "i",
    "b": "b",
    "strong": "b",
    "bold": "b",
    "sup": "sup",
    "sub": "sub",
    "sc": "sc",
    "scp": "sc",
    "p": "\n\n",
    "title": " ",
    "sec": " ",
    "br": " ",
}
"""The elements that publishers leave in the titles and abstracts which they export."""

ENTITIES = {
    "&amp;": "&",
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&apos;": "'",
    "&nbsp;": "\xa0",
    "&ndash;": "–",
    "&mdash;": "—",
    "&lsquo;": "‘",
    "&rsquo;": "’",
    "&ldquo;": "“",
    "&rdquo;": "”",
    "&hellip;": "…",
}
