//! Rows of PHQ-9 scored per second on one core: `cargo run --release -p xinqiao-psychometrics --example phq9_rate`.
//!
//! Answers come from a fixed linear congruential sequence with the item frequencies of NHANES 2017–2020 (domain rules, D.7);
//! reading the values (checking them against the scale) and summing up are timed too.

use std::error::Error;
use std::io::Write;
use std::time::Instant;

use xinqiao_psychometrics::definition::{ItemsToml, PackToml, ScoringToml};
use xinqiao_psychometrics::{Answers, Instrument, Options, Outcome, Subject, Summary, compile, score_into};

const ROWS: usize = 1_000_000;
const ITEMS: usize = 9;

/// Of 8,276 adults: how many answered at most 0, 1, 2 to each item.
const AT_MOST: [[u32; 3]; ITEMS] = [
    [6154, 7522, 7969],
    [6171, 7625, 8011],
    [5013, 6897, 7514],
    [4154, 6830, 7580],
    [6149, 7440, 7901],
    [6864, 7832, 8071],
    [6846, 7737, 7988],
    [7406, 7934, 8130],
    [7957, 8190, 8241],
];

fn main() -> Result<(), Box<dyn Error>> {
    let instrument = phq9()?;
    let rows = synthetic_rows();
    let subject = Subject { age: Some(30), ..Subject::default() };
    let options = Options::default();
    let mut answers = Answers::blank(&instrument);
    let mut outcome = Outcome::default();

    let started = Instant::now();
    let mut sum = 0.0;
    for row in &rows {
        if answers.fill(&instrument, row).is_ok() {
            score_into(&instrument, &answers, &subject, &options, &mut outcome);
            sum += outcome.total(&instrument).unwrap_or(0.0);
        }
    }
    let scored = started.elapsed().as_secs_f64();

    let started = Instant::now();
    let mut summary = Summary::new(&instrument);
    for row in &rows {
        if answers.fill(&instrument, row).is_ok() {
            score_into(&instrument, &answers, &subject, &options, &mut outcome);
            summary.push(&answers, &outcome);
        }
    }
    let summed = started.elapsed().as_secs_f64();

    let mut out = std::io::stdout().lock();
    writeln!(out, "check and score:          {:>12.0} rows/s (mean {:.4})", ROWS as f64 / scored, sum / ROWS as f64)?;
    writeln!(out, "check, score, summarise:  {:>12.0} rows/s", ROWS as f64 / summed)?;
    for score in summary.scores() {
        writeln!(out, "{score:?}")?;
    }
    Ok(())
}

fn synthetic_rows() -> Vec<[Option<f64>; ITEMS]> {
    let mut state: u64 = 20_261_122;
    let mut draw = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % 8276) as u32
    };
    let mut row = || {
        AT_MOST.map(|cuts| {
            let drawn = draw();
            Some(cuts.iter().filter(|cut| **cut <= drawn).count() as f64)
        })
    };
    (0..ROWS).map(|_| row()).collect()
}

fn phq9() -> Result<Instrument, Box<dyn Error>> {
    let pack: PackToml = toml::from_str(PACK)?;
    let items: ItemsToml = toml::from_str(&items_text())?;
    let scoring: ScoringToml = toml::from_str(SCORING)?;
    compile(&pack, &items, &scoring).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        lines.join("\n").into()
    })
}

fn items_text() -> String {
    let mut text = String::from("scale = [{ code = \"freq\", values = [0, 1, 2, 3] }]\n");
    for code in 1..=ITEMS {
        text.push_str(&format!("[[item]]\ncode = \"{code}\"\nscale = \"freq\"\n"));
    }
    text
}

const PACK: &str = r#"
code = "phq-9"
version = "1"
measures = "depression"
period_days = 14
valid_from = "2026-11-22"
age = { min = 12 }
licence = { class = "PD", wording = "included" }
citation = { text = "Kroenke K, Spitzer RL, Williams JBW (2001)" }
source = [{ ref = "domain rules D.1", confidence = "V,H" }]
"#;

const SCORING: &str = r#"
[[score]]
code = "total"
method = "sum"
of = "all"
range = [0, 27]
higher = "worse"
missing = { max = 2 }

[[rule]]
code = "major_depressive_syndrome"
[rule.when]
all = [
  { any = [{ item = "1", at_least = 2 }, { item = "2", at_least = 2 }] },
  { at_least_n = 5, of = [
    { item = "1", at_least = 2 }, { item = "2", at_least = 2 }, { item = "3", at_least = 2 }, { item = "4", at_least = 2 },
    { item = "5", at_least = 2 }, { item = "6", at_least = 2 }, { item = "7", at_least = 2 }, { item = "8", at_least = 2 },
    { item = "9", at_least = 1 },
  ] },
]

[[bands]]
score = "total"
source = "domain rules D.1"
band = [
  { code = "none", from = 0, to = 4, attention = 1 },
  { code = "mild", from = 5, to = 9, attention = 2 },
  { code = "moderate", from = 10, to = 14, attention = 3 },
  { code = "moderately_severe", from = 15, to = 19, attention = 4 },
  { code = "severe", from = 20, to = 27, attention = 4 },
]

[[screen]]
code = "positive"
when = { score = "total", at_least = 10 }

[[critical]]
item = "9"
at_least = 1
kind = "suicide"
strength = "hard"
follow_on = ["asq", "c-ssrs"]
source = "domain rules C.4"

[[validity]]
code = "fast"
kind = "fast"
seconds_per_item = 1.5
effect = "flag"
"#;
