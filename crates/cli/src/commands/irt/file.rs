//! A bank as a file.

use std::path::Path;

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use xinqiao_irt::calibrate::{Calibration, Figure, Model};
use xinqiao_irt::cat::{Bank, Entry};

/// What stands at the head of a bank.
const FORMAT: &str = "xinqiao-irt-bank/1";

/// A bank: {"format", "items": [{"id", "a", "b", "area", "mandatory", "exposure"}]}; everything else is for people to read.
#[derive(Debug, Serialize, Deserialize)]
struct Written {
    format: String,
    items: Vec<Entry>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    calibration: Option<Value>,
}

/// Reads a bank.
pub fn read(file: &Path) -> anyhow::Result<Bank> {
    let text = std::fs::read_to_string(file).with_context(|| format!("read {}", file.display()))?;
    let written: Written = serde_json::from_str(&text).with_context(|| {
        format!(
            r#"{}: expected {{"format": "{FORMAT}", "items": [{{"id": "m1", "a": 1.5, "b": [-1, 0.5]}}, …]}}"#,
            file.display()
        )
    })?;
    if written.format != FORMAT {
        bail!(
            "{}: format: expected {FORMAT}, found {}; write the bank anew with xinqiao irt calibrate",
            file.display(),
            written.format
        )
    }
    Bank::new(written.items).with_context(|| file.display().to_string())
}

/// Writes a bank beside its target and moves it there, so that no half of one stands under its name.
pub fn write(file: &Path, items: Vec<Entry>, calibration: Option<Value>) -> anyhow::Result<()> {
    let written = Written { format: FORMAT.to_owned(), items, calibration };
    let text = serde_json::to_string_pretty(&written).context("write the bank")? + "\n";
    let beside = file.with_extension("partial");
    std::fs::write(&beside, text).with_context(|| format!("write {}", beside.display()))?;
    std::fs::rename(&beside, file).with_context(|| format!("write {}", file.display()))
}

/// Codes, errors and fit, for people and other programs.
pub fn told(found: &Calibration, model: Model) -> Value {
    let figures = |all: &[Figure]| -> Vec<Value> { all.iter().map(figure).collect() };
    let items: Vec<Value> = found
        .items
        .iter()
        .map(|item| {
            json!({
                "id": item.item.id(), "codes": item.codes, "counts": item.counts, "slope": figure(&item.slope),
                "intercepts": figures(&item.intercepts), "thresholds": figures(&item.thresholds),
            })
        })
        .collect();
    let fit = &found.fit;
    json!({
        "model": model, "metric": "logistic, no 1.7", "population": "theta ~ N(0, 1)", "items": items,
        "fit": {
            "persons": fit.persons, "patterns": fit.patterns, "parameters": fit.parameters, "log_likelihood": fit.log_likelihood,
            "aic": fit.aic(), "bic": fit.bic(), "reliability": fit.reliability, "converged": fit.converged, "steps": fit.steps,
            "gain_left": fit.gain_left,
        },
        "warnings": found.warnings.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn figure(one: &Figure) -> Value {
    json!({ "value": one.value, "se": one.se })
}
