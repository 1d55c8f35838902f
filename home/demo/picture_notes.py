"""For every drawing: its title in the image library and its description in words."""

from collections.abc import Mapping

from home.demo.shapes import Picture

_PICTURES: tuple[Picture, ...] = (
    Picture("portrait", "Portrait", "A drawn portrait of Clément with closed eyes, before "
            "an ochre sun. The left half is smooth, the right half a coarse grid of squares."),
    Picture("card-gemma", "Gemma", "A faceted gem, cut open on one side so that its grid shows."),
    Picture("card-new-podcast", "New podcast", "Two heads face each other; one is drawn in "
            "branching cells, the other in straight circuits."),
    Picture("card-gemini", "Gemini", "Twin four-pointed stars over the lines of a star chart."),
    Picture("card-levels-of-agi", "Levels of AGI", "Six steps rise from left to right, "
            "the last of them only outlined."),
    Picture("card-scale-keynote", "@Scale keynote", "A stage with a speaker before a large screen, "
            "on which a car is drawn inside a network."),
    Picture("card-software-2", "Scaling Software 2.0", "Lines of code on the left turn into the "
            "layers of a network on the right."),
    Picture("card-ldv-2023", "LDV Summit 2023", "Two armchairs on either side of a fire."),
    Picture("card-nvidia-podcast", "NVIDIA AI Podcast", "A microphone; its sound waves become a "
            "winding road with a car on it."),
    Picture("card-rapids", "RAPIDS", "A river of coloured columns runs down a set of steps."),
    Picture("card-nsfw-filter", "A filter for pictures", "A wall of small pictures; three of them "
            "are covered by plain blinds."),
    Picture("card-ldv-2017", "LDV Summit 2017", "An eye whose iris is made of camera shutter "
            "blades."),
    Picture("card-genius-makers", "Genius Makers", "An open book from whose pages a small network "
            "of dots rises."),
    Picture("card-podcast", "Podcast", "A pair of headphones around a network of three layers."),
    Picture("card-torch", "Torch", "A torch whose flame is built of small squares."),
    Picture("lead-scene-parsing", "A street and its parse", "A city street by a river: on the left "
            "as a camera sees it, on the right in the colours of its eight classes."),
    Picture("lead-neuflow", "neuFlow", "A grid of processing tiles with streams of data running "
            "through it in bright lines."),
    Picture("lead-convolutional-networks", "Layers of a network", "Stacks of square planes, ever "
            "smaller and more numerous, run from a picture of a house to a row of dots."),
    Picture("figure-neuflow-overview", "Overview of neuFlow", "Block diagram: off-chip memory "
            "joined to a smart memory interface; a grid of three by three processing tiles; "
            "a control unit joined to every tile."),
    Picture("figure-neuflow-convolution", "The grid as a sum of convolutions", "Block diagram: "
            "three streams enter three convolution tiles, their results are added one after the "
            "other, pass a mapping tile and return to memory. Two tiles are unused."),
    Picture("figure-board", "The neuFlow board", "A long circuit board seen from above: a large "
            "square chip in the middle, eight memory chips, a camera lens at either end, and the "
            "eight copper layers shown at one corner."),
    Picture("figure-convnet", "A typical convolutional network", "Diagram: an input image, a bank "
            "of feature maps after convolution, the same maps after pooling, a second pair of "
            "both, and a classifier with its outputs."),
    Picture("cover-random-musings", "Random musings (cover)", "Six strings, each bent into a wave "
            "of its own, cross a low sun."),
    Picture("cover-transfer", "Transfer (cover)", "Two circles overlap; where they meet, "
            "their stripes change places."),
    Picture("cover-day-one", "Day One (cover)", "Blocks of flats in a row of thirteen, the last "
            "one lit, under a large number one."),
)  # fmt: skip

PICTURE_NOTES: Mapping[str, Picture] = {picture.slug: picture for picture in _PICTURES}
