"""Links in messages about an account lead to this house, whatever host the browser named."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache

from openbeian.accounts.models import User
from openbeian.notices.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.urls("accounts.doors")]


@pytest.fixture(autouse=True)
def a_house_of_two_names(settings):
    cache.clear()
    settings.ALLOWED_HOSTS = ["beian.example.cn", "old.example.net"]
    settings.OPENBEIAN_BASE_URL = "https://beian.example.cn"


def link(template):
    letter = Notice.objects.get(template=template).letter
    return re.search(r"http\S+", letter.text).group(0)


@pytest.mark.parametrize("host", ["old.example.net", "old.example.net:666", "beian.example.cn"])
def test_the_link_to_a_new_password(client, host):
    user = User.objects.create_user("wei@beichen.example", "a-long-walk-in-the-hills")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.post("/accounts/password/reset/", {"email": user.email}, headers={"host": host})
    assert link("account_password").startswith(
        "https://beian.example.cn/accounts/password/reset/key/"
    )


def test_the_link_to_a_sign_up(client):
    host = {"host": "old.example.net"}
    client.post("/accounts/password/reset/", {"email": "nobody@beichen.example"}, headers=host)
    assert link("account_unknown") == "https://beian.example.cn/accounts/signup/"
