//! The laws of the model, its shipped pack, its numbers.

mod arbitrary;
mod calibration;
mod compiling;
mod decay;
mod explaining;
mod laws;
mod pack;
mod simulation;

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::*;

const DEFAULT: &str = include_str!("../../../../packs/risk/default/model.toml");

fn raw() -> ModelToml {
    toml::from_str(DEFAULT).unwrap()
}

fn shipped() -> Model {
    Model::compile(&raw()).unwrap()
}

/// Noon of a day of the tests' calendar, with hours.
fn hour(hours: i64) -> Timestamp {
    "2026-11-22T12:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_hours(hours)
}

fn day(days: i64) -> Timestamp {
    hour(24 * days)
}

fn id(number: u128) -> EvidenceId {
    EvidenceId(Uuid::from_u128(number))
}

/// A piece of full strength.
fn piece(model: &Model, number: u128, kind: &str, at: Timestamp) -> Evidence {
    Evidence::new(id(number), model.kind_id(kind).unwrap(), at)
}
