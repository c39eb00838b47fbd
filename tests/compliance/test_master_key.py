"""The master key: where it comes from, what happens with a wrong one, and how it is changed."""

import base64
import os
import sys
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from chatbot import conf
from chatbot.serving import preparation
from chatbot.serving.errors import CannotServe
from compliance.checks import check_master_key
from compliance.models import SubjectKey
from compliance.vault import keys, masters, rotation
from compliance.vault.masters import Master, MasterKeyError
from conversations.models import Message
from tests.compliance.test_vault import CANARY, stored, write


@pytest.fixture
def given(monkeypatch, tmp_path):
    """Configure the vault, as the environment would; nothing of it is var/master.key in a folder of the test's own."""

    def _given(**where):
        loaded = CONF
        vault = conf.Vault(**{"file": None, "command": "", "key": "", **where})
        changed = replace(loaded, vault=vault, paths=replace(loaded.paths, master=tmp_path / "var" / "master.key"))
        monkeypatch.setattr(conf, "load", lambda: changed)
        masters.current.cache_clear()
        keys.forget()

    yield _given
    monkeypatch.undo()
    masters.current.cache_clear()
    keys.forget()


CONF = conf.load()


def fresh():
    return base64.b64encode(os.urandom(32)).decode()


def file_with(path, key):
    path.write_text(f"{key}\n")
    return path


def test_it_is_made_at_the_first_start_for_its_owner_only_and_stays(given, tmp_path):
    given()
    made = masters.current().id
    masters.current.cache_clear()
    assert masters.current().id == made
    assert (tmp_path / "var" / "master.key").stat().st_mode & 0o777 == 0o600


def test_file_variable_and_command_give_the_same_key(given, tmp_path):
    key = fresh()
    path = file_with(tmp_path / "key", key)
    found = set()
    for where in ({"file": path}, {"key": key}, {"command": f"{sys.executable} -c 'print(open(\"{path}\").read())'"}):
        given(**where)
        found.add(masters.current().id)
    assert len(found) == 1


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ({"key": "short"}, "GUICHET_MASTER_KEY holds no master key"),
        ({"command": "/nowhere/key"}, "GUICHET_MASTER_KEY_COMMAND did not give"),
        ({"command": "false"}, "GUICHET_MASTER_KEY_COMMAND did not give"),
        ({"key": "a", "command": "b"}, "set together"),
    ],
)
def test_a_key_that_cannot_be_had_is_told_by_the_check(given, where, said):
    given(**where)
    (problem,) = check_master_key(None)
    assert said in problem.msg and problem.id == "guichet.E021"


def test_a_wrong_key_ends_the_start_with_one_sentence(site, given):
    given(key=fresh())
    message = write(site)
    given(key=fresh())
    with pytest.raises(CannotServe, match="is not the one that protects customers' data: 1 of 1 keys"):
        preparation._check_vault()
    with pytest.raises(MasterKeyError):
        Message.objects.get(pk=message.pk).text  # noqa: B018


def test_after_a_rotation_the_new_key_opens_and_the_old_one_is_refused(site, given, tmp_path, capsys):
    old = fresh()
    given(key=old)
    message = write(site)
    before = stored(Message, message.pk, "text")
    path = file_with(tmp_path / "new", fresh())
    call_command("rotate_keys", to=path)

    given(file=path)
    assert rotation.refusal() == "" and Message.objects.get(pk=message.pk).text == CANARY
    assert stored(Message, message.pk, "text") == before
    given(key=old)
    assert "is not the one that protects" in rotation.refusal()
    with pytest.raises(MasterKeyError):
        Message.objects.get(pk=message.pk).text  # noqa: B018


def test_the_key_that_guichet_made_itself_is_replaced_in_its_place(site, given, tmp_path):
    given()
    message, before = write(site), masters.current().id
    call_command("rotate_keys", verbosity=0)
    keys.forget()
    assert masters.current().id != before and Message.objects.get(pk=message.pk).text == CANARY
    assert not (tmp_path / "var" / "master.new").exists()


def test_an_interrupted_rotation_is_finished_by_the_next(site, given, tmp_path, monkeypatch):
    given(key=fresh())
    messages = [write(site, token=str(number)) for number in range(3)]
    path = file_with(tmp_path / "new", fresh())
    monkeypatch.setattr(rotation, "AT_ONCE", 1)
    rotation._batch(masters.current(), masters.of_file(path))
    assert "2 of 3" not in rotation.refusal() and "1 of 3" in rotation.refusal()
    assert rotation.to_file(path) == 2
    given(file=path)
    assert [Message.objects.get(pk=message.pk).text for message in messages] == [CANARY] * 3


def test_nothing_is_changed_when_keys_of_a_third_master_key_are_found(site, given):
    given(key=fresh())
    write(site)
    kept = SubjectKey.objects.values_list("master", flat=True).get()
    with pytest.raises(MasterKeyError, match="nothing was changed"):
        rotation.rotate(Master.of(os.urandom(32)), Master.of(os.urandom(32)))
    assert SubjectKey.objects.values_list("master", flat=True).get() == kept


def test_a_key_of_ones_own_is_not_replaced_without_a_new_one(given):
    given(key=fresh())
    with pytest.raises(CommandError, match="--to"):
        call_command("rotate_keys")
