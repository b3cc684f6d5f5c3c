//! What can be wrong with a pack.

use std::collections::BTreeSet;
use std::fmt::Display;

use jiff::civil::Date;

use super::Fault;
use super::raw::{Named, RulesToml};
use crate::exchange::Field;
use crate::{Danger, Limit, Stage};

pub(super) fn faults(raw: &RulesToml) -> Vec<Fault> {
    let mut check = Check { raw, faults: Vec::new() };
    check.head();
    for (key, list) in [
        ("kind", &raw.kinds),
        ("problem", &raw.problems),
        ("outside", &raw.outsides),
        ("department", &raw.departments),
        ("service", &raw.services),
    ] {
        check.named(key, list);
    }
    if raw.departments.len() < 2 {
        check.fault("department", "at least two: one is no joint group", raw.departments.len());
    }
    check.dangers();
    check.times();
    check.exchange();
    check.faults
}

struct Check<'a> {
    raw: &'a RulesToml,
    faults: Vec<Fault>,
}

impl Check<'_> {
    fn fault(&mut self, key: impl Into<String>, expected: impl Into<String>, found: impl Display) {
        self.faults.push(Fault { key: key.into(), expected: expected.into(), found: found.to_string() });
    }

    fn words(&mut self, key: &str, text: &str) {
        if text.trim().is_empty() {
            self.fault(key, "words", "nothing");
        }
    }

    fn named(&mut self, key: &str, list: &[Named]) {
        let mut seen = BTreeSet::new();
        for named in list {
            self.words(&format!("{key}.{}.title.zh-CN", named.code), &named.title.zh_cn);
            self.words(&format!("{key}.{}.title.en", named.code), &named.title.en);
            if !seen.insert(&named.code) {
                self.fault(format!("{key}.{}", named.code), "each code once", "it stands twice");
            }
        }
        if seen.is_empty() {
            self.fault(key, "at least one", "none");
        }
    }

    fn dangers(&mut self) {
        for danger in Danger::ALL {
            let times = self.raw.dangers.iter().filter(|known| known.danger == *danger).count();
            if times != 1 {
                self.fault(format!("danger.{danger}"), "each danger once", format!("{times} times"));
            }
        }
    }

    fn head(&mut self) {
        let raw = self.raw;
        self.words("id", &raw.id);
        self.words("version", &raw.version);
        if raw.sources.is_empty() {
            self.fault("source", "at least one document", "none");
        }
        for (n, source) in raw.sources.iter().enumerate() {
            self.words(&format!("source[{n}].ref"), &source.reference);
            self.words(&format!("source[{n}].confidence"), &source.confidence);
        }
    }

    fn times(&mut self) {
        let (within, watch) = (&self.raw.within, &self.raw.watch);
        self.words("within.source", &within.source);
        self.words("watch.source", &watch.source);
        let limits: [(&str, Limit); 8] = [
            ("begin", within.begin),
            ("mediate", within.mediate),
            ("joint", within.joint),
            ("escalated", within.escalated),
            ("offer", within.offer),
            ("answer", within.answer),
            ("guide", within.guide),
            ("expert", within.expert),
        ];
        for (name, limit) in limits {
            if limit.count() == 0 {
                self.fault(format!("within.{name}"), "a number above 0", 0);
            }
        }
        if watch.every_days == 0 {
            self.fault("watch.every_days", "a number above 0", 0);
        }
        if watch.days < watch.every_days {
            self.fault("watch.days", format!("at least one look: every_days ({}) or more", watch.every_days), watch.days);
        }
    }

    fn exchange(&mut self) {
        let exchange = &self.raw.exchange;
        self.words("exchange.source", &exchange.source);
        if exchange.joined_by.is_empty() {
            self.fault("exchange.joined_by", "a sign", "nothing");
        }
        let (mut headers, mut fields) = (BTreeSet::new(), BTreeSet::new());
        for column in &exchange.columns {
            let key = format!("exchange.column.{}", column.field);
            self.words(&format!("{key}.header"), &column.header);
            if !headers.insert(&column.header) || !fields.insert(column.field) {
                self.fault(&key, "each header and each field once", &column.header);
            }
            if column.required && column.field.is_identifying() {
                self.fault(format!("{key}.required"), "false: files are without names by default", true);
            }
        }
        for needed in [Field::Reference, Field::Kind, Field::Place, Field::RegisteredOn, Field::Status] {
            if !exchange.columns.iter().any(|column| column.field == needed && column.required) {
                self.fault(format!("exchange.column.{needed}"), "a required column", "none");
            }
        }
        let mut texts = BTreeSet::new();
        for stage in Stage::ALL {
            let key = format!("exchange.status.{stage}");
            let mut entries = exchange.statuses.iter().filter(|status| status.stage == *stage);
            match (entries.next(), entries.next()) {
                (Some(status), None) if !status.texts.is_empty() => {
                    for text in &status.texts {
                        self.words(&key, text);
                        if !texts.insert(text) {
                            self.fault(&key, "each text for one stage", text);
                        }
                    }
                }
                (None, _) => self.fault(key, "one entry with texts", "none"),
                _ => self.fault(key, "one entry with texts", "several, or no text"),
            }
        }
        if exchange.dates.is_empty() {
            self.fault("exchange.dates", "at least one form", "none");
        }
        let day = jiff::civil::date(2026, 11, 22);
        for form in &exchange.dates {
            let read = jiff::fmt::strtime::format(form, day).and_then(|text| Date::strptime(form, text));
            if read.ok() != Some(day) {
                self.fault("exchange.dates", "a form that holds year, month and day, such as %Y-%m-%d", form);
            }
        }
    }
}
