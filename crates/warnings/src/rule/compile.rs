//! From the written form to a sound [`RuleSet`], or to the list of its faults.

mod beside;

use std::collections::BTreeSet;

use jiff::SignedDuration;

use super::raw::{ClockToml, LimitToml, RuleToml, SignalToml, When};
use super::{Fault, LevelClock, RuleSet, SignalRule};
use crate::clock::Limit;
use crate::level::{ByLevel, Level, Severity};

/// The longest number that a limit may have, in its unit: a year of days.
const LONGEST: u16 = 366;

/// All faults of a rule file; empty when it is sound.
pub fn check_rule(raw: &RuleToml) -> Vec<Fault> {
    compile(raw).err().unwrap_or_default()
}

pub(super) fn compile(raw: &RuleToml) -> Result<RuleSet, Vec<Fault>> {
    let mut check = Check::default();
    check.head(raw);
    let signals = check.signals(&raw.signals);
    let levels = check.levels(&raw.level);
    let red = check.clock(raw, Level::Red);
    let yellow = check.clock(raw, Level::Yellow);
    let blue = check.clock(raw, Level::Blue);
    let beside = check.beside(raw);
    let sound = check.faults.is_empty();
    if let (Some(levels), Some(red), Some(yellow), Some(blue), Some(beside), true) = (levels, red, yellow, blue, beside, sound) {
        Ok(RuleSet {
            id: raw.id.clone(),
            version: raw.version.clone(),
            valid_from: raw.valid_from,
            sources: raw.sources.clone(),
            signals,
            levels,
            clocks: ByLevel { red, yellow, blue },
            day_ends: raw.day.ends,
            confirm_needs_two: raw.confirm_needs_two.clone(),
            close_needs_two: raw.close_needs_two.clone(),
            outcomes: raw.outcomes.clone(),
            dismissals: raw.dismissals.clone(),
            review: beside.review,
            accept: beside.accept,
            roster: beside.roster,
            answer: beside.answer,
            reopen: beside.reopen,
            downgrade: beside.downgrade,
            quiet: beside.quiet,
        })
    } else {
        Err(check.faults)
    }
}

#[derive(Default)]
struct Check {
    faults: Vec<Fault>,
}

impl Check {
    fn fault(&mut self, key: impl Into<String>, expected: impl Into<String>, found: impl Into<String>) {
        self.faults.push(Fault { key: key.into(), expected: expected.into(), found: found.into() });
    }

    fn head(&mut self, raw: &RuleToml) {
        if raw.sources.is_empty() {
            self.fault("source", "at least one document", "none");
        }
        for (n, source) in raw.sources.iter().enumerate() {
            self.words(&format!("source[{n}].ref"), &source.reference);
            self.words(&format!("source[{n}].confidence"), &source.confidence);
        }
        if !raw.confirm_needs_two.contains(&Level::Red) {
            self.fault(
                "confirm_needs_two",
                "a list with red: red is confirmed by two persons",
                format!("{:?}", raw.confirm_needs_two),
            );
        }
        self.list("confirm_needs_two", &raw.confirm_needs_two);
        self.distinct("close_needs_two", &raw.close_needs_two);
        self.list("outcomes", &raw.outcomes);
        self.list("dismissals", &raw.dismissals);
        self.words("day.source", &raw.day.source);
    }

    fn words(&mut self, key: &str, text: &str) {
        if text.trim().is_empty() {
            self.fault(key, "words", "nothing");
        }
    }

    fn list<T: Ord + std::fmt::Debug>(&mut self, key: &str, list: &[T]) {
        if list.is_empty() {
            self.fault(key, "at least one word", "none");
        }
        self.distinct(key, list);
    }

    fn distinct<T: Ord + std::fmt::Debug>(&mut self, key: &str, list: &[T]) {
        let mut seen = BTreeSet::new();
        for word in list {
            if !seen.insert(word) {
                self.fault(key, "each word once", format!("{word:?} twice"));
            }
        }
    }

