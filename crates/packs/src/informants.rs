//! Several people about one person: `informants/<id>/rules.toml`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use xinqiao_factor::informants::{InformantRules, InformantRulesToml};

use crate::fault::PackFault;
use crate::instrument::Reading;
use crate::library::Library;

const FILE: &str = "rules.toml";
/// Every critical answer that an instrument can have.
const KINDS: [&str; 4] = ["suicide", "self_harm", "harm_to_others", "psychosis"];
const STRENGTHS: [&str; 2] = ["hard", "soft"];

/// Reads a pack `informants/<id>`. A pack with a fault gives no rules.
pub(crate) fn load(
    pack: &str,
    id: &str,
    files: &BTreeMap<String, Cow<'static, [u8]>>,
) -> (Option<InformantRules>, Vec<PackFault>) {
    let mut reading = Reading { pack, files, faults: Vec::new() };
    reading.refuse_others(&[FILE]);
    let raw = reading.required::<InformantRulesToml>(FILE);
    let mut faults = reading.faults;
    let Some(raw) = raw else { return (None, faults) };
    let mut fault = |key: &str, expected: String, found: String| faults.push(PackFault::new(pack, FILE, key, expected, found));
    if raw.id != id {
        fault("id", format!("the name of the folder, {id}"), raw.id.clone());
    }
    if raw.valid_from.parse::<jiff::civil::Date>().is_err() {
        fault("valid_from", "a day, 2026-11-23".to_owned(), raw.valid_from.clone());
    }
    for (kind, strength) in KINDS.iter().flat_map(|kind| STRENGTHS.map(|strength| (*kind, strength))) {
        if !raw.danger.iter().any(|one| one.kind == kind && one.strength == strength) {
            fault("danger", format!("what {kind} {strength} is reported as"), "nothing".to_owned());
        }
    }
    for one in &raw.danger {
        if !KINDS.contains(&one.kind.as_str()) || !STRENGTHS.contains(&one.strength.as_str()) {
            fault("danger", "a kind and a strength of critical answers".to_owned(), format!("{} {}", one.kind, one.strength));
        }
    }
    match InformantRules::compile(raw) {
        Ok(rules) => (faults.is_empty().then_some(rules), faults),
        Err(found) => {
            faults.extend(found.into_iter().map(|fault| PackFault::new(pack, FILE, fault.key, fault.expected, fault.found)));
            (None, faults)
        }
    }
}

/// Observations and instruments that the library does not have.
pub(crate) fn dangling(pack: &str, rules: &InformantRules, library: &Library) -> Vec<PackFault> {
    let mut faults = Vec::new();
    if let Some(sources) = library.sources("default") {
        let unknown = rules.raw().danger.iter().filter(|one| sources.observation(&one.observation).is_none());
        faults.extend(unknown.map(|one| {
            PackFault::new(pack, FILE, "danger.observation", "an observation of sources/default", one.observation.clone())
        }));
    }
    let unknown = rules.raw().reliability.iter().filter(|one| {
        let found = library.instrument_version(&one.instrument, &one.instrument_version);
        found.is_none_or(|found| found.instrument().score_index(&one.score).is_none())
    });
    faults.extend(unknown.map(|one| {
        PackFault::new(pack, FILE, "reliability", "an instrument, its version and a score of it", one.instrument.clone())
    }));
    faults
}
