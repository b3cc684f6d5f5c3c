//! A warning becomes milder: two consecutive assessments and a named clinician's signature.

use jiff::{SignedDuration, Timestamp};
use xinqiao_kernel::id::{AccountId, ResponseId, WarningEventId};

use crate::event::{Act, Event, What};
use crate::review::Reviewing;
use crate::warning::{Change, State, Warning};
use crate::{Finding, Level, Refusal, Timetable};

words! {
    /// What counts as an assessment for a downgrade; a pack chooses of these.
    Assessment {
        /// A review of this warning that found the person better or well.
        Review = "review",
        /// An answer sheet that the caller found to speak for the milder level.
        Sheet = "sheet",
    }
}

/// One assessment that speaks for a milder level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Cited {
    /// A review of this warning.
    Review { event: WarningEventId },
    /// An answer sheet. That it is the person's own and speaks for the milder level is for the caller to look up.
    Sheet { response: ResponseId, at: Timestamp },
}

/// A milder level that was proposed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DowngradeProposal {
    pub by: AccountId,
    pub level: Level,
    pub cited: Vec<Cited>,
}

/// The least that a downgrade cites, whatever a pack says. Source: domain_rules C.1 ("two consecutive assessments").
pub const ASSESSMENTS: usize = 2;

/// Proposes a milder level and cites the assessments that speak for it. Somebody else signs ([`sign_downgrade`]).
///
/// Assessments count that lie after the present level was given, as many and as far apart as the rules want, with no review among or
/// after them that found the person as before or worse. A later proposal replaces an earlier one.
/// Errors: [`Refusal::NotMilder`], [`Refusal::TooFewAssessments`], [`Refusal::NotCounted`], [`Refusal::NotConsecutive`],
/// [`Refusal::DangerNow`], [`Refusal::RiseWaits`], [`Refusal::NotConfirmed`], [`Refusal::Ended`].
pub fn propose_downgrade(
    warning: &Warning,
    act: &Act,
    level: Level,
    cited: Vec<Cited>,
    note: Option<String>,
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    if warning.knows(act.id) {
        return Ok(Change { warning: warning.clone(), event: None });
    }
    let rules = &time.rules.downgrade;
    if cited.iter().any(|one| !rules.counts.contains(&one.kind())) {
        return Err(Refusal::NotCounted);
    }
    let instants = instants(warning, &cited)?;
    if instants.len() < rules.at_least {
        return Err(Refusal::TooFewAssessments { needed: rules.at_least, found: instants.len() });
    }
    let at = warning.effective(act.at);
    if instants.iter().any(|instant| at < *instant)
        || instants.windows(2).any(|pair| pair[1].duration_since(pair[0]) < rules.apart)
    {
        return Err(Refusal::NotConsecutive);
    }
    warning.change(Event::of(act, note, What::LowerProposed { level, cited }))
}

/// The clinician signs: the milder level holds. Due times that run stay as they are; later steps run by the milder level.
///
/// That the signing account is a clinician's is the matter of the crate `access`.
/// Errors: [`Refusal::NothingProposed`], [`Refusal::SamePerson`], [`Refusal::DangerNow`], [`Refusal::Ended`].
pub fn sign_downgrade(warning: &Warning, act: &Act, note: Option<String>, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let level = warning.downgrade().map_or(warning.level, |proposal| proposal.level);
    let two_to_close = time.rules.close_needs_two(level);
    warning.change(Event::of(act, note, What::LowerSigned { two_to_close }))
}

impl Cited {
    /// What it is.
    pub const fn kind(self) -> Assessment {
        match self {
            Self::Review { .. } => Assessment::Review,
            Self::Sheet { .. } => Assessment::Sheet,
        }
    }
}

/// When the cited assessments took place, in order of time.
fn instants(warning: &Warning, cited: &[Cited]) -> Result<Vec<Timestamp>, Refusal> {
    let mut distinct = cited.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let mut found = Vec::with_capacity(distinct.len());
    for one in distinct {
        let at = match one {
            Cited::Sheet { at, .. } => at,
            Cited::Review { event } => {
                let review = warning.reviews().iter().find(|review| review.event == event).ok_or(Refusal::NotCounted)?;
                if !review.finding.speaks_for_milder() {
                    return Err(Refusal::NotCounted);
                }
                review.at
            }
        };
        if at < warning.level_at() {
            return Err(Refusal::NotCounted);
        }
        found.push(at);
    }
    found.sort_unstable();
    let from = found.first().copied().unwrap_or(Timestamp::MAX);
    let against = |finding: Reviewing| !finding.speaks_for_milder();
    if warning.reviews().iter().any(|review| from <= review.at && against(review.finding)) {
        return Err(Refusal::NotConsecutive);
    }
    Ok(found)
}

pub(crate) fn apply_proposal(next: &mut Warning, by: AccountId, level: Level, cited: &[Cited]) -> Result<(), Refusal> {
    calm(next)?;
    if level <= next.level {
        return Err(Refusal::NotMilder);
    }
    let found = instants(next, cited)?.len();
    if found < ASSESSMENTS {
        return Err(Refusal::TooFewAssessments { needed: ASSESSMENTS, found });
    }
    next.side.downgrade = Some(DowngradeProposal { by, level, cited: cited.to_vec() });
    Ok(())
}

pub(crate) fn apply_signature(next: &mut Warning, by: AccountId, two_to_close: bool) -> Result<(), Refusal> {
    calm(next)?;
    let proposal = next.side.downgrade.take().ok_or(Refusal::NothingProposed)?;
    if proposal.by == by {
        return Err(Refusal::SamePerson);
    }
    next.level = proposal.level;
    next.side.level_at = next.last_at;
    next.two_to_close = two_to_close;
    // who proposed to close proposed it for the graver level
    next.void_proposal();
    Ok(())
}

/// Nobody lowers a level while danger waits for support or somebody proposes the opposite.
fn calm(warning: &Warning) -> Result<(), Refusal> {
    warning.running()?;
    if warning.finding == Some(Finding::ImmediateDanger) && matches!(warning.state, State::Intervene { .. }) {
        return Err(Refusal::DangerNow);
    }
    if warning.side.rise.is_some() { Err(Refusal::RiseWaits) } else { Ok(()) }
}

/// What the rules want of a downgrade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DowngradeRules {
    pub counts: Vec<Assessment>,
    /// At least [`ASSESSMENTS`].
    pub at_least: usize,
    /// From one assessment to the next.
    pub apart: SignedDuration,
}
