#!/usr/bin/env bash
# Builds the program and runs the browser journeys of e2e/ on it.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --workspace --bins --locked
cd e2e
exec node --test --test-concurrency=1 --test-reporter=spec journeys/*.test.mjs
