"""The suite's own engine ends nobody else's process."""

import os
import signal
import subprocess
import time
from pathlib import Path

from tests import testbed


def test_a_number_that_became_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        folder = tmp_path / "engine"
        folder.mkdir()
        (folder / "owner").write_text("1")
        (folder / "pid").write_text(str(stranger.pid))
        testbed.end(folder)
        assert stranger.poll() is None
        assert not folder.exists()
    finally:
        stranger.kill()
        stranger.wait()


def test_a_dockerd_of_another_folder_is_left_alone(tmp_path: Path) -> None:
    """Same program, another engine: here a program that only carries the name."""
    program = tmp_path / "dockerd"
    program.symlink_to("/bin/sleep")
    stranger = subprocess.Popen([str(program), "60"])
    try:
        (tmp_path / "pid").write_text(str(stranger.pid))
        assert testbed._dockerd_of(tmp_path) is None
    finally:
        stranger.kill()
        stranger.wait()


def test_our_own_is_found(tmp_path: Path) -> None:
    program = tmp_path / "dockerd"
    program.symlink_to("/bin/sh")
    argv = [str(program), "-c", "sleep 60; true", "--data-root", f"{tmp_path}/data"]
    own = subprocess.Popen(argv, start_new_session=True)
    try:
        (tmp_path / "pid").write_text(str(own.pid))
        deadline = time.monotonic() + 10
        while testbed._dockerd_of(tmp_path) != own.pid:  # the kernel shows its words a moment after it was started
            assert time.monotonic() < deadline
            time.sleep(0.01)
    finally:
        os.killpg(own.pid, signal.SIGKILL)
        own.wait()
