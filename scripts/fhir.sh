#!/usr/bin/env bash
# Exports every instrument as FHIR resources and lets other programs read them: fhir.resources validates, fhirpath evaluates the expressions,
# LHC-Forms shows PHQ-9 in Chromium (docs/fhir.md). Nothing is skipped: what is missing is installed by scripts/ensure, or ends this.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/ensure fhir
program=$(realpath "${XINQIAO_BIN:-target/debug/xinqiao}")
[ -x "$program" ] || { echo "$program is not built: run \`cargo build --bin xinqiao\`" >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$program" fhir export --all "$folder"
.tools/fhir/bin/python e2e/fhir/validate.py "$folder"
cd e2e
XINQIAO_BIN="$program" XINQIAO_FHIR="$folder" node --test --test-concurrency=1 --test-reporter=spec fhir/*.test.mjs
