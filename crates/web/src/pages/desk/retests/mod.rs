//! Asking again: tasks about sheets that could not be counted.

mod page;
mod serve;

pub use page::{RetestCard, RetestsPage};
pub(in crate::pages::desk) use serve::routes;

use crate::i18n::Lang;

/// A rule that put a sheet aside, in words; a check of an instrument that nobody has words for by its code.
pub(in crate::pages::desk) fn rule(lang: Lang, code: &str) -> String {
    // i18n: validity-rule-*
    match code {
        "fast" | "straight_line" | "lie" | "contradiction" | "unknown" => {
            lang.t(&format!("validity-rule-{}", code.replace('_', "-")))
        }
        other => lang.t1("validity-rule-other", "code", other),
    }
}
