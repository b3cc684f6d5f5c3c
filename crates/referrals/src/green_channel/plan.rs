//! The plan for a return to school 复学.

use jiff::civil::Date;
use xinqiao_kernel::id::AccountId;

use super::Missing;
use crate::rules::holds;
use crate::{Code, Refusal, Rules};

/// The plan: when, on which conditions, with whom, what the class teacher learns, and when somebody looks again.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReturnPlan {
    pub back_on: Date,
    /// Conditions of the pack.
    pub conditions: Vec<Code>,
    /// Whom the pupil can go to at school.
    pub support: AccountId,
    /// One of the pack's sentences for the class teacher.
    pub teacher_wording: Code,
    pub review_on: Date,
}

/// A plan as far as it is filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanDraft {
    pub back_on: Option<Date>,
    pub conditions: Vec<Code>,
    pub support: Option<AccountId>,
    pub teacher_wording: Option<Code>,
    pub review_on: Option<Date>,
}

/// What the class teacher learns: the day and one sentence. No reason, no hospital, no treatment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TeacherView<'a> {
    pub back_on: Date,
    pub wording: &'a Code,
}

impl ReturnPlan {
    /// What the class teacher learns of it.
    pub const fn teacher_view(&self) -> TeacherView<'_> {
        TeacherView { back_on: self.back_on, wording: &self.teacher_wording }
    }
}

impl PlanDraft {
    /// What is missing, in the order of the form.
    pub fn missing(&self) -> Vec<Missing> {
        let owed = [
            (Missing::ReturnDay, self.back_on.is_none()),
            (Missing::Conditions, self.conditions.is_empty()),
            (Missing::SupportPerson, self.support.is_none()),
            (Missing::TeacherWording, self.teacher_wording.is_none()),
            (Missing::ReviewDay, self.review_on.is_none()),
        ];
        owed.into_iter().filter(|(_, owed)| *owed).map(|(what, _)| what).collect()
    }

    /// The plan, once nothing is missing.
    ///
    /// Errors: [`Refusal::Missing`], [`Refusal::NotOffered`] for a condition or a sentence that the pack does not have for this.
    pub fn complete(&self, rules: &Rules) -> Result<ReturnPlan, Refusal> {
        let green = &rules.raw().green_channel;
        let (Some(back_on), Some(support), Some(teacher_wording), Some(review_on)) =
            (self.back_on, self.support, self.teacher_wording.clone(), self.review_on)
        else {
            return Err(Refusal::Missing);
        };
        if self.conditions.is_empty() {
            return Err(Refusal::Missing);
        }
        if let Some(code) = self.conditions.iter().find(|code| !holds(&green.conditions, code)) {
            return Err(Refusal::NotOffered { code: code.clone() });
        }
        if !green.teacher_wordings.contains(&teacher_wording) {
            return Err(Refusal::NotOffered { code: teacher_wording });
        }
        Ok(ReturnPlan { back_on, conditions: self.conditions.clone(), support, teacher_wording, review_on })
    }
}
