//! Stops the build with a plain sentence when the font of printed reports is not there yet.

use std::path::Path;

fn main() {
    let font = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/NotoSansSC-Regular.ttf");
    println!("cargo::rerun-if-changed=assets/NotoSansSC-Regular.ttf");
    if !font.is_file() {
        println!(
            "cargo::error=crates/reports/assets/NotoSansSC-Regular.ttf is missing: run `make assets` first (it needs node and npm)"
        );
    }
}
