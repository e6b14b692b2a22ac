"""The domain is plain Python: it loads where nothing is installed."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOAD_ALL = """
import importlib, json, pkgutil, sys
before = set(sys.modules)
import netevent.domain
for module in pkgutil.walk_packages(netevent.domain.__path__, "netevent.domain."):
    importlib.import_module(module.name)
print(json.dumps(sorted(set(sys.modules) - before)))
"""


def test_every_module_of_the_domain_loads_without_site_packages():
    bare = [sys.executable, "-S", "-E", "-B", "-c", LOAD_ALL]
    ran = subprocess.run(bare, cwd=ROOT, capture_output=True, text=True, timeout=60)  # noqa: S603 our own line

    assert ran.returncode == 0, ran.stderr
    loaded = json.loads(ran.stdout)
    assert "netevent.domain.prompts.planning" in loaded
    ours = {name for name in loaded if name.split(".")[0] == "netevent"}
    above = {name for name in ours if not name.startswith("netevent.domain")}
    assert above == {"netevent", "netevent.errors"}
    others = {name.split(".")[0] for name in set(loaded) - ours}
    assert {name for name in others if not name.startswith("_")} <= sys.stdlib_module_names
