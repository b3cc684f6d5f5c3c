//! What is wrong with a pack.

/// One fault of a pack, for somebody who writes packs and no programs.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Fault {
    /// Where, e.g. `kind.life-event.half_life_days`.
    pub key: String,
    pub expected: String,
    pub found: String,
}
