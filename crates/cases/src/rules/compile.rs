//! What is wrong with a written pack.

use std::collections::BTreeSet;
use std::fmt::Display;

use super::raw::{MeasureToml, PackToml, Title};
use super::{Fault, Need};
use crate::{Code, Grade, Movement, Score, Seat, Section};

/// Longest period of any limit, in days; three years is longer than any plan.
const LONGEST: u16 = 1096;

pub(super) fn faults(raw: &PackToml, languages: &[&str]) -> Vec<Fault> {
    let mut check = Check { raw, languages, faults: Vec::new() };
    check.head();
    check.limits();
    check.grades();
    check.lists();
    check.outcomes();
    for measure in &raw.rules.measure {
        check.measure(measure);
    }
    check.seats();
    check.sections_and_words();
    check.coverage();
    check.faults
}

struct Check<'a> {
    raw: &'a PackToml,
    languages: &'a [&'a str],
    faults: Vec<Fault>,
}

/// The file in which a key stands.
fn file_of(key: &str) -> &'static str {
    match key.split('.').next().unwrap_or_default() {
        "kind" | "problem" | "area" | "step" | "channel" | "pause" | "not_done" | "safety" => "lists.toml",
        "seat" => "seats.toml",
        _ => "rules.toml",
    }
}

/// Code, title and source of one entry.
type Entry<'a> = (&'a Code, &'a Title, &'a str);

