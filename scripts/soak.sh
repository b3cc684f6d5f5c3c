#!/usr/bin/env bash
# Random stories that the gate does not try: `scripts/soak.sh [ROUNDS]`, each round with another seed. Stops at the first failure and
# prints the seed, with which `PROPTEST_RNG_SEED=… cargo test -p CRATE` shows it again.
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${1:-20}
mapfile -t crates < <(grep -rl --include='*.rs' 'proptest!' crates | cut -d/ -f2 | sort -u)
packages=()
for crate in "${crates[@]}"; do packages+=(-p "xinqiao-$crate"); done
cargo test --quiet --locked "${packages[@]}" --lib --no-run
for ((round = 1; round <= rounds; round++)); do
  seed=$((RANDOM * 32768 + RANDOM))
  printf 'round %d of %d, seed %d\n' "$round" "$rounds" "$seed"
  PROPTEST_RNG_SEED=$seed cargo test --quiet --locked "${packages[@]}" --lib ||
    { printf 'a random story failed with PROPTEST_RNG_SEED=%d\n' "$seed" >&2; exit 1; }
done
