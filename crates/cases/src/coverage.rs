//! Coverage with individual guidance 个性化心理疏导覆盖率.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use xinqiao_kernel::id::PersonId;

use crate::rules::CoverageToml;
use crate::{Case, Code, Reach, Rules, State, StepState};

/// What counting needs of one case.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Summary {
    pub person: PersonId,
    pub opened_on: Date,
    /// The last day, of a closed case.
    pub closed_on: Option<Date>,
    /// The day on which a plan was first agreed.
    pub planned_on: Option<Date>,
    /// Days on which psychological guidance was given.
    pub guided_on: BTreeSet<Date>,
}

/// Somebody on record, with the population groups (ids as in requirements §4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    pub person: PersonId,
    pub groups: BTreeSet<Code>,
}

/// From a day to a day, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub from: Date,
    pub until: Date,
}

/// Persons, each counted once. Raw counts: what is shown passes the small cells of `xinqiao-indicators`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Coverage {
    /// On record, in a group of the definition, and with all that the definition needs.
    pub numerator: u32,
    /// On record and in a group of the definition.
    pub denominator: u32,
    /// Of the denominator: no case was open in the period.
    pub without_case: u32,
    /// Of the denominator: a case, and what is missing for the numerator is the plan.
    pub without_plan: u32,
    /// Of the denominator: a case with what the definition asks of plans, and no guidance in the period.
    pub without_guidance: u32,
}

impl Coverage {
    /// Thousandths, rounded to the nearest; `None` without anybody in the denominator, never zero.
    pub fn permille(self) -> Option<u32> {
        let (numerator, denominator) = (u64::from(self.numerator), u64::from(self.denominator));
        let rounded = (numerator * 2000 + denominator).checked_div(denominator * 2)?;
        u32::try_from(rounded).ok()
    }

    /// Is the target reached, exactly? `None` without anybody in the denominator.
    pub fn reaches(self, target_percent: u8) -> Option<bool> {
        let target = u64::from(target_percent) * u64::from(self.denominator);
        (self.denominator != 0).then(|| target <= u64::from(self.numerator) * 100)
    }
}

/// What counting needs of a case: guidance is a contact in which it was given, and a done step of a kind that is guidance.
pub fn summary(case: &Case, rules: &Rules) -> Summary {
    let given = case.encounters.iter().map(|met| &met.encounter);
    let given = given.filter(|one| one.guidance && one.reach == Reach::Reached).map(|one| one.on);
    let is_guidance = |code: &Code| rules.step(code).is_ok_and(|kind| kind.guidance);
    let done = case.steps.iter().filter(|step| is_guidance(&step.text.kind)).filter_map(|step| match step.state {
        StepState::Done { on } => Some(on),
        StepState::Open | StepState::NotDone { .. } => None,
    });
    Summary {
        person: case.person,
        opened_on: case.opened_on,
        closed_on: match &case.state {
            State::Open { .. } => None,
            State::Closed { closed } => Some(closed.on),
        },
        planned_on: case.plans.iter().map(|plan| plan.on).min(),
        guided_on: given.chain(done).collect(),
    }
}

/// Counts one rate over a period.
///
/// Denominator: persons on record in any group of the definition; a sub-group (`G-05a`) belongs to its group (`G-05`). Numerator: of these,
/// with guidance in the period, and where the definition needs a plan, with a plan agreed by then in a case open in the period; all facts of
/// one person count together, also from several cases.
/// Source: requirements K2-08 (persons of special groups with plan and guidance ÷ registered persons of special groups, ≥ 60 %), K3-42
/// (persons with individual guidance ÷ special groups, teachers, pupils, union members on record, ≥ 60 %), Q-33 (groups are chosen by ids).
pub fn coverage(definition: &CoverageToml, registered: &[Registered], summaries: &[Summary], period: Period) -> Coverage {
    let mut of_person: BTreeMap<PersonId, Facts> = BTreeMap::new();
    for summary in summaries.iter().filter(|summary| is_open_in(summary, period)) {
        let facts = of_person.entry(summary.person).or_default();
        facts.plan |= summary.planned_on.is_some_and(|on| on <= period.until);
        facts.guidance |= summary.guided_on.iter().any(|on| period.from <= *on && *on <= period.until);
    }
    let counted = registered.iter().filter(|one| one.groups.iter().any(|group| is_of(group, &definition.groups)));
    let people: BTreeSet<PersonId> = counted.map(|one| one.person).collect();
    let mut coverage = Coverage::default();
    for person in people {
        coverage.denominator += 1;
        match of_person.get(&person) {
            None => coverage.without_case += 1,
            Some(facts) if definition.needs_plan && !facts.plan => coverage.without_plan += 1,
            Some(facts) if !facts.guidance => coverage.without_guidance += 1,
            Some(_) => coverage.numerator += 1,
        }
    }
    coverage
}

#[derive(Debug, Default)]
struct Facts {
    plan: bool,
    guidance: bool,
}

fn is_open_in(summary: &Summary, period: Period) -> bool {
    summary.opened_on <= period.until && summary.closed_on.is_none_or(|closed| period.from <= closed)
}

fn is_of(group: &Code, groups: &[Code]) -> bool {
    groups.iter().any(|of| crate::register::belongs(group, of))
}
