//! The tables beside the steps: reviews, hand-overs, objections, opening again, milder levels, quiet hours.

use jiff::SignedDuration;

use super::Check;
use crate::clock::Limit;
use crate::downgrade::{ASSESSMENTS, DowngradeRules};
use crate::level::ByLevel;
use crate::quiet::QuietHours;
use crate::rule::RosterRules;
use crate::rule::raw::{DowngradeToml, LimitToml, QuietToml, RosterToml, RuleToml};

/// The most assessments that a pack may ask of a milder level.
const MOST_ASSESSMENTS: u8 = 12;

/// The longest span of a roster, in days.
const LONGEST_SPAN_DAYS: u16 = 366;

/// What [`Check::beside`] found sound.
pub(super) struct Beside {
    pub review: ByLevel<Limit>,
    pub accept: ByLevel<Limit>,
    pub roster: RosterRules,
    pub answer: Limit,
    pub reopen: Limit,
    pub downgrade: DowngradeRules,
    pub quiet: Option<QuietHours>,
}

impl Check {
    pub(super) fn beside(&mut self, raw: &RuleToml) -> Option<Beside> {
        let review = self.by_level("review", &raw.review);
        let accept = self.by_level("shift", &raw.shift);
        let roster = self.roster(&raw.roster);
        let answer = self.limit("objection.answer", &raw.objection.answer, false);
        let reopen = self.limit("reopen.within", &raw.reopen.within, false);
        let downgrade = self.downgrade(&raw.downgrade);
        let quiet = raw.quiet.as_ref().and_then(|quiet| self.quiet(quiet));
        let (review, accept, roster) = (review?, accept?, roster?);
        Some(Beside { review, accept, roster, answer: answer?, reopen: reopen?, downgrade: downgrade?, quiet })
    }

    fn by_level(&mut self, key: &str, raw: &ByLevel<LimitToml>) -> Option<ByLevel<Limit>> {
        let red = self.limit(&format!("{key}.red"), &raw.red, false);
        let yellow = self.limit(&format!("{key}.yellow"), &raw.yellow, false);
        let blue = self.limit(&format!("{key}.blue"), &raw.blue, false);
        Some(ByLevel { red: red?, yellow: yellow?, blue: blue? })
    }

    fn roster(&mut self, raw: &RosterToml) -> Option<RosterRules> {
        self.words("roster.source", &raw.source);
        let numbers = [
            ("roster.kept_days", raw.kept_days, LONGEST_SPAN_DAYS),
            ("roster.longest_hours", raw.longest_hours, 24 * 7),
            ("roster.farthest_days", raw.farthest_days, 2 * LONGEST_SPAN_DAYS),
        ];
        let mut is_sound = true;
        for (key, number, most) in numbers {
            if number == 0 || most < number {
                self.fault(key, format!("1 to {most}"), number.to_string());
                is_sound = false;
            }
        }
        let hours = |hours: u16| SignedDuration::from_hours(i64::from(hours));
        let days = |days: u16| SignedDuration::from_hours(24 * i64::from(days));
        let (kept, longest, farthest) = (days(raw.kept_days), hours(raw.longest_hours), days(raw.farthest_days));
        is_sound.then_some(RosterRules { kept, longest, farthest })
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
}
