"""The home page's six chapters and their fourteen cards, the latest work first."""

from home.demo.shapes import Card, Chapter

DEEPMIND = Chapter(
    heading="Google DeepMind",
    role="VP of Research",
    years="2023 to today",
    prose=(
        "<p>At <a href='https://deepmind.google/'>Google DeepMind</a> I look after the software "
        "that our models are designed, trained and scaled with. Good research tools decide what "
        "questions a team dares to ask, so we build them with the same care as the models.</p>"
        "<p>Where this leads interests me as much as how it works: systems that do what people can "
        "do with their minds, that act on their own when asked to, and that get better at "
        "learning as they go. To talk about that without shouting, one needs a ruler. "
        "<a href='cite:morris2023levels'>Levels of AGI</a> is our attempt at one.</p>"
    ),
    cards=(
        Card(
            "Gemma",
            "Our first open model, a small relative of Gemini that anyone can download and run.",
            "https://ai.google.dev/gemma",
            "card-gemma",
        ),
        Card(
            "New Podcast",
            "September 2023: a slower conversation than most, about minds that grew "
            "and minds that were built.",
            "/research/convolutional-networks/",
            "card-new-podcast",
        ),
        Card(
            "Gemini",
            "One year, one very large team, and the most capable model we knew how to make.",
            "https://deepmind.google/",
            "card-gemini",
        ),
        Card(
            "Levels of AGI",
            "A proposal for saying how far along we are, one level at a time.",
            "cite:morris2023levels",
            "card-levels-of-agi",
        ),
    ),
)

NVIDIA = Chapter(
    heading="NVIDIA",
    role="VP of AI Infrastructure",
    years="2017–2022",
    prose=(
        "<p>For six years at NVIDIA I led two projects that live underneath other people's work. "
        "<b>MagLev</b> is the infrastructure that the company's self-driving cars learn on: the "
        "recordings of a fleet go in, tested networks come out. "
        "<a href='https://rapids.ai/'><b>RAPIDS</b></a> moves everyday data science onto the "
        "graphics card.</p>"
        "<p>The hard part of teaching a car to see is seldom the network. It is choosing, out of "
        "far more driving than anyone can label, the few seconds that will teach it something. "
        "Several papers came out of that, among them "
        "<a href='cite:haussmann2020scalable'>active learning at the scale of a fleet</a>; when I "
        "left I wrote down <a href='cite:farabet2022software2'>what the journey had taught me</a>."
        "</p>"
    ),
    cards=(
        Card(
            "@Scale Keynote",
            "A tour of the machinery with which a fleet of cars learns to drive.",
            "https://atscaleconference.com/",
            "card-scale-keynote",
        ),
        Card(
            "Scaling SW 2.0 dev",
            "What changes in a software team when most of the program is learned, not typed.",
            "cite:farabet2022software2",
            "card-software-2",
        ),
        Card(
            "LDV Summit 2023",
            "By the fire with Evan Nisselson: ten years of AI, of founding companies, "
            "of taking research to market.",
            "https://www.ldv.co/",
            "card-ldv-2023",
        ),
        Card(
            "NVIDIA AI Podcast",
            "How we went about teaching cars to see, told without slides.",
            "https://ai-podcast.nvidia.com/",
            "card-nvidia-podcast",
        ),
        Card(
            "RAPIDS",
            "The tools a data scientist already knows, running on a GPU.",
            "https://rapids.ai/",
            "card-rapids",
        ),
    ),
)

TWITTER = Chapter(
    heading="Twitter Cortex",
    role="Founder of the team",
    years="2014–2016",
    prose=(
        "<p>At Twitter I started <b>Cortex</b>, a team with a plain idea: build one deep learning "
        "platform and let the whole product use it. The same tools ranked the timeline, made the "
        "recommendations, served the search, and filtered out what nobody had asked to see.</p>"
    ),
    cards=(
        Card(
            "NSFW @ Twitter",
            "The press looks at how a network learned to spot pictures that should come "
            "with a warning.",
            "/research/convolutional-networks/",
            "card-nsfw-filter",
        ),
        Card(
            "LDV Summit 2017",
            "Where the field stood in 2017, and where I stood in it.",
            "https://www.ldv.co/",
            "card-ldv-2017",
        ),
    ),
)

MADBITS = Chapter(
    heading="Madbits",
    role="Co-founder",
    years="until 2014",
    prose=(
        "<p>Madbits was a company we founded on a bet: that a network could look through pictures "
        "and films and say what was in them, so that they could be searched without anybody having "
        "tagged a thing. It worked on the mess of a private photo library and on the torrent of a "
        "social network alike, and very few people had anything like it then. Twitter bought the "
        "company.</p>"
    ),
    cards=(
        Card(
            "Genius Makers",
            "Cade Metz's book on the people of deep learning tells part of the Madbits story.",
            "/research/scene-parsing/",
            "card-genius-makers",
        ),
        Card(
            "Podcast",
            "With Ryan Adams, on deep networks when they were still an odd thing to work on.",
            "https://www.thetalkingmachines.com/",
            "card-podcast",
        ),
    ),
)

NYU = Chapter(
    heading="New York University",
    role="Research scientist",
    years="2008–2013",
    prose=(
        "<p>I spent five years at the Courant Institute, and in that time wrote a PhD that "
        "belongs to two cities: Yann LeCun advised it in New York, Laurent Najman in Paris, and "
        "Université Paris-Est put its name on it. It is called "
        "<a href='cite:farabet2013thesis'><i>Towards Real-Time Image Understanding with "
        "Convolutional Networks</i></a>.</p>"
        "<p>Half of it teaches networks to <a href='/research/scene-parsing/'>name everything in "
        "a picture</a>. The other half is <a href='/research/neuflow/'>a computer built for "
        "them</a>, because in those years a network that looked at video needed either patience "
        "or its own hardware.</p>"
    ),
    cards=(),
)

TORCH = Chapter(
    heading="Torch",
    role="Co-author",
    years="from 2011",
    prose=(
        "<p>With Ronan Collobert and Koray Kavukcuoglu I was one of the architects of "
        "<a href='cite:collobert2011torch7'>Torch</a>, the library we wished we had for our own "
        "experiments. Years later Soumith Chintala led its next life, and it became PyTorch.</p>"
    ),
    cards=(
        Card(
            "Torch",
            "Lua on top, C underneath, and many of the ideas that PyTorch still runs on.",
            "http://torch.ch/",
            "card-torch",
        ),
    ),
)

CHAPTERS: tuple[Chapter, ...] = (DEEPMIND, NVIDIA, TWITTER, MADBITS, NYU, TORCH)
