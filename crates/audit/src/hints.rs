//! What should be looked at twice: stated rules over rows, each answer with its numbers. A hint is no finding about a person.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::Row;
use crate::pack::{HintKind, HintRule};

/// What a rule saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    pub rule: String,
    pub account: Uuid,
    pub from: Timestamp,
    pub until: Timestamp,
    /// how many; what was counted follows from the rule
    pub count: u32,
}

/// What the rules see in rows. `minute_of_day` tells the local time of an instant. For each rule and account the fullest stretch is told.
pub fn hints(rows: &[Row], rules: &[HintRule], minute_of_day: &dyn Fn(Timestamp) -> u16) -> Vec<Hint> {
    let mut by_account: BTreeMap<Uuid, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        if let Some(account) = row.account {
            by_account.entry(account).or_default().push(row);
        }
    }
    let mut found = Vec::new();
    for (account, mut rows) in by_account {
        rows.sort_by_key(|row| (row.at, row.id));
        for rule in rules {
            let counted: Vec<&Row> = rows.iter().copied().filter(|row| counts(rule, row, minute_of_day)).collect();
            found.extend(fullest(rule, account, &counted));
        }
    }
    found
}

fn counts(rule: &HintRule, row: &Row, minute_of_day: &dyn Fn(Timestamp) -> u16) -> bool {
    if rule.except_roles.contains(&row.role) || row.role == "resident" {
        return false;
    }
    let is_done = row.outcome == "done";
    match rule.kind {
        HintKind::Persons => is_done && row.person.is_some(),
        HintKind::Night => {
            let minute = minute_of_day(row.at);
            let inside = rule.night().is_some_and(|(from, until)| match from <= until {
                true => (from..until).contains(&minute),
                false => from <= minute || minute < until,
            });
            is_done && row.person.is_some() && inside
        }
        HintKind::Refusals => row.outcome == "refused",
        HintKind::Exports => is_done && row.action.starts_with("export_"),
    }
}

/// The stretch of at most the rule's length that holds most.
fn fullest(rule: &HintRule, account: Uuid, rows: &[&Row]) -> Option<Hint> {
    let length = SignedDuration::from_mins(i64::from(rule.within_min));
    let mut best: Option<Hint> = None;
    let mut start = 0;
    for end in 0..rows.len() {
        while rows[end].at.duration_since(rows[start].at) > length {
            start += 1;
        }
        let stretch = &rows[start..=end];
        let count = match rule.kind {
            HintKind::Persons => stretch.iter().filter_map(|row| row.person).collect::<BTreeSet<_>>().len(),
            HintKind::Night | HintKind::Refusals | HintKind::Exports => stretch.len(),
        };
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        if count >= rule.at_least && best.as_ref().is_none_or(|best| best.count < count) {
            best = Some(Hint { rule: rule.code.clone(), account, from: stretch[0].at, until: rows[end].at, count });
        }
    }
    best
}
