"""The three research topics, as ordered blocks."""

from home.demo.palette import CLASSES
from home.demo.shapes import (
    Clips,
    Equation,
    Figure,
    Film,
    Prose,
    Publications,
    Quote,
    Topic,
)

SCENE_PARSING = Topic(
    title="Scene Parsing",
    slug="scene-parsing",
    start_year=2010,
    end_year=2012,
    summary="A network that names every pixel of a street scene, fast enough to watch it happen.",
    lead="lead-scene-parsing",
    tags=("scene parsing",),
    body=(
        Prose(
            "<p>Ask a program what is in a photograph and it may answer “a street”. Scene parsing "
            "asks for more: which pixels are street, which are tree, and where exactly the one "
            "ends and the other begins. To answer, the program has to find the things, draw their "
            "outlines and say what they are, all at once, and each of the three helps the other "
            "two. The field also calls it <i>semantic segmentation</i>.</p>"
            "<p>In 2011 Laurent Najman, Yann LeCun and I had a network that did this for many "
            "kinds of scenes at nearly the speed of video, on an ordinary computer. Looking at its "
            "output today I see all its mistakes. I keep the films anyway: it was early, and they "
            "are honest about what worked.</p>"
        ),
        Film(
            "brooklyn",
            "Scene parsing in Brooklyn",
            "A street in Brooklyn, then the same street as the network sees it. Here an animation "
            "stands in for the film.",
            CLASSES,
        ),
        Prose(
            "<h2>How it works</h2>"
            "<p>One convolutional network looks at the image at three sizes. Seen small, it takes "
            "in the whole scene; seen large, it takes in texture and edges. The three views are "
            "put side by side, so that every pixel is described both by what it looks like and by "
            "what surrounds it. A small classifier then scores the classes, and the scores become "
            "probabilities:</p>"
        ),
        Equation(
            r"p_{i}(a) = \frac{e^{w_{a}^{\top} F_{i}}}{\sum_{b} e^{w_{b}^{\top} F_{i}}}",
            "The probability that pixel i belongs to class a, from the features F of that pixel.",
        ),
        Prose(
            "<p>Nothing here looks at the picture as a whole a second time to make the answer "
            "consistent. That costs some accuracy, seen as specks and ragged borders, and it buys "
            "the frame rate. When there is time to spare, "
            "<a href='cite:farabet2012covers'>a tree of regions</a> tidies the borders.</p>"
            "<p>The network in these clips learned from the Stanford Background dataset, which is "
            "small: 715 labelled images in eight classes, of which 520 were used for training. The "
            "films were shot in places it had never seen, around New York. What they show is how "
            "far so few examples can carry.</p>"
        ),
        Clips(
            "The same seconds, twice",
            (
                Film("brooklyn-camera", "What the camera saw", "The street, as recorded."),
                Film(
                    "brooklyn-parse",
                    "What the network saw",
                    "Each pixel in the colour of its class.",
                    CLASSES,
                ),
            ),
            comparable=True,
        ),
        Prose(
            "<h2>More classes, a wider view</h2>"
            "<p>A larger model learned from SiftFlow: 2,688 images and 33 classes. To give it "
            "something difficult, the next film was shot around the campus of New York University "
            "with four small cameras at once, and stitched into one wide picture. The parse gets "
            "plenty wrong. It also keeps up, since it never stops to think about the whole.</p>"
        ),
        Film(
            "campus",
            "Around the campus, in 33 classes",
            "Four cameras side by side above, their parse below. Again drawn rather than filmed.",
        ),
        Publications(
            "The papers",
            (
                "farabet2013hierarchical",
                "farabet2012covers",
                "couprie2014watershed",
                "couprie2014indoor",
                "farabet2013thesis",
            ),
        ),
    ),
)

