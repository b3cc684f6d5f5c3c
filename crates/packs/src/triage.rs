//! Rules by which free text is read: `triage/<id>/` with `rules.toml`, `phrases.toml` and `cues.toml`, read as one document in this order.
//! Labelled cases lie beside them in the project and are not carried by the program.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use xinqiao_text::{RulesToml, Triage};

use crate::fault::{PackFault, parse};

const FILES: [&str; 3] = ["rules.toml", "phrases.toml", "cues.toml"];
/// The document that faults name.
const ALL: &str = "rules.toml, phrases.toml, cues.toml";

/// Reads a pack `triage/<id>`. A pack with a fault gives no rules.
pub(crate) fn load(pack: &str, id: &str, files: &BTreeMap<String, Cow<'static, [u8]>>) -> (Option<Arc<Triage>>, Vec<PackFault>) {
    let strangers = files.keys().filter(|name| !FILES.contains(&name.as_str()) && !name.starts_with("cases"));
    let expected = "rules.toml, phrases.toml, cues.toml, and cases that begin with that word";
    let mut faults: Vec<PackFault> =
        strangers.map(|stranger| PackFault::new(pack, stranger, "", expected, "another file")).collect();
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
    match compiled(document, raw) {
        Ok(triage) if faults.is_empty() => (Some(triage), faults),
        Ok(_) => (None, faults),
        Err(found) => {
            faults.extend(found.into_iter().map(|fault| PackFault::new(pack, ALL, fault.key, fault.expected, fault.found)));
            (None, faults)
        }
    }
}

/// The document that was compiled last, and the rules made of it: thousands of patterns, the same for every library of a process.
static LAST: Mutex<Option<(Vec<u8>, Arc<Triage>)>> = Mutex::new(None);

fn compiled(document: Vec<u8>, raw: RulesToml) -> Result<Arc<Triage>, Vec<xinqiao_text::Fault>> {
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((known, triage)) = &*last
        && *known == document
    {
        return Ok(Arc::clone(triage));
    }
    let triage = Arc::new(Triage::compile(raw)?);
    *last = Some((document, Arc::clone(&triage)));
    Ok(triage)
}
