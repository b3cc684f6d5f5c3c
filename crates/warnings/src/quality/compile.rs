//! From the written form to sound [`QualityRules`], or to the list of its faults.

use super::area::{AreaReason, AreaRules};
use super::missed::{EventRule, FindingRule, ReviewRules, Words};
use super::raw::{AreaToml, ListToml, ModelToml, NumberToml, QualityToml, ReviewToml};
use super::{Ending, ModelRules, QualityRules};
use crate::{Code, Fault};

pub(super) fn compile(raw: &QualityToml) -> Result<QualityRules, Vec<Fault>> {
    let mut check = Check(Vec::new());
    if raw.sources.is_empty() {
        check.fault("source", "at least one document", "none");
    }
    check.source("judged.source", &raw.judged.source);
    check.lists(&raw.judged.right, &raw.judged.wrong);
    let rules = QualityRules {
        id: raw.id.clone(),
        version: raw.version.clone(),
        valid_from: raw.valid_from,
        right: raw.judged.right.clone(),
        wrong: raw.judged.wrong.clone(),
        settle_days: check.number("period.settle_days", &raw.period.settle_days, 0, 92),
        least_judged: check.number("bad.least_judged", &raw.bad.least_judged, 5, 10_000).unsigned_abs(),
        least_timed: check.number("bad.least_timed", &raw.bad.least_timed, 5, 10_000).unsigned_abs(),
        precision_below: check.number("bad.precision_below_percent", &raw.bad.precision_below_percent, 0, 100).unsigned_abs(),
        lapsed_above: check.number("bad.lapsed_above_percent", &raw.bad.lapsed_above_percent, 0, 100).unsigned_abs(),
        review: check.review(&raw.review),
        model: check.model(&raw.model),
        area: check.area(&raw.area),
    };
    if check.0.is_empty() { Ok(rules) } else { Err(check.0) }
}

struct Check(Vec<Fault>);

impl Check {
    fn fault(&mut self, key: &str, expected: impl Into<String>, found: impl Into<String>) {
        self.0.push(Fault { key: key.to_owned(), expected: expected.into(), found: found.into() });
    }

    fn source(&mut self, key: &str, text: &str) {
        if text.trim().is_empty() {
            self.fault(key, "a document and clause, or P", "nothing");
        }
    }

    fn number(&mut self, key: &str, raw: &NumberToml, least: i64, most: i64) -> i64 {
        self.source(&format!("{key}.source"), &raw.source);
        if !(least..=most).contains(&raw.is) {
            self.fault(&format!("{key}.is"), format!("a whole number from {least} to {most}"), raw.is.to_string());
        }
        raw.is
    }

    fn lists(&mut self, right: &[Ending], wrong: &[Ending]) {
        for (list, words) in [("right", right), ("wrong", wrong)] {
            let key = format!("judged.{list}");
            if words.is_empty() {
                self.fault(&key, "at least one ending", "none");
            }
            for word in words.iter().filter(|word| matches!(word, Ending::Open | Ending::Lapsed)) {
                self.fault(&key, "endings that somebody decided", word.code());
            }
        }
        for both in right.iter().filter(|word| wrong.contains(word)) {
            self.fault("judged", "each ending in one list", both.code());
        }
    }

    fn review(&mut self, raw: &ReviewToml) -> ReviewRules {
        self.once("review.event", raw.events.iter().map(|event| &event.code));
        self.once("review.finding", raw.findings.iter().map(|finding| &finding.code));
        if !raw.findings.iter().any(|finding| finding.is_miss) {
            self.fault("review.finding", "at least one that is a miss", "none");
        }
        for event in &raw.events {
            self.source(&format!("review.event.{}.source", event.code), &event.source);
            self.words(&format!("review.event.{}.title", event.code), &event.title);
        }
        for finding in &raw.findings {
            self.source(&format!("review.finding.{}.source", finding.code), &finding.source);
            self.words(&format!("review.finding.{}.title", finding.code), &finding.title);
        }
        let events = raw.events.iter().map(|event| EventRule {
            code: event.code.clone(),
            title: event.title.clone(),
            risk: event.risk.clone(),
            sources: event.sources.clone(),
            any_red: event.any_red,
            emergencies: event.emergencies.clone(),
        });
        let findings = raw.findings.iter().map(|finding| FindingRule {
            code: finding.code.clone(),
            title: finding.title.clone(),
            is_miss: finding.is_miss,
        });
        ReviewRules {
            look_back_days: self.number("review.look_back_days", &raw.look_back_days, 1, 366),
            due_days: self.number("review.due_days", &raw.due_days, 1, 92),
            second_days: self.number("review.second_days", &raw.second_days, 1, 92),
            scan_days: self.number("review.scan_days", &raw.scan_days, 1, 92),
            day_ends: raw.day_ends,
            events: events.collect(),
            findings: findings.collect(),
        }
    }

