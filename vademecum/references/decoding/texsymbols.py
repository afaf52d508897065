"""TeX's and BibLaTeX's commands that stand for characters, and what to do with the others."""

# ruff: noqa: RUF001 - letters that look alike are the subject of this file

from __future__ import annotations

ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304",
    ".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a",
    "b": "\u0331", "d": "\u0323", "G": "\u030f", "U": "\u030e", "h": "\u0309", "f": "\u0311", "t": "\u0361",
    "textcommabelow": "\u0326", "hat": "\u0302", "tilde": "\u0303", "bar": "\u0304", "dot": "\u0307",
    "ddot": "\u0308", "vec": "\u20d7", "acute": "\u0301", "grave": "\u0300", "breve": "\u0306",
    "check": "\u030c", "overline": "\u0305", "widehat": "\u0302", "widetilde": "\u0303",
    "mathring": "\u030a",
}  # fmt: skip
"""Command → combining character for the letter that follows."""

SIGNS = {
    "&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", " ": " ", "\n": " ", "\t": " ",
    ",": "\u202f", ";": " ", ":": " ", "!": "", "/": "", "-": "", "@": "", "\\": " ", "|": "\u2016",
    "*": "", "(": "", ")": "", "[": "", "]": "", "<": "<", ">": ">", "+": "+", "?": "?",
}  # fmt: skip
"""Backslash and one sign → what it prints."""

WORDS = {
    # letters
    "ss": "ß", "SS": "ẞ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ",
    "OE": "Œ", "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ",
    "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "imath": "ı", "jmath": "ȷ", "ell": "ℓ",
    "textordfeminine": "ª", "textordmasculine": "º", "aleph": "ℵ", "hbar": "ℏ",
    # signs in text
    "S": "§", "P": "¶", "dag": "†", "ddag": "‡", "copyright": "©", "textcopyright": "©", "pounds": "£",
    "euro": "€", "texteuro": "€", "EUR": "€", "textsterling": "£", "textyen": "¥", "textcent": "¢",
    "textregistered": "®", "texttrademark": "™", "textdegree": "°", "degree": "°", "textcelsius": "℃",
    "textmu": "µ", "textmicro": "µ", "micro": "µ", "textohm": "Ω", "textendash": "–", "textemdash": "—",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”",
    "textquotedbl": '"', "textquotesingle": "'", "lq": "‘", "rq": "’", "quotesinglbase": "‚",
    "quotedblbase": "„", "glqq": "„", "grqq": "“", "flqq": "«", "frqq": "»", "guillemotleft": "«",
    "guillemotright": "»", "guilsinglleft": "‹", "guilsinglright": "›", "textbackslash": "\\",
    "textasciitilde": "~", "textasciicircum": "^", "textless": "<", "textgreater": ">", "textbar": "|",
    "textbraceleft": "{", "textbraceright": "}", "lbrace": "{", "rbrace": "}", "textunderscore": "_",
    "textdollar": "$", "textampersand": "&", "textpercent": "%", "textbullet": "•",
    "textperiodcentered": "·", "textellipsis": "…", "ldots": "…", "dots": "…", "textperthousand": "‰",
    "permil": "‰", "textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾",
    "textonesuperior": "¹", "texttwosuperior": "²", "textthreesuperior": "³", "textexclamdown": "¡",
    "textquestiondown": "¿", "textsection": "§", "textparagraph": "¶", "textdagger": "†",
    "textdaggerdbl": "‡", "textpm": "±", "texttimes": "×", "textdiv": "÷", "textminus": "−",
    "textrightarrow": "→", "textleftarrow": "←", "textsurd": "√", "textasteriskcentered": "∗",
    "textnumero": "№", "slash": "/", "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX",
    "BibLaTeX": "BibLaTeX", "quad": " ", "qquad": " ", "par": " ", "newline": " ", "space": " ",
    "linebreak": " ", "thinspace": "\u202f", "nobreakspace": "\u00a0", "textvisiblespace": " ",
    "enspace": " ", "bibrangedash": "–", "bibnamedelima": " ", "bibnamedelimb": " ", "bibinitperiod": ".",
    "bibinitdelim": " ", "bibdash": "–", "hyphen": "-", "nobreakdash": "", "mathsemicolon": ";",
    "mathcolon": ":", "mathplus": "+",
    # Greek
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ",
    "nu": "ν", "xi": "ξ", "omicron": "ο", "pi": "π", "varpi": "ϖ", "rho": "ρ", "varrho": "ϱ", "sigma": "σ",
    "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω", "Alpha": "Α", "Beta": "Β", "Gamma": "Γ", "Delta": "Δ", "Epsilon": "Ε", "Zeta": "Ζ",
    "Eta": "Η", "Theta": "Θ", "Iota": "Ι", "Kappa": "Κ", "Lambda": "Λ", "Mu": "Μ", "Nu": "Ν", "Xi": "Ξ",
    "Pi": "Π", "Rho": "Ρ", "Sigma": "Σ", "Tau": "Τ", "Upsilon": "Υ", "Phi": "Φ", "Chi": "Χ", "Psi": "Ψ",
    "Omega": "Ω",
    # mathematics
    "pm": "±", "mp": "∓", "times": "×", "div": "÷", "cdot": "·", "cdotp": "·", "ast": "∗", "star": "⋆",
    "circ": "°", "bullet": "•", "le": "≤", "leq": "≤", "leqslant": "≤", "ge": "≥", "geq": "≥",
    "geqslant": "≥", "lt": "<", "gt": ">", "less": "<", "greater": ">", "ll": "≪", "gg": "≫", "ne": "≠",
    "neq": "≠", "equiv": "≡", "approx": "≈", "sim": "∼", "simeq": "≃", "cong": "≅", "propto": "∝",
    "infty": "∞", "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏", "int": "∫", "in": "∈",
    "notin": "∉", "subset": "⊂", "subseteq": "⊆", "cup": "∪", "cap": "∩", "emptyset": "∅", "forall": "∀",
    "exists": "∃", "neg": "¬", "land": "∧", "lor": "∨", "to": "→", "rightarrow": "→", "longrightarrow": "→",
    "leftarrow": "←", "gets": "←", "leftrightarrow": "↔", "uparrow": "↑", "downarrow": "↓",
    "Rightarrow": "⇒", "Leftarrow": "⇐", "Leftrightarrow": "⇔", "prime": "′", "cdots": "⋯", "colon": ":",
    "mid": "|", "vert": "|", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈",
    "rceil": "⌉", "backslash": "\\", "setminus": "∖", "log": "log", "ln": "ln", "exp": "exp", "sin": "sin",
    "cos": "cos", "tan": "tan", "max": "max", "min": "min", "lim": "lim", "Pr": "Pr", "det": "det",
    "sqrt": "√", "dagger": "†", "ddagger": "‡", "checkmark": "✓", "diamond": "⋄", "triangle": "△",
    "square": "□", "perp": "⊥", "parallel": "∥", "angle": "∠", "oplus": "⊕", "otimes": "⊗", "female": "♀",
    "male": "♂", "textmale": "♂", "textfemale": "♀", "upmu": "µ", "upalpha": "α", "upbeta": "β",
    "upgamma": "γ", "updelta": "δ", "upkappa": "κ", "textalpha": "α", "textbeta": "β", "textgamma": "γ",
    "textdelta": "δ", "textkappa": "κ",
}  # fmt: skip
"""Command → what it prints; it takes no argument."""

