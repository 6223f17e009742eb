#!/bin/sh
# Installs rankdsl from this folder, without a network:  sh install.sh [FOLDER]
# Another Python than the first that fits:  PYTHON=/path/to/python3 sh install.sh
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd) || exit 2
found=
wanted=$(cat "$here/PYTHONS") || exit 2
for version in $wanted; do
  found="$found python$version"
done
for python in ${PYTHON:+"$PYTHON"} $found python3 python; do
  command -v "$python" >/dev/null 2>&1 || continue
  version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
  case " $wanted " in
    *" $version "*) exec "$python" "$here/install.py" "$@" ;;
  esac
done
echo "没有找到 Python $wanted；请先安装，或者写明：PYTHON=/路径/python3 sh install.sh" >&2
echo "no Python $wanted was found: install one first, or name it: PYTHON=/path/python3 sh install.sh" >&2
exit 2
