//! How evidence about one person adds up and fades: `risk/<id>/model.toml`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use xinqiao_risk::{Model, ModelToml};

use crate::fault::{PackFault, parse};

const FILE: &str = "model.toml";

/// Reads a pack `risk/<id>`. A pack with a fault gives no model.
pub(crate) fn load(pack: &str, id: &str, files: &BTreeMap<String, Cow<'static, [u8]>>) -> (Option<Model>, Vec<PackFault>) {
    let mut faults: Vec<PackFault> = files
        .keys()
        .filter(|name| *name != FILE)
        .map(|stranger| PackFault::new(pack, stranger, "", "the file model.toml and no other", "a file of another name"))
        .collect();
    let Some(bytes) = files.get(FILE) else {
        faults.push(PackFault::new(pack, FILE, "", "this file", "nothing"));
        return (None, faults);
    };
    let raw: ModelToml = match parse(pack, FILE, bytes) {
        Ok(raw) => raw,
        Err(fault) => {
            faults.push(fault);
            return (None, faults);
        }
    };
    if raw.id != id {
        faults.push(PackFault::new(pack, FILE, "id", format!("the name of the folder, {id}"), raw.id.clone()));
    }
    match Model::compile(&raw) {
        Ok(model) if faults.is_empty() => (Some(model), faults),
        Ok(_) => (None, faults),
        Err(found) => {
            faults.extend(found.into_iter().map(|fault| PackFault::new(pack, FILE, fault.key, fault.expected, fault.found)));
            (None, faults)
        }
    }
}
