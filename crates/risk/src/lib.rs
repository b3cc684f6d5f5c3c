//! How much attention a person needs now, why, and what would change it. A level is about attention, never about worth; people decide.
//!
//! A [`Model`] comes from a pack ([`ModelToml`], [`Model::compile`]). [`Model::evaluate`] takes what is known about one person and gives an
//! [`Assessment`]: every piece of [`Evidence`] with what it counted at first, what is left of it and why, the floors, and in data what would
//! raise or lower the level, with the second at which it falls by itself. [`Model::level_only`] gives the level alone.
//!
//! Three laws hold for every model that compiles (`tests/laws.rs`):
//!
//! 1. More evidence of a risk never lowers the level, more that protects never raises it. The one exception is declared in the pack: in a kind
//!    that [`Repeat::Replace`]s, a newer and weaker reading stands for the older one.
//! 2. Time alone never raises the level, and every level ends by itself.
//! 3. Neither the order of the evidence nor how often somebody looks changes the level.
//!
//! [`calibration`] says afterwards how right the levels were, and whether they were equally right for all groups.
//! [`simulation`] draws a made-up population to judge a model on before there are outcomes.
//! Source: requirements Z4-54, F-01; domain_rules C.1, C.4; features "Warning loop". The formulas stand in `docs/risk.md`.

pub mod assessment;
pub mod calibration;
pub mod change;
mod decay;
pub mod evaluate;
pub mod evidence;
pub mod fault;
pub mod level;
pub mod model;
pub mod points;
mod settle;
pub mod simulation;
pub mod standing;
mod tally;

pub use assessment::{Assessment, Basis, Contribution, Counted, FloorHeld, InteractionHeld};
pub use change::{Sooner, WouldChange};
pub use evidence::{Evidence, EvidenceId, Strength};
pub use fault::Fault;
pub use level::Level;
pub use model::{Fade, Floor, Interaction, Kind, KindId, Missing, Model, ModelToml, Repeat, Role, Title};
pub use points::Points;
pub use simulation::{Simulation, SimulationToml};
pub use standing::Standing;

#[cfg(test)]
mod tests;
