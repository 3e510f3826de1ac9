"""What one replica of the classifier carries, and what two do: reports/scaling-1.json and scaling-2.json (k6).

A replica is bound by its connections to the model server, which takes its time over each answer: that, and not the
processors of one machine, is what a second replica brings more of.
"""

import os
import subprocess
import sys
from contextlib import ExitStack

from integration.mocks import Mock
from stack import Service
from tools.reports import ROOT

CONNECTIONS = "2"
ANSWER_TAKES = "50ms"


def main() -> None:
    """Measure both sizes."""
    with Mock(os.environ["MODEL_SERVER_URL"]).fault(latency=ANSWER_TAKES):
        for size in (1, 2):
            measure(size)


def measure(size: int) -> None:
    """Put the load on so many replicas."""
    with ExitStack() as running:
        environment = {"MODEL_CONNECTIONS": CONNECTIONS}
        command = [sys.executable, "-m", "classifier"]
        replicas = [Service("intent_classifier", command, environment) for _ in range(size)]
        for replica in replicas:
            running.callback(replica.stop)
        load = {**os.environ, "CLASSIFIERS": " ".join(replica.url for replica in replicas)}
        command = ["k6", "run", "--quiet", "--no-usage-report", "load/scaling.js"]
        subprocess.run(command, cwd=ROOT, env=load, check=True)


if __name__ == "__main__":
    main()
