//! K4-08 闭环完成率: the share of warnings that were closed with feedback.

use crate::Cell;

/// Persons with a warning that was closed after everybody who waited heard back, of all with a confirmed warning.
///
/// Shape: one value per month and place. Unit: persons of persons, as a pair; percent when shown. Missing: `None` when one of the two is hidden,
/// or nobody had a warning, never zero. Somebody with several warnings in a month counts by the one that went least far.
/// Source: requirements K4-08 (*warnings closed with feedback* of *warnings raised*; the text names no figure).
pub fn closed_loop(heard: Cell, raised: Cell) -> Option<(u64, u64)> {
    heard.share_of(raised)
}
