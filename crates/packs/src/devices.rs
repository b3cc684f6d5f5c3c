//! What devices may send: `devices/<id>/devices.toml`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use xinqiao_devices::{DevicesToml, Rules};

use crate::fault::{PackFault, parse};
use crate::instrument::LANGUAGES;

const FILE: &str = "devices.toml";

/// Reads a pack `devices/<id>`. A pack with a fault gives no rules.
pub(crate) fn load(pack: &str, id: &str, files: &BTreeMap<String, Cow<'static, [u8]>>) -> (Option<Rules>, Vec<PackFault>) {
    let mut faults: Vec<PackFault> = files
        .keys()
        .filter(|name| *name != FILE)
        .map(|stranger| PackFault::new(pack, stranger, "", "the file devices.toml and no other", "a file of another name"))
        .collect();
    let Some(bytes) = files.get(FILE) else {
        faults.push(PackFault::new(pack, FILE, "", "this file", "nothing"));
        return (None, faults);
    };
    let raw: DevicesToml = match parse(pack, FILE, bytes) {
        Ok(raw) => raw,
        Err(fault) => {
            faults.push(fault);
            return (None, faults);
        }
    };
    if raw.id != id {
        faults.push(PackFault::new(pack, FILE, "id", format!("the name of the folder, {id}"), raw.id.clone()));
    }
    match Rules::compile(raw, &LANGUAGES) {
        Ok(rules) if faults.is_empty() => (Some(rules), faults),
        Ok(_) => (None, faults),
        Err(found) => {
            faults.extend(found.into_iter().map(|fault| PackFault::new(pack, FILE, fault.key, fault.expected, fault.found)));
            (None, faults)
        }
    }
}
