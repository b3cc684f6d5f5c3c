//! How well the rules read labelled cases.

use serde::{Deserialize, Serialize};

use crate::{AttentionLevel, Category, Subject, Triage};

/// A labelled text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub id: u32,
    pub text: String,
    pub level: AttentionLevel,
    /// Nothing at level 0.
    #[serde(default)]
    pub subject: Option<Subject>,
    /// What a reader would name; not every word of it needs to be found.
    #[serde(default)]
    pub categories: Vec<Category>,
    /// What kind of text it is, or why it is labelled so.
    #[serde(alias = "why")]
    pub note: String,
}

/// A case that was read otherwise than labelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Difference {
    pub id: u32,
    pub labelled: AttentionLevel,
    pub read: AttentionLevel,
}

/// Counts of a set of cases. A share of nothing is `None`, never zero.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    pub cases: usize,
    /// `table[labelled][read]`, levels 0–4.
    pub table: [[usize; 5]; 5],
    /// Labelled 3 or 4 and read lower than 3.
    pub misses: Vec<Difference>,
    /// Labelled 0 or 1 and read 2 or higher.
    pub false_alarms: Vec<Difference>,
    /// Labelled 4 and read 3: seen the same day, not at once.
    pub late: Vec<Difference>,
    /// Categories that were labelled and found, found only, labelled only; over cases labelled above 0.
    pub categories: (usize, usize, usize),
    /// Cases labelled and read above 0: right subject, all.
    pub subjects: (usize, usize),
}

impl Figures {
    /// Reads every case and counts.
    pub fn of(triage: &Triage, cases: &[Case]) -> Self {
        let mut figures = Self { cases: cases.len(), ..Self::default() };
        for case in cases {
            figures.count(triage, case);
        }
        figures
    }

    fn count(&mut self, triage: &Triage, case: &Case) {
        let reading = triage.read(&case.text);
        let (labelled, read) = (case.level, reading.level);
        if let Some(cell) =
            self.table.get_mut(usize::from(u8::from(labelled))).and_then(|row| row.get_mut(usize::from(u8::from(read))))
        {
            *cell += 1;
        }
        let difference = Difference { id: case.id, labelled, read };
        if read < AttentionLevel::SameDay && AttentionLevel::SameDay <= labelled {
            self.misses.push(difference);
        }
        if labelled < AttentionLevel::Counsel && AttentionLevel::Counsel <= read {
            self.false_alarms.push(difference);
        }
        if labelled == AttentionLevel::Immediate && read == AttentionLevel::SameDay {
            self.late.push(difference);
        }
        if AttentionLevel::None < labelled {
            let both = case.categories.iter().filter(|category| reading.categories.contains(category)).count();
            self.categories.0 += both;
            self.categories.1 += reading.categories.len() - both;
            self.categories.2 += case.categories.len() - both;
            if AttentionLevel::None < read {
                self.subjects.0 += usize::from(reading.subject == case.subject);
                self.subjects.1 += 1;
            }
        }
    }

    /// Share of the cases read at `level` or above that are labelled so; 0–1.
    pub fn precision(&self, level: AttentionLevel) -> Option<f64> {
        let read = self.sum(AttentionLevel::None, level);
        share(self.sum(level, level), read)
    }

    /// Share of the cases labelled `level` or above that are read so; 0–1.
    pub fn recall(&self, level: AttentionLevel) -> Option<f64> {
        let labelled = self.sum(level, AttentionLevel::None);
        share(self.sum(level, level), labelled)
    }

    /// Share of the cases labelled 0 or 1 that are read at `level` or above; 0–1.
    pub fn false_alarm_share(&self, level: AttentionLevel) -> Option<f64> {
        let all = self.sum(AttentionLevel::None, AttentionLevel::None) - self.sum(AttentionLevel::Counsel, AttentionLevel::None);
        let alarms = self.false_alarms.iter().filter(|difference| level <= difference.read).count();
        share(alarms, all)
    }

    /// Cases labelled and read at least so high.
    fn sum(&self, labelled: AttentionLevel, read: AttentionLevel) -> usize {
        let from = |level: AttentionLevel| usize::from(u8::from(level));
        self.table.iter().skip(from(labelled)).flat_map(|row| row.iter().skip(from(read))).sum()
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of cases are small")]
fn share(part: usize, whole: usize) -> Option<f64> {
    (0 < whole).then(|| part as f64 / whole as f64)
}
