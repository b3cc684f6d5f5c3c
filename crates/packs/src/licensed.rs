//! Questionnaires whose wording is not free: `licensed/<id>/names.toml`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use xinqiao_psychometrics::builder::Licensed;
use xinqiao_psychometrics::definition::LicenceClass;

use crate::fault::{PackFault, parse};

const FILE: &str = "names.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NamesToml {
    questionnaire: Vec<OneToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OneToml {
    names: Vec<String>,
    class: LicenceClass,
    source: String,
}

/// Reads a pack `licensed/<id>`. A pack with a fault gives no names.
pub(crate) fn load(pack: &str, files: &BTreeMap<String, Cow<'static, [u8]>>) -> (Option<Vec<Licensed>>, Vec<PackFault>) {
    let strangers = files.keys().filter(|name| *name != FILE);
    let mut faults: Vec<PackFault> = strangers
        .map(|name| PackFault::new(pack, name, "", "the file names.toml and no other", "a file of another name"))
        .collect();
    let Some(bytes) = files.get(FILE) else {
        faults.push(PackFault::new(pack, FILE, "", "this file", "nothing"));
        return (None, faults);
    };
    let raw: NamesToml = match parse(pack, FILE, bytes) {
        Ok(raw) => raw,
        Err(fault) => {
            faults.push(fault);
            return (None, faults);
        }
    };
    for (number, one) in (1..).zip(&raw.questionnaire) {
        let key = |what: &str| format!("questionnaire[{number}].{what}");
        if one.names.is_empty() || one.names.iter().any(|name| name.trim().chars().count() < 3) {
            faults.push(PackFault::new(
                pack,
                FILE,
                key("names"),
                "names of three characters or more",
                format!("{:?}", one.names),
            ));
        }
        if !matches!(one.class, LicenceClass::PermissionNeeded | LicenceClass::NoElectronicVersion) {
            faults.push(PackFault::new(pack, FILE, key("class"), "PERM or NOE", format!("{:?}", one.class)));
        }
        if one.source.trim().is_empty() {
            faults.push(PackFault::new(pack, FILE, key("source"), "document and clause", "nothing"));
        }
    }
    let known = raw.questionnaire.into_iter().map(|one| Licensed { names: one.names, source: one.source });
    if faults.is_empty() { (Some(known.collect()), faults) } else { (None, faults) }
}
