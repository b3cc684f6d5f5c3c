//! Which rules a place has.

use jiff::civil::Date;
use xinqiao_kernel::place::PlacePath;

use crate::RuleSet;

/// The rules that hold for `place` on `day`: of those in force the ones of the nearest place, then the newest, then by code and version.
///
/// `None` where no rules are in force; a city that has no rules of its own keeps those of everywhere in the list.
pub fn rules_for<'a>(place: &PlacePath, day: Date, all: &'a [RuleSet]) -> Option<&'a RuleSet> {
    let in_force = all.iter().filter(|rules| rules.valid_from() <= day);
    let near = in_force.filter_map(|rules| nearness(rules, place).map(|depth| (depth, rules)));
    near.max_by_key(|(depth, rules)| (*depth, rules.valid_from(), rules.id(), rules.version())).map(|(_, rules)| rules)
}

/// How deep the nearest place of the rules lies; 0 for rules of everywhere, `None` for rules of other places.
fn nearness(rules: &RuleSet, place: &PlacePath) -> Option<usize> {
    if rules.jurisdiction().is_empty() {
        return Some(0);
    }
    rules.jurisdiction().iter().filter(|own| own.covers(place)).map(|own| own.depth() + 1).max()
}
