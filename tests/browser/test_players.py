"""Films and recordings in a real browser: played, sought, captioned, one after the other."""

import re

import pytest

from multimedia import tasks
from multimedia.models import CaptionTrack, Media
from music.models import ReleasePage, Track
from research.models import ResearchIndexPage, ResearchTopicPage
from tests.browser.accessibility import fits
from tests.multimedia import making

WORDS = """WEBVTT

00:00.500 --> 00:02.000
<v Ada>Look at that

00:04.000 --> 00:06.000
And then it was over
"""
SEEN = """WEBVTT

00:00.000 --> 00:12.000
A field that <b>slowly</b> grows lighter
"""
LEGEND = [{"name": "road", "colour": "#804080"}]


def ready(kind: str, title: str, **options) -> Media:
    found = Media.objects.filter(title=title).first()
    if found is None:
        found = making.media(kind, title=title, **options)
        tasks.run(found.pk)
    return Media.objects.get(pk=found.pk)


@pytest.fixture
def film(_their_database) -> Media:
    """Twelve seconds whose bytes do not fit into a first read."""
    media = ready("video", "A long walk", seconds=12, size=(320, 180))
    for kind, text in (("captions", WORDS), ("descriptions", SEEN)):
        track = {"media": media, "language": "en", "kind": kind}
        CaptionTrack.objects.get_or_create(**track, defaults={"text": text})
    return Media.objects.get(pk=media.pk)


@pytest.fixture
def topic(film) -> str:
    """The address of a topic with a film, a gallery and a comparison."""
    page = ResearchTopicPage.objects.filter(slug="players").first()
    if page is None:
        other = ready("video", "Another walk", seconds=6)
        body = [
            ("video", {"video": film, "caption": "A walk", "legend": LEGEND}),
            ("video", {"video": other, "caption": "Another", "legend": []}),
            ("comparison", {"before": film, "after": other, "before_label": "Camera",
                            "after_label": "Network", "caption": "In step", "legend": []}),
            ("video", {"embed": "https://youtu.be/dQw4w9WgXcQ", "caption": "Elsewhere"}),
        ]  # fmt: skip
        page = ResearchTopicPage(title="Players", slug="players", body=body)
        ResearchIndexPage.objects.get().add_child(instance=page)
        page.save_revision().publish()
    return "/research/players/"


@pytest.fixture
def release(_their_database) -> str:
    """The address of a release with two tracks of three seconds."""
    page = ReleasePage.objects.get(slug="sketches")
    titles = ["First tone", "Second tone"]
    for track, title in zip(page.tracks.order_by("sort_order"), titles, strict=True):
        song = ready("audio", title, seconds=3)
        Track.objects.filter(pk=track.pk).update(media=song)
    page.save_revision().publish()
    return "/music/sketches/"


def state(page, selector: str, expression: str):
    return page.eval_on_selector(selector, f"element => element.{expression}")


def wait_for(page, selector: str, condition: str) -> None:
    page.wait_for_function(
        f"() => {{ const m = document.querySelector({selector!r}); return m && ({condition}); }}"
    )


def test_nothing_is_loaded_before_it_is_asked_for(page, topic):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(topic)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if re.search(r"/media/\d+/.*\.(mp4|opus|m4a)", url)]


def test_a_film_plays_and_the_bar_follows(page, topic):
    page.goto(topic)
    page.locator("poly-video .player-play").first.click()
    wait_for(page, "poly-video video", "m.currentTime > 0.5")
    assert page.locator("poly-video .player-play").first.get_attribute("aria-label") == "Pause"
    assert page.locator("poly-video .player-now").first.inner_text() in ("0:00", "0:01", "0:02")


