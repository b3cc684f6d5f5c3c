//! What a person is asked next.

use xinqiao_access::{Permit, act};
use xinqiao_campaigns::{Course, Given, Next, Part};
use xinqiao_kernel::id::CampaignId;
use xinqiao_store::campaigns::MemberStep;

use crate::{App, AppError, Result};

/// The way through a campaign as its rows tell it. Errors: `Broken` when they are no course.
pub(crate) fn course(parts: Vec<Part>) -> Result<Course> {
    Course::new(parts, usize::MAX).map_err(|fault| AppError::broken(format!("the parts of a campaign are no course: {fault:?}")))
}

/// How far a person is once a part has given a total; `earlier` are the totals of parts before it, by instrument.
pub(crate) fn step(course: &Course, part: usize, total: Option<f64>, earlier: &[(String, Option<f64>)]) -> MemberStep {
    let given = |place: usize, of: &Part| {
        if place == part {
            return Given::Answered(total);
        }
        let known = earlier.iter().find(|(instrument, _)| *instrument == of.instrument);
        known.map_or(Given::Passed, |(_, total)| Given::Answered(*total))
    };
    let given: Vec<Given> = course.parts().iter().enumerate().take(part + 1).map(|(place, of)| given(place, of)).collect();
    match course.next(&given) {
        Next::Part(next) => MemberStep { part, next, finished: false },
        Next::Done => MemberStep { part, next: course.parts().len(), finished: true },
    }
}

impl App {
    /// How far the permit's person is once a part has given a total.
    pub(crate) async fn step_of(
        &self,
        permit: &Permit<act::AnswerSelf>,
        campaign: CampaignId,
        course: &Course,
        part: usize,
        total: Option<f64>,
    ) -> Result<MemberStep> {
        // only where a later part depends on an earlier one are those totals read
        let looks_back = (0..part).any(|place| course.is_looked_back_at(place));
        let earlier = if looks_back { self.inner.db.own_totals(permit, campaign).await? } else { Vec::new() };
        Ok(step(course, part, total, &earlier))
    }
}
