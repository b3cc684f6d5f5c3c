//! Who hands in signals besides answer sheets: `sources/<id>/sources.toml` and `evidence.toml`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use xinqiao_access::{Action, Role, rules};
use xinqiao_warnings::Sources;
use xinqiao_warnings::intake::{EvidenceToml, SourcesToml};

use crate::fault::PackFault;
use crate::instrument::Reading;
use crate::library::Library;

const FILE: &str = "sources.toml";
const EVIDENCE: &str = "evidence.toml";

/// Reads a pack `sources/<id>`. A pack with a fault gives no sources.
pub(crate) fn load(pack: &str, id: &str, files: &BTreeMap<String, Cow<'static, [u8]>>) -> (Option<Sources>, Vec<PackFault>) {
    let mut reading = Reading { pack, files, faults: Vec::new() };
    reading.refuse_others(&[FILE, EVIDENCE]);
    let (raw, evidence) = (reading.required::<SourcesToml>(FILE), reading.required::<EvidenceToml>(EVIDENCE));
    let mut faults = reading.faults;
    let (Some(raw), Some(evidence)) = (raw, evidence) else { return (None, faults) };
    if raw.id.as_str() != id {
        faults.push(PackFault::new(pack, FILE, "id", format!("the name of the folder, {id}"), raw.id.as_str()));
    }
    match Sources::compile(&raw, &evidence) {
        Ok(sources) => {
            faults.extend(strangers(pack, &sources));
            (faults.is_empty().then_some(sources), faults)
        }
        Err(found) => {
            faults.extend(found.into_iter().map(|fault| {
                let is_evidence = fault.key.starts_with("assessment") || fault.key.starts_with("deed");
                PackFault::new(pack, if is_evidence { EVIDENCE } else { FILE }, fault.key, fault.expected, fault.found)
            }));
            (None, faults)
        }
    }
}

/// Roles that are offered a source and may hand in nothing, and words that are no role.
fn strangers(pack: &str, sources: &Sources) -> Vec<PackFault> {
    let reports = |role: Role| rules(role).any(|rule| rule.action == Action::ReportConcern);
    let is_strange = |code: &&xinqiao_warnings::Code| !code.as_str().parse::<Role>().is_ok_and(reports);
    let expected = "codes of roles that may report a concern";
    sources.roles().filter(is_strange).map(|code| PackFault::new(pack, FILE, "offered_to", expected, code.as_str())).collect()
}

/// Kinds of evidence that no risk model has, and rules that no pack of warnings has.
pub(crate) fn dangling(pack: &str, sources: &Sources, library: &Library) -> Vec<PackFault> {
    let Some(model) = library.risk(sources.id().as_str()) else { return Vec::new() };
    let is_rule = |code: &str| {
        let mut packs = library.rule_ids().filter_map(|id| library.rules(id));
        packs.any(|pack| pack.rules().signals().iter().any(|rule| rule.code.as_str() == code))
    };
    let unknown = sources.assessed().filter(|code| !is_rule(code.as_str()));
    let unknown =
        unknown.map(|code| PackFault::new(pack, EVIDENCE, "assessment", "a signal rule of a pack of warnings", code.as_str()));
    let lost = sources.risks().filter(|code| model.kind_id(code.as_str()).is_none());
    let lost = lost.map(|code| PackFault::new(pack, FILE, "risk", "a kind of the risk model", code.as_str()));
    lost.chain(unknown).collect()
}
