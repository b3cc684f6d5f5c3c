//! Limits of emergencies, out of `emergency/<id>.toml`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use xinqiao_access::emergency::EmergencyRules;

use crate::fault::{PackFault, parse};

const PACK: &str = "emergency";
/// The file that is in force.
const FILE: &str = "default.toml";

/// Reads the pack that is in force; with any fault there is none.
pub(crate) fn load(files: &BTreeMap<String, Cow<'static, [u8]>>) -> (Option<EmergencyRules>, Vec<PackFault>) {
    let Some(bytes) = files.get(FILE) else {
        return (None, vec![PackFault::new(PACK, FILE, "", "limits of emergencies", "nothing")]);
    };
    match parse::<EmergencyRules>(PACK, FILE, bytes) {
        Err(fault) => (None, vec![fault]),
        Ok(rules) => {
            let faults: Vec<PackFault> = rules
                .faults()
                .into_iter()
                .map(|(key, expected, found)| PackFault::new(PACK, FILE, key, expected, found))
                .collect();
            if faults.is_empty() { (Some(rules), faults) } else { (None, faults) }
        }
    }
}
