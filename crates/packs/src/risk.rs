//! How evidence about one person adds up and fades: `risk/<id>/model.toml`; and what the model is judged on before there are outcomes:
//! `risk/<id>/simulation.toml`, which may be missing.

use std::borrow::Cow;
use std::collections::BTreeMap;

use xinqiao_risk::{Fault, Model, ModelToml, Simulation, SimulationToml};

use crate::fault::{PackFault, parse};

const FILE: &str = "model.toml";
const SIMULATION: &str = "simulation.toml";

/// A pack `risk/<id>`.
#[derive(Debug, Clone)]
pub(crate) struct RiskPack {
    pub(crate) model: Model,
    pub(crate) simulation: Option<Simulation>,
}

/// Reads a pack `risk/<id>`. A pack with a fault gives no model.
pub(crate) fn load(pack: &str, id: &str, files: &BTreeMap<String, Cow<'static, [u8]>>) -> (Option<RiskPack>, Vec<PackFault>) {
    let mut faults: Vec<PackFault> = files
        .keys()
        .filter(|name| *name != FILE && *name != SIMULATION)
        .map(|stranger| PackFault::new(pack, stranger, "", "model.toml and simulation.toml", "a file of another name"))
        .collect();
    let found = read(pack, id, files, &mut faults);
    (found.filter(|_| faults.is_empty()), faults)
}

fn read(pack: &str, id: &str, files: &BTreeMap<String, Cow<'static, [u8]>>, faults: &mut Vec<PackFault>) -> Option<RiskPack> {
    let name = |file: &str, found: &str| {
        (found != id).then(|| PackFault::new(pack, file, "id", format!("the name of the folder, {id}"), found.to_owned()))
    };
    let Some(bytes) = files.get(FILE) else {
        faults.push(PackFault::new(pack, FILE, "", "this file", "nothing"));
        return None;
    };
    let raw: ModelToml = parse(pack, FILE, bytes).map_err(|fault| faults.push(fault)).ok()?;
    faults.extend(name(FILE, &raw.id));
    let model = Model::compile(&raw).map_err(|found| faults.extend(told(pack, FILE, found))).ok()?;
    let Some(bytes) = files.get(SIMULATION) else { return Some(RiskPack { model, simulation: None }) };
    let raw: SimulationToml = parse(pack, SIMULATION, bytes).map_err(|fault| faults.push(fault)).ok()?;
    faults.extend(name(SIMULATION, &raw.id));
    let simulation = Simulation::compile(raw, &model).map_err(|found| faults.extend(told(pack, SIMULATION, found))).ok()?;
    Some(RiskPack { model, simulation: Some(simulation) })
}

fn told(pack: &str, file: &'static str, found: Vec<Fault>) -> Vec<PackFault> {
    found.into_iter().map(|fault| PackFault::new(pack, file, fault.key, fault.expected, fault.found)).collect()
}
