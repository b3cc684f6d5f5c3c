//! Who hands in signals besides answer sheets: `sources/<id>/sources.toml`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use xinqiao_access::Role;
use xinqiao_warnings::Sources;
use xinqiao_warnings::intake::SourcesToml;

use crate::fault::{PackFault, parse};
use crate::library::Library;

const FILE: &str = "sources.toml";

/// Reads a pack `sources/<id>`. A pack with a fault gives no sources.
pub(crate) fn load(pack: &str, id: &str, files: &BTreeMap<String, Cow<'static, [u8]>>) -> (Option<Sources>, Vec<PackFault>) {
    let mut faults: Vec<PackFault> = files
        .keys()
        .filter(|name| *name != FILE)
        .map(|stranger| PackFault::new(pack, stranger, "", "the file sources.toml and no other", "a file of another name"))
        .collect();
    let Some(bytes) = files.get(FILE) else {
        faults.push(PackFault::new(pack, FILE, "", "this file", "nothing"));
        return (None, faults);
    };
    let raw: SourcesToml = match parse(pack, FILE, bytes) {
        Ok(raw) => raw,
        Err(fault) => {
            faults.push(fault);
            return (None, faults);
        }
    };
    if raw.id.as_str() != id {
        faults.push(PackFault::new(pack, FILE, "id", format!("the name of the folder, {id}"), raw.id.as_str()));
    }
    match Sources::compile(&raw) {
        Ok(sources) => {
            for role in sources.roles().filter(|role| role.as_str().parse::<Role>().is_err()) {
                faults.push(PackFault::new(pack, FILE, "offered_to", "codes of roles", role.as_str()));
            }
            (faults.is_empty().then_some(sources), faults)
        }
        Err(found) => {
            faults.extend(found.into_iter().map(|fault| PackFault::new(pack, FILE, fault.key, fault.expected, fault.found)));
            (None, faults)
        }
    }
}

/// Kinds of evidence that the sources name and no risk model has.
pub(crate) fn dangling(pack: &str, sources: &Sources, library: &Library) -> Vec<PackFault> {
    let Some(model) = library.risk(sources.id().as_str()) else { return Vec::new() };
    let rules = |code: &str| {
        library
            .rule_ids()
            .filter_map(|id| library.rules(id))
            .any(|pack| pack.rules().signals().iter().any(|rule| rule.code.as_str() == code))
    };
    let unknown = sources.assessed().filter(|code| !rules(code.as_str()));
    let unknown =
        unknown.map(|code| PackFault::new(pack, FILE, "assessment", "a signal rule of a pack of warnings", code.as_str()));
    let lost = sources.risks().filter(|code| model.kind_id(code.as_str()).is_none());
    lost.map(|code| PackFault::new(pack, FILE, "risk", "a kind of the risk model", code.as_str())).chain(unknown).collect()
}
