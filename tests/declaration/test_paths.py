"""The grammar of field paths."""

import pytest

from openbeian.declaration import paths
from openbeian.declaration.paths import PathUnreadable


@pytest.mark.parametrize(
    "path",
    ["", "entity..name", "Entity.name", "services[]", "services[1", "a b", "services[1]x", "名称"],
)
def test_anything_else_is_refused_with_a_code(path):
    with pytest.raises(PathUnreadable) as refusal:
        paths.steps(path)
    assert refusal.value.code == "declaration.path"


def test_keys_and_pattern_make_the_path_again():
    path = "services[2].domains[7].name"
    assert paths.fill(paths.pattern_of(path), paths.keys(path)) == path


def test_a_prefix_is_not_a_string_prefix():
    assert paths.lies_under("services[1]", "services[1]")
    assert paths.lies_under("services[1].leader.name", "services[1].leader")
    assert not paths.lies_under("services[1].leaders", "services[1].leader")


def test_a_path_longer_than_any_field_is_refused():
    with pytest.raises(PathUnreadable) as refused:
        paths.steps(f"entity.documents[{'a' * 2_000_000}]")
    assert len(refused.value.facts["path"]) <= paths.LONGEST + 1
