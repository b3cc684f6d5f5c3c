//! When a sheet says too little to be counted: `validity/<id>/rules.toml`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use xinqiao_psychometrics::validity::{FILE, Validity, ValidityRulesToml, run_validity_case};

use crate::fault::PackFault;
use crate::instrument::Reading;
use crate::library::Library;

/// Reads a pack `validity/<id>`. A pack with a fault gives no rules.
pub(crate) fn load(pack: &str, id: &str, files: &BTreeMap<String, Cow<'static, [u8]>>) -> (Option<Validity>, Vec<PackFault>) {
    let mut reading = Reading { pack, files, faults: Vec::new() };
    reading.refuse_others(&[FILE]);
    let raw = reading.required::<ValidityRulesToml>(FILE);
    let mut faults = reading.faults;
    let Some(raw) = raw else { return (None, faults) };
    if raw.id != id {
        faults.push(PackFault::new(pack, FILE, "id", format!("the name of the folder, {id}"), raw.id.clone()));
    }
    match Validity::compile(raw) {
        Ok(rules) => (faults.is_empty().then_some(rules), faults),
        Err(found) => {
            faults
                .extend(found.into_iter().map(|fault| PackFault::new(pack, &fault.file, fault.key, fault.expected, fault.found)));
            (None, faults)
        }
    }
}

/// Instruments of exceptions and cases that the library does not have.
pub(crate) fn dangling(pack: &str, rules: &Validity, library: &Library) -> Vec<PackFault> {
    let of_exceptions = rules.exceptions().map(|code| ("exception.instrument", code));
    let of_cases = rules.cases().iter().map(|case| ("case.instrument", case.instrument.as_str()));
    let unknown = of_exceptions.chain(of_cases).filter(|(_, code)| !library.names(code));
    unknown.map(|(key, code)| PackFault::new(pack, FILE, key, "the code of an instrument", code)).collect()
}

/// Runs the worked cases: how many there are, and what differs.
pub(crate) fn run_cases(pack: &str, rules: &Validity, library: &Library) -> (usize, Vec<PackFault>) {
    if rules.cases().is_empty() {
        return (0, vec![PackFault::new(pack, FILE, "case", "at least one worked case", "none")]);
    }
    let mut faults = Vec::new();
    for (index, case) in rules.cases().iter().enumerate() {
        let Some(instrument) = library.instrument(&case.instrument) else { continue };
        for (key, expected, found) in run_validity_case(rules, instrument.instrument(), case) {
            faults.push(PackFault::new(pack, FILE, format!("case[{}] \"{}\" {key}", index + 1, case.name), expected, found));
        }
    }
    (rules.cases().len(), faults)
}
