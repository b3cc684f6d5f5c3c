//! `xinqiao risk FILE.jsonl`: what a model of a pack makes of the evidence about people, with every reason; for those who write packs.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;
use xinqiao_app::quality::{QUALITY, simulated_report};
use xinqiao_packs::Library;
use xinqiao_risk::{Assessment, Counted, Evidence, EvidenceId, Model, Standing, Strength, WouldChange};

/// People, one JSON object in a line: {"person": …, "evidence": [{"kind", "at", "strength"}], "previous": …}.
#[derive(Debug, Clone, clap::Args)]
pub struct RiskArgs {
    /// File of lines {"person", "evidence"}; `-` reads the standard input
    #[arg(required_unless_present = "simulate")]
    file: Option<PathBuf>,
    /// Instead: how right the model would be on the made-up people of a scenario of its pack, as one JSON object; `list` names the scenarios
    #[arg(long, value_name = "SCENARIO", conflicts_with_all = ["file", "at"])]
    simulate: Option<String>,
    /// Instant for which the levels are worked out, 2026-11-22T08:00:00Z; now without it
    #[arg(long, value_name = "INSTANT")]
    at: Option<Timestamp>,
    /// Id of the pack of the model
    #[arg(long, value_name = "ID", default_value = "default")]
    model: String,
    /// Folder with packs of your own (may be given more than once)
    #[arg(long, value_name = "DIR")]
    pub packs: Vec<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    person: Value,
    evidence: Vec<Piece>,
    previous: Option<Standing>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Piece {
    id: Option<Uuid>,
    kind: String,
    at: Timestamp,
    /// thousandths of the weight
    #[serde(default = "full")]
    strength: u16,
}

const fn full() -> u16 {
    Strength::FULL.permille()
}

/// Reads every line. A line that cannot be read is told with its number, the others are answered, and the exit code is 1.
pub fn run(
    args: &RiskArgs,
    packs: &Library,
    now: Timestamp,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let Some(model) = packs.risk(&args.model) else {
        bail!("--model: expected the id of a pack with a risk model, found {}", args.model)
    };
    if let Some(scenario) = &args.simulate {
        return simulate(packs, &args.model, scenario, out);
    }
    let file = args.file.as_deref().context("expected a file, or --simulate SCENARIO")?;
    let input: Box<dyn BufRead> = match file.as_os_str() == "-" {
        true => Box::new(BufReader::new(io::stdin())),
        false => Box::new(BufReader::new(File::open(file).with_context(|| format!("open {}", file.display()))?)),
    };
    let mut faults = 0_usize;
    for (at, line) in input.lines().enumerate() {
        let line = line.with_context(|| format!("read line {} of {}", at + 1, file.display()))?;
        if line.trim().is_empty() {
            continue;
        }
        match answer(model, &line, args.at.unwrap_or(now)) {
            Ok(answer) => writeln!(out, "{answer}")?,
            Err(fault) => {
                faults += 1;
                writeln!(err, "line {}: {fault:#}", at + 1)?;
            }
        }
    }
    Ok(if faults == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The report on a scenario, or the names of the scenarios.
fn simulate(packs: &Library, model: &str, scenario: &str, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let Some(simulation) = packs.simulation(model) else {
        bail!("--simulate: the pack risk/{model} has no file simulation.toml")
    };
    if scenario == "list" {
        for (code, title) in simulation.scenarios() {
            writeln!(out, "{code:<16} {}", title.en)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let Some(found) = simulated_report(packs, model, QUALITY, scenario) else {
        let known: Vec<&str> = simulation.scenarios().map(|(code, _)| code).collect();
        bail!("--simulate: expected one of {}, found {scenario}", known.join(", "))
    };
    let told = json!({
        "model": found.model, "scenario": found.scenario, "people": found.people, "unknown": found.unknown,
        "unknown_happened": found.unknown_happened, "best": found.best, "report": found.report,
    });
    writeln!(out, "{}", serde_json::to_string_pretty(&told)?)?;
    Ok(ExitCode::SUCCESS)
}

fn answer(model: &Model, line: &str, now: Timestamp) -> anyhow::Result<Value> {
    let asked: Asked = serde_json::from_str(line)
        .context(r#"expected {"person": …, "evidence": [{"kind": "…", "at": "2026-11-22T08:00:00Z"}]}"#)?;
    let mut evidence = Vec::with_capacity(asked.evidence.len());
    for (number, piece) in (1_u128..).zip(&asked.evidence) {
        let Some(kind) = model.kind_id(&piece.kind) else {
            let known: Vec<&str> = model.kinds().map(|(_, kind)| kind.code.as_str()).collect();
            bail!("evidence {number}, kind: expected one of {}, found {}", known.join(", "), piece.kind)
        };
        let Some(strength) = Strength::from_permille(piece.strength) else {
            bail!("evidence {number}, strength: expected 0 to 1000 thousandths, found {}", piece.strength)
        };
        let id = EvidenceId(piece.id.unwrap_or_else(|| Uuid::from_u128(number)));
        evidence.push(Evidence { strength, ..Evidence::new(id, kind, piece.at) });
    }
    Ok(written(model, &asked.person, &model.evaluate(&evidence, asked.previous, now)))
}

fn written(model: &Model, person: &Value, found: &Assessment) -> Value {
    let code = |kind| model.kind(kind).map_or("", |kind| kind.code.as_str());
    let piece = |one: &xinqiao_risk::Contribution| {
        let why = match one.why {
            Counted::Whole => json!("whole"),
            Counted::Capped { cap } => json!({ "capped": cap.value() }),
            Counted::Replaced { by } => json!({ "replaced_by": by }),
            Counted::Outweighed { by } => json!({ "outweighed_by": by }),
            Counted::Gone => json!("gone"),
        };
        json!({
            "evidence": one.evidence, "kind": code(one.kind), "at": one.happened, "start": one.start.value(),
            "left": one.left.value(), "counted": one.counted.value(), "why": why,
        })
    };
    let change = |one: &WouldChange| match one {
        WouldChange::RaisedBy { kind, added, to } => json!({ "raised_by": code(*kind), "added": added.value(), "to": to }),
        WouldChange::LoweredWithout { evidence, kind, to } => {
            json!({ "lowered_without": evidence, "kind": code(*kind), "to": to })
        }
        WouldChange::LoweredWithoutKind { kind, to } => json!({ "lowered_without_kind": code(*kind), "to": to }),
        WouldChange::FallsAt { at, to } => json!({ "falls_at": at, "to": to }),
    };
    let floor = found.floor.map(|floor| json!({ "level": floor.level, "kind": code(floor.kind), "until": floor.until }));
    let rules = model.interactions();
    let interactions: Vec<Value> = found
        .interactions
        .iter()
        .filter_map(|held| {
            Some(json!({ "rule": rules.get(held.rule)?.code, "points": held.points.value(), "until": held.until }))
        })
        .collect();
    json!({
        "person": person, "level": found.level, "since": found.since, "at": found.at, "points": found.points.value(),
        "gross": found.gross.value(), "relief": found.relief.value(), "held": found.is_held, "floor": floor,
        "falls_at": found.falls_at, "contributions": found.contributions.iter().map(piece).collect::<Vec<_>>(),
        "protective": found.protective.iter().map(piece).collect::<Vec<_>>(), "interactions": interactions,
        "changes": found.changes.iter().map(change).collect::<Vec<_>>(),
        "model": { "id": model.id(), "version": &*found.version }, "standing": found.standing(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(lines: &str) -> (ExitCode, Vec<Value>, String) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("people.jsonl");
        std::fs::write(&file, lines).unwrap();
        let args = RiskArgs { file: Some(file), simulate: None, at: None, model: "default".to_owned(), packs: Vec::new() };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let now = "2026-11-22T08:00:00Z".parse().unwrap();
        let code = run(&args, &Library::embedded(), now, &mut out, &mut err).unwrap();
        let found = String::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        (code, found, String::from_utf8(err).unwrap())
    }

    #[test]
    fn every_person_gets_a_level_with_what_it_comes_from_and_when_it_falls_by_itself() {
        let (code, found, err) =
            told("{\"person\":\"p\",\"evidence\":[{\"kind\":\"asked-for-contact\",\"at\":\"2026-11-20T08:00:00Z\"}]}\n");
        assert_eq!((code, err.as_str()), (ExitCode::SUCCESS, ""));
        assert_eq!(
            (found[0]["level"].as_str(), found[0]["contributions"][0]["kind"].as_str()),
            (Some("blue"), Some("asked-for-contact"))
        );
        // fourteen days after it was asked
        assert_eq!(found[0]["falls_at"].as_str(), Some("2026-12-04T08:00:00Z"));
    }

    #[test]
    fn unknown_kinds_and_broken_lines_are_named_with_what_is_known() {
        let (code, found, err) = told(
            "{\"person\":1,\"evidence\":[{\"kind\":\"zodiac\",\"at\":\"2026-11-20T08:00:00Z\"}]}\n[]\n{\"person\":2,\"evidence\":[]}\n",
        );
        assert_eq!((code, found.len(), found[0]["level"].as_str()), (ExitCode::FAILURE, 1, Some("none")));
        assert!(
            err.contains("line 1: evidence 1, kind: expected one of suicide-attempt") && err.contains("found zodiac"),
            "{err}"
        );
        assert!(err.contains("line 2: expected {\"person\""), "{err}");
    }

    #[test]
    fn a_scenario_is_judged_and_an_unknown_one_is_told_with_those_that_there_are() {
        let simulated = |scenario: &str| {
            let args = RiskArgs {
                file: None,
                simulate: Some(scenario.to_owned()),
                at: None,
                model: "default".to_owned(),
                packs: Vec::new(),
            };
            let (mut out, mut err) = (Vec::new(), Vec::new());
            let now = "2026-11-24T08:00:00Z".parse().unwrap();
            let code = run(&args, &Library::embedded(), now, &mut out, &mut err).map_err(|fault| fault.to_string())?;
            Ok::<_, String>((code, String::from_utf8(out).unwrap()))
        };
        let (code, text) = simulated("even").unwrap();
        let found: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(
            (code, found["model"].as_str(), found["people"].as_u64()),
            (ExitCode::SUCCESS, Some("default@1"), Some(60_000))
        );
        assert!(found["report"]["auc"]["value"].as_f64().unwrap() < found["best"]["value"].as_f64().unwrap());
        assert!(simulated("list").unwrap().1.starts_with("even "));
        assert_eq!(simulated("odd").unwrap_err(), "--simulate: expected one of even, less-heard, rumoured, silent, found odd");
    }
}
