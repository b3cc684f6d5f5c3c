//! Saying yes, no and no longer on the page, with what a withdrawal does at once.

use jiff::Timestamp;
use xinqiao_consent::{AgeClass, Effect, Party, Purpose, Refusal, State, Who, WordKind, say};
use xinqiao_kernel::id::{CampaignId, PersonId, WarningId};
use xinqiao_store::Tx;
use xinqiao_store::consent::Touched;

use super::Word;
use super::overview::About;
use super::words::record_of;
use crate::audit::done;
use crate::notify::Owing;
use crate::{App, AppError, Caller, Result};

/// A word as it comes from the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saying {
    pub purpose: Purpose,
    /// the campaign, where each is asked for by itself
    pub subject: Option<CampaignId>,
    pub kind: WordKind,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// how it stands now
    pub state: State,
    /// nothing was written: it had been said before
    pub again: bool,
    pub touched: Touched,
    /// warnings about the person that people work on: they go on until those close them
    pub warnings: usize,
}

impl App {
    /// Keeps a word of the caller, or of the caller as guardian of a ward under 14, and does what a withdrawal does at once, in one
    /// transaction: staff no longer see the results, undecided signals end unless they are red, owners of open warnings are told.
    ///
    /// Errors: `Conflict` `not_by_consent`, `nothing_given`; `NotFound` for anybody else's person and for a campaign that never asked.
    pub async fn say_consent(&self, caller: &Caller, ward: Option<PersonId>, saying: &Saying) -> Result<Said> {
        if saying.purpose.is_by_subject() != saying.subject.is_some() {
            return Err(AppError::NotFound);
        }
        let about = self.consent_about(caller, ward).await?;
        let now = self.now();
        let today = self.day(now);
        let notice = self.notice(saying.purpose)?;
        let facts = self.inner.consents.find(&about.permit, today).await?;
        let who = Who { age: AgeClass::on(about.who.birth_on, today, facts.in_care) };
        let mut record = record_of(&facts.words, saying.purpose, saying.subject)?;
        let known = |version: &str, digest: &str| self.inner.library.trust().notice_shown(saying.purpose, version, digest);
        let before = record.state(notice, who, known);
        if let Some(campaign) = saying.subject
            && before == State::NotAsked
            && self.inner.db.campaign_asking(campaign, about.who.id).await?.is_none()
        {
            return Err(AppError::NotFound);
        }
        let entry = say(&record, notice, who, about.party, saying.kind, now).map_err(refusal)?;
        let Some(entry) = entry else {
            return Ok(Said { state: before, again: true, touched: Touched::default(), warnings: 0 });
        };
        record.add(&entry);
        let state = record.state(notice, who, known);
        self.keep_texts(&[saying.purpose]).await?;
        let word = Word { party: about.party, kind: entry.kind, how: "page", account: caller.account() };
        let kind = entry.kind;
        let row = self.row_of(about.who.id, (saying.purpose, saying.subject), notice, entry, &word);
        let mut tx = self.inner.db.begin().await?;
        tx.add_consents(&[row], now).await?;
        let ended = before.allows() && !state.allows();
        let (touched, warnings) = if ended { self.end(&mut tx, &about, saying, now).await? } else { (Touched::default(), 0) };
        let party = if about.party == Party::Guardian { " guardian" } else { "" };
        let detail = format!(
            "{kind} {}{party} version={} results={} signals={} warnings={warnings}",
            saying.purpose,
            notice.version(),
            touched.results,
            touched.signals
        );
        tx.audit(&done(self, &about.permit, "consent", saying.subject.map(|id| id.uuid()), detail), now).await?;
        tx.commit().await?;
        if touched.signals > 0 {
            self.inner.hub.queue_changed(&about.who.place);
        }
        Ok(Said { state, again: false, touched, warnings })
    }

    /// What the notice says that a withdrawal does.
    async fn end(&self, tx: &mut Tx, about: &About, saying: &Saying, now: Timestamp) -> Result<(Touched, usize)> {
        let notice = self.notice(saying.purpose)?;
        let touched = match (saying.purpose, saying.subject) {
            (Purpose::Contact, _) if notice.does(Effect::HideResults) => tx.withdraw_contact(&about.permit, now).await?,
            (Purpose::AskOthers, _) => {
                tx.end_informants_of(about.who.id, now).await?;
                Touched::default()
            }
            (Purpose::Screening, Some(campaign)) if notice.does(Effect::HideResults) => {
                tx.withdraw_screening(&about.permit, campaign, now).await?
            }
            _ => Touched::default(),
        };
        if !notice.does(Effect::TellOwner) {
            return Ok((touched, 0));
        }
        let open = self.inner.db.open_warnings_of(about.who.id).await?;
        for warning in &open {
            if let Some(owner) = warning.owner {
                let owing = Owing::new(owner, "notice-consent-withdrawn").linked(WarningId::from_uuid(warning.id));
                self.owe(tx, owing).await?;
            }
        }
        Ok((touched, open.len()))
    }
}

fn refusal(why: Refusal) -> AppError {
    AppError::conflict(match why {
        Refusal::NotByConsent => "not_by_consent",
        Refusal::NoGuardianNeeded => "no_guardian_needed",
        Refusal::NothingGiven => "nothing_given",
    })
}
