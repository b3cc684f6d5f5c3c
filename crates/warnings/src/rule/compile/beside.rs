//! The tables beside the steps: reviews, hand-overs, objections, opening again, milder levels, quiet hours, labels, jurisdiction.

use std::collections::BTreeSet;

use jiff::SignedDuration;

use super::Check;
use crate::clock::Limit;
use crate::downgrade::{ASSESSMENTS, DowngradeRules};
use crate::level::{ByLevel, Level};
use crate::quiet::QuietHours;
use crate::rule::raw::{DowngradeToml, LabelToml, LimitToml, QuietToml, RuleToml};

/// The most assessments that a pack may ask of a milder level.
const MOST_ASSESSMENTS: u8 = 12;

/// What [`Check::beside`] found sound.
pub(super) struct Beside {
    pub review: ByLevel<Limit>,
    pub accept: ByLevel<Limit>,
    pub answer: Limit,
    pub reopen: Limit,
    pub downgrade: DowngradeRules,
    pub quiet: Option<QuietHours>,
}

impl Check {
    pub(super) fn beside(&mut self, raw: &RuleToml) -> Option<Beside> {
        self.distinct("jurisdiction", &raw.jurisdiction);
        for (organisation, label) in &raw.label {
            self.label(&format!("label.{organisation}"), label);
        }
        let review = self.by_level("review", &raw.review);
        let accept = self.by_level("shift", &raw.shift);
        let answer = self.limit("objection.answer", &raw.objection.answer, false);
        let reopen = self.limit("reopen.within", &raw.reopen.within, false);
        let downgrade = self.downgrade(&raw.downgrade);
        let quiet = raw.quiet.as_ref().and_then(|quiet| self.quiet(quiet));
        Some(Beside { review: review?, accept: accept?, answer: answer?, reopen: reopen?, downgrade: downgrade?, quiet })
    }

    fn by_level(&mut self, key: &str, raw: &ByLevel<LimitToml>) -> Option<ByLevel<Limit>> {
        let red = self.limit(&format!("{key}.red"), &raw.red, false);
        let yellow = self.limit(&format!("{key}.yellow"), &raw.yellow, false);
        let blue = self.limit(&format!("{key}.blue"), &raw.blue, false);
        Some(ByLevel { red: red?, yellow: yellow?, blue: blue? })
    }

    fn downgrade(&mut self, raw: &DowngradeToml) -> Option<DowngradeRules> {
        self.list("downgrade.counts", &raw.counts);
        self.words("downgrade.source", &raw.source);
        let at_least = usize::from(raw.at_least);
        if at_least < ASSESSMENTS || MOST_ASSESSMENTS < raw.at_least {
            self.fault(
                "downgrade.at_least",
                format!("{ASSESSMENTS} to {MOST_ASSESSMENTS} assessments"),
                raw.at_least.to_string(),
            );
        }
        let apart = match self.limit("downgrade.apart", &raw.apart, true)? {
            Limit::Minutes(n) => SignedDuration::from_mins(i64::from(n)),
            Limit::Hours(n) => SignedDuration::from_hours(i64::from(n)),
            Limit::Days(n) => SignedDuration::from_hours(24 * i64::from(n)),
            Limit::WorkingDays(_) => {
                self.fault("downgrade.apart", "minutes, hours or days", "working_days");
                return None;
            }
        };
        Some(DowngradeRules { counts: raw.counts.clone(), at_least, apart })
    }

    fn quiet(&mut self, raw: &QuietToml) -> Option<QuietHours> {
        self.words("quiet.source", &raw.source);
        self.list("quiet.waits", &raw.waits);
        if raw.from == raw.until {
            self.fault("quiet.until", "another time than quiet.from", raw.until.to_string());
            return None;
        }
        Some(QuietHours { from: raw.from, until: raw.until, waits: raw.waits.clone() })
    }

    fn label(&mut self, key: &str, raw: &LabelToml) {
        self.words(&format!("{key}.source"), &raw.source);
        let mut seen = BTreeSet::new();
        for level in Level::ALL {
            let words = raw.of(*level);
            self.words(&format!("{key}.{level}"), words);
            if !seen.insert(words.trim()) {
                self.fault(format!("{key}.{level}"), "a label for each level", format!("{words} twice"));
            }
        }
    }
}
