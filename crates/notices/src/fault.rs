//! What is wrong with a pack.

/// One fault of a pack, for somebody who writes packs and no programs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Fault {
    /// Where, e.g. `ladder.work.yellow[1].after_minutes`; for texts with the file in front: `zh-CN: work.sms.by`.
    pub key: String,
    pub expected: String,
    pub found: String,
}
