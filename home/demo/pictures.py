"""Every drawing of the demo by its slug; each is drawn anew, as a PNG, when it is called."""

from collections.abc import Callable, Mapping

from home.demo import cards_now, cards_then, covers, figures, leads, street_film

PICTURES: Mapping[str, Callable[[], bytes]] = {
    "portrait": covers.portrait,
    "card-gemma": cards_now.gemma,
    "card-new-podcast": cards_now.new_podcast,
    "card-gemini": cards_now.gemini,
    "card-levels-of-agi": cards_now.levels_of_agi,
    "card-scale-keynote": cards_now.scale_keynote,
    "card-software-2": cards_now.software_2,
    "card-ldv-2023": cards_now.ldv_2023,
    "card-nvidia-podcast": cards_now.nvidia_podcast,
    "card-rapids": cards_now.rapids,
    "card-nsfw-filter": cards_then.nsfw_filter,
    "card-ldv-2017": cards_then.ldv_2017,
    "card-genius-makers": cards_then.genius_makers,
    "card-podcast": cards_then.podcast,
    "card-torch": cards_then.torch,
    "lead-scene-parsing": street_film.still,
    "lead-neuflow": leads.neuflow,
    "lead-convolutional-networks": leads.convolutional_networks,
    "figure-neuflow-overview": figures.neuflow_overview,
    "figure-neuflow-convolution": figures.neuflow_convolution,
    "figure-board": figures.board,
    "figure-convnet": figures.convnet,
    "cover-random-musings": covers.random_musings,
    "cover-transfer": covers.transfer,
    "cover-day-one": covers.day_one,
}
