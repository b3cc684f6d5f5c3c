//! Stops the build with a plain sentence when the page assets have not been built yet.

use std::path::Path;

fn main() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/dist/manifest.json");
    println!("cargo::rerun-if-changed=assets/dist/manifest.json");
    println!("cargo::rerun-if-changed=locales");
    if !manifest.is_file() {
        println!("cargo::error=crates/web/assets/dist/manifest.json is missing: run `make assets` first (it needs node and npm)");
    }
}
