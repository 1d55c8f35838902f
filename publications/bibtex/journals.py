"""The journals that BibTeX's styles and astronomy's classes define names for."""

import re

JOURNALS = {
    "acmcs": "ACM Computing Surveys",
    "acta": "Acta Informatica",
    "cacm": "Communications of the ACM",
    "ibmjrd": "IBM Journal of Research and Development",
    "ibmsj": "IBM Systems Journal",
    "ieeese": "IEEE Transactions on Software Engineering",
    "ieeetc": "IEEE Transactions on Computers",
    "ieeetcad": "IEEE Transactions on Computer-Aided Design of Integrated Circuits",
    "ipl": "Information Processing Letters",
    "jacm": "Journal of the ACM",
    "jcss": "Journal of Computer and System Sciences",
    "scp": "Science of Computer Programming",
    "sicomp": "SIAM Journal on Computing",
    "tcs": "Theoretical Computer Science",
    "tocs": "ACM Transactions on Computer Systems",
    "tods": "ACM Transactions on Database Systems",
    "tog": "ACM Transactions on Graphics",
    "toms": "ACM Transactions on Mathematical Software",
    "toois": "ACM Transactions on Office Information Systems",
    "toplas": "ACM Transactions on Programming Languages and Systems",
}
"""The journals that BibTeX's standard styles define `@string`s for (`btxbst.doc`)."""

_COMMANDS = dict(
    line.split(" ", 1)
    for line in """
aap Astronomy and Astrophysics
aapr Astronomy and Astrophysics Review
aaps Astronomy and Astrophysics Supplement Series
aas American Astronomical Society Meeting Abstracts
actaa Acta Astronomica
aj The Astronomical Journal
ao Applied Optics
apj The Astrophysical Journal
apjl The Astrophysical Journal Letters
apjlett The Astrophysical Journal Letters
apjs The Astrophysical Journal Supplement Series
apjsupp The Astrophysical Journal Supplement Series
aplett Astrophysical Letters
applopt Applied Optics
apspr Astrophysics and Space Physics Research
apss Astrophysics and Space Science
araa Annual Review of Astronomy and Astrophysics
astap Astronomy and Astrophysics
azh Astronomicheskii Zhurnal
baas Bulletin of the American Astronomical Society
bac Bulletin of the Astronomical Institutes of Czechoslovakia
bain Bulletin of the Astronomical Institutes of the Netherlands
caa Chinese Astronomy and Astrophysics
cjaa Chinese Journal of Astronomy and Astrophysics
dps AAS/Division for Planetary Sciences Meeting Abstracts
fcp Fundamentals of Cosmic Physics
gca Geochimica et Cosmochimica Acta
grl Geophysical Research Letters
iaucirc International Astronomical Union Circulars
icarus Icarus
jaavso Journal of the American Association of Variable Star Observers
jcap Journal of Cosmology and Astroparticle Physics
jcp The Journal of Chemical Physics
jgr Journal of Geophysical Research
jqsrt Journal of Quantitative Spectroscopy and Radiative Transfer
jrasc Journal of the Royal Astronomical Society of Canada
maps Meteoritics and Planetary Science
memras Memoirs of the Royal Astronomical Society
memsai Memorie della Società Astronomica Italiana
mnras Monthly Notices of the Royal Astronomical Society
na New Astronomy
nar New Astronomy Reviews
nat Nature
natas Nature Astronomy
nphysa Nuclear Physics A
pasa Publications of the Astronomical Society of Australia
pasj Publications of the Astronomical Society of Japan
pasp Publications of the Astronomical Society of the Pacific
physrep Physics Reports
physscr Physica Scripta
planss Planetary and Space Science
pra Physical Review A
prb Physical Review B
prc Physical Review C
prd Physical Review D
pre Physical Review E
prl Physical Review Letters
procspie Proceedings of SPIE
psj The Planetary Science Journal
qjras Quarterly Journal of the Royal Astronomical Society
rmxaa Revista Mexicana de Astronomía y Astrofísica
rnaas Research Notes of the AAS
skytel Sky and Telescope
solphys Solar Physics
sovast Soviet Astronomy
ssr Space Science Reviews
zap Zeitschrift für Astrophysik
""".strip().splitlines()
)
# What the Astrophysics Data System writes into `journal` (`aas_macros.sty`). The classes of astronomers
# print them for short; a list that others read too wants the name.
_COMMAND = re.compile(r"\s*\{*\s*\\([a-z]+)\s*(?:\{\})?\s*\}*\s*")


def journal_of(value: str) -> str:
    """The name that a command alone stands for, such as `\\apj`; any other LaTeX as it is."""
    command = _COMMAND.fullmatch(value) if "\\" in value else None
    return _COMMANDS.get(command[1], value) if command else value


SHORT_NAMES = JOURNALS | _COMMANDS
"""The names by their short ones, in small letters."""
