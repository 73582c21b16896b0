"""The configurations under `examples/` ask what the gate answers."""

import re
from pathlib import Path

import pytest
import yaml

from openbeian.gate.settings import SERVERS
from openbeian.registry.publishing.terms import terms

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples" / "gate").iterdir())
EDGE = re.compile(r"/edge/(\w+)/(\w+)")


def test_every_server_has_an_example():
    asked = {server for path in EXAMPLES for _, server in EDGE.findall(path.read_text())}
    assert asked == set(SERVERS)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_names_a_product_and_a_server_that_there_are(path):
    for product, server in EDGE.findall(path.read_text()):
        assert product in terms().products
        assert server in SERVERS


@pytest.mark.parametrize("name", ["envoy.yaml", "traefik.yaml"])
def test_an_example_in_yaml_can_be_read(name):
    [path] = (path for path in EXAMPLES if path.name == name)
    assert yaml.safe_load(path.read_text())
