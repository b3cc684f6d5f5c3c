//! The pack of groups: `groups.toml` of `groups/<id>`.

use std::collections::BTreeSet;

use jiff::civil::Date;
use xinqiao_kernel::closed_list;

use crate::rules::{TermToml, Title};
use crate::{Code, Fault};

/// The file of the pack.
const FILE: &str = "groups.toml";
/// Longest time without a confirmation, in months.
const LONGEST: u8 = 36;
/// Longest periods of counting, in months, and days until a period is counted.
const LONGEST_PERIOD: u8 = 12;
const LONGEST_SETTLING: u16 = 92;

closed_list! {
    /// What an entry may be used for, and nothing else (PIPL 6, 28).
    Use: "use of a group" {
        /// Offering individual guidance.
        Guidance = "guidance",
        /// Counting who was reached, in numbers in which nobody can be found.
        Coverage = "coverage",
        /// Inviting to a screening or an activity for this group.
        Cohort = "cohort",
    }
}

/// `groups.toml`.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupsToml {
    pub id: Code,
    pub version: Code,
    pub valid_from: Date,
    pub source: String,
    pub counted: CountedToml,
    /// how it is known that somebody belongs to a group
    pub origin: Vec<TermToml>,
    /// why an entry ends
    pub reason: Vec<TermToml>,
    pub group: Vec<GroupToml>,
}

/// How coverage is counted.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountedToml {
    /// length of a period in months, a part of a year
    pub months: u8,
    /// days after its end until a period is counted, so that what was done is written down
    pub settle_days: u16,
    /// the lowest level of places of which numbers are shown
    pub finest: String,
    pub source: String,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupToml {
    /// id of requirements §4
    pub code: Code,
    /// for staff
    pub title: Title,
    /// for the person: kind, plain, with what it is for
    pub own: Title,
    /// sensitive personal information (PIPL 28)?
    pub sensitive: bool,
    /// codes of the roles that enter, confirm and end
    pub record: Vec<String>,
    /// codes of the roles that see who is entered; a role that records and is not here hands in and does not look back
    pub see: Vec<String>,
    /// months after which an entry is to be confirmed
    pub confirm_months: u8,
    pub uses: Vec<Use>,
    pub source: String,
}

/// A sound pack. Made by [`Groups::compile`].
#[derive(Debug, Clone, PartialEq)]
pub struct Groups {
    raw: GroupsToml,
}

impl Groups {
    /// The groups of a file, with words in each of `languages`. Roles and levels of places are checked by whoever knows them, with `is_role` and
    /// `is_level`. Errors: all faults at once.
    pub fn compile(
        raw: GroupsToml,
        languages: &[&str],
        is_role: impl Fn(&str) -> bool,
        is_level: impl Fn(&str) -> bool,
    ) -> Result<Self, Vec<Fault>> {
        let mut check = Check { faults: Vec::new(), languages };
        check.counted(&raw.counted, is_level);
        check.words("source", &raw.source);
        check.terms("origin", &raw.origin);
        check.terms("reason", &raw.reason);
        let mut seen = BTreeSet::new();
        for group in &raw.group {
            let key = format!("group.{}", group.code);
            if !seen.insert(&group.code) {
                check.fault(&key, "each group once", "twice");
            }
            check.title(&format!("{key}.title"), &group.title);
            check.title(&format!("{key}.own"), &group.own);
            check.words(&format!("{key}.source"), &group.source);
            if group.record.is_empty() {
                check.fault(&format!("{key}.record"), "at least one role", "none");
            }
            if let Some(other) = group.record.iter().chain(&group.see).find(|role| !is_role(role)) {
                check.fault(&format!("{key}.record"), "codes of roles of staff", other);
            }
            if !(1..=LONGEST).contains(&group.confirm_months) {
                check.fault(&format!("{key}.confirm_months"), "1 to 36 months", &group.confirm_months.to_string());
            }
            if group.uses.is_empty() {
                check.fault(&format!("{key}.uses"), "at least one use", "none");
            }
        }
        if raw.group.is_empty() {
            check.fault("group", "at least one group", "none");
        }
        if check.faults.is_empty() { Ok(Self { raw }) } else { Err(check.faults) }
    }

    /// Everything as it is written.
    pub const fn raw(&self) -> &GroupsToml {
        &self.raw
    }

    /// All groups, in the order of the pack.
    pub fn all(&self) -> &[GroupToml] {
        &self.raw.group
    }

    /// A group by its code.
    pub fn group(&self, code: &str) -> Option<&GroupToml> {
        self.raw.group.iter().find(|group| group.code.as_str() == code)
    }

    /// A way in which it is known.
    pub fn origin(&self, code: &str) -> Option<&TermToml> {
        self.raw.origin.iter().find(|term| term.code.as_str() == code)
    }

    /// A reason why an entry ends.
    pub fn reason(&self, code: &str) -> Option<&TermToml> {
        self.raw.reason.iter().find(|term| term.code.as_str() == code)
    }

    /// The groups of the register that a definition counts: those it names and their sub-groups, as far as they may be counted.
    pub fn counted_in(&self, wanted: &[Code]) -> Vec<&GroupToml> {
        let is_wanted = |group: &&GroupToml| wanted.iter().any(|of| super::belongs(&group.code, of));
        self.raw.group.iter().filter(is_wanted).filter(|group| group.uses.contains(&Use::Coverage)).collect()
    }
}

struct Check<'a> {
    faults: Vec<Fault>,
    languages: &'a [&'a str],
}

impl Check<'_> {
    fn fault(&mut self, key: &str, expected: &str, found: &str) {
        let (key, expected, found) = (key.to_owned(), expected.to_owned(), found.to_owned());
        self.faults.push(Fault { file: FILE, key, expected, found });
    }

    fn words(&mut self, key: &str, words: &str) {
        if words.trim().is_empty() {
            self.fault(key, "words", "nothing");
        }
    }

    fn title(&mut self, key: &str, title: &Title) {
        let missing = self.languages.iter().find(|language| title.get(**language).is_none_or(|words| words.trim().is_empty()));
        if let Some(language) = missing.copied() {
            self.fault(key, "words in every language of the program", &format!("none in {language}"));
        }
    }

    fn terms(&mut self, key: &str, terms: &[TermToml]) {
        let mut seen = BTreeSet::new();
        for term in terms {
            let key = format!("{key}.{}", term.code);
            if !seen.insert(&term.code) {
                self.fault(&key, "each code once", "twice");
            }
            self.title(&format!("{key}.title"), &term.title);
            self.words(&format!("{key}.source"), &term.source);
        }
        if terms.is_empty() {
            self.fault(key, "at least one", "none");
        }
    }

    fn counted(&mut self, counted: &CountedToml, is_level: impl Fn(&str) -> bool) {
        if !(1..=LONGEST_PERIOD).contains(&counted.months) || 12 % counted.months != 0 {
            self.fault("counted.months", "a part of a year: 1, 2, 3, 4, 6 or 12", &counted.months.to_string());
        }
        if LONGEST_SETTLING < counted.settle_days {
            self.fault("counted.settle_days", "0 to 92 days", &counted.settle_days.to_string());
        }
        if !is_level(&counted.finest) {
            self.fault("counted.finest", "a level of places", &counted.finest);
        }
        self.words("counted.source", &counted.source);
    }
}
