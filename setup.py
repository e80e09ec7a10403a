"""What a wheel carries besides the package itself; everything else about the build stands in pyproject.toml."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent
CARRIED = {"migrations": "migrations", "dashboard/dist": "dashboard"}
"""Folders of the checkout, and where the installed package finds them inside itself."""


class BuildWithFolders(build_py):
    """Copies them into the wheel; an editable install reads them from the checkout."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        for source, name in CARRIED.items():
            if not (ROOT / source).is_dir():
                self.announce(f"{source} is missing: the wheel will not have it (npm run build in dashboard/)", 3)
                continue
            target = Path(self.build_lib) / "dokploy" / name
            shutil.copytree(ROOT / source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))


setup(cmdclass={"build_py": BuildWithFolders})
