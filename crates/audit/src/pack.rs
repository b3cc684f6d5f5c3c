//! The pack about the audit: how long rows are kept and what is looked at twice. Numbers carry unit, source and date.

use jiff::civil::Date;
use serde::Deserialize;

use crate::Row;

/// `audit/<id>.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditPack {
    pub id: String,
    pub title: String,
    /// day of its last change
    pub date: Date,
    /// how long rows are kept; a row belongs to the first class that takes it
    pub keep: Vec<Keep>,
    pub hint: Vec<HintRule>,
}

/// How long a class of rows is kept.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keep {
    pub code: String,
    /// takes rows about a person
    #[serde(default)]
    pub persons: bool,
    /// takes rows of these actions; `*` takes every row
    #[serde(default)]
    pub actions: Vec<String>,
    /// kept for so many days at least; none means for ever
    pub days: Option<u32>,
    /// where the number comes from
    pub source: String,
}

/// One rule about what should be looked at twice.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HintRule {
    pub code: String,
    pub kind: HintKind,
    /// so many, or more
    pub at_least: u32,
    /// within so many minutes
    pub within_min: u32,
    /// for `night`: local time of day, `HH:MM`
    pub from: Option<String>,
    pub until: Option<String>,
    /// roles whose work it is
    #[serde(default)]
    pub except_roles: Vec<String>,
    pub source: String,
}

/// What a rule counts, for each account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HintKind {
    /// different people whose records were opened
    Persons,
    /// records of people that were opened between two times of the day
    Night,
    /// refusals
    Refusals,
    /// exports
    Exports,
}

impl AuditPack {
    /// The class of a row; a row that no class takes is kept for ever.
    pub fn class(&self, row: &Row) -> Option<&Keep> {
        self.keep.iter().find(|keep| {
            (keep.persons && row.person.is_some()) || keep.actions.iter().any(|action| action == "*" || *action == row.action)
        })
    }

    /// For how many days a row is kept; none: for ever.
    pub fn days(&self, row: &Row) -> Option<u32> {
        self.class(row).and_then(|keep| keep.days)
    }

    /// The shortest period, in days.
    pub fn shortest_days(&self) -> u32 {
        self.keep.iter().filter_map(|keep| keep.days).min().unwrap_or(u32::MAX)
    }

    /// All periods, shortest first, each once.
    pub fn periods(&self) -> Vec<u32> {
        let mut days: Vec<u32> = self.keep.iter().filter_map(|keep| keep.days).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// What is wrong with the numbers: each as key, expected, found.
    pub fn faults(&self) -> Vec<(String, String, String)> {
        let mut faults = Vec::new();
        let mut wrong = |key: String, expected: &str, found: String| faults.push((key, expected.to_owned(), found));
        // 网络安全法: network logs are kept for six months at least (domain_rules F.3)
        for keep in self.keep.iter().filter(|keep| keep.days.is_some_and(|days| days < LEGAL_FLOOR_DAYS)) {
            wrong(format!("keep.{}.days", keep.code), "180 days or more", keep.days.unwrap_or_default().to_string());
        }
        if !self.keep.iter().any(|keep| keep.actions.iter().any(|action| action == "*")) {
            wrong("keep".to_owned(), "a class that takes every other row", "none".to_owned());
        }
        for rule in &self.hint {
            if rule.at_least == 0 || rule.within_min == 0 {
                wrong(format!("hint.{}", rule.code), "at_least and within_min above 0", "0".to_owned());
            }
            if rule.kind == HintKind::Night && rule.night().is_none() {
                wrong(format!("hint.{}", rule.code), "from and until as HH:MM", format!("{:?} {:?}", rule.from, rule.until));
            }
            if rule.source.trim().is_empty() {
                wrong(format!("hint.{}.source", rule.code), "a source", String::new());
            }
        }
        faults
    }
}

/// Six months, the least that the law lets logs be kept for.
const LEGAL_FLOOR_DAYS: u32 = 180;

impl HintRule {
    /// The two times of the day, in minutes from midnight.
    pub fn night(&self) -> Option<(u16, u16)> {
        let minute = |text: &Option<String>| {
            let (hour, minute) = text.as_deref()?.split_once(':')?;
            let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
            (hour < 24 && minute < 60).then_some(hour * 60 + minute)
        };
        Some((minute(&self.from)?, minute(&self.until)?))
    }
}
