# ruff: noqa: E501  a table reads better unbroken
"""A made site to be judged by: a hundred and some things, and what should come first for which words.

The judgements were written down before any of it was searched: for each query the titles that should
be found, best first; the first must come first.
"""

import random

from music.models import ReleasePage, Track
from publications.models import Author, Publication
from research.models import ResearchTopicPage
from tests.factories import AuthorFactory, PublicationFactory

PEOPLE = {
    "lecun": ("Yann", "LeCun", ["Y. LeCun", "Le Cun, Y."]),
    "farabet": ("Clément", "Farabet", ["C. Farabet"]),
    "muller": ("Jürgen", "Müller", []),
    "schmidhuber": ("Jürgen", "Schmidhuber", []),
    "goedel": ("Kurt", "Gödel", []),
    "oconnor": ("Sinéad", "O'Connor", []),
    "nygard": ("Øystein", "Nygård", []),
    "hinton": ("Geoffrey", "Hinton", ["G. E. Hinton"]),
    "tan": ("Mei", "Tan", []),
    "lukasiewicz": ("Jan", "Łukasiewicz", []),
    "rossi": ("R.", "Rossi", ["Rosa Rossi"]),
}

# key: (title, authors, year, type, venue, abstract, doi, arXiv id)
PAPERS = {
    "neuflow": ("NeuFlow: A Runtime Reconfigurable Dataflow Processor for Vision", "farabet lecun", 2011, "workshop", "Embedded Computer Vision Workshop",
                "A scalable dataflow hardware architecture for real-time general-purpose vision algorithms, on an FPGA.", "10.5555/ecvw.2011.1", ""),
    "scene": ("Learning Hierarchical Features for Scene Labeling", "farabet lecun", 2013, "journal", "Transactions on Pattern Analysis",
              "Scene parsing labels each pixel with the category of the object it belongs to. A multiscale convolutional network is trained from raw pixels.", "10.5555/pami.2013.7", ""),
    "parsing": ("Scene Parsing with Multiscale Feature Learning, Purity Trees and Optimal Covers", "farabet lecun", 2012, "preprint", "",
                "Dense feature vectors encode regions of multiple sizes. A tree of segments is computed from a graph of pixel dissimilarities.", "", "1202.2160"),
    "cnp": ("CNP: An FPGA-based Processor for Convolutional Networks", "farabet lecun", 2009, "conference", "Field Programmable Logic",
            "Convolutional networks trained for face detection run in real time on low-cost hardware.", "10.5555/fpl.2009.3", ""),
    "applications": ("Convolutional Networks and Applications in Vision", "lecun farabet", 2010, "conference", "Circuits and Systems",
                     "Intelligent tasks, such as visual perception, require good internal representations. We describe unsupervised learning.", "10.5555/iscas.2010.9", ""),
    "torch": ("Torch7: A Matlab-like Environment for Machine Learning", "farabet", 2011, "workshop", "BigLearn",
              "A numeric computing framework with an easy scripting language, LuaJIT, and a fast C++ and CUDA implementation.", "", ""),
    "spikes": ("Comparison between Frame-Constrained Fix-Pixel-Value and Frame-Free Spiking Dynamic-Pixel ConvNets", "farabet tan", 2012, "journal", "Frontiers in Neuroscience",
               "Spiking sensors against frames: latency, power and recognition with event-driven convolution modules.", "10.5555/fnins.2012.32", ""),
    "backprop": ("Backpropagation through Time and What It Does", "hinton", 1990, "journal", "Neural Computation",
                 "Gradients of recurrent networks unrolled in time.", "10.5555/nc.1990.2", ""),
    "dropout": ("Dropout: A Simple Way to Prevent Overfitting", "hinton", 2014, "journal", "Machine Learning Research",
                "Units are randomly dropped from the neural network during training, which prevents co-adaptation.", "", "1207.0580"),
    "incompleteness": ("On Formally Undecidable Propositions", "goedel", 1931, "journal", "Monatshefte",
                       "There are true sentences of arithmetic that cannot be proved.", "10.5555/monat.1931.1", ""),
    "lstm": ("Long Short-Term Memory", "schmidhuber", 1997, "journal", "Neural Computation",
             "Learning to store information over extended time intervals by recurrent backpropagation takes a very long time; gates mend it.", "10.5555/nc.1997.9", ""),
    "fjord": ("Sound Propagation in Norwegian Fjords", "nygard", 2004, "journal", "Acoustics", "How a foghorn travels between cliffs.", "10.5555/ac.2004.4", ""),
    "logic": ("Many-Valued Logics", "lukasiewicz", 1920, "book", "", "Truth may have more than two values.", "", ""),
    "ensemble": ("A State-of-the-Art Ensemble for Handwritten Digits", "muller tan", 2008, "conference", "Document Analysis",
                 "Committees of classifiers read handwritten digits with few errors.", "10.5555/icdar.2008.8", ""),
    "folk": ("Folk Song and Protest", "oconnor", 1995, "book", "", "Voices, drones and the politics of singing.", "", ""),
    "patent": ("Dynamically Configurable Image Processing Grid", "farabet", 2014, "patent", "", "A grid of tiles, each of which may be told anew what to compute.", "", ""),
    "thesis": ("Towards Real-Time Image Understanding with Convolutional Networks", "farabet", 2013, "phd", "", "A thesis on scene understanding and the hardware that it needs.", "", ""),
    "curse": ("Energy-Based Models and the Curse of Partition Functions", "lecun", 2006, "chapter", "Predicting Structured Data", "Loss functions that need no normalization.", "", ""),
    "speech": ("Speech Recognition in Noisy Kitchens", "tan", 2019, "conference", "Interspeech", "Microphones hear pots and pans; a network hears words.", "10.5555/is.2019.6", ""),
    "r": ("R: A Language for Data Analysis and Graphics", "rossi tan", 1996, "journal", "Graphical Statistics", "An environment in which a language and its graphics were joined.", "", ""),
    "att": ("The AT&T Corpus of Telephone Speech", "tan", 1991, "conference", "Telephony", "Numbers, read aloud.", "", ""),
    "waves": ("A Look at T and U Waves", "rossi", 1998, "journal", "Hearts", "What follows a beat.", "", ""),
    "gruppen": ("Über die Theorie der Gruppen", "goedel", 1933, "journal", "Monatshefte", "", "", ""),
    "farben": ("Ueber die Farben", "goedel", 1934, "journal", "Monatshefte", "", "", ""),
    "naive": ("Naïve Bayes Is Not So Naïve", "muller", 2001, "conference", "Uncertainty", "Why independence assumptions work in classification.", "", "cs/0112017"),
}  # fmt: skip

