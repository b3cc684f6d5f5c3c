//! Counts that are too small to be shown.

/// Counts from one to one below this are hidden. Source: domain_rules G.8, floor of a city (P).
pub const FLOOR: i64 = 5;

/// A count that stands alone: `None` when it is hidden. Nobody is in a count of zero.
pub(super) fn shown(count: i64) -> Option<i64> {
    (count == 0 || FLOOR <= count).then_some(count)
}

/// The parts of a known total. Beside the small ones so many of the smallest others are hidden that neither one hidden part nor a hidden
/// sum below the floor can be worked out from the total (domain_rules G.8, secondary suppression).
pub(super) fn shown_parts(counts: &[i64]) -> Vec<Option<i64>> {
    let mut parts: Vec<Option<i64>> = counts.iter().map(|count| shown(*count)).collect();
    loop {
        let hidden = counts.iter().zip(&parts).filter(|(_, part)| part.is_none());
        let (how_many, sum) = hidden.fold((0, 0), |(many, sum), (count, _)| (many + 1, sum + count));
        if how_many == 0 || (2 <= how_many && FLOOR <= sum) {
            return parts;
        }
        let others = parts.iter_mut().filter(|part| part.is_some_and(|count| 0 < count));
        match others.min_by_key(|part| **part) {
            Some(smallest) => *smallest = None,
            None => return parts,
        }
    }
}
