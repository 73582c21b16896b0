"""A database belongs to the mode that it was founded in, and production has no demo accounts."""

import os

import pytest
from django.contrib.auth import authenticate

from openbeian import cli
from openbeian.accounts.models import Founding, User
from openbeian.commands import house, seed
from openbeian.config import demo_data, founding
from openbeian.config.environment import Mode
from openbeian.config.founding import DemoAccountsOpen, NotFounded, WrongMode
from stage import programs

pytestmark = pytest.mark.django_db


@pytest.fixture
def founded(settings):
    """Found the database in one mode and go on in another."""

    def as_mode(mode, *, then=None):
        settings.OPENBEIAN_MODE = mode
        founding.found()
        settings.OPENBEIAN_MODE = then or mode

    return as_mode


class TestTheMode:
    @pytest.mark.parametrize("mode", list(Mode))
    def test_a_house_goes_on_in_its_own(self, mode, founded):
        founded(mode.value)
        founding.require()

    @pytest.mark.parametrize(
        ("founded_as", "run_as"),
        [("production", "demo"), ("demo", "production"), ("production", "test")],
    )
    def test_no_other_one_is_accepted(self, founded_as, run_as, founded):
        founded(founded_as, then=run_as)
        with pytest.raises(WrongMode, match=f"founded as '{founded_as}'.*'{run_as}'"):
            founding.require()

    def test_it_is_written_once(self, founded):
        founded("production", then="demo")
        with pytest.raises(WrongMode):
            founding.found()
        assert Founding.objects.get().mode == "production"

    def test_a_database_that_was_never_set_up_serves_nobody(self):
        with pytest.raises(NotFounded, match="openbeian migrate"):
            founding.require()

    def test_a_command_meets_a_new_database_without_complaint(self, monkeypatch):
        founding.tolerate_new()
        monkeypatch.setattr(Founding._meta, "db_table", "a_table_before_the_first_migrate")
        founding.tolerate_new()

    def test_a_forgotten_mode_puts_no_demo_accounts_into_production(self, founded):
        founded("production", then="demo")
        with pytest.raises(WrongMode):
            house.enter()
        with pytest.raises(WrongMode):
            seed.sow()
        assert not User.objects.exists()


class TestDemoAccounts:
    def test_production_does_not_serve_while_one_can_sign_in(self, founded, settings):
        founded("demo")
        demo_data.seed()
        settings.OPENBEIAN_MODE = "production"
        Founding.objects.update(mode="production")
        with pytest.raises(DemoAccountsOpen, match="openbeian seed --close"):
            founding.require()

    def test_closed_they_let_nobody_in_and_production_serves(self, founded, settings, rf):
        founded("demo")
        accounts = demo_data.seed()
        assert demo_data.close() == len(accounts)
        credentials = {"email": accounts[0].email, "password": demo_data.PASSWORD}
        assert authenticate(rf.post("/"), **credentials) is None
        Founding.objects.update(mode="production")
        settings.OPENBEIAN_MODE = "production"
        founding.require()

    def test_people_of_other_addresses_are_left_alone(self):
        User.objects.create_user("li@mydemo.example")
        assert demo_data.close() == 0


@pytest.mark.parametrize(
    "words",
    [["migrate"], ["seed"], ["start"], ["web"], ["worker"], ["manage", "showmigrations"]],
    ids=lambda words: words[0],
)
def test_every_program_refuses_a_database_of_another_mode(words, founded, monkeypatch):
    monkeypatch.setattr(os, "environ", dict(os.environ))
    founded("production", then="test")
    with pytest.raises(WrongMode, match="founded as 'production'"):
        cli.main(words)


@pytest.mark.slow
def test_with_the_mode_forgotten_the_programs_say_so_and_end(tmp_path):
    tested = {"OPENBEIAN_MODE": "test"}
    programs.command("migrate", var=tmp_path, environ=tested).communicate(timeout=60)
    for words in (["start"], ["seed"]):
        program = programs.command(*words, var=tmp_path)
        said, _ = program.communicate(timeout=60)
        assert program.returncode == 1
        assert said.endswith("or name another database.\n")
