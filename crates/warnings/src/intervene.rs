//! Support begins, or goes on.

use jiff::Timestamp;

use crate::event::{Act, Event, What};
use crate::warning::{Change, Open, State, Warning};
use crate::{Refusal, Step, Timetable, review};

words! {
    /// Kind of support. None is coercive: a warning is no ground for coercion.
    Action {
        /// Somebody trusted stays with the person.
        Company = "company",
        /// A safety plan written together.
        SafetyPlan = "safety_plan",
        Counselling = "counselling",
        /// Seen by or accompanied to a doctor.
        MedicalCare = "medical_care",
        /// The crisis team or 120/110 was called because of danger to life.
        CrisisTeam = "crisis_team",
        HomeVisit = "home_visit",
        /// Money, housing, work, schooling, dispute.
        SocialHelp = "social_help",
        /// A report that the law demands for a minor (domain_rules C.8).
        MandatoryReport = "mandatory_report",
        /// Parents or guardians were told, and how they can help. From then on the guardian of a child under 14 reads that somebody takes care
        /// of it, and may object in its place (PIPL 31).
        FamilyTold = "family_told",
        /// Numbers and places to turn to were given.
        Information = "information",
        /// The person needs nothing now.
        NoneNeeded = "none_needed",
    }
}

/// Records support. The first one moves the loop on to feedback and begins the turn of reviews; later ones are added and leave the step
/// and its clock as they are.
///
/// A proposal to close lapses when support is added, because the second person would confirm something else than was proposed.
/// Errors: [`Refusal::WrongStep`] before the person was talked with, [`Refusal::Ended`].
pub fn intervene(
    warning: &Warning,
    act: &Act,
    action: Action,
    note: Option<String>,
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    let at = warning.effective(act.at);
    let due_at = time.due(warning.level, Step::Feedback, at);
    let review_due_at = Some(time.due(warning.level, Step::Review, at));
    warning.change(Event::of(act, note, What::Intervened { action, due_at, review_due_at }))
}

pub(crate) fn apply(
    next: &mut Warning,
    action: Action,
    due_at: Timestamp,
    review_due_at: Option<Timestamp>,
) -> Result<(), Refusal> {
    match &mut next.state {
        State::Feedback { .. } => {}
        State::Close { proposal, .. } => *proposal = None,
        State::AwaitingSecond { .. }
        | State::Acknowledge { .. }
        | State::Verify { .. }
        | State::Intervene { .. }
        | State::Closed { .. }
        | State::Dismissed { .. }
        | State::Merged { .. } => {
            let owner = next.at_step(Step::Intervene)?.owner.clone();
            next.state = State::Feedback { open: Open::new(owner, next.last_at, due_at) };
            review::begin(next, review_due_at);
        }
    }
    next.actions.push(action);
    Ok(())
}
