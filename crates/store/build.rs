//! Lists the migration pairs by folder, so that adding one edits no list.

use std::fmt::Write as _;
use std::{env, fs, path::Path};

#[expect(clippy::disallowed_methods, reason = "cargo hands both to build scripts in the environment")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("migrations");
    let mut names = Vec::new();
    for entry in fs::read_dir(root.join("postgres"))? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    let mut text = String::from("&[\n");
    for name in names {
        let sqlite = root.join("sqlite").join(&name);
        let postgres = root.join("postgres").join(&name);
        writeln!(
            text,
            "Migration {{ name: {name:?}, sqlite: include_str!({sqlite:?}), postgres: include_str!({postgres:?}) }},"
        )?;
    }
    text.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join("migrations.rs"), text)?;
    println!("cargo::rerun-if-changed=migrations");
    Ok(())
}
