//! Who may receive what, limits and protocols of moving work: `referrals/<id>/` with `rules.toml`, `packets.toml` and `protocols.toml`, read as one
//! document in this order.

use std::borrow::Cow;
use std::collections::BTreeMap;

use xinqiao_access::Role;
use xinqiao_referrals::{Rules, RulesToml};

use crate::fault::{PackFault, parse};

const FILES: [&str; 3] = ["rules.toml", "packets.toml", "protocols.toml"];
/// The document that faults name.
const ALL: &str = "rules.toml, packets.toml, protocols.toml";

/// Reads a pack `referrals/<id>`. A pack with a fault gives no rules.
pub(crate) fn load(pack: &str, id: &str, files: &BTreeMap<String, Cow<'static, [u8]>>) -> (Option<Rules>, Vec<PackFault>) {
    let strangers = files.keys().filter(|name| !FILES.contains(&name.as_str()));
    let mut faults: Vec<PackFault> =
        strangers.map(|stranger| PackFault::new(pack, stranger, "", format!("{ALL} and no other"), "another file")).collect();
    let mut document = Vec::new();
    for file in FILES {
        match files.get(file) {
            Some(bytes) => {
                document.extend_from_slice(bytes);
                document.push(b'\n');
            }
            None => faults.push(PackFault::new(pack, file, "", "this file", "nothing")),
        }
    }
    let raw: RulesToml = match parse(pack, ALL, &document) {
        Ok(raw) => raw,
        Err(fault) => {
            faults.push(fault);
            return (None, faults);
        }
    };
    if raw.id != id {
        faults.push(PackFault::new(pack, "rules.toml", "id", format!("the name of the folder, {id}"), raw.id.clone()));
    }
    let unknown = raw.receivers.iter().filter(|receiver| receiver.role.as_str().parse::<Role>().is_err());
    faults.extend(unknown.map(|receiver| {
        let key = format!("receiver.{}.role", receiver.role);
        PackFault::new(pack, "packets.toml", key, "a role of the access policy", receiver.role.to_string())
    }));
    match Rules::compile(raw) {
        Ok(rules) if faults.is_empty() => (Some(rules), faults),
        Ok(_) => (None, faults),
        Err(found) => {
            faults.extend(found.into_iter().map(|fault| PackFault::new(pack, ALL, fault.key, fault.expected, fault.found)));
            (None, faults)
        }
    }
}
