//! What a search for DIF may be told.

/// How to search.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DifSettings {
    /// An item is flagged when its p, after Holm's correction for the number of items, is below this and its effect is not negligible.
    pub alpha: f64,
    /// Flagged items leave the matching score, and everything is tested again until the flagged are the same.
    pub purify: bool,
    /// Groups with fewer people are not compared.
    pub least_group: usize,
}

impl Default for DifSettings {
    /// p below 0.01, purified, groups of 50 and more.
    fn default() -> Self {
        Self { alpha: 0.01, purify: true, least_group: 50 }
    }
}
