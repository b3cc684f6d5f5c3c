//! The safety plan 安全计划: what helps when a crisis comes near, written with the person.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use xinqiao_kernel::closed_list;

use crate::event::{Act, Desk, Event, What};
use crate::rules::ahead;
use crate::{Case, Change, ItemId, Party, Refusal};

closed_list! {
    /// Sections of a safety plan, in the order in which they are used. Source: this project, after the usual form of safety planning
    /// (what one notices, does alone, with others, with professionals, and at home); domain_rules C.5 names the plan and no sections.
    Section: "section of a safety plan" {
        /// By what the person notices that it gets worse.
        WarningSigns = "warning_signs",
        /// What the person can do alone.
        OwnCoping = "own_coping",
        /// People and places that take the mind off it.
        Distraction = "distraction",
        /// People whom the person can ask for help.
        People = "people",
        /// Professionals and services, with numbers.
        Services = "services",
        /// How the surroundings are made safe.
        Surroundings = "surroundings",
    }
}

/// One version of a safety plan, as it was agreed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SafetyPlan {
    /// In the person's words; a section may say several things, or nothing.
    pub sections: BTreeMap<Section, Vec<String>>,
    pub with: Party,
    pub agreed_on: Date,
    /// Talked through again by this day.
    pub review_by: Date,
    /// Members of the team with whom the person shares sections, and which.
    pub shared: BTreeMap<ItemId, BTreeSet<Section>>,
    /// What staff think about it; never in the person's copy.
    pub staff_note: Option<String>,
}

/// A version with its place in the row.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SafetyVersion {
    pub id: ItemId,
    /// From 1.
    pub version: u32,
    pub plan: SafetyPlan,
    pub(crate) episode: u32,
}

/// The copy that the person keeps, and a member in the part that the person shares: no note of staff is in it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SafetyCopy {
    pub version: u32,
    pub agreed_on: Date,
    pub review_by: Date,
    /// Sections that say something, in their order.
    pub sections: Vec<(Section, Vec<String>)>,
}

impl SafetyVersion {
    /// The person's copy.
    pub fn copy(&self) -> SafetyCopy {
        self.copy_of(|_| true)
    }

    /// What the person shares with a member; nothing when nothing is shared.
    pub fn shared_with(&self, member: ItemId) -> Option<SafetyCopy> {
        let shared = self.plan.shared.get(&member).filter(|sections| !sections.is_empty())?;
        Some(self.copy_of(|section| shared.contains(&section)))
    }

    fn copy_of(&self, keep: impl Fn(Section) -> bool) -> SafetyCopy {
        let sections = self.plan.sections.iter().filter(|(section, lines)| keep(**section) && says(lines));
        SafetyCopy {
            version: self.version,
            agreed_on: self.plan.agreed_on,
            review_by: self.plan.review_by,
            sections: sections.map(|(section, lines)| (*section, lines.clone())).collect(),
        }
    }
}

/// A version of the safety plan was agreed; it takes the place of the last one, which stays in the row.
///
/// Errors: [`Refusal::EmptySafetyPlan`], [`Refusal::DayOutside`], [`Refusal::NoSuchItem`] for a member that it is shared with,
/// [`Refusal::Closed`].
pub fn agree_safety(case: &Case, act: &Act, plan: SafetyPlan, note: Option<String>, desk: &Desk<'_>) -> Result<Change, Refusal> {
    once!(case, act);
    let today = desk.today(case, act);
    crate::day_within(plan.agreed_on, Date::MIN, today)?;
    crate::day_within(plan.review_by, today, ahead(today, desk.rules.limits().safety_review_days.is))?;
    case.change(Event::of(act, today, note, What::SafetyAgreed(plan)))
}

pub(crate) fn apply(next: &mut Case, event: &Event, plan: &SafetyPlan) -> Result<(), Refusal> {
    next.open_now()?;
    if !plan.sections.values().any(|lines| says(lines)) {
        return Err(Refusal::EmptySafetyPlan);
    }
    let stranger = plan.shared.keys().find(|item| !next.team.iter().any(|member| member.id == **item && member.holds(event.on)));
    if let Some(item) = stranger {
        return Err(Refusal::NoSuchItem { item: *item });
    }
    let version = u32::try_from(next.safety.len()).unwrap_or(u32::MAX).saturating_add(1);
    next.safety.push(SafetyVersion { id: event.id.into(), version, plan: plan.clone(), episode: next.episode });
    Ok(())
}

fn says(lines: &[String]) -> bool {
    lines.iter().any(|line| !line.trim().is_empty())
}