NEUFLOW = Topic(
    title="NeuFlow: A Dataflow Processor for Deep Neural Nets",
    slug="neuflow",
    start_year=2008,
    end_year=2011,
    summary="A small computer for vision, whose wiring changes to suit each step of a network.",
    lead="lead-neuflow",
    tags=("neuflow", "dataflow hardware"),
    body=(
        Prose(
            "<p>A convolutional network spends nearly all its time on one thing: sliding small "
            "filters over images and adding up the results. An ordinary processor is good at "
            "everything and therefore wasteful at this. neuFlow is a computer I designed to be "
            "good at exactly this, in a package that is small, cool and light enough to fly.</p>"
            "<p>That such networks were worth a machine of their own was already clear to a few "
            "people: they had read handwriting [LeCun 1998], and were doing well on objects in "
            "natural images "
            "[Jarrett 2009, Kavukcuoglu 2010, <a href='cite:lecun2010applications'>LeCun 2010</a>]."
            "</p>"
            "<h2>Data that finds its own way</h2>"
            "<p>In most computers a program fetches its data. In a <i>dataflow</i> computer it is "
            "the other way round: values travel along wires, and an operation happens wherever "
            "the values it needs have arrived. The idea is old [Adams 1968, Dennis 1974, Hicks "
            "and Arvind 1993], and streams of pixels suit it perfectly.</p>"
        ),
        Figure(
            "figure-neuflow-overview",
            "neuFlow from above: a grid of processing tiles, a smart memory interface that keeps "
            "many streams in flight, and a small controller that rewires the grid.",
        ),
        Prose(
            "<p>Every tile holds a few operators and a router. Between two steps of a network the "
            "controller writes new settings into them, and the same silicon becomes another "
            "machine. The step that networks need most is this one, and the grid does it in a "
            "single pass:</p>"
        ),
        Equation(
            r"y_{i} = \tanh\left( b_{i} + \sum_{j} k_{ij} \ast x_{j} \right)",
            "A non-linear mapping of a sum of two-dimensional convolutions: one output plane y "
            "from several input planes x.",
        ),
        Figure(
            "figure-neuflow-convolution",
            "The same grid, wired for one operation: three streams are convolved, summed, and "
            "sent through a non-linear mapping. The pale tiles rest.",
        ),
        Film(
            "dataflow-grid",
            "A grid at work",
            "Tokens of data cross the grid; then the controller rewires it, and they take "
            "another way.",
        ),
        Quote(
            "Instead of bringing the data to the program, lay the program out flat "
            "and let the data run through it.",
            "The idea behind the grid, in one sentence",
        ),
        Prose(
            "<h2>The board</h2>"
            "<p>The last platform was a circuit board of eight layers, which I routed by hand. It "
            "carried two cameras, 8 GB of DDR3 memory and one of the largest FPGAs that Xilinx "
            "made. On it, the <a href='/research/scene-parsing/'>scene parser</a> ran on "
            "high-definition video at more than ten frames a second.</p>"
        ),
        Figure(
            "figure-board",
            "The board, drawn from above: the FPGA in the middle, memory beside it, a camera at "
            "each end.",
        ),
        Publications(
            "The papers",
            (
                "farabet2011neuflow-ecv",
                "pham2012neuflow",
                "farabet2011largescale",
                "farabet2010hardware",
                "farabet2009cnp",
                "farabet2018dataflow",
            ),
        ),
        Prose(
            "<h2>Also mentioned</h2>"
            "<ul>"
            "<li>Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, “Gradient-Based Learning Applied "
            "to Document Recognition”, Proceedings of the IEEE, 1998.</li>"
            "<li>K. Jarrett, K. Kavukcuoglu, M. Ranzato and Y. LeCun, “What Is the Best "
            "Multi-Stage Architecture for Object Recognition?”, ICCV 2009.</li>"
            "<li>K. Kavukcuoglu and others, “Learning Convolutional Feature Hierarchies for Visual "
            "Recognition”, NIPS 2010.</li>"
            "<li>D. Adams, “A Computation Model with Data Flow Sequencing”, Stanford University, "
            "1968.</li>"
            "<li>J. B. Dennis, “First Version of a Data Flow Procedure Language”, 1974.</li>"
            "<li>J. Hicks, D. Chiou, B. S. Ang and Arvind, “Performance Studies of Id on the "
            "Monsoon Dataflow System”, 1993.</li>"
            "</ul>"
        ),
    ),
)

CONVOLUTIONAL_NETWORKS = Topic(
    title="Convolutional Networks for Vision",
    slug="convolutional-networks",
    start_year=2010,
    end_year=2013,
    summary="What should a machine make of what it sees, and how could it find that out by itself?",
    lead="lead-convolutional-networks",
    tags=("convolutional networks",),
    body=(
        Prose(
            "<p>A cup is a cup from the left and from the right, near and far, in the sun and "
            "half hidden behind a newspaper. For a camera these are all different pictures. "
            "Whatever recognises the cup must therefore hold some inner picture in which they are "
            "nearly the same. What that inner picture should be is one of the great questions of "
            "vision, in animals as in machines; the better question is how it could be "
            "<i>learned</i>, since no one hands a child a list of features.</p>"
            "<p>For a long time computer vision stepped around this. Somebody clever designed a "
            "feature extractor by hand, and only the classifier behind it was trained. What is now "
            "called deep learning trains the whole chain, from the first pixel to the last word."
            "</p>"
            "<h2>From edges to scenes</h2>"
            "<p>The world is built in layers, and good descriptions of it are too. Pixels line up "
            "as short edges; edges make motifs; motifs make the parts of an object, and objects "
            "make a scene. Sounds and sentences have their own such ladders. So a machine for "
            "seeing should have several trainable stages, one above the other, each making the "
            "next one's work easier. Two questions remain: what goes into a stage, and how does "
            "one train the whole pile?</p>"
            "<p>Convolutional networks answer the first. A stage is three small steps: a bank of "
            "filters applied at every position, a squashing function, and a pooling step that "
            "keeps the strongest answers and forgets a little about where they were.</p>"
        ),
        Equation(
            r"x^{(l+1)}_{i} = \mathrm{pool}\left( \tanh\left( b^{(l)}_{i} + "
            r"\sum_{j} k^{(l)}_{ij} \ast x^{(l)}_{j} \right) \right)",
            "One stage: filters k over the planes x of the stage below, a squashing function, "
            "a pooling step.",
        ),
        Figure(
            "figure-convnet",
            "A typical network for images. From left to right the planes grow smaller and more "
            "numerous, until a classifier reads them.",
        ),
        Prose(
            "<p>As for the second question, the usual answer is to show the network many labelled "
            "examples and to follow the gradient. Labels are dear, though. In these years several "
            "methods appeared that learn most of a network from images alone and need labels only "
            "at the end.</p>"
            "<p>The rest of this site is about what followed: networks that "
            "<a href='/research/scene-parsing/'>name what they see</a>, a "
            "<a href='/research/neuflow/'>computer built for them</a>, and "
            "<a href='cite:collobert2011torch7'>the library</a> we wrote them in.</p>"
        ),
        Publications(
            "The papers",
            (
                "lecun2010applications",
                "farabet2013hierarchical",
                "farabet2012comparison",
                "farabet2011largescale",
                "collobert2011torch7",
            ),
        ),
    ),
)

TOPICS: tuple[Topic, ...] = (SCENE_PARSING, NEUFLOW, CONVOLUTIONAL_NETWORKS)