TOPICS = {
    "Scene understanding": "What is where in a picture? Every pixel gets a name: road, tree, pedestrian. A multiscale network parses the scene.",
    "The neuFlow processor": "A small computer for convolutional networks, first on an FPGA, later as a chip of its own.",
    "Learning from video": "Films of streets teach a network what moves together.",
    "Sound of the sea": "Hydrophones near a Norwegian fjord record whales and ships.",
}  # fmt: skip

RELEASES = {"Kitchen Sketches": ["Morning Rain", "Étude for Two Pans"], "Night Trains": ["Departure", "Müller's Waltz"]}  # fmt: skip

# query: titles that should be found, best first (what follows the first may come in any order).
P = {key: paper[0] for key, paper in PAPERS.items()}
JUDGED: dict[str, list[str]] = {
    # whole titles
    "Long Short-Term Memory": [P["lstm"]],
    "long short term memory": [P["lstm"]],
    "LONG SHORT-TERM MEMORY!": [P["lstm"]],
    "Folk Song and Protest": [P["folk"]],
    "many valued logics": [P["logic"]],
    "scene understanding": ["Scene understanding", P["thesis"]],
    "the neuflow processor": ["The neuFlow processor", P["neuflow"]],
    "night trains": ["Night Trains"],
    "kitchen sketches": ["Kitchen Sketches"],
    "morning rain": ["Morning Rain"],
    "etude for two pans": ["Étude for Two Pans"],
    "learning from video": ["Learning from video"],
    # words of titles
    "neuflow": ["The neuFlow processor", P["neuflow"]],
    "NEUFLOW": ["The neuFlow processor", P["neuflow"]],
    "neu flow": ["The neuFlow processor", P["neuflow"]],
    "dropout": [P["dropout"]],
    "overfitting": [P["dropout"]],
    "undecidable": [P["incompleteness"]],
    "fjords": [P["fjord"], "Sound of the sea"],
    "torch7": [P["torch"]],
    "matlab": [P["torch"]],
    "dataflow": [P["neuflow"]],
    "dataflow processor": [P["neuflow"]],
    "purity trees": [P["parsing"]],
    "scene parsing": [P["parsing"], P["scene"]],
    "scene labeling": [P["scene"]],
    "hierarchical features": [P["scene"]],
    "convolutional networks": [P["applications"], P["cnp"], P["thesis"], P["scene"], "The neuFlow processor"],
    "convolutional network": [P["applications"], P["cnp"], P["thesis"], P["scene"], "The neuFlow processor"],
    "convolution": [P["applications"], P["cnp"], P["thesis"], P["scene"], P["spikes"], "The neuFlow processor"],
    "convnet": [P["spikes"]],
    "spiking": [P["spikes"]],
    "image processing grid": [P["patent"]],
    "energy based models": [P["curse"]],
    "energy-based": [P["curse"]],
    "backpropagation": [P["backprop"], P["lstm"]],
    "speech recognition": [P["speech"]],
    "naive bayes": [P["naive"]],
    "naïve": [P["naive"]],
    "handwritten digits": [P["ensemble"]],
    "state of the art": [P["ensemble"]],
    "sound": ["Sound of the sea", P["fjord"]],
    "waltz": ["Müller's Waltz"],
    "R": [P["r"]],
    "r graphics": [P["r"]],
    "AT&T": [P["att"]],
    "AT & T": [P["att"]],
    "at & t speech": [P["att"]],
    "über": [P["gruppen"], P["farben"]],
    "ueber": [P["farben"], P["gruppen"]],
    "UEBER die gruppen": [P["gruppen"]],
    # people, however they are written
    "R. Rossi": ["R. Rossi", P["r"], P["waves"]],
    "rossi": ["R. Rossi", P["r"], P["waves"]],
    "lecun": ["Yann LeCun", P["curse"], P["neuflow"], P["scene"], P["parsing"], P["cnp"], P["applications"]],
    "le cun": ["Yann LeCun", P["curse"], P["neuflow"], P["scene"], P["parsing"], P["cnp"], P["applications"]],
    "Yann LeCun": ["Yann LeCun"],
    "clement farabet": ["Clément Farabet"],
    "Clément Farabet": ["Clément Farabet"],
    "C. Farabet": ["Clément Farabet"],
    "muller": ["Jürgen Müller", "Müller's Waltz", P["ensemble"], P["naive"]],
    "Müller": ["Jürgen Müller", "Müller's Waltz", P["ensemble"], P["naive"]],
    "Mueller": ["Jürgen Müller", "Müller's Waltz", P["ensemble"], P["naive"]],
    "jurgen muller": ["Jürgen Müller", P["ensemble"], P["naive"]],
    "godel": ["Kurt Gödel", P["incompleteness"], P["gruppen"], P["farben"]],
    "Goedel": ["Kurt Gödel", P["incompleteness"], P["gruppen"], P["farben"]],
    "schmidhuber": ["Jürgen Schmidhuber", P["lstm"]],
    "oconnor": ["Sinéad O'Connor", P["folk"]],
    "O'Connor": ["Sinéad O'Connor", P["folk"]],
    "nygard": ["Øystein Nygård", P["fjord"]],
    "Nygaard": ["Øystein Nygård", P["fjord"]],
    "lukasiewicz": ["Jan Łukasiewicz", P["logic"]],
    "hinton": ["Geoffrey Hinton", P["dropout"], P["backprop"]],
    "hinton dropout": [P["dropout"]],
    "lecun 2006": [P["curse"]],
    "farabet torch": [P["torch"]],
    "author:hinton": ["Geoffrey Hinton", P["dropout"], P["backprop"]],
    "author:lecun energy": [P["curse"]],
    # words of bodies
    "luajit": [P["torch"]],
    "pedestrian": ["Scene understanding"],
    "whales": ["Sound of the sea"],
    "foghorn": [P["fjord"]],
    "co-adaptation": [P["dropout"]],
    "face detection": [P["cnp"]],
    "c++": [P["torch"]],
    "arithmetic": [P["incompleteness"]],
    "pots and pans": [P["speech"]],
    "handwriting": [P["ensemble"]],
    "classifier": [P["ensemble"]],
    # identifiers, keys, venues, years, types
    "hinton2014dropout": [P["dropout"]],
    "neural computation": [P["lstm"], P["backprop"]],
    "interspeech": [P["speech"]],
    "patent": [P["patent"]],
    "phd thesis": [P["thesis"]],
    "type:patent": [P["patent"]],
    "type:book year:1990..2000": [P["folk"]],
    "year:1931": [P["incompleteness"]],
    "farabet year:2014": [P["patent"]],
    # operators
    '"scene labeling"': [P["scene"]],
    '"labels each pixel"': [P["scene"]],
    "convolutional -fpga -vision": [P["thesis"], P["scene"], P["spikes"]],
    "title:parsing": [P["parsing"]],
    'venue:"neural computation"': [P["lstm"], P["backprop"]],
    "venue:computation gates": [P["lstm"]],
    "venue:acoustics": [P["fjord"]],
    "convolutional venue:circuits": [P["applications"]],
    # slips
    "neuflwo": ["The neuFlow processor", P["neuflow"]],
    "backpropogation": [P["backprop"], P["lstm"]],
    "shmidhuber": ["Jürgen Schmidhuber", P["lstm"]],
    "scene labelling": [P["scene"]],
    "dropuot": [P["dropout"]],
    "unresolvable undecidable": [P["incompleteness"]],
}  # fmt: skip

