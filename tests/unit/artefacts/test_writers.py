import subprocess
import sys

from matchmaker.artefacts import list_versions

_WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from matchmaker.artefacts import store_version

models, writer = Path(sys.argv[1]), sys.argv[2]
for number in range(10):
    store_version(models, "ranker", version=f"{writer}-{number}", contents={"weights": writer.encode()},
                  created_from="a test", now=datetime(2026, 1, 1, tzinfo=UTC))
"""


def test_no_version_is_lost_when_three_processes_write_at_once(tmp_path):
    writers = [subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path), writer]) for writer in "abc"]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert len(list_versions(tmp_path, "ranker")) == 30
