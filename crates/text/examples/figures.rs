//! Reads labelled cases by the rules of a pack folder: `figures FOLDER FILE…` prints a table for each file and what was read otherwise.
#![expect(clippy::print_stdout, reason = "an example that prints")]

use std::error::Error;
use std::path::Path;

use xinqiao_text::{AttentionLevel, Case, Figures, RulesToml, Triage};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (folder, files) = arguments.split_first().ok_or("expected: FOLDER FILE…")?;
    let mut document = String::new();
    for name in ["rules.toml", "phrases.toml", "cues.toml"] {
        document.push_str(&std::fs::read_to_string(Path::new(folder).join(name))?);
        document.push('\n');
    }
    let rules: RulesToml = toml::from_str(&document)?;
    let begun = std::time::Instant::now();
    let triage = Triage::compile(rules).map_err(|faults| format!("{faults:#?}"))?;
    println!("compiled in {:?}", begun.elapsed());
    for file in files {
        let text = std::fs::read_to_string(file)?;
        let cases: Vec<Case> = text
            .lines()
            .map(|line| serde_json::from_str(line).map_err(|error| format!("{file}: {error}: {line}")))
            .collect::<Result<_, _>>()?;
        cases.iter().filter(|case| triage.read(&case.text).level != case.level).for_each(|case| difference(&triage, case));
        let begun = std::time::Instant::now();
        let figures = Figures::of(&triage, &cases);
        let (micros, characters) =
            (begun.elapsed().as_micros(), cases.iter().map(|case| case.text.chars().count()).sum::<usize>());
        print(file, &figures);
        println!("   {micros} µs for {} texts of {characters} characters", cases.len());
    }
    Ok(())
}

fn print(file: &str, figures: &Figures) {
    println!("== {file}: {} cases, rows labelled 0-4, columns read 0-4", figures.cases);
    for row in figures.table {
        println!("   {row:?}");
    }
    let same_day = AttentionLevel::SameDay;
    println!(
        "   misses {} of {}, false alarms {} ({:.1?} %), precision at 3 {:.3?}, recall at 3 {:.3?}, subjects {:?}",
        figures.misses.len(),
        figures.table.iter().skip(3).flatten().sum::<usize>(),
        figures.false_alarms.len(),
        figures.false_alarm_share(AttentionLevel::Counsel).map(|share| share * 100.0),
        figures.precision(same_day),
        figures.recall(same_day),
        figures.subjects,
    );
}

fn difference(triage: &Triage, case: &Case) {
    let reading = triage.read(&case.text);
    let (labelled, read) = (u8::from(case.level), u8::from(reading.level));
    let kind = match (labelled, read) {
        (3.., ..=2) => "MISS",
        (..=1, 2..) => "FALSE",
        _ => "off",
    };
    let spans: Vec<String> = reading
        .spans
        .iter()
        .map(|span| {
            let by = span.damped_by.map(|cue| format!("!{}", cue.kind)).unwrap_or_default();
            format!("{}={}:{}{by}", span.of(&case.text), span.category, u8::from(span.counted))
        })
        .collect();
    let together: Vec<&str> = reading.combinations.iter().map(|combined| combined.code.as_str()).collect();
    println!("{kind} {} {labelled}->{read} {} ({})\n      {spans:?} {together:?}", case.id, case.text, case.note);
}