    /// Each severity stands under exactly one colour, and a graver one never under a milder colour.
    fn levels(&mut self, raw: &ByLevel<super::raw::LevelToml>) -> Option<[(Severity, Level); 4]> {
        for level in Level::ALL {
            self.words(&format!("level.{level}.source"), &raw.of(*level).source);
        }
        let crisis = self.colour(raw, Severity::Crisis)?;
        let high = self.colour(raw, Severity::High)?;
        let medium = self.colour(raw, Severity::Medium)?;
        let low = self.colour(raw, Severity::Low)?;
        if !(crisis <= high && high <= medium && medium <= low) {
            let found = format!("crisis {crisis}, high {high}, medium {medium}, low {low}");
            self.fault("level", "graver severities under graver colours", found);
            return None;
        }
        Some([(Severity::Crisis, crisis), (Severity::High, high), (Severity::Medium, medium), (Severity::Low, low)])
    }

    fn colour(&mut self, raw: &ByLevel<super::raw::LevelToml>, severity: Severity) -> Option<Level> {
        let times = |level: Level| raw.of(level).severities.iter().filter(|listed| **listed == severity).count();
        let colours: Vec<Level> = Level::ALL.iter().copied().flat_map(|level| std::iter::repeat_n(level, times(level))).collect();
        if let [colour] = colours[..] {
            return Some(colour);
        }
        self.fault("level.*.severities", format!("{severity} exactly once"), format!("{} times", colours.len()));
        None
    }

    fn signals(&mut self, raw: &[SignalToml]) -> Vec<SignalRule> {
        if raw.is_empty() {
            self.fault("signal", "at least one rule", "none");
        }
        let codes: Vec<_> = raw.iter().map(|rule| &rule.code).collect();
        self.distinct("signal.code", &codes);
        let rules: Vec<SignalRule> = raw.iter().filter_map(|rule| self.signal(rule)).collect();
        for (n, rule) in rules.iter().enumerate() {
            let earlier = rules[..n].iter().filter(|other| other.group.is_some() && other.group == rule.group);
            if let Some(milder) = earlier.into_iter().find(|other| rule.severity < other.severity) {
                let found = format!("{} after {}", rule.code, milder.code);
                self.fault(format!("signal.{}.group", rule.code), "the graver rule of a group first", found);
            }
        }
        rules
    }

    fn signal(&mut self, raw: &SignalToml) -> Option<SignalRule> {
        let key = format!("signal.{}", raw.code);
        self.words(&format!("{key}.source"), &raw.source);
        if let Some(instruments) = &raw.instruments {
            self.list(&format!("{key}.instruments"), instruments);
        }
        self.when(&format!("{key}.when"), &raw.when);
        let expires_key = format!("{key}.expires_after");
        let expires_after = match self.limit(&expires_key, &raw.expires_after, true)? {
            Limit::Hours(n) => SignedDuration::from_hours(i64::from(n)),
            Limit::Days(n) => SignedDuration::from_hours(24 * i64::from(n)),
            Limit::Minutes(_) | Limit::WorkingDays(_) => {
                self.fault(expires_key, "hours or days", "another unit");
                return None;
            }
        };
        Some(SignalRule {
            code: raw.code.clone(),
            group: raw.group.clone(),
            instruments: raw.instruments.clone().unwrap_or_default(),
            severity: raw.severity,
            when: raw.when.clone(),
            expires_after,
            source: raw.source.clone(),
        })
    }

    fn when(&mut self, key: &str, when: &When) {
        match when {
            When::Critical { kinds, strengths, at_least, at_most } => {
                self.list(&format!("{key}.critical.kinds"), kinds);
                self.list(&format!("{key}.critical.strengths"), strengths);
                if let (Some(low), Some(high)) = (at_least, at_most)
                    && high < low
                {
                    self.fault(format!("{key}.critical"), "at_least up to at_most", format!("{low} to {high}"));
                }
            }
            When::Band { codes, .. } => self.list(&format!("{key}.band.codes"), codes),
            When::Decision { levels, .. } => self.list(&format!("{key}.decision.levels"), levels),
            When::Attention { at_least } => {
                if !(1..=4).contains(at_least) {
                    self.fault(format!("{key}.attention.at_least"), "1 to 4", at_least.to_string());
                }
            }
            When::Worsening { by_at_least, within_days, must_reach, .. } => {
                if !(by_at_least.is_finite() && 0.0 < *by_at_least) {
                    self.fault(format!("{key}.worsening.by_at_least"), "points above 0", by_at_least.to_string());
                }
                if *within_days == 0 {
                    self.fault(format!("{key}.worsening.within_days"), "at least 1 day", "0");
                }
                if must_reach.is_some_and(|bound| !bound.is_finite()) {
                    self.fault(format!("{key}.worsening.must_reach"), "a number of points", format!("{must_reach:?}"));
                }
            }
            When::AskedForContact => {}
        }
    }

