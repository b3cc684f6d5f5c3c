//! Prints the signs of texts: `signs FOLDER FILE` writes for each line {"id", "text"} the parts with their signs, as JSON.
#![expect(clippy::print_stdout, reason = "an example that prints")]

use std::error::Error;
use std::path::Path;

use xinqiao_text::{Case, RulesToml, Triage};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (folder, files) = arguments.split_first().ok_or("expected: FOLDER FILE…")?;
    let mut document = String::new();
    for name in ["rules.toml", "phrases.toml", "cues.toml"] {
        document.push_str(&std::fs::read_to_string(Path::new(folder).join(name))?);
        document.push('\n');
    }
    let rules: RulesToml = toml::from_str(&document)?;
    let triage = Triage::compile(rules).map_err(|faults| format!("{faults:#?}"))?;
    for file in files {
        for line in std::fs::read_to_string(file)?.lines() {
            let case: Case = serde_json::from_str(line)?;
            let level = u8::from(triage.read(&case.text).level);
            println!(
                "{}",
                serde_json::json!({"file": file, "id": case.id, "level": case.level, "read": level, "signs": triage.signs(&case.text)})
            );
        }
    }
    Ok(())
}
