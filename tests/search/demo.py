# ruff: noqa: E501  a table reads better unbroken
"""The demo site to be judged by: its own words and bibliography, without a film being made."""

from home.demo import content
from home.demo.films import CAPTIONS, FILMS
from home.demo.load import import_publications
from home.demo.music import RECORDINGS
from home.demo.pages import Shelf, build
from multimedia.models import CaptionTrack, Media, Status
from publications.models import Publication
from tests.factories import ImageFactory

SCENE, FLOW, CONV = (
    "Scene Parsing",
    "NeuFlow: A Dataflow Processor for Deep Neural Nets",
    "Convolutional Networks for Vision",
)
COVERS = "Scene Parsing with Multiscale Feature Learning, Purity Trees, and Optimal Covers"
LABELING = "Learning Hierarchical Features for Scene Labeling"
RUNTIME = "NeuFlow: A Runtime Reconfigurable Dataflow Processor for Vision"
SOC = "NeuFlow: Dataflow Vision Processing System-on-a-Chip"
CNP = "CNP: An FPGA-based Processor for Convolutional Networks"
FPGA = "An FPGA-based Processor for Convolutional Networks"
STREAM = "An FPGA-Based Stream Processor for Embedded Real-Time Vision with Convolutional Networks"
APPLICATIONS = "Convolutional Networks and Applications in Vision"
TORCH = "Torch7: A Matlab-like Environment for Machine Learning"
SPIKES = "Comparison Between Frame-Constrained Fix-Pixel-Value and Frame-Free Spiking-Dynamic-Pixel ConvNets for Visual Processing"
LIDAR = "Visual Tracking and LIDAR Relative Positioning for Automated Launch and Recovery of an Unmanned Rotorcraft from Ships at Sea"
AGI = "Levels of AGI: Operationalizing Progress on the Path to AGI"
LESS = "Less is More: An Exploration of Data Redundancy with Active Dataset Subsampling"
ENSEMBLE = "Training Data Distribution Search with Ensemble Active Learning"
SCALABLE = "Scalable Active Learning for Object Detection"
PROBABILISTIC = "Active Learning for Deep Object Detection via Probabilistic Modeling"
MIXTURE = "Deep Active Learning for Object Detection with Mixture Density Networks"
INDOOR = "Toward real-time indoor semantic segmentation using depth information"
WATERSHED = "Convolutional nets and watershed cuts for real-time semantic Labeling of RGBD videos"
THESIS = "Towards Real-Time Image Understanding with Convolutional Networks"
LARGE = "Large-Scale FPGA-Based Convolutional Networks"
SIMULATED = "Training, testing, and verifying autonomous machines using simulated environments"
SAFE = "Systems and methods for safe and reliable autonomous vehicles"
SOFTWARE = "Wrapping up my journey scaling Software 2.0 development for AV"
BIO = "Bio-Inspired Processing for Ultra-Fast Object Categorization"
ATTENTION = "Hardware Accelerated Visual Attention Algorithm"
TRACKING = "Implementation of a tracking system within an FPGA"
PARALLEL = (
    "A Study of Parallel Computing for Machine Learning: Which Platform for Which Application"
)
HETEROGENEOUS = "Building Heterogeneous Platforms for End-to-end Online Learning Based on Dataflow Computing Design"
MEGAPIXEL = "NeuFlow: a Vision Processor for Real-Time Object Categorization in Megapixel Videos"
SYNTHETIC = "Hardware Accelerated Convolutional Neural Networks for Synthetic Vision Systems"

