# `make run` starts the demonstration city, `make test` checks everything. Both install the npm packages that they need.

LISTEN ?= 127.0.0.1:8080
# A folder of CSV files with answers; checked when it is there.
RESPONSES ?= ../shared/data/responses

# RELEASE=1 builds an optimised program.
ifeq ($(RELEASE),1)
PROFILE := --release
endif

.PHONY: run test soak bench fmt assets e2e pictures clean

run: assets
	cargo run $(PROFILE) --locked --bin xinqiao -- demo --dir var --listen $(LISTEN)

test:
	@scripts/stage "ensure" scripts/ensure all
	@scripts/stage "assets" node web-assets/build.mjs
	@scripts/stage "format" cargo fmt --all --check
	@scripts/stage "clippy" cargo clippy --workspace --all-targets --locked -- -D warnings
	@scripts/stage "tests" cargo run -q -p xtask --locked -- pg cargo test --workspace --locked --no-fail-fast
	@scripts/stage "tidy" cargo run -q -p xtask --locked -- tidy
	@scripts/stage "audit" scripts/audit
	@scripts/stage "i18n" cargo run -q -p xtask --locked -- i18n
	@scripts/stage "build" cargo build --workspace --bins --locked
	@scripts/stage "packs" target/debug/xinqiao packs check
	@if [ -n "$(RESPONSES)" ] && [ -d "$(RESPONSES)" ]; then scripts/stage "real files" scripts/real-files.sh "$(RESPONSES)"; fi
	@scripts/stage "fhir" scripts/fhir.sh
	@scripts/stage "journeys" scripts/journeys.sh

# Random stories with other seeds than the tests', round after round; stops at the first that fails.
ROUNDS ?= 20
soak:
	@scripts/soak.sh $(ROUNDS)

# BENCH=serve, score or cut runs a part; BENCH="all --check" compares with the accepted ratios (docs/performance.md).
BENCH ?= all
bench: assets
	cargo build --release --locked -p xinqiao-cli -p xinqiao-bench
	cargo run -q --release --locked -p xinqiao-bench -- $(BENCH)

fmt:
	cargo fmt --all

# What the web crate embeds; cargo needs it before it can build crates/web.
assets:
	@scripts/ensure assets
	@node web-assets/build.mjs

e2e: assets
	@scripts/ensure all
	@scripts/journeys.sh

# Pictures of the running program for the documents.
pictures: assets
	@scripts/ensure all
	cargo build --workspace --bins --locked
	node e2e/pictures.mjs

# What was built and installed; never the data of `make run`, which lies in var.
clean:
	cargo clean
	rm -rf crates/web/assets/dist crates/reports/assets web-assets/node_modules e2e/node_modules e2e/test-results
