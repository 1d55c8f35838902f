"""The music page's words: an introduction and three releases with their tracks."""

from home.demo.shapes import Release, Track

MUSIC_INTRODUCTION = (
    "<p>You have read this far, so here is some music, recorded over the years. Nearly all of it "
    "is mine; what is not in it by me came in through whatever I was listening to at the time.</p>"
    "<p>Some of it went through real tube amplifiers, mostly by Victory. The rest went through the "
    "emulations that Neural DSP make. I was once very particular about tubes. These days I could "
    "not tell you which is which.</p>"
    "<p>The tracks on this demonstration site are short sketches in the spirit of the originals, "
    "played by a program that plucks its strings with arithmetic.</p>"
)

RANDOM_MUSINGS = Release(
    title="Random musings",
    slug="random-musings",
    artist="Clément Farabet",
    composed="over the years",
    recorded="over the years",
    year=2022,
    place="",
    gear="Tube amplifiers, mostly Victory; Neural DSP's emulations of others",
    credits="Clément Farabet",
    summary="Small ideas, recorded over the years and kept because they would not leave.",
    cover="cover-random-musings",
    tracks=(
        Track(
            "Windowsill",
            "windowsill",
            "windowsill",
            "Open strings ringing into one another, in no hurry.",
        ),
        Track(
            "Kitchen waltz",
            "kitchen-waltz",
            "kitchen-waltz",
            "In three, at the pace of somebody making coffee.",
        ),
        Track(
            "Slow train",
            "slow-train",
            "slow-train",
            "A bass note that keeps walking, and a tune that looks out of the window.",
        ),
    ),
)

TRANSFER = Release(
    title="Transfer",
    slug="transfer",
    artist="Clément Farabet",
    composed="about 2004",
    recorded="2022",
    year=2022,
    place="",
    gear="Electric guitar and Neural DSP's amplifier emulations",
    credits="Clément Farabet",
    summary="Composed in about 2004, and recorded again from the beginning in 2022.",
    cover="cover-transfer",
    tracks=(
        Track(
            "Transfer",
            "transfer",
            "transfer",
            "One riff that will not sit down, pushed into an amplifier until it glows.",
        ),
    ),
)

DAY_ONE = Release(
    title="Day One",
    slug="day-one",
    artist="The 13th Block",
    composed="about 2002",
    recorded="about 2002",
    year=2002,
    place="Lyon, France",
    gear="",
    credits="The 13th Block",
    summary="A band, and a recording made in Lyon around 2002.",
    cover="cover-day-one",
    tracks=(
        Track(
            "Day One",
            "day-one",
            "day-one",
            "Fast, loud, four chords, and over before the neighbours arrive.",
        ),
    ),
)

RELEASES: tuple[Release, ...] = (RANDOM_MUSINGS, TRANSFER, DAY_ONE)
