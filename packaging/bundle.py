"""Makes a bundle for offices without a network: wheels, their checksums, an installer, a page how to install.

    python packaging/bundle.py --out dist                             for this machine and this Python
    python packaging/bundle.py --platform windows --python 3.11 3.12  for others

The same sources give the same bytes: nothing in a bundle depends on the day or the machine.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements-runtime.lock"
SUMS = "SHA256SUMS"
EPOCH = int(os.environ.get("SOURCE_DATE_EPOCH", "1580601600"))
"""Every time stamp in a bundle: what the wheel's builder uses as well."""
PLATFORMS = {
    "windows": ("win_amd64",),
    "linux": ("manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux_2_28_x86_64"),
    "linux-arm": (
        "manylinux_2_17_aarch64",
        "manylinux2014_aarch64",
        "manylinux_2_28_aarch64",
        "manylinux_2_34_aarch64",
    ),
    "macos-arm": ("macosx_13_0_arm64",),
    "macos-intel": ("macosx_13_0_x86_64",),
}
"""Name to the tags of wheels that run there. z3-solver decides: glibc 2.34 on ARM, macOS 13."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--platform", default="", help=f"{', '.join(PLATFORMS)}, or a tag of wheels (default: here)")
    parser.add_argument("--python", nargs="*", default=[], help="versions such as 3.11 3.12 (default: this one)")
    parser.add_argument("--docs", type=Path, help="a built documentation site to put into it")
    asked = parser.parse_args()
    where = asked.platform or here()
    pythons = asked.python or [f"{sys.version_info.major}.{sys.version_info.minor}"]
    wrong = [p for p in pythons if not re.fullmatch(r"3\.\d+", p) or int(p[2:]) < 11]
    if wrong:
        print(f"bundle: rankdsl needs Python 3.11 or newer, not {', '.join(wrong)}", file=sys.stderr)
        return 2
    if asked.docs and not (asked.docs / "index.html").is_file():
        print(f"bundle: there is no built site in {asked.docs}: make site", file=sys.stderr)
        return 2
    asked.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        wheel = build_wheel(Path(scratch))
        name = f"rankdsl-{wheel.name.split('-')[1]}-{where}-py{'-'.join(pythons)}"
        made = Path(scratch) / name  # moved when it is whole
        (made / "wheels").mkdir(parents=True)
        shutil.copy(wheel, made / "wheels")
        for version in pythons:
            download(made / "wheels", where, version, Path(scratch))
        if asked.docs:
            shutil.copytree(asked.docs, made / "docs")
        lay_out(made, pythons)
        folder = asked.out / name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.move(made, folder)
    archive = (zipped if where.startswith("win") else tarred)(folder)
    print(f"{folder}\n{archive}  {archive.stat().st_size / 1e6:.0f} MB  sha256 {digest(archive)}")
    return 0


def here() -> str:
    """The platform that this machine is."""
    machine = platform.machine().lower()
    arm = machine in ("arm64", "aarch64")
    match sys.platform:
        case "win32":
            return "windows"
        case "darwin":
            return "macos-arm" if arm else "macos-intel"
        case _:
            return "linux-arm" if arm else "linux"


def build_wheel(scratch: Path) -> Path:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH)}
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(scratch), str(ROOT)]
    run(command, environment)
    (wheel,) = scratch.glob("rankdsl-*.whl")
    return wheel


def download(wheels: Path, where: str, version: str, scratch: Path) -> None:
    """Every wheel that the lock names, hashes checked. Markers are left out: pip reads them for the Python that it runs
    under, not for the one that is asked for."""
    requirements = scratch / "requirements.txt"
    requirements.write_text(re.sub(r" ; [^\\\n]*", " ", LOCK.read_text(encoding="utf-8")), encoding="utf-8")
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "--quiet", "download"]
    command += ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--implementation", "cp"]
    command += ["--python-version", version, "--dest", str(wheels), "--requirement", str(requirements)]
    for tag in PLATFORMS.get(where, (where,)):
        command += ["--platform", tag]
    run(command, dict(os.environ))


def run(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"bundle: this failed: {' '.join(command)}\n{done.stdout}{done.stderr}")


def lay_out(folder: Path, pythons: list[str]) -> None:
    """Everything beside the wheels: the lock with our own wheel, the installer, the policies, the checksums."""
    (own,) = (folder / "wheels").glob("rankdsl-*.whl")
    version = own.name.split("-")[1]
    requirement = f"rankdsl=={version} \\\n    --hash=sha256:{digest(own)}\n"
    (folder / "requirements.txt").write_text(LOCK.read_text(encoding="utf-8") + requirement, encoding="utf-8")
    parts = Path(__file__).parent / "bundle"
    for part in sorted(parts.iterdir()):
        text = part.read_text(encoding="utf-8").replace("@VERSION@", version).replace("@PYTHONS@", "、".join(pythons))
        if part.suffix in (".bat", ".txt"):  # for Windows; the mark at the beginning of the page is for its editors
            text = ("\ufeff" if part.suffix == ".txt" else "") + text.replace("\n", "\r\n")
        (folder / part.name).write_bytes(text.encode())
    (folder / "PYTHONS").write_bytes(" ".join(pythons).encode() + b"\n")
    (folder / "install.sh").chmod(0o755)
    shutil.copy(ROOT / "LICENSE", folder)
    shutil.copytree(ROOT / "policies", folder / "policies")
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    sums = "".join(f"{digest(p)}  {p.relative_to(folder).as_posix()}\n" for p in files)
    (folder / SUMS).write_text(sums, encoding="utf-8", newline="\n")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def mode(path: Path) -> int:
    return 0o755 if path.is_dir() or path.suffix == ".sh" else 0o644


def contents(folder: Path) -> list[Path]:
    return [folder, *sorted(folder.rglob("*"))]


def tarred(folder: Path) -> Path:
    """A .tar.gz; barely compressed, as wheels are already."""
    target = folder.parent / f"{folder.name}.tar.gz"
    with (
        open(target, "wb") as raw,
        gzip.GzipFile("", "wb", compresslevel=1, fileobj=raw, mtime=EPOCH) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path in contents(folder):
            entry = archive.gettarinfo(path, path.relative_to(folder.parent).as_posix())
            entry.mtime, entry.mode = EPOCH, mode(path)
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = ""
            if path.is_file():
                with open(path, "rb") as data:
                    archive.addfile(entry, data)
            else:
                archive.addfile(entry)
    return target


def zipped(folder: Path) -> Path:
    target = folder.parent / f"{folder.name}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in contents(folder):
            if path.is_file():
                entry = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), (2020, 2, 2, 0, 0, 0))
                entry.external_attr = mode(path) << 16
                entry.create_system = 3
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes())
    return target


if __name__ == "__main__":
    sys.exit(main())
