//! The mandatory report 强制报告 about harm to a minor (未成年人保护法 11, 反家庭暴力法 14, the opinion of nine organs of 2020; `domain_rules` C.8).
//!
//! Due at once: there is no period. The police are always told; whoever else, as the pack says for the place.

use std::collections::BTreeSet;

use jiff::Timestamp;
use xinqiao_kernel::closed_list;

use crate::{Entry, Refusal};

closed_list! {
    /// Whom a report goes to.
    Recipient: "recipient of a report" {
        /// 公安机关
        Police = "police",
        /// 民政部门
        CivilAffairs = "civil_affairs",
        /// 教育行政部门
        Education = "education",
        /// 卫生健康部门
        Health = "health",
        /// 检察机关
        Procuratorate = "procuratorate",
    }
}

closed_list! {
    /// How it was told.
    Means: "means of a report" {
        /// By telephone.
        Telephone = "telephone",
        /// In person.
        InPerson = "in_person",
        /// In writing.
        Writing = "writing",
    }
}

/// One step of a report.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "step", rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// Which of the situations of the pack were found or are suspected; the words say what was seen and heard.
    Opened { situations: BTreeSet<String>, noticed_at: Timestamp },
    /// Somebody was told.
    Told { recipient: Recipient, means: Means, receipt: String },
    /// Something to add.
    Supplemented,
    /// What the police or somebody else answered, in words.
    Answered { recipient: Recipient },
    /// Nothing is left to do.
    Closed,
}

/// How a report stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub situations: BTreeSet<String>,
    /// when it was noticed: the report is due from this instant on
    pub noticed_at: Timestamp,
    /// who were told, and when first
    pub told: Vec<(Recipient, Timestamp)>,
    /// whom the pack names for the place, the police among them
    pub owed: BTreeSet<Recipient>,
    pub closed_at: Option<Timestamp>,
}

impl Report {
    /// Begins with its first entry, owed to `owed` and always to the police.
    pub fn begin(entry: &Entry<Step>, owed: &BTreeSet<Recipient>) -> Result<Self, Refusal> {
        let Step::Opened { situations, noticed_at } = &entry.step else { return Err(Refusal::Beginning) };
        if situations.is_empty() {
            return Err(Refusal::Nothing);
        }
        if entry.note.trim().is_empty() {
            return Err(Refusal::Wordless);
        }
        if entry.at < *noticed_at {
            return Err(Refusal::InTheFuture);
        }
        let owed = owed.iter().copied().chain([Recipient::Police]).collect();
        Ok(Self { situations: situations.clone(), noticed_at: *noticed_at, told: Vec::new(), owed, closed_at: None })
    }

    /// With one more entry.
    pub fn apply(mut self, entry: &Entry<Step>) -> Result<Self, Refusal> {
        if self.closed_at.is_some() {
            return Err(Refusal::Ended);
        }
        let worded = || if entry.note.trim().is_empty() { Err(Refusal::Wordless) } else { Ok(()) };
        match &entry.step {
            Step::Opened { .. } => return Err(Refusal::Beginning),
            Step::Told { recipient, .. } => {
                if !self.has_told(*recipient) {
                    self.told.push((*recipient, entry.at));
                }
            }
            Step::Supplemented => worded()?,
            Step::Answered { recipient } => {
                worded()?;
                if !self.has_told(*recipient) {
                    return Err(Refusal::OutOfTurn);
                }
            }
            Step::Closed => {
                if !self.missing().is_empty() {
                    return Err(Refusal::Missing);
                }
                self.closed_at = Some(entry.at);
            }
        }
        Ok(self)
    }

    /// Who has to be told still.
    pub fn missing(&self) -> Vec<Recipient> {
        self.owed.iter().copied().filter(|recipient| !self.has_told(*recipient)).collect()
    }

    /// Since when somebody should have been told; `None` once all are.
    pub fn due_at(&self) -> Option<Timestamp> {
        (self.closed_at.is_none() && !self.missing().is_empty()).then_some(self.noticed_at)
    }

    fn has_told(&self, recipient: Recipient) -> bool {
        self.told.iter().any(|(told, _)| *told == recipient)
    }
}
