"""Two publications that are versions of one work, as an editor ties them."""

import pytest
from django.core.exceptions import ValidationError

from publications.models import Publication
from publications.relations import versions
from tests.factories import PublicationFactory


def fresh(publication: Publication) -> Publication:
    return Publication.objects.get(pk=publication.pk)


def shown(publication: Publication) -> list[str]:
    return sorted(str(one) for one in versions(fresh(publication)))


def test_nothing_is_a_version_of_itself_nor_of_its_own_version(db):
    paper = PublicationFactory(title="The paper")
    preprint = PublicationFactory(title="Its preprint", version_of=paper)
    for one, other in ((paper, paper), (paper, preprint)):
        one.version_of = other
        with pytest.raises(ValidationError, match="version"):
            one.full_clean()
    fresh(preprint).full_clean()


def test_a_version_of_a_version_is_one_of_the_work(db):
    paper, report = PublicationFactory(title="Paper"), PublicationFactory(title="Report")
    preprint = PublicationFactory(title="Preprint", version_of=paper)
    PublicationFactory(title="Talk", version_of=preprint)
    assert shown(paper) == ["Preprint", "Talk"]
    assert shown(preprint) == ["Paper", "Talk"]
    paper = fresh(paper)
    paper.version_of = report
    paper.save()
    assert shown(report) == ["Paper", "Preprint", "Talk"]
    assert shown(preprint) == ["Paper", "Report", "Talk"]


def test_two_that_are_tied_and_parted_are_shown_so(client, publication_index, uncached):
    paper = PublicationFactory(title="Paper")
    preprint = PublicationFactory(title="Preprint", version_of=paper)
    for one, other in ((paper, preprint), (preprint, paper)):
        assert f">{other}<" in client.get(one.get_absolute_url()).content.decode()
    preprint.version_of = None
    preprint.save()
    for one in (paper, preprint):
        assert "Other versions" not in client.get(one.get_absolute_url()).content.decode()
