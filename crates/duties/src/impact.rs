//! An assessment of the impact on personal information, before a risky use of it (PIPL 55, 56).
//!
//! Somebody writes it, somebody else approves of it. Report and records are kept for at least three years.

use jiff::civil::Date;
use xinqiao_kernel::closed_list;
use xinqiao_kernel::id::AccountId;

use crate::{Entry, Refusal};

closed_list! {
    /// Why an assessment is needed (PIPL 55).
    Occasion: "occasion of an assessment" {
        /// Sensitive personal information.
        Sensitive = "sensitive",
        /// Automated decisions.
        Automated = "automated",
        /// Entrusting somebody, providing it to another processor, publishing it.
        Provided = "provided",
        /// Out of the country.
        Abroad = "abroad",
        /// Any other use with great influence on people's rights.
        Other = "other",
    }
}

closed_list! {
    /// The three things that an assessment says (PIPL 56).
    Question: "question of an assessment" {
        /// Are purpose and method lawful, proper and necessary?
        Lawful = "lawful",
        /// What is the influence on people's rights, and the risk?
        Impact = "impact",
        /// Are the measures lawful, effective and in keeping with the risk?
        Measures = "measures",
    }
}

closed_list! {
    /// What the writer concludes.
    Conclusion: "conclusion of an assessment" {
        /// It can be done.
        Acceptable = "acceptable",
        /// It can be done with the measures that are named.
        WithMeasures = "with_measures",
        /// It must not be done.
        Unacceptable = "unacceptable",
    }
}

/// One step of an assessment.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "step", rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// Which use, in words, and on what occasions.
    Begun { occasions: Vec<Occasion> },
    /// One of the three questions is answered, in words; the last answer counts.
    Answered { question: Question },
    /// What follows.
    Concluded { conclusion: Conclusion },
    /// Somebody else agrees.
    Approved { review_on: Date },
    /// Somebody else does not agree yet.
    SentBack,
    /// The use has ended or was given up.
    Ended,
}

/// How an assessment stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Impact {
    pub occasions: Vec<Occasion>,
    pub answered: Vec<Question>,
    /// by whom last written
    pub author: AccountId,
    pub conclusion: Option<Conclusion>,
    /// when it has to be looked at again, once it is approved of
    pub review_on: Option<Date>,
    pub ended: bool,
}

impl Impact {
    /// Begins with its first entry.
    pub fn begin(entry: &Entry<Step>) -> Result<Self, Refusal> {
        let Step::Begun { occasions } = &entry.step else { return Err(Refusal::Beginning) };
        worded(entry)?;
        if occasions.is_empty() {
            return Err(Refusal::Nothing);
        }
        let occasions = occasions.clone();
        Ok(Self { occasions, answered: Vec::new(), author: entry.by, conclusion: None, review_on: None, ended: false })
    }

    /// With one more entry. What is written after an approval needs a new one.
    pub fn apply(mut self, entry: &Entry<Step>, today: Date) -> Result<Self, Refusal> {
        if self.ended {
            return Err(Refusal::Ended);
        }
        match &entry.step {
            Step::Begun { .. } => return Err(Refusal::Beginning),
            Step::Answered { question } => {
                worded(entry)?;
                if !self.answered.contains(question) {
                    self.answered.push(*question);
                }
                (self.author, self.conclusion, self.review_on) = (entry.by, None, None);
            }
            Step::Concluded { conclusion } => {
                if !self.missing().is_empty() {
                    return Err(Refusal::Missing);
                }
                worded(entry)?;
                (self.author, self.conclusion, self.review_on) = (entry.by, Some(*conclusion), None);
            }
            Step::Approved { review_on } => {
                self.seconded(entry)?;
                if *review_on <= today {
                    return Err(Refusal::DayOutside);
                }
                self.review_on = Some(*review_on);
            }
            Step::SentBack => {
                self.seconded(entry)?;
                worded(entry)?;
                self.conclusion = None;
            }
            Step::Ended => {
                worded(entry)?;
                self.ended = true;
            }
        }
        Ok(self)
    }

    /// The questions without an answer.
    pub fn missing(&self) -> Vec<Question> {
        Question::ALL.iter().copied().filter(|question| !self.answered.contains(question)).collect()
    }

    /// Does it wait for somebody else's word?
    pub const fn is_proposed(&self) -> bool {
        self.conclusion.is_some() && self.review_on.is_none() && !self.ended
    }

    /// May the use go on today: approved of, not refused, not due for another look?
    pub fn allows(&self, today: Date) -> bool {
        let accepted = matches!(self.conclusion, Some(Conclusion::Acceptable | Conclusion::WithMeasures));
        accepted && !self.ended && self.review_on.is_some_and(|review| today <= review)
    }

    fn seconded(&self, entry: &Entry<Step>) -> Result<(), Refusal> {
        if !self.is_proposed() {
            return Err(Refusal::OutOfTurn);
        }
        if entry.by == self.author { Err(Refusal::SamePerson) } else { Ok(()) }
    }
}

fn worded(entry: &Entry<Step>) -> Result<(), Refusal> {
    if entry.note.trim().is_empty() { Err(Refusal::Wordless) } else { Ok(()) }
}
