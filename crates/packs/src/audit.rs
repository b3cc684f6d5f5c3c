//! How long audit rows are kept, out of `audit/<id>.toml`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use xinqiao_audit::AuditPack;

use crate::fault::{PackFault, parse};

const PACK: &str = "audit";
/// The file that is in force.
const FILE: &str = "cn-default.toml";

/// Reads the pack that is in force; with any fault there is none.
pub(crate) fn load(files: &BTreeMap<String, Cow<'static, [u8]>>) -> (Option<AuditPack>, Vec<PackFault>) {
    let Some(bytes) = files.get(FILE) else {
        return (None, vec![PackFault::new(PACK, FILE, "", "how long audit rows are kept", "nothing")]);
    };
    match parse::<AuditPack>(PACK, FILE, bytes) {
        Err(fault) => (None, vec![fault]),
        Ok(pack) => {
            let faults: Vec<PackFault> = pack
                .faults()
                .into_iter()
                .map(|(key, expected, found)| PackFault::new(PACK, FILE, key, expected, found))
                .collect();
            if faults.is_empty() { (Some(pack), faults) } else { (None, faults) }
        }
    }
}
