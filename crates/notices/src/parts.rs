//! How many parts a text message takes.

use crate::pack::SmsLimits;

/// Parts of a text message, at least one. Counted in units of UTF-16, as networks count texts with Chinese; a pair that stands for one character
/// is not torn apart, so a part may end one unit early.
pub fn parts(text: &str, limits: &SmsLimits) -> usize {
    let whole: usize = text.chars().map(char::len_utf16).sum();
    if whole <= limits.part_characters {
        return 1;
    }
    let mut parts = 1;
    let mut used = 0;
    for units in text.chars().map(char::len_utf16) {
        if limits.joined_part_characters < used + units {
            parts += 1;
            used = 0;
        }
        used += units;
    }
    parts
}