    fn model(&mut self, raw: &ModelToml) -> ModelRules {
        self.source("model.outcome.source", &raw.outcome.source);
        self.source("model.flagged_from.source", &raw.flagged_from.source);
        ModelRules {
            window_days: self.number("model.window_days", &raw.window_days, 1, 366),
            least_people: self.number("model.least_people", &raw.least_people, 20, 1_000_000).unsigned_abs(),
            least_outcomes: self.number("model.least_outcomes", &raw.least_outcomes, 5, 100_000).unsigned_abs(),
            outcome: raw.outcome.level,
            flagged_from: raw.flagged_from.is,
            age_from: self.rising("model.age_from", &raw.age_from, 0, 120),
            bins: self.rising("model.bins_percent", &raw.bins_percent, 1, 99),
        }
    }

    fn area(&mut self, raw: &AreaToml) -> AreaRules {
        self.source("area.source", &raw.source);
        self.once("area.reason", raw.reasons.iter().map(|reason| &reason.code));
        for reason in &raw.reasons {
            self.words(&format!("area.reason.{}.title", reason.code), &reason.title);
        }
        AreaRules {
            baseline_weeks: self.number("area.baseline_weeks", &raw.baseline_weeks, 3, 52).unsigned_abs(),
            gap_weeks: self.number("area.gap_weeks", &raw.gap_weeks, 0, 8).unsigned_abs(),
            deviations: self.number("area.deviations_milli", &raw.deviations_milli, 500, 10_000) as f64 / 1_000.0,
            least_persons: self.number("area.least_persons", &raw.least_persons, 3, 1_000).unsigned_abs(),
            due_days: self.number("area.due_days", &raw.due_days, 1, 92),
            keep_weeks: self.number("area.keep_weeks", &raw.keep_weeks, 8, 520),
            words: raw.words.clone(),
            reasons: raw
                .reasons
                .iter()
                .map(|reason| AreaReason { code: reason.code.clone(), title: reason.title.clone() })
                .collect(),
        }
    }

    /// Codes of a list, each once, and at least one.
    fn once<'a>(&mut self, key: &str, codes: impl Iterator<Item = &'a Code>) {
        let mut known: Vec<&Code> = Vec::new();
        for code in codes {
            if known.contains(&code) {
                self.fault(key, "each code once", code.to_string());
            }
            known.push(code);
        }
        if known.is_empty() {
            self.fault(key, "at least one", "none");
        }
    }

    fn words(&mut self, key: &str, words: &Words) {
        if words.zh_cn.trim().is_empty() || words.en.trim().is_empty() {
            self.fault(key, "words in both languages", "nothing");
        }
    }

    fn rising(&mut self, key: &str, raw: &ListToml, least: i64, most: i64) -> Vec<u64> {
        self.source(&format!("{key}.source"), &raw.source);
        let in_order = raw.is.windows(2).all(|pair| pair.first() < pair.last());
        if raw.is.is_empty() || !in_order || raw.is.iter().any(|number| !(least..=most).contains(number)) {
            self.fault(&format!("{key}.is"), format!("rising whole numbers from {least} to {most}"), format!("{:?}", raw.is));
        }
        raw.is.iter().map(|number| number.unsigned_abs()).collect()
    }
}
