#!/usr/bin/env bash
# Makes a bundle twice, unpacks one elsewhere, installs it without a network, and checks the policies with it there.
#   packaging/try-bundle.sh PYTHON      PYTHON: of an environment with the developers' tools
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
python=$1
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
failed() { printf 'bundle-test: %s\n' "$*" >&2; exit 1; }

# Any attempt to reach a network fails at once.
offline=(env -u PYTHONPATH -u PIP_INDEX_URL -u PIP_EXTRA_INDEX_URL -u PIP_FIND_LINKS -u VIRTUAL_ENV
  https_proxy=http://127.0.0.1:9 http_proxy=http://127.0.0.1:9 HTTPS_PROXY=http://127.0.0.1:9 HTTP_PROXY=http://127.0.0.1:9
  HOME="$place/home")
mkdir "$place/home"

for n in 1 2; do "$python" "$root/packaging/bundle.py" --out "$place/$n" | tail -n 1; done
archive=$(ls "$place/1" | grep -E '\.(tar\.gz|zip)$')
cmp "$place/1/$archive" "$place/2/$archive" || failed "two bundles of the same sources differ"
echo "twice the same bytes"

mkdir "$place/另一处"
case $archive in
  *.zip) "$python" -m zipfile -e "$place/1/$archive" "$place/另一处" ;;
  *) tar -xzf "$place/1/$archive" -C "$place/另一处" ;;
esac
cd "$place/另一处"
bundle=$(echo *)
if command -v sha256sum >/dev/null; then (cd "$bundle" && sha256sum --quiet -c SHA256SUMS); fi

# A file that was changed is noticed before anything is done.
broken=$(ls "$bundle"/wheels/lark-*.whl)
cp "$broken" "$place/kept" && printf x >>"$broken"
if PYTHON="$python" "${offline[@]}" sh "$bundle/install.sh" "$place/target" >"$place/said" 2>&1; then failed "a changed wheel was installed"; fi
grep -q 'missing or changed: wheels/lark-' "$place/said" || { cat "$place/said" >&2; failed "a changed wheel was not named"; }
[ ! -e "$place/target" ] || failed "something was installed from a changed bundle"
mv "$place/kept" "$broken"

# A folder with something else in it is left alone.
mkdir "$place/taken" && touch "$place/taken/mine"
if PYTHON="$python" "${offline[@]}" sh "$bundle/install.sh" "$place/taken" >"$place/said" 2>&1; then failed "a folder in use was taken"; fi
[ "$(ls "$place/taken")" = mine ] || failed "a folder in use was changed"

PYTHON="$python" "${offline[@]}" sh "$bundle/install.sh" "$place/装 在 这里"
cp -R "$bundle/policies" .
"${offline[@]}" "$place/装 在 这里/bin/rankdsl" --version
"${offline[@]}" "$place/装 在 这里/bin/rankdsl" check policies >"$place/said" || { cat "$place/said" >&2; failed "the policies do not pass there"; }
tail -n 2 "$place/said"
"${offline[@]}" "$place/装 在 这里/bin/rankdsl" init 规则库 >/dev/null
"${offline[@]}" "$place/装 在 这里/bin/rankdsl" check 规则库 >/dev/null || failed "a new workspace does not pass there"
"${offline[@]}" "$place/装 在 这里/bin/rankdsl" completion bash | bash -n || failed "bash does not read its completion"
# Once more into the same folder, as for an update.
PYTHON="$python" "${offline[@]}" sh "$bundle/install.sh" "$place/装 在 这里" >/dev/null || failed "an update failed"
echo "installed without a network, and updated"
