//! What forms of reviews offer: who may owe one, by what it is counted, where one can be recorded.

use jiff::Timestamp;
use xinqiao_access::{Action, Role, rules};
use xinqiao_kernel::place::PlacePath;
use xinqiao_kernel::{Owner, id::AccountId};
use xinqiao_warnings::Code;
use xinqiao_warnings::quality::missed::Mark;

use super::view::PastLine;
use crate::warnings::Candidate;
use crate::{App, Caller, Result};

/// A rule or a source by which a review can be counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkChoice {
    pub mark: Mark,
    /// as a form sends it
    pub value: String,
}

impl App {
    /// Who may owe a review of a place, nearest place first: whoever may review. Names are for the form that hands over, by role and place.
    pub(super) async fn reviewers(&self, place: &PlacePath, at: Timestamp) -> Result<Vec<Candidate>> {
        let found = self.candidates(place, at).await?;
        Ok(found.into_iter().filter(|one| rules(one.role).any(|rule| rule.action == Action::ReviewMissed)).collect())
    }

    /// Who owes a new review: of those on duty the nearest who decided nothing about the person before; else the nearest. None where nobody is.
    pub(super) async fn first_reviewer(&self, place: &PlacePath, involved: &[AccountId]) -> Result<Option<Owner>> {
        let now = self.now();
        let there = self.reviewers(place, now).await?;
        let on_duty = self.on_duty(&there, place, now).await?;
        let others = on_duty.iter().find(|owner| !involved.contains(&owner.account));
        let found = others.or(on_duty.first()).map(|owner| Owner { account: owner.account, place: owner.place.clone() });
        Ok(found.or_else(|| there.first().map(|one| Owner { account: one.account, place: one.place.clone() })))
    }

    /// The places for which the caller records something that was missed: those of the roles, and the ones directly below.
    pub async fn missed_places(&self, caller: &Caller) -> Result<Vec<(PlacePath, String)>> {
        let mut found: Vec<(PlacePath, String)> = Vec::new();
        for held in caller.actor().in_force(self.day(self.now())) {
            if !rules(held.role).any(|rule| rule.action == Action::ReviewMissed) {
                continue;
            }
            let name = self.place_name(&held.place).await?;
            let below = self.places_under(&held.place).await?.into_iter().map(|below| (below.path, below.name));
            for one in std::iter::once((held.place.clone(), name)).chain(below) {
                if !found.contains(&one) {
                    found.push(one);
                }
            }
        }
        Ok(found)
    }

    /// By what a review can be counted: rules that spoke before, rules in force at its place, sources, neither.
    pub(super) fn mark_choices(&self, place: &PlacePath, past: &[PastLine]) -> Result<Vec<MarkChoice>> {
        let mut marks: Vec<Mark> = vec![Mark::Neither];
        let rules = self.rules_for(place);
        let spoke = past.iter().filter_map(|line| match line {
            PastLine::Signal { rule: (pack, version, code), source, .. } if source == "assessment" => {
                let code_of = |text: &String| text.parse::<Code>().ok();
                Some(Mark::Rule { pack: code_of(pack)?, version: code_of(version)?, code: code_of(code)? })
            }
            _ => None,
        });
        let in_force = rules.signals().iter().map(|rule| Mark::Rule {
            pack: rules.id().clone(),
            version: rules.version().clone(),
            code: rule.code.clone(),
        });
        let sources = self.sources()?.kinds().iter().map(|kind| Mark::Source { code: kind.code.clone() });
        for mark in spoke.chain(sources).chain(in_force) {
            if !marks.contains(&mark) {
                marks.push(mark);
            }
        }
        Ok(marks.into_iter().map(|mark| MarkChoice { value: mark.node(), mark }).collect())
    }

    /// What a role is called where no name may stand.
    pub(super) fn role_of_candidate(candidates: &[Candidate], account: AccountId) -> Option<Role> {
        candidates.iter().find(|one| one.account == account).map(|one| one.role)
    }
}
