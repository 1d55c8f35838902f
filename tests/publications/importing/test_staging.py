"""Rows that an import asks for, and sets aside."""

import itertools
import secrets

import pytest
from django.db import connection, transaction
from django.db.models import Value
from django.db.models.functions import Concat

from publications.importing.shapes import columns_of
from publications.importing.staging import Stage, real_table, select_in
from publications.models import Publication, Topic
from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db


def test_rows_are_found_whatever_their_keys_hold():
    keys = ['a"b', "a\\", "{a,b}", "a'b", "NULL", "ä\n", "%s", " a ", "plain"]
    made = {PublicationFactory(key=key).pk: key for key in keys}
    sql = f"SELECT id, key FROM {real_table(Publication)} WHERE "  # noqa: S608

    assert dict(select_in(sql + "key IN ({marks})", [*keys, "a", "b"])) == made
    assert dict(select_in(sql + "id IN ({marks})", made)) == made


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_no_page_of_the_temporary_tables_is_lost():
    def faults():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA temp.integrity_check")
            return [row[0] for row in cursor.fetchall()]

    stage = Stage()
    stage.open()
    key = itertools.count(1)
    for _step in range(60):
        for pk in itertools.islice(key, 100):
            row = {"id": pk, "name": f"{pk} {secrets.token_hex(700)}", "slug": f"topic-{pk}"}
            stage.put_new(Topic, pk, [tuple(row[name] for name in columns_of(Topic))])
        stage.flush()
    with transaction.atomic():
        stage.move()
    moved = faults()
    stage.close()
    with transaction.atomic():
        Topic.objects.update(slug=Concat("slug", Value("-")))

    assert (moved, faults()) == (["ok"], ["ok"])
