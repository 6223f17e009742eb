#!/usr/bin/env bash
# A guided tour in four steps, each of which must show what it says: exit 0 only then.
#   make demo            sets everything up first
# Needs no locale, no colours, no network and nothing outside this folder but a place for temporary files.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C PYTHONUTF8=1 NO_COLOR=1

place=$(mktemp -d) || exit 1
trap 'rm -rf "$place"' EXIT
# Gives the output back and keeps the exit code.
output= code=0
show() { output=$("$@" 2>&1); code=$?; printf '%s\n' "$output"; }

title() { printf '\n\n━━ %s\n\n' "$1"; }
command_line() { printf '$ %s\n\n' "$*"; }
failed() { printf '\n演示没有达到预期：%s\nthe demo did not show what it should: %s\n' "$1" "$2" >&2; exit 1; }
expect_code() { [ "$code" -eq "$1" ] || failed "退出码是 $code，应为 $1" "exit code $code, not $1"; }
expect_words() {
  local words
  for words in "$@"; do
    case $output in *"$words"*) ;; *) failed "输出中没有“$words”" "the output does not say “$words”" ;; esac
  done
}

rankdsl() { command rankdsl "$@"; }
command -v rankdsl >/dev/null || failed "找不到 rankdsl；请用 make demo" "no rankdsl here; use make demo"

county=policies/counties/甲县-中层正职三年.rank

title "一、核对参考文件 · check the reference policies"
echo "一份中央意见，一个按意见办事的省，两个另设门槛的县（县的问题写成了“预期”，所以不计入）。"
echo "One central opinion, a province that follows it, and two counties that add thresholds (announced, so not counted)."
echo
command_line rankdsl check policies
show rankdsl check policies --lang zh
expect_code 0

title "二、去掉“预期”，看检查怎样说 · the county without its announcements"
echo "甲县在意见之外要求“中层正职满3年”，公布的条件里没有写。下面是删去三行“预期”之后的检查结果。"
echo "County Jia asks for three years as head of a section, and does not say so in what it publishes."
echo
cp -R policies "$place/policies"
grep -v '预期 RD' "$county" >"$place/$county"
command_line rankdsl check "（删去预期的 policies）/counties/甲县-中层正职三年.rank"
(cd "$place" && rankdsl check "$county" --lang zh) >"$place/shown" 2>&1
code=$?
output=$(cat "$place/shown")
printf '%s\n' "$output"
expect_code 1
expect_words RD401 RD403 RD301 中层正职年限 科员级

title "三、一名被拒绝的科员 · one refused 科员, read out"
echo "同一个人：按意见可以晋升，按甲县的办法不行。为什么，差在哪里，依据哪两条。"
echo "The same person may be promoted under the Opinion and not in county Jia: why, what is missing, and the two articles."
echo
command_line rankdsl eval "$county" --case demo/科员.yaml
show rankdsl eval "$county" --case demo/科员.yaml --lang zh
expect_code 0
expect_words 《甲县公务员职级晋升办法（示例）》第二条 《关于县以下机关建立公务员职务与职级并行制度的意见》第十条 否

bureau=policies/units/某县某局.yaml
rules=policies/counties/某县某局-职级晋升量化办法.rank

title "四、一个150人的县局，念出来 · a county bureau of 150, read aloud"
echo "符合条件的有谁，建议晋升谁，谁差一点，要排多少年；同分而办法没有说谁在先的，写“不能确定”。人员和数字都是示例。"
echo "Who qualifies, who is proposed, who just missed, how long the queue is; a tie that the rules do not settle stays open. Made-up people."
echo
command_line rankdsl propose "$bureau"
show rankdsl propose "$bureau" --lang zh
expect_code 3
expect_words 符合条件87名 拟晋升4名 不能确定 甲018、甲019 还差 17.4年

echo
echo "这个局的办法有五处问题（已写成“预期”，不计入）："
echo "Five faults in the bureau's own rules (announced, so not counted):"
echo
command_line rankdsl check "$rules"
show rankdsl check "$rules" --lang zh
expect_code 0
expect_words RD501 RD502 RD508 RD406 最少要18个月 '60% × 87 = 52.2'

printf '\n\n演示完毕 · that is all. 下一步 · next: README.zh-CN.md / README.md\n'
