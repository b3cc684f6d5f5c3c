//! The part `irt` of the bench alone, without building the rest: `cargo run --release -p xinqiao-irt --example measure`.

use std::io::{self, Write};

#[path = "../../../bench/src/irt.rs"]
mod irt;

fn main() -> anyhow::Result<()> {
    let found = irt::measure(5)?;
    let mut out = io::stdout().lock();
    writeln!(out, "{}", serde_json::to_string_pretty(&found)?)?;
    writeln!(out, "EAP to bare additions: {:.2}", found.to_bare())?;
    Ok(())
}