def test_seeking_asks_for_the_bytes_of_that_place(page, topic):
    asked = []
    page.on(
        "request",
        lambda request: "/media/" in request.url and asked.append(request.headers.get("range")),
    )
    answers = []
    page.on(
        "response",
        lambda response: (
            ".mp4" in response.url
            and answers.append((response.status, response.headers.get("content-range")))
        ),
    )
    page.goto(topic)
    page.locator("poly-video .player-play").first.click()
    wait_for(page, "poly-video video", "m.currentTime > 0.2")
    page.locator("poly-video input[type=range]").first.evaluate(
        "bar => { bar.value = 10; bar.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    wait_for(page, "poly-video video", "m.currentTime >= 10 && !m.seeking")
    assert all(text.startswith("bytes=") for text in asked if text)
    assert any(text for text in asked)
    assert all(status == 206 and held for status, held in answers)


def test_a_screen_reader_is_told_what_is_to_be_seen(page, topic):
    page.goto(topic)
    told = page.locator("poly-video [data-told]").first
    assert (told.get_attribute("role"), told.inner_text()) == ("status", "")
    page.locator("poly-video .player-play").first.click()
    wait_for(page, "[data-told]", "m.textContent")
    assert told.text_content() == "A field that slowly grows lighter"
    line = page.locator("poly-video .transcript i").first
    assert line.text_content() == "[A field that slowly grows lighter]"


def test_keys_do_what_they_do_everywhere(page, topic):
    page.goto(topic)
    film = page.locator("poly-video video").first
    film.focus()
    page.keyboard.press("k")
    wait_for(page, "poly-video video", "!m.paused")
    page.keyboard.press("k")
    wait_for(page, "poly-video video", "m.paused")
    page.keyboard.press("5")
    wait_for(page, "poly-video video", "Math.abs(m.currentTime - 6) < 0.3")
    page.keyboard.press("ArrowLeft")
    wait_for(page, "poly-video video", "Math.abs(m.currentTime - 1) < 0.3")
    page.keyboard.press("l")
    wait_for(page, "poly-video video", "Math.abs(m.currentTime - 11) < 0.3")
    page.keyboard.press("j")
    wait_for(page, "poly-video video", "Math.abs(m.currentTime - 1) < 0.3")
    page.keyboard.press("m")
    assert state(page, "poly-video video", "muted") is True
    page.keyboard.press("Space")
    wait_for(page, "poly-video video", "!m.paused")


def test_keys_outside_of_a_player_are_the_pages_own(page, topic):
    page.goto(topic)
    page.keyboard.press("k")
    page.keyboard.press("m")
    assert state(page, "poly-video video", "paused && !element.muted") is True


def test_captions_are_switched_on_and_shown(page, topic):
    page.goto(topic)
    page.locator("poly-video video").first.focus()
    page.keyboard.press("c")
    assert state(page, "poly-video video", "textTracks[0].mode") == "showing"
    assert (
        page.locator("poly-video [data-do=captions]").first.get_attribute("aria-pressed") == "true"
    )
    page.keyboard.press("k")
    wait_for(page, "poly-video video", "m.textTracks[0].activeCues?.length === 1")
    text = state(page, "poly-video video", "textTracks[0].activeCues[0].text")
    assert "Look at that" in text


def test_a_line_of_the_transcript_leads_to_its_second(page, topic):
    page.goto(topic)
    page.locator("poly-video .transcript summary").first.click()
    page.get_by_role("link", name="And then it was over").first.click()
    wait_for(page, "poly-video video", "m.currentTime >= 4 && !m.paused")
    assert page.locator(".transcript a[aria-current]").first.inner_text() == "And then it was over"


@pytest.mark.parametrize("address", ["#t=7&m={}", "#t=7"])
def test_a_link_to_a_second_opens_there(page, topic, film, address):
    page.goto(topic + address.format(film.pk))
    wait_for(page, "poly-video video", "Math.abs(m.currentTime - 7) < 0.5 && m.paused")


def test_the_second_that_plays_is_put_into_the_address(page, topic, film):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{topic}#t=7&m={film.pk}")
    wait_for(page, "poly-video video", "m.readyState > 1")
    page.locator("poly-video [data-do=address]").first.click()
    assert page.url.endswith(f"#t=7&m={film.pk}")


def test_only_one_plays_at_a_time(page, topic):
    page.goto(topic)
    plays = page.locator("poly-video .player-play")
    plays.nth(0).click()
    wait_for(page, "poly-video video", "!m.paused && m.currentTime > 0.1")
    plays.nth(1).click()
    wait_for(page, "poly-video video", "m.paused")


def test_two_films_that_are_compared_play_in_step(page, topic):
    page.goto(topic)
    page.locator(".comparison .player-play").click()
    wait_for(page, ".comparison video", "m.currentTime > 1")
    times = page.eval_on_selector_all(
        ".comparison video", "films => films.map(film => film.currentTime)"
    )
    assert abs(times[0] - times[1]) < 0.25
    page.locator(".comparison .player-play").click()
    wait_for(page, ".comparison > * > * > div:nth-child(2) video", "m.paused")


def test_speed_is_chosen(page, topic):
    page.goto(topic)
    page.locator("poly-video select").first.select_option("1.5")
    assert state(page, "poly-video video", "playbackRate") == 1.5


def test_a_film_elsewhere_is_not_asked_for_before_a_click(page, topic):
    page.goto(topic)
    assert page.locator("iframe").count() == 0
    page.route("**/embed/youtube/**", lambda route: route.fulfill(body="player"))
    page.locator("poly-embed a").click()
    source = page.locator("poly-embed iframe").get_attribute("src")
    assert source == "/embed/youtube/dQw4w9WgXcQ/"


def test_a_release_plays_through(page, release):
    page.goto(release)
    first, second = (page.locator("poly-audio").nth(number) for number in (0, 1))
    first.locator("[data-do=seek]").evaluate(
        "bar => { bar.value = 2.2; bar.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    first.locator(".player-play").click()
    page.wait_for_function(
        "() => { const [a, b] = document.querySelectorAll('poly-audio audio');"
        " return a.paused && !b.paused && b.currentTime > 0.2; }"
    )
    assert second.get_attribute("data-playing") == ""


def test_the_waveform_fills_as_it_plays(page, release):
    page.goto(release)
    page.locator("poly-audio audio").first.evaluate("audio => (audio.preload = 'auto')")
    page.locator("poly-audio [data-do=seek]").first.evaluate(
        "bar => { bar.value = 1.5; bar.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    # It may stand at the beginning for a moment, while the recording is opened.
    played = "parseFloat(m.style.getPropertyValue('--played'))"
    wait_for(page, "poly-audio", f"48 < {played} && {played} < 52")
    assert page.locator("poly-audio .waveform path").count() >= 1


def test_the_lock_screen_is_told_what_plays(page, release):
    page.goto(release)
    page.locator("poly-audio .player-play").first.click()
    page.wait_for_function("() => navigator.mediaSession.metadata?.title")
    assert page.evaluate("navigator.mediaSession.metadata.title") == "Morning"


def test_the_page_does_not_move_when_the_players_come(page, topic):
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => { for (const each of list.getEntries())"
        " window.moved += each.value; }).observe({type: 'layout-shift', buffered: true});"
    )
    page.goto(topic)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.moved") < 0.01


def test_without_scripts_the_browsers_own_controls_are_there(plain, topic, release):
    plain.goto(topic)
    assert plain.locator("poly-video video[controls]").count() == 4
    assert plain.locator(".player-bar:visible").count() == 0
    plain.goto(release)
    assert plain.locator("poly-audio audio[controls]").count() == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_players_keep_the_rules_of_accessibility(page, topic, release, axe, scheme):
    page.emulate_media(color_scheme=scheme)
    for address in (topic, release):
        page.goto(address)
        for summary in page.locator(".transcript summary").all():
            summary.click()
        axe(page)


def test_players_fit_a_phone(phone, topic, release):
    for address in (topic, release):
        phone.goto(address)
        assert fits(phone)
        sizes = phone.eval_on_selector_all(
            ".player-bar button, .player-bar select",
            "all => all.filter(e => e.offsetParent).map(e => [e.offsetWidth, e.offsetHeight])",
        )
        assert sizes and all(min(size) >= 24 for size in sizes)


def test_the_players_scripts_are_small(page, topic):
    sizes = {}
    page.on(
        "response",
        lambda response: (
            re.search(r"/multimedia/[\w.-]+\.js$", response.url)
            and sizes.setdefault(response.url, len(response.body()))
        ),
    )
    page.goto(topic)
    page.wait_for_load_state("networkidle")
    assert sizes and sum(sizes.values()) < 15_000


def test_captions_are_written_beside_the_film(signed_in, film):
    page = signed_in
    page.goto(f"/admin/multimedia/{film.pk}/captions/add/")
    page.locator("select[name=kind]").select_option("chapters")
    page.locator("textarea[name=text]").fill("WEBVTT\n\n00:02.000 --> 00:05.000\nTwo\n")
    page.locator("textarea[name=text]").evaluate("area => area.setSelectionRange(12, 12)")
    page.locator("textarea[name=text]").click()
    wait_for(page, "video", "Math.abs(m.currentTime - 2) < 0.2")
    page.locator("video").evaluate("film => (film.currentTime = 6)")
    wait_for(page, "video", "m.currentTime === 6 && !m.seeking")
    page.locator("[data-cue]").click()
    assert "00:00:06.000 --> 00:00:09.000" in page.locator("textarea[name=text]").input_value()
