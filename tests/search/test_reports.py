"""What editors are told of searches, and what they make of it."""

import pytest
from django.contrib.auth.models import Group, Permission

from search.models import Question

CHOOSER = "/admin/searchpicks/queries/chooser/"


@pytest.fixture
def asked(db) -> None:
    Question.objects.create(text="slow train", times=9, found=1)
    Question.objects.create(text="xylophone quartet", times=40)


def test_what_visitors_ask_can_be_chosen_for_a_promoted_result(admin, asked):
    shown = admin.get(CHOOSER).json()["html"]
    assert shown.index('data-querystring="xylophone quartet"') < shown.index("slow train")
    assert "<td>40</td>" in shown
    found = admin.get(f"{CHOOSER}results/", {"q": "Slow  TRAIN"}).content.decode()
    assert "slow train" in found
    assert "xylophone" not in found


def test_who_promotes_nothing_is_not_told_what_visitors_ask(client, asked, django_user_model):
    client.force_login(django_user_model.objects.create_user("reader", password="x"))
    answer = client.get(CHOOSER)
    assert answer.status_code == 302
    assert "xylophone" not in answer.content.decode()


@pytest.mark.parametrize(
    ("group", "reads", "promotes"),
    [("Editors", True, False), ("Moderators", True, True), ("", False, False)],
)
def test_what_groups_may_see_of_searches_and_promote(
    group, reads, promotes, client, asked, django_user_model
):
    user = django_user_model.objects.create_user("someone", password="x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.set(Group.objects.filter(name=group))
    client.force_login(user)
    report = client.get("/admin/reports/searches/")
    assert (report.status_code == 200) is reads
    assert ("xylophone quartet" in report.content.decode()) is reads
    assert ("/admin/reports/searches/" in client.get("/admin/").content.decode()) is reads
    assert (client.get("/admin/searchpicks/add/").status_code == 200) is promotes


def test_an_administrator_may_let_another_group_see_searches(admin):
    permission = Permission.objects.get(codename="view_question")
    html = admin.get("/admin/groups/new/").content.decode()
    assert f'value="{permission.pk}"' in html
