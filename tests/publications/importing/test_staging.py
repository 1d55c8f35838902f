"""Rows that an import asks for, and sets aside."""

import pytest

from publications.importing.staging import real_table, select_in
from publications.models import Publication
from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db


def test_rows_are_found_whatever_their_keys_hold():
    keys = ['a"b', "a\\", "{a,b}", "a'b", "NULL", "ä\n", "%s", " a ", "plain"]
    made = {PublicationFactory(key=key).pk: key for key in keys}
    sql = f"SELECT id, key FROM {real_table(Publication)} WHERE "  # noqa: S608

    assert dict(select_in(sql + "key IN ({marks})", [*keys, "a", "b"])) == made
    assert dict(select_in(sql + "id IN ({marks})", made)) == made
