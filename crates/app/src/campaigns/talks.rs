//! After a screening somebody talks to everybody whose answers ask for it, and what was found is looked at once more: who is where on that way.

use jiff::Timestamp;
use xinqiao_access::{Resource, act};
use xinqiao_kernel::id::{CampaignId, PersonId, SignalId, WarningId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::campaigns::{Campaign, FoundRow};

use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// People of a page.
const PAGE: u32 = 50;

/// How far it is with somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Talk {
    /// nobody has talked to them and decided
    Waits { signal: SignalId, due: Timestamp },
    /// nobody decided in time, and the signal is no more
    Missed { signal: SignalId },
    /// confirmed after the talk: the warning goes on with it; its step, by when that is owed (none once it has ended), since when
    Followed { warning: WarningId, step: String, due: Option<Timestamp>, since: Timestamp },
}

/// Somebody whose answers ask for a talk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TalkRow {
    pub person: PersonId,
    /// masked
    pub name: String,
    pub unit: PlacePath,
    pub unit_name: String,
    /// the highest level that the rules propose: red, yellow or blue
    pub level: String,
    pub since: Timestamp,
    pub talk: Talk,
}

/// A page of them.
#[derive(Debug, Clone)]
pub struct Talks {
    pub campaign: Campaign,
    pub rows: Vec<TalkRow>,
    /// people of this page with whom it was settled after the talk that there is nothing to follow: counted, never named
    pub set_aside: usize,
    /// where the next page begins
    pub next: Option<(Timestamp, PersonId)>,
}

impl App {
    /// Whom the answers of a campaign ask somebody to talk to, the earliest first.
    ///
    /// Errors: `NotFound` for an unknown campaign and outside the scope; `Denied` for whoever sees no signals.
    pub async fn campaign_talks(&self, caller: &Caller, id: CampaignId, after: Option<(Timestamp, PersonId)>) -> Result<Talks> {
        let campaign = self.inner.db.campaign(id).await?.ok_or(AppError::NotFound)?;
        let permit = self.staff_permit::<act::ListSignals>(caller, &Resource::at(campaign.place.clone())).await?;
        let after = after.unwrap_or((Timestamp::UNIX_EPOCH, PersonId::from_uuid(uuid::Uuid::nil())));
        let found = self.inner.db.found_by(&permit, id, after, PAGE + 1).await?;
        let now = self.now();
        let (mut rows, mut set_aside, mut people, mut next) = (Vec::new(), 0, 0, None);
        for group in found.chunk_by(|one, other| one.person == other.person) {
            let Some(first) = group.first() else { continue };
            people += 1;
            if PAGE < people {
                next = rows_end(&found, first.person);
                break;
            }
            match talk(group, now) {
                Some((level, talk)) => rows.push(TalkRow {
                    person: first.person,
                    name: first.name.clone(),
                    unit: first.unit.clone(),
                    unit_name: self.place_name(&first.unit).await?,
                    level,
                    since: first.signalled_at,
                    talk,
                }),
                None => set_aside += 1,
            }
        }
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "campaign", Some(id.uuid()), format!("talks rows={}", rows.len())), now).await?;
        tx.commit().await?;
        Ok(Talks { campaign, rows, set_aside, next })
    }

    /// May the caller see whom to talk to?
    pub fn may_see_talks(&self, caller: &Caller, campaign: &Campaign) -> bool {
        self.may::<act::ListSignals>(caller, &Resource::at(campaign.place.clone()))
    }
}

/// The last row before somebody's.
fn rows_end(found: &[FoundRow], person: PersonId) -> Option<(Timestamp, PersonId)> {
    let last = found.iter().take_while(|row| row.person != person).last()?;
    Some((last.signalled_at, last.person))
}

/// How far it is with somebody of several signals: what waits comes first, then what is followed, then what was missed.
fn talk(rows: &[FoundRow], now: Timestamp) -> Option<(String, Talk)> {
    let signals: Vec<_> = rows.iter().filter_map(|row| row.signal.as_ref()).collect();
    let level = ["red", "yellow", "blue"].into_iter().find(|level| signals.iter().any(|signal| signal.level == *level))?;
    let open = signals.iter().find(|signal| signal.warning.is_none() && now < signal.expires_at);
    let waits = open.map(|signal| Talk::Waits { signal: signal.id, due: signal.due_at });
    let followed = || {
        let taken = signals.iter().filter(|signal| signal.warning.is_some());
        // one that goes on before one that has ended
        let latest = taken.max_by_key(|signal| signal.step.as_ref().map(|(_, due, since)| (due.is_some(), *since)))?;
        let (step, due, since) = latest.step.clone()?;
        Some(Talk::Followed { warning: latest.warning?, step, due, since })
    };
    let missed = || signals.iter().find(|signal| signal.warning.is_none()).map(|signal| Talk::Missed { signal: signal.id });
    Some((level.to_owned(), waits.or_else(followed).or_else(missed)?))
}
