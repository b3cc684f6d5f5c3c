//! Norms: tables `norms/<id>/norm.toml`, and when norms may be computed from the own sheets: `norms/local/local.toml`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use xinqiao_factor::reference::{LocalNormToml, NormToml, ReferenceNorm, TableFault};

use crate::fault::PackFault;
use crate::instrument::Reading;
use crate::library::Library;

const FILE: &str = "norm.toml";
const LOCAL_FILE: &str = "local.toml";
/// The folder of the rules for own norms.
pub(crate) const LOCAL: &str = "local";

/// When norms may be computed from the own sheets.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalNormRules {
    /// Version of the rules.
    pub version: String,
    /// Fewer persons make no norm.
    pub least_persons: u64,
    /// Of intervals: 0.95.
    pub level: f64,
}

type Files = BTreeMap<String, Cow<'static, [u8]>>;

/// Reads a pack `norms/<id>`. A pack with a fault gives no norm.
pub(crate) fn load(pack: &str, id: &str, files: &Files) -> (Option<ReferenceNorm>, Vec<PackFault>) {
    let mut reading = Reading { pack, files, faults: Vec::new() };
    reading.refuse_others(&[FILE]);
    let raw = reading.required::<NormToml>(FILE);
    let mut faults = reading.faults;
    let Some(raw) = raw else { return (None, faults) };
    if raw.id != id {
        faults.push(PackFault::new(pack, FILE, "id", format!("the name of the folder, {id}"), raw.id.clone()));
    }
    if raw.valid_from.parse::<jiff::civil::Date>().is_err() {
        faults.push(PackFault::new(pack, FILE, "valid_from", "a day, 2026-11-23", raw.valid_from.clone()));
    }
    match ReferenceNorm::compile(raw) {
        Ok(norm) => (faults.is_empty().then_some(norm), faults),
        Err(found) => {
            faults.extend(found.into_iter().map(|fault| told(pack, fault)));
            (None, faults)
        }
    }
}

/// Reads `norms/local`.
pub(crate) fn load_local(pack: &str, files: &Files) -> (Option<LocalNormRules>, Vec<PackFault>) {
    let mut reading = Reading { pack, files, faults: Vec::new() };
    reading.refuse_others(&[LOCAL_FILE]);
    let raw = reading.required::<LocalNormToml>(LOCAL_FILE);
    let mut faults = reading.faults;
    let Some(raw) = raw else { return (None, faults) };
    let mut fault =
        |key: &str, expected: &str, found: String| faults.push(PackFault::new(pack, LOCAL_FILE, key, expected, found));
    if raw.id != LOCAL {
        fault("id", "the name of the folder, local", raw.id.clone());
    }
    if raw.source.is_empty() || raw.least_persons.source.trim().is_empty() || raw.level.source.trim().is_empty() {
        fault("source", "a source for every number", "nothing".to_owned());
    }
    let least = raw.least_persons.is;
    if !(least.fract() == 0.0 && (2.0..=1e9).contains(&least)) {
        fault("least_persons.is", "a whole number from 2 on", least.to_string());
    }
    if !(0.5..1.0).contains(&raw.level.is) {
        fault("level.is", "0.5 to below 1", raw.level.is.to_string());
    }
    // the bounds were checked just now
    let rules = LocalNormRules { version: raw.version, least_persons: least as u64, level: raw.level.is };
    (faults.is_empty().then_some(rules), faults)
}

/// Instruments and scores of norms that the library does not have.
pub(crate) fn dangling(pack: &str, norm: &ReferenceNorm, library: &Library) -> Vec<PackFault> {
    let raw = norm.raw();
    match library.instrument_version(&raw.instrument, &raw.instrument_version) {
        Some(found) if found.instrument().score_index(&raw.score).is_some() => Vec::new(),
        Some(_) => vec![PackFault::new(pack, FILE, "score", "the code of a score", raw.score.clone())],
        None if library.names(&raw.instrument) => Vec::new(),
        None => vec![PackFault::new(pack, FILE, "instrument", "an instrument and its version", raw.instrument.clone())],
    }
}

/// Runs the worked cases: how many there are, and what differs.
pub(crate) fn run_cases(pack: &str, norm: &ReferenceNorm) -> (usize, Vec<PackFault>) {
    (norm.raw().case.len(), norm.run_cases().into_iter().map(|fault| told(pack, fault)).collect())
}

fn told(pack: &str, fault: TableFault) -> PackFault {
    PackFault::new(pack, FILE, fault.key, fault.expected, fault.found)
}