    fn clock(&mut self, raw: &RuleToml, level: Level) -> Option<LevelClock> {
        let key = format!("clock.{level}");
        let steps: &ClockToml = raw.clock.of(level);
        let bound = self.limit(&format!("{key}.first_response"), &steps.first_response, false);
        let decide = self.limit(&format!("{key}.decide"), &steps.decide, false);
        let acknowledge = self.limit(&format!("{key}.acknowledge"), &steps.acknowledge, false);
        let verify = self.limit(&format!("{key}.verify"), &steps.verify, false);
        let intervene = self.limit(&format!("{key}.intervene"), &steps.intervene, false);
        let feedback = self.limit(&format!("{key}.feedback"), &steps.feedback, false);
        let close = self.limit(&format!("{key}.close"), &steps.close, false);
        let escalation = self.limit(&format!("escalation.{level}"), raw.escalation.of(level), false);
        let second_key = format!("{key}.second");
        let second = match (&steps.second, raw.confirm_needs_two.contains(&level)) {
            (Some(second), true) => Some(self.limit(&second_key, second, false)?),
            (None, false) => None,
            (Some(_), false) => {
                self.fault(second_key, "nothing: one person confirms this level", "a limit");
                return None;
            }
            (None, true) => {
                self.fault(second_key, "a limit: two persons confirm this level", "nothing");
                return None;
            }
        };
        let until_verified = [decide, acknowledge, verify, second];
        self.first_response(&key, bound?, until_verified.into_iter().flatten());
        let decide = decide?;
        Some(LevelClock {
            decide,
            second: second.unwrap_or(decide),
            acknowledge: acknowledge?,
            verify: verify?,
            intervene: intervene?,
            feedback: feedback?,
            close: close?,
            escalation: escalation?,
        })
    }

    fn first_response(&mut self, key: &str, bound: Limit, steps: impl Iterator<Item = Limit>) {
        let expected = "minutes, hours or days that add up to at most first_response";
        let bound = match bound {
            // the bound of a norm is plain time: a day is 24 hours
            Limit::Days(n) => SignedDuration::from_hours(24 * i64::from(n)),
            Limit::Minutes(_) | Limit::Hours(_) => bound.at_most().unwrap_or_default(),
            Limit::WorkingDays(_) => {
                self.fault(format!("{key}.first_response"), "minutes, hours or days", "working_days");
                return;
            }
        };
        let mut sum = SignedDuration::ZERO;
        for step in steps {
            let Some(longest) = step.at_most() else {
                self.fault(format!("{key}.*"), expected, "working_days before verify");
                return;
            };
            sum += longest;
        }
        if bound < sum {
            let found = format!("{} minutes of {}", sum.as_mins(), bound.as_mins());
            self.fault(format!("{key}.*"), expected, found);
        }
    }

    /// Exactly one unit with a number from 1, and a source unless the table around it names one.
    fn limit(&mut self, key: &str, raw: &LimitToml, sourced: bool) -> Option<Limit> {
        if !sourced && raw.source.as_ref().is_none_or(|source| source.trim().is_empty()) {
            self.fault(format!("{key}.source"), "document and clause", "nothing");
        }
        let given = [
            raw.minutes.map(Limit::Minutes),
            raw.hours.map(Limit::Hours),
            raw.days.map(Limit::Days),
            raw.working_days.map(Limit::WorkingDays),
        ];
        let given: Vec<Limit> = given.into_iter().flatten().collect();
        let [limit] = given[..] else {
            self.fault(key, "exactly one of minutes, hours, days, working_days", format!("{} of them", given.len()));
            return None;
        };
        let (Limit::Minutes(n) | Limit::Hours(n) | Limit::Days(n) | Limit::WorkingDays(n)) = limit;
        if !(1..=LONGEST).contains(&n) {
            self.fault(key, format!("1 to {LONGEST}"), n.to_string());
            return None;
        }
        Some(limit)
    }
}
