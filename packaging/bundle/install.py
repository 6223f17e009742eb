"""Installs rankdsl from this folder into an environment of its own, without a network. Nothing else is changed.

python install.py [FOLDER]      FOLDER: where it goes (default: a folder `rankdsl` in the home folder)
"""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PYTHONS = (HERE / "PYTHONS").read_text(encoding="ascii").split()


def say(zh, en):
    """In both languages; what the terminal cannot show is replaced."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    for words in (zh, en):
        print(words.encode(encoding, "replace").decode(encoding), flush=True)


def stop(zh, en):
    say(zh, en)
    sys.exit(2)


def check_python():
    found = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if found not in PYTHONS:
        stop(
            f"这个安装包是为 Python {'、'.join(PYTHONS)} 制作的，这里是 {found}：请换相应的 Python，或者另取安装包。",
            f"this bundle is for Python {', '.join(PYTHONS)}, and this is {found}: run it with one of those.",
        )


def check_files():
    """Whether every file is there and is what it was."""
    wrong = []
    for line in (HERE / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        known, name = line.split("  ", 1)
        path = HERE / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != known:
            wrong.append(name)
    if wrong:
        stop(
            f"文件不完整或者已被改动：{'、'.join(wrong)}。请重新复制安装包。",
            f"files are missing or changed: {', '.join(wrong)}. Copy the bundle again.",
        )


def main():
    check_python()
    check_files()
    target = Path(sys.argv[1] if len(sys.argv) > 1 else Path.home() / "rankdsl").resolve()
    scripts = target / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    if target.exists() and not (target / "pyvenv.cfg").is_file() and (not target.is_dir() or any(target.iterdir())):
        stop(
            f"“{target}”已有别的内容，没有安装；请另写一个文件夹。",
            f"{target} holds something else, nothing was installed: name another folder.",
        )
    say(f"安装到 {target} ……", f"installing to {target} ...")
    try:
        if not python.exists():
            import venv

            venv.create(target, with_pip=True)
    except (ImportError, OSError, subprocess.CalledProcessError) as error:
        stop(
            f"无法建立环境：{error}。在 Debian、Ubuntu 上请先安装 python3-venv；没有权限的，请换一个文件夹。",
            f"no environment can be made: {error}. On Debian and Ubuntu, install python3-venv first; or name another "
            "folder.",
        )
    environment = {k: v for k, v in os.environ.items() if not re.match("(PIP|PYTHON)", k)}
    environment["PIP_CONFIG_FILE"] = os.devnull
    command = [python, "-m", "pip", "--isolated", "--disable-pip-version-check", "--quiet", "install", "--no-index"]
    command += ["--no-warn-script-location", "--find-links", HERE / "wheels", "--require-hashes", "--requirement"]
    command += [HERE / "requirements.txt"]
    if subprocess.run([str(word) for word in command], env=environment, check=False).returncode:
        stop("没有装成，原因见上面几行。", "this failed; see the lines above.")
    program = scripts / ("rankdsl.exe" if os.name == "nt" else "rankdsl")
    if subprocess.run([str(program), "doctor"], env=environment, check=False).returncode:
        stop("装好了，但是不能正常运行，见上面几行。", "installed, but it does not run as it should; see above.")
    say(
        f"装好了。运行：{program}\n例如：{program} check {HERE / 'policies'}",
        f"done. Run: {program}",
    )


if __name__ == "__main__":
    main()