impl Check<'_> {
    fn fault(&mut self, key: impl Into<String>, expected: impl Into<String>, found: impl Display) {
        let key = key.into();
        self.faults.push(Fault { file: file_of(&key), key, expected: expected.into(), found: found.to_string() });
    }

    fn head(&mut self) {
        let raw = self.raw;
        if !raw.rules.source.iter().any(|source| !source.reference.trim().is_empty()) {
            self.fault("source", "at least one document with its clause", "nothing");
        }
        self.source("thresholds", &raw.rules.thresholds.source);
    }

    fn source(&mut self, key: &str, source: &str) {
        if source.trim().is_empty() {
            self.fault(format!("{key}.source"), "document and clause, or P for a proposal", "nothing");
        }
    }

    fn title(&mut self, key: &str, title: &Title) {
        let raw_languages = self.languages;
        for language in raw_languages {
            if title.get(*language).is_none_or(|words| words.trim().is_empty()) {
                self.fault(format!("{key}.title.{language}"), "words", "nothing");
            }
        }
        for unknown in title.keys().filter(|known| !raw_languages.contains(&known.as_str())) {
            self.fault(format!("{key}.title.{unknown}"), format!("one of {}", raw_languages.join(", ")), unknown);
        }
    }

    fn limits(&mut self) {
        let raw = self.raw;
        for (name, limit) in raw.rules.limits.named() {
            if limit.is == 0 || LONGEST < limit.is {
                self.fault(format!("limits.{name}.is"), format!("a number from 1 to {LONGEST}"), limit.is);
            }
            self.source(&format!("limits.{name}"), &limit.source);
        }
        let limits = &raw.rules.limits;
        if limits.step_days.is < limits.postpone_days.is {
            self.fault("limits.postpone_days.is", "no more than limits.step_days", limits.postpone_days.is);
        }
    }

    /// Each grade once, and a graver one is looked at no less often.
    fn grades(&mut self) {
        let raw = self.raw;
        let mut milder: Option<(u16, u16)> = None;
        for grade in Grade::ALL {
            let rows: Vec<_> = raw.rules.grade.iter().filter(|row| row.grade == *grade).collect();
            let [row] = rows.as_slice() else {
                self.fault(format!("grade.{grade}"), "one row", rows.len());
                continue;
            };
            let key = format!("grade.{grade}");
            self.title(&key, &row.title);
            self.source(&key, &row.source);
            for (name, days, before) in
                [("review_days", row.review_days, milder.map(|m| m.0)), ("contact_days", row.contact_days, milder.map(|m| m.1))]
            {
                if days == 0 || before.unwrap_or(LONGEST) < days {
                    let most = before.unwrap_or(LONGEST);
                    self.fault(format!("{key}.{name}"), format!("a number from 1 to {most}, as a milder grade has"), days);
                }
            }
            milder = Some((row.review_days, row.contact_days));
        }
    }

    fn lists(&mut self) {
        let raw = self.raw;
        self.list("kind", raw.lists.kind.iter().map(|row| (&row.code, &row.title, row.source.as_str())).collect());
        self.list("problem", raw.lists.problem.iter().map(|row| (&row.code, &row.title, row.source.as_str())).collect());
        self.list("area", raw.lists.area.iter().map(|row| (&row.code, &row.title, row.source.as_str())).collect());
        self.list("step", raw.lists.step.iter().map(|row| (&row.code, &row.title, row.source.as_str())).collect());
        self.list("channel", raw.lists.channel.iter().map(|row| (&row.code, &row.title, row.source.as_str())).collect());
        self.list("pause", raw.lists.pause.iter().map(|row| (&row.code, &row.title, row.source.as_str())).collect());
        self.list("not_done", raw.lists.not_done.iter().map(|row| (&row.code, &row.title, row.source.as_str())).collect());
        self.list("outcome", raw.rules.outcome.iter().map(|row| (&row.code, &row.title, row.source.as_str())).collect());
        self.list("measure", raw.rules.measure.iter().map(|row| (&row.code, &row.title, row.source.as_str())).collect());
        self.list("coverage", raw.rules.coverage.iter().map(|row| (&row.code, &row.title, row.source.as_str())).collect());
        for kind in &raw.lists.kind {
            for seat in kind.team.iter().filter(|seat| !seat.is_member()) {
                self.fault(format!("kind.{}.team", kind.code), "a seat that somebody joins", seat);
            }
        }
        if !raw.lists.step.iter().any(|row| row.guidance) {
            self.fault("step", "at least one kind with guidance = true", "none");
        }
    }

    fn list(&mut self, list: &str, entries: Vec<Entry<'_>>) {
        if entries.is_empty() {
            self.fault(list, "at least one entry", "none");
        }
        let mut codes = BTreeSet::new();
        for (code, title, source) in entries {
            let key = format!("{list}.{code}");
            if !codes.insert(code) {
                self.fault(&key, "a code of its own", "the same code twice");
            }
            self.title(&key, title);
            self.source(&key, source);
        }
    }

    /// One outcome at least can be reached whatever happens; one that claims help needs all that shows it.
    fn outcomes(&mut self) {
        let raw = self.raw;
        for row in &raw.rules.outcome {
            let needs: BTreeSet<Need> = row.needs.iter().copied().collect();
            if needs.contains(&Need::Goals) && !(needs.contains(&Need::Risk) && needs.contains(&Need::Told)) {
                self.fault(format!("outcome.{}.needs", row.code), "risk and told beside goals", list(&row.needs));
            }
        }
        if !raw.rules.outcome.iter().any(|row| row.needs.contains(&Need::Tried)) {
            self.fault("outcome", "one that needs tried, for people who cannot be reached", "none");
        }
        if !raw.rules.outcome.iter().any(|row| row.needs.contains(&Need::Declined)) {
            self.fault("outcome", "one that needs declined, for people who do not wish support", "none");
        }
    }

    fn measure(&mut self, measure: &MeasureToml) {
        let key = format!("measure.{}", measure.code);
        let [low, high] = measure.range;
        if high <= low {
            self.fault(format!("{key}.range"), "the lowest total, then a higher one", format!("{low}, {high}"));
        }
        if let Some(parts) = measure.parts {
            let [least, most] = parts.range;
            let sum = |part: Score| (0..parts.count).fold(Score::ZERO, |sum, _| sum.plus(part));
            if parts.count == 0 || [sum(least), sum(most)] != measure.range {
                let found = format!("{} parts of {least} to {most}", parts.count);
                self.fault(format!("{key}.parts"), format!("parts that add up to {low} and {high}"), found);
            }
        }
        if let Some(change) = measure.reliable_change
            && (change <= Score::ZERO || high.minus(low) < change)
        {
            self.fault(format!("{key}.reliable_change"), "more than 0 and no more than the range", change);
        }
        if let Some(spread) = measure.jacobson_truax {
            let least = spread.reliable_change();
            let is_sound = 0.0 < spread.sd && 0.0 < spread.reliability && spread.reliability < 1.0;
            if !is_sound || !measure.reliable_change.is_some_and(|change| least <= f64::from(change)) {
                let found = measure.reliable_change.map_or_else(|| "nothing".to_owned(), |change| change.to_string());
                self.fault(
                    format!("{key}.reliable_change"),
                    format!("at least {least:.2}, as its sd and reliability give"),
                    found,
                );
            }
        }
        let mut younger = None;
        for (at, cut) in measure.cut_off.iter().enumerate() {
            let is_last = at + 1 == measure.cut_off.len();
            if cut.up_to_age.is_none() != is_last || (cut.up_to_age.is_some() && cut.up_to_age <= younger) {
                self.fault(format!("{key}.cut_off"), "rising ages, and only the last row without up_to_age", at + 1);
            }
            if cut.at < low || high < cut.at {
                self.fault(format!("{key}.cut_off"), format!("a score from {low} to {high}"), cut.at);
            }
            younger = cut.up_to_age;
        }
    }

    /// Each seat once, and never more than its ceiling.
    fn seats(&mut self) {
        let raw = self.raw;
        for seat in Seat::ALL {
            let rows: Vec<_> = raw.seats.seat.iter().filter(|row| row.seat == *seat).collect();
            let [row] = rows.as_slice() else {
                self.fault(format!("seat.{seat}"), "one row", rows.len());
                continue;
            };
            let key = format!("seat.{seat}");
            self.title(&key, &row.title);
            self.source(&key, &row.source);
            let ceiling = seat.ceiling();
            for group in row.sees.iter().filter(|group| !ceiling.contains(group)) {
                let most = list(&ceiling.iter().copied().collect::<Vec<_>>());
                self.fault(format!("{key}.sees"), format!("no more than {most}"), group);
            }
        }
    }

    fn sections_and_words(&mut self) {
        let raw = self.raw;
        for section in Section::ALL {
            let rows: Vec<_> = raw.lists.safety.iter().filter(|row| row.section == *section).collect();
            let [row] = rows.as_slice() else {
                self.fault(format!("safety.{section}"), "one row", rows.len());
                continue;
            };
            self.title(&format!("safety.{section}"), &row.title);
            self.source(&format!("safety.{section}"), &row.source);
        }
        for movement in Movement::ALL {
            match raw.rules.trend.get(movement) {
                Some(title) => self.title(&format!("trend.{movement}"), title),
                None => self.fault(format!("trend.{movement}"), "words", "nothing"),
            }
        }
    }

    fn coverage(&mut self) {
        let raw = self.raw;
        for row in &raw.rules.coverage {
            if row.groups.is_empty() {
                self.fault(format!("coverage.{}.groups", row.code), "at least one group", "none");
            }
            if row.target_percent == 0 || 100 < row.target_percent {
                self.fault(format!("coverage.{}.target_percent", row.code), "a number from 1 to 100", row.target_percent);
            }
        }
    }
}

fn list<T: Display>(entries: &[T]) -> String {
    if entries.is_empty() {
        return "nothing".to_owned();
    }
    entries.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