# query: titles that should be found, best first (what follows the first may come in any order).
JUDGED: dict[str, list[str]] = {
    # titles whole and in part
    "Scene Parsing": [SCENE, COVERS], "scene parsing": [SCENE, COVERS], "learning hierarchical features for scene labeling": [LABELING],
    "Less is More": [LESS], "levels of agi": [AGI], "torch7": [TORCH], "torch 7": [TORCH], "Matlab-like": [TORCH],
    "purity trees": [COVERS], "optimal covers": [COVERS], "watershed": [WATERSHED], "watershed cuts": [WATERSHED], "megapixel": [MEGAPIXEL],
    "system on a chip": [SOC], "system-on-chip": [SOC], "bio-inspired": [BIO], "bioinspired": [BIO], "visual attention": [ATTENTION],
    "synthetic vision": [SYNTHETIC], "indoor segmentation": [INDOOR], "rgbd": [WATERSHED], "spiking": [SPIKES], "lidar": [LIDAR], "rotorcraft": [LIDAR],
    "unmanned ships": [LIDAR], "mixture density": [MIXTURE], "ensemble active learning": [ENSEMBLE], "active learning ensembles": [ENSEMBLE],
    "data redundancy": [LESS], "dataset subsampling": [LESS], "software 2.0": [SOFTWARE], "autonomous vehicles": [SAFE], "simulated environments": [SIMULATED],
    "simulation": [SIMULATED], "heterogeneous platforms": [HETEROGENEOUS], "parallel computing": [PARALLEL], "large scale fpga": [LARGE], "stream processor": [STREAM],
    "cnp": [CNP], "agi": [AGI], "tracking system": [TRACKING], "hierarchical features": [LABELING], "convolutional networks for vision": [CONV],
    "convolutional networks and applications": [APPLICATIONS], "NeuFlow: A Dataflow Processor for Deep Neural Nets": [FLOW],
    "object detection": [SCALABLE, PROBABILISTIC, MIXTURE], "scalable active learning": [SCALABLE], "probabilistic modeling": [PROBABILISTIC], "image understanding": [THESIS],
    "thesis": [THESIS], "phd thesis": [THESIS], "convnets": [SPIKES], "frame-free": [SPIKES], "neuflow runtime": [RUNTIME], "neuflow": [RUNTIME, FLOW, SOC], "system-on-a-chip": [SOC],
    # people
    "farabet": ["Clément Farabet"], "Clément Farabet": ["Clément Farabet"], "clement farabet": ["Clément Farabet"], "C. Farabet": ["Clément Farabet"],
    "collobert": ["Ronan Collobert", TORCH], "lecun": ["Yann LeCun"], "Yann LeCun": ["Yann LeCun"], "le cun": ["Yann LeCun"],
    "couprie": ["Camille Couprie"], "najman": ["Laurent Najman"], "couprie indoor": [INDOOR], "collobert torch": [TORCH],
    "author:couprie watershed": [WATERSHED], "author:collobert": ["Ronan Collobert", TORCH], "lecun parsing": [COVERS],
    # music
    "Random musings": ["Random musings"], "kitchen waltz": ["Kitchen waltz"], "waltz": ["Kitchen waltz"], "windowsill": ["Windowsill"], "slow train": ["Slow train"],
    "day one": ["Day One"], "neighbours": ["Day One"], "13th block": ["Day One"], "coffee": ["Kitchen waltz"], "riff": ["Transfer"],
    # films
    "scene parsing in brooklyn": ["Scene parsing in Brooklyn"], "what the camera saw": ["Brooklyn: what the camera saw"], "around the campus": ["Around the campus, in 33 classes"],
    "dataflow grid": ["A dataflow grid at work"], "type:video scene brooklyn": ["Scene parsing in Brooklyn"],
    # keys, venues, years, kinds
    "farabet2013thesis": [THESIS], "collobert2011torch7": [TORCH], "type:patent simulated": [SIMULATED], "type:phd": [THESIS], "fpga tracking": [TRACKING],
    "year:2013 hierarchical": [LABELING], "year:2023..": [AGI], "title:watershed": [WATERSHED], '"system within an fpga"': [TRACKING],
    # slips
    "waterhsed": [WATERSHED], "megapixle": [MEGAPIXEL], "colobert": ["Ronan Collobert"], "coupri": ["Camille Couprie"], "rotorcarft": [LIDAR], "heirarchical features": [LABELING],
}  # fmt: skip


def _media(kind: str, slug: str) -> Media:
    media: Media = Media.objects.create(
        title=content.MEDIA_TITLES[slug],
        type=kind,
        file=f"{slug}.bin",
        duration=60,
        status=Status.READY,
    )
    return media


def make() -> None:
    """The pages, publications, films and recordings of the demo, with empty files."""
    films = {slug: _media("video", slug) for slug in FILMS}
    for slug, text in CAPTIONS.items():
        CaptionTrack.objects.create(media=films[slug], text=text)
    recordings = {slug: _media("audio", slug) for slug in RECORDINGS}
    import_publications()
    image = ImageFactory()
    images = dict.fromkeys(content.PICTURE_NOTES, image)
    keys = {publication.key: publication for publication in Publication.objects.all()}
    build(Shelf(images, films, recordings, keys), "testserver", 80)
