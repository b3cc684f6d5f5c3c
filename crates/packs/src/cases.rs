//! How cases 个案 are worked on: `rules.toml`, `lists.toml` and `seats.toml` of `cases/<id>`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use xinqiao_cases::rules::{ListsToml, RulesToml, SeatsToml};
use xinqiao_cases::{PackToml, Rules};

use crate::fault::{PackFault, parse};
use crate::instrument::LANGUAGES;

const RULES: &str = "rules.toml";
const LISTS: &str = "lists.toml";
const SEATS: &str = "seats.toml";

type Files = BTreeMap<String, Cow<'static, [u8]>>;

/// Reads a pack `cases/<id>`. A pack with a fault gives no rules.
pub(crate) fn load(pack: &str, id: &str, files: &Files) -> (Option<Rules>, Vec<PackFault>) {
    let mut faults: Vec<PackFault> = files
        .keys()
        .filter(|name| ![RULES, LISTS, SEATS].contains(&name.as_str()))
        .map(|stranger| {
            PackFault::new(pack, stranger, "", format!("{RULES}, {LISTS} and {SEATS}, and no other"), "a file of another name")
        })
        .collect();
    let rules: Option<RulesToml> = read(pack, RULES, files, &mut faults);
    let lists: Option<ListsToml> = read(pack, LISTS, files, &mut faults);
    let seats: Option<SeatsToml> = read(pack, SEATS, files, &mut faults);
    if let Some(raw) = rules.as_ref().filter(|raw| raw.id.as_str() != id) {
        faults.push(PackFault::new(pack, RULES, "id", format!("the name of the folder, {id}"), raw.id.to_string()));
    }
    let (Some(rules), Some(lists), Some(seats)) = (rules, lists, seats) else { return (None, faults) };
    match Rules::compile(PackToml { rules, lists, seats }, &LANGUAGES) {
        Ok(rules) if faults.is_empty() => (Some(rules), faults),
        Ok(_) => (None, faults),
        Err(found) => {
            faults
                .extend(found.into_iter().map(|fault| PackFault::new(pack, fault.file, fault.key, fault.expected, fault.found)));
            (None, faults)
        }
    }
}

fn read<T: DeserializeOwned>(pack: &str, file: &str, files: &Files, faults: &mut Vec<PackFault>) -> Option<T> {
    let Some(bytes) = files.get(file) else {
        faults.push(PackFault::new(pack, file, "", "this file", "nothing"));
        return None;
    };
    parse(pack, file, bytes).map_err(|fault| faults.push(fault)).ok()
}
