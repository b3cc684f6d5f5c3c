#!/usr/bin/env bash
# Scores the answer files of a folder and compares the results: scripts/real-files.sh FOLDER
# The files are other people's data with licences of their own and therefore not part of the project.
set -euo pipefail

[ $# -eq 1 ] && [ -d "$1" ] || { echo "usage: scripts/real-files.sh FOLDER (a folder of CSV files with answers)" >&2; exit 2; }
folder=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
# a test that passes prints nothing: what cannot be checked is said here
for file in wenchuan_pclc17.csv youth_cdi26.csv pmc_tai20.csv anchor_DeCESD.csv; do
  [ -f "$folder/$file" ] || echo "NOT CHECKED: $file is not in $folder (crates/irt/tests/real_files.rs, docs/irt.md)" >&2
done
XINQIAO_RESPONSES=$folder exec cargo test --workspace --locked --test real_files