FILLER = [
    "garden",
    "bread",
    "harbour",
    "candle",
    "willow",
    "saddle",
    "lantern",
    "meadow",
    "copper",
    "thimble",
    "orchard",
    "anchor",
    "violin",
    "parcel",
    "tunnel",
    "ribbon",
    "barrel",
    "kettle",
    "walnut",
    "feather",
]


def make(research_index, music_page) -> None:
    people: dict[str, Author] = {}
    for key, (given, family, names) in PEOPLE.items():
        people[key] = AuthorFactory(given=given, family=family, known_as=names)
    for key, (title, authors, year, kind, venue, abstract, doi, arxiv) in PAPERS.items():
        PublicationFactory(
            key=f"{authors.split()[0]}{year}{key}", title=title, date=str(year), type=kind,
            venue=venue, abstract=abstract, doi=doi, arxiv_id=arxiv, authors=[people[a] for a in authors.split()],
        )  # fmt: skip
    for title, summary in TOPICS.items():
        research_index.add_child(instance=ResearchTopicPage(title=title, summary=summary))
    for title, tracks in RELEASES.items():
        release = music_page.add_child(instance=ReleasePage(title=title))
        for track in tracks:
            Track.objects.create(release=release, title=track)
    pick = random.Random(7)
    for number in range(80):
        PublicationFactory(
            title=f"{' '.join(pick.sample(FILLER, 4))} {number}",
            abstract=" ".join(pick.choices(FILLER, k=60)),
            date=str(pick.randint(1950, 1989)),
        )
    assert Publication.objects.count() == len(PAPERS) + 80
