//! Population groups 人群名册: `groups/<id>/groups.toml`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use xinqiao_access::Role;
use xinqiao_cases::register::{Groups, GroupsToml};

use crate::fault::{PackFault, parse};
use crate::instrument::LANGUAGES;

const FILE: &str = "groups.toml";
/// Levels of places of which numbers may be shown.
const LEVELS: [&str; 5] = ["province", "city", "county", "township", "village"];

/// Reads a pack `groups/<id>`. A pack with a fault gives no groups.
pub(crate) fn load(pack: &str, id: &str, files: &BTreeMap<String, Cow<'static, [u8]>>) -> (Option<Groups>, Vec<PackFault>) {
    let mut faults: Vec<PackFault> = files
        .keys()
        .filter(|name| *name != FILE)
        .map(|stranger| PackFault::new(pack, stranger, "", "the file groups.toml and no other", "a file of another name"))
        .collect();
    let Some(bytes) = files.get(FILE) else {
        faults.push(PackFault::new(pack, FILE, "", "this file", "nothing"));
        return (None, faults);
    };
    let raw: GroupsToml = match parse(pack, FILE, bytes) {
        Ok(raw) => raw,
        Err(fault) => {
            faults.push(fault);
            return (None, faults);
        }
    };
    if raw.id.as_str() != id {
        faults.push(PackFault::new(pack, FILE, "id", format!("the name of the folder, {id}"), raw.id.to_string()));
    }
    let is_role = |code: &str| code.parse::<Role>().is_ok_and(Role::is_staff);
    match Groups::compile(raw, &LANGUAGES, is_role, |level| LEVELS.contains(&level)) {
        Ok(groups) if faults.is_empty() => (Some(groups), faults),
        Ok(_) => (None, faults),
        Err(found) => {
            faults
                .extend(found.into_iter().map(|fault| PackFault::new(pack, fault.file, fault.key, fault.expected, fault.found)));
            (None, faults)
        }
    }
}