MARKED = {
    "emph": "i", "textit": "i", "textsl": "i", "mkbibemph": "i", "mkbibitalic": "i",
    "textsuperscript": "sup", "textsubscript": "sub", "mkbibsuperscript": "sup", "mkbibsubscript": "sub",
    "sp": "sup", "sb": "sub",
}  # fmt: skip
"""Command → the mark around its argument."""

SWITCHES = frozenset({"em", "it", "sl", "itshape", "slshape"})
"""Commands that turn all that follows in their group italic."""

QUOTED = {
    "enquote": "“{}”",
    "mkbibquote": "“{}”",
    "mkbibparens": "({})",
    "parentext": "({})",
    "mkbibbrackets": "[{}]",
    "mkbibbraces": "{{{}}}",
}
"""Command → its argument in quotes or brackets."""

PLAIN = frozenset(
    {
        "textrm", "textsf", "texttt", "textbf", "textmd", "textup", "textsc", "textnormal", "textlf",
        "textmedium", "text", "mathrm", "mathit", "mathbf", "mathsf", "mathtt", "mathcal", "mathbb",
        "mathfrak", "mathnormal", "mathscr", "boldsymbol", "bm", "mbox", "hbox", "fbox", "makebox",
        "ensuremath", "mathop", "operatorname", "underline", "uline", "ul", "url", "nolinkurl", "path",
        "verb", "mkbibbold", "mkbibacro", "uppercase", "lowercase", "MakeUppercase", "MakeLowercase",
        "MakeSentenceCase", "MakeTitleCase", "NoCaseChange", "foreignlanguage*", "hyphenchar", "bibstring",
        "doi", "acro", "mathord", "mathrel", "mathbin", "nohyphens", "hspace*", "smash", "surname",
        "textins", "textln", "textos", "ce", "lowercase*", "textquote", "bibcyr", "mathregular",
        "scriptsize*", "unit", "si", "emphname",
    }
)  # fmt: skip
"""Commands that leave their argument as it is."""

BARE = frozenset(
    {
        "rm", "bf", "sf", "tt", "sc", "md", "up", "upshape", "mdseries", "bfseries", "scshape", "sffamily",
        "rmfamily", "ttfamily", "normalfont", "normalsize", "small", "footnotesize", "scriptsize", "tiny",
        "large", "Large", "LARGE", "huge", "Huge", "protect", "relax", "noindent", "indent", "displaystyle",
        "textstyle", "scriptstyle", "nolimits", "limits", "left", "right", "big", "Big", "bigl", "bigr",
        "selectlanguage*", "allowbreak", "nobreak", "sloppy", "leavevmode", "unskip", "ignorespaces",
        "xspace", "break", "cyr", "boldmath", "unboldmath", "centering", "hfill", "bgroup", "egroup",
        "begingroup", "endgroup", "looseness", "newblock", "em*", "string", "textcompwordmark", "null",
        "strut", "lowercaseabbr",
    }
)  # fmt: skip
"""Commands that print nothing and take no argument."""

SWALLOWING = {
    "noopsort": 1, "hspace": 1, "vspace": 1, "phantom": 1, "label": 1, "footnote": 1, "thanks": 1,
    "cite": 1, "color": 1, "fontsize": 2, "selectlanguage": 1, "begin": 1, "end": 1, "addperiod": 0,
    "isdot": 0, "hskip": 0, "SortNoop": 1, "index": 1,
}  # fmt: skip
"""Command → how many arguments vanish with it."""

SKIP_FIRST = frozenset(
    {
        "href",
        "textcolor",
        "foreignlanguage",
        "raisebox",
        "colorbox",
        "parbox",
        "scalebox",
        "bibinfo",
        "bibfield",
        "texorpdfstring",
    }
)
"""Commands of two arguments of which only the second is printed."""
