//! What changed rules would have said of answers of the past: both sets of rules speak, and nothing is put in force.

use std::collections::BTreeMap;

use crate::{Code, Facts, Level, RuleSet, signals_from};

words! {
    /// What people decided about a signal that was raised.
    Became {
        Confirmed = "confirmed",
        Dismissed = "dismissed",
        Undecided = "undecided",
    }
}

/// How often something was raised by the present rules and by the changed ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    pub before: u64,
    pub after: u64,
}

/// The same for one rule, and what the change would have done to what people decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleChange {
    pub raised: Change,
    /// Signals of this rule that people confirmed, of sheets of which the changed rules say nothing.
    pub confirmed_lost: u64,
    /// Signals of this rule that people set aside, of sheets of which the changed rules say nothing.
    pub dismissed_spared: u64,
}

/// What came of all sheets. Unit: answer sheets and signals. Sums of two parts are the tally of both.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    pub sheets: u64,
    pub levels: BTreeMap<Level, Change>,
    pub rules: BTreeMap<Code, RuleChange>,
    /// Sheets with a signal that people confirmed, of which the changed rules say nothing.
    pub confirmed_lost: u64,
    /// Sheets with a signal that people confirmed, of which the changed rules say something milder.
    pub confirmed_milder: u64,
    /// Sheets with signals that people set aside only, of which the changed rules say nothing.
    pub dismissed_spared: u64,
    /// Sheets of which the present rules say nothing, and the changed ones something.
    pub added: u64,
}

impl Tally {
    /// Adds one sheet. `kept` is what was raised of it at its time, and what people decided.
    pub fn add(&mut self, present: &RuleSet, changed: &RuleSet, facts: &Facts, kept: &[(Code, Became)]) {
        let (before, after) = (signals_from(present, facts), signals_from(changed, facts));
        self.sheets += 1;
        for draft in &before {
            self.levels.entry(draft.proposed).or_default().before += 1;
            self.rules.entry(draft.rule.rule.clone()).or_default().raised.before += 1;
        }
        for draft in &after {
            self.levels.entry(draft.proposed).or_default().after += 1;
            self.rules.entry(draft.rule.rule.clone()).or_default().raised.after += 1;
        }
        let gravest = |drafts: &[crate::SignalDraft]| drafts.iter().map(|draft| draft.proposed).min();
        let is_lost = after.is_empty();
        for (rule, became) in kept.iter().filter(|_| is_lost) {
            let of_rule = self.rules.entry(rule.clone()).or_default();
            match became {
                Became::Confirmed => of_rule.confirmed_lost += 1,
                Became::Dismissed => of_rule.dismissed_spared += 1,
                Became::Undecided => {}
            }
        }
        let was = |wanted| kept.iter().any(|(_, became)| *became == wanted);
        if was(Became::Confirmed) {
            self.confirmed_lost += u64::from(is_lost);
            // the gravest level is the smallest
            let milder = gravest(&before).zip(gravest(&after)).is_some_and(|(before, after)| before < after);
            self.confirmed_milder += u64::from(milder);
        } else if was(Became::Dismissed) {
            self.dismissed_spared += u64::from(is_lost);
        }
        self.added += u64::from(before.is_empty() && !after.is_empty());
    }
}
