import os
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import suppress

import psutil
import pytest

from matchmaker.domain.vocabulary import JobKind, JobState
from matchmaker.services.platform.context import UseCase
from matchmaker.services.platform.jobs import queue_job
from tests.integration.jobs.waiting import wait_until
from tests.ports import reserve_port


@pytest.fixture
def port():
    with reserve_port() as number:
        yield str(number)


def is_alive(process):
    """Whether a process runs; one that ends during the check does not."""
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def is_worker(process):
    with suppress(psutil.NoSuchProcess):
        return is_alive(process) and "worker" in process.cmdline()
    return False


def list_workers(process):
    return [it for it in psutil.Process(process.pid).children() if is_worker(it)]


def answers(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as response:
            return response.status == 200
    except OSError:
        return False


def is_done(context, job_id):
    with context.open_unit(readonly=True) as unit:
        return unit.jobs.get(job_id).state is JobState.DONE


def test_site_serves_restarts_a_dead_worker_and_takes_it_along(context, start, port):
    site = start("serve", "--port", port)
    wait_until(lambda: answers(port), what="the first page")
    wait_until(lambda: bool(list_workers(site)), what="a worker")
    (first,) = list_workers(site)
    os.kill(first.pid, signal.SIGKILL)
    wait_until(lambda: [it.pid for it in list_workers(site)] not in ([], [first.pid]), what="another worker")
    with context.open_unit() as unit:
        job_id = queue_job(UseCase.start(context, unit, None), kind=JobKind.ENCODE, payload={})
        unit.commit()
    wait_until(lambda: is_done(context, job_id), what="a job that was queued while nobody worked")

    workers = list_workers(site)
    site.terminate()
    assert site.wait(timeout=60) == 0
    assert not any(is_alive(it) for it in workers)


def test_a_worker_goes_with_its_parent_when_when_that_is_killed(context, start, port):
    site = start("serve", "--port", port)
    wait_until(lambda: bool(list_workers(site)), what="a worker")
    workers = list_workers(site)
    site.kill()
    site.wait()

    wait_until(lambda: not any(is_alive(it) for it in workers), what="the end of the worker")


def test_serving_refuses_a_port_that_is_taken(context, environ):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "matchmaker.cli", "--lang", "en", "serve", "--no-worker", "--port", port]
        done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=90, check=False)
    assert done.returncode == 1
    assert "cannot be used" in done.stderr
