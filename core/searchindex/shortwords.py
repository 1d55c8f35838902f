"""The words of journals' names by how they are written for short (ISO 4): “Phys. Rev. Lett.”."""

from collections.abc import Iterable, Iterator, Sequence

SHORT_WORDS = {
    short: tuple(full.split("/"))
    for short, full in (
        entry.split()
        for entry in """
abstr abstracts, acad academy, adv advances, agric agriculture/agricultural, algebr algebra,
algorithm algorithms, am american, anal analysis, ann annals, annu annual, anthropol anthropology,
appl applied/applications, arch archives, archaeol archaeology, artif artificial, assoc association,
astron astronomy, astrophys astrophysics/astrophysical, autom automatic/automation, biochem
biochemistry/biochemical, bioinform bioinformatics, biol biology/biological, biomed biomedical,
biophys biophysics/biophysical, biotechnol biotechnology, br british, bull bulletin, bus business,
can canadian, cardiol cardiology, chem chemical/chemistry, clin clinical, cogn cognition/cognitive,
combin combinatorial/combinatorics, commun communications, comput computing/computational, conf
conference, contemp contemporary, crit critical, cult culture/cultural, curr current, des design,
dev development/developmental, discret discrete, dyn dynamics, ecol ecology/ecological, econ
economics/economic, econom economics/econometrics, educ education/educational, electr electrical,
electron electronics, endocrinol endocrinology, eng engineering, engl england/english, environ
environmental/environment, epidemiol epidemiology, ethnol ethnology, eur european, evol evolution,
exp experimental, found foundations, funct functional, fundam fundamental, gen general, genet
genetics, geogr geography, geol geology/geological, geom geometry, geophys geophysical/geophysics,
graph graphics, hist history/historical, hum human/humanities, imag imaging, immunol immunology, ind
industrial, inf information, inform informatics/information, inst institute, int international,
integr integrated/integrative, intell intelligence, interdiscip interdisciplinary, j journal, jpn
japanese, knowl knowledge, lang language, learn learning, lett letters, ling linguistics, linguist
linguistics, lit literature/literary, mach machine, mag magazine, manag management, mater materials,
math mathematics/mathematical, meas measurement, mech mechanics/mechanical, med medicine/medical,
metall metallurgy, methodol methodology, microbiol microbiology, mol molecular, mon monthly, musicol
musicology, n new, nat natural/nature, natl national, netw networks, neurol neurology, neurosci
neuroscience, nucl nuclear, num numerical, numer numerical, obstet obstetrics, oncol oncology, oper
operations, opin opinion, ophthalmol ophthalmology, opt optics/optical, org organic, orthop
orthopaedic, pap papers, part particles, pathol pathology, pediatr pediatrics, perspect
perspectives, pharm pharmaceutical, pharmacol pharmacology, philos philosophy/philosophical, phys
physical/physics, physiol physiology, polit political, pract practice, probab probability, proc
proceedings, process processing, prog progress, program programming, psychiatry psychiatry, psychol
psychology/psychological, publ public/publications, q quarterly, quant quantum/quantitative, quat
quaternary, radiol radiology, relig religion/religious, rep reports, res research, rev
review/reviews, robot robotics, sci science/sciences, sel selected, semin seminars, ser series,
simul simulation, soc society/social, sociol sociology, softw software, solut solutions, spectrosc
spectroscopy, stat statistics/statistical, stoch stochastic, stud studies, suppl supplement, surg
surgery, surv surveys, symp symposium, syst systems, tech technical/technology, technol technology,
telecommun telecommunications, theol theology, theor theory/theoretical, ther therapy, top topics,
topol topology, toxicol toxicology, trans transactions, transl translational, transp transportation,
trop tropical, univ university, vet veterinary, vis vision/visual, weld welding, yearb yearbook, z
zeitschrift, zool zoology
""".replace("\n", " ").strip().split(", ")
    )
}  # fmt: skip
FEWEST = 2  # side by side: one alone may be any word


def runs(words: Sequence[str]) -> Iterator[range]:
    """Where several short words stand side by side among these, which are in lower case."""
    start = 0
    for at in range(len(words) + 1):
        if at == len(words) or words[at] not in SHORT_WORDS:
            if at - start >= FEWEST:
                yield range(start, at)
            start = at + 1


def in_full(words: Iterable[str]) -> str:
    """These words with what they stand for in place of those that are short; behind them what else they
    may stand for."""
    full = [SHORT_WORDS.get(word, (word,)) for word in words]
    return " ".join([first for first, *_ in full] + [word for _, *more in full for word in more])
