//! How well rules do, and which figures are bad: `quality/<id>/quality.toml`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use xinqiao_warnings::QualityRules;
use xinqiao_warnings::quality::QualityToml;

use crate::fault::{PackFault, parse};

const FILE: &str = "quality.toml";

/// Reads a pack `quality/<id>`. A pack with a fault gives no rules.
pub(crate) fn load(pack: &str, id: &str, files: &BTreeMap<String, Cow<'static, [u8]>>) -> (Option<QualityRules>, Vec<PackFault>) {
    let mut faults: Vec<PackFault> = files
        .keys()
        .filter(|name| *name != FILE)
        .map(|stranger| PackFault::new(pack, stranger, "", "the file quality.toml and no other", "a file of another name"))
        .collect();
    let Some(bytes) = files.get(FILE) else {
        faults.push(PackFault::new(pack, FILE, "", "this file", "nothing"));
        return (None, faults);
    };
    let raw: QualityToml = match parse(pack, FILE, bytes) {
        Ok(raw) => raw,
        Err(fault) => {
            faults.push(fault);
            return (None, faults);
        }
    };
    if raw.id.as_str() != id {
        faults.push(PackFault::new(pack, FILE, "id", format!("the name of the folder, {id}"), raw.id.to_string()));
    }
    match QualityRules::compile(&raw) {
        Ok(rules) if faults.is_empty() => (Some(rules), faults),
        Ok(_) => (None, faults),
        Err(found) => {
            faults.extend(found.into_iter().map(|fault| PackFault::new(pack, FILE, fault.key, fault.expected, fault.found)));
            (None, faults)
        }
    }
}
