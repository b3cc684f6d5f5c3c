//! What a person has agreed to, and what is used without asking.

use jiff::Timestamp;
use xinqiao_access::{Permit, Purpose as Why, act};
use xinqiao_consent::{AgeClass, Basis, Needed, Party, Purpose, Record, State, Who};
use xinqiao_kernel::id::{CampaignId, PersonId};
use xinqiao_store::consent::ConsentFacts;
use xinqiao_store::people::Whereabouts;

use super::words::record_of;
use crate::{App, AppError, Caller, Result};

/// One purpose that rests on consent, as it stands today.
#[derive(Debug, Clone)]
pub struct ConsentItem {
    pub purpose: Purpose,
    /// the campaign with its title, where each is asked for by itself
    pub subject: Option<(CampaignId, String)>,
    pub state: State,
    /// version of the notice in force
    pub version: String,
    /// since when it stands so; `None` while nothing was said
    pub since: Option<Timestamp>,
    /// whose word is needed
    pub by_guardian: bool,
    /// may whoever looks say yes here?
    pub can_give: bool,
}

/// One purpose that does not rest on consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WithoutConsent {
    pub purpose: Purpose,
    pub basis: Basis,
}

/// About whom somebody looks, and in which part.
pub(crate) struct About {
    pub who: Whereabouts,
    pub party: Party,
    pub permit: Permit<act::ManageConsent>,
}

impl App {
    /// The caller's own consents, or those of a ward under 14.
    ///
    /// Errors: `NotFound` for anybody else.
    pub async fn consents(&self, caller: &Caller, ward: Option<PersonId>) -> Result<Vec<ConsentItem>> {
        let about = self.consent_about(caller, ward).await?;
        let today = self.day(self.now());
        let facts = self.inner.consents.find(&about.permit, today).await?;
        let mut items = Vec::new();
        for purpose in [Purpose::KeepResult, Purpose::Contact, Purpose::AskOthers, Purpose::Devices] {
            items.push(self.item(&about, &facts, purpose, None)?);
        }
        let mut campaigns = self.inner.db.campaigns_consented(&about.permit).await?;
        if about.party == Party::Guardian {
            for asked in self.inner.db.campaigns_for_consent(&about.permit, today).await? {
                if !campaigns.contains(&asked) {
                    campaigns.push(asked);
                }
            }
        }
        for campaign in campaigns {
            items.push(self.item(&about, &facts, Purpose::Screening, Some((campaign.id, campaign.title)))?);
        }
        Ok(items)
    }

    /// What is used without asking, and on what ground.
    pub fn uses_without_consent(&self) -> Vec<WithoutConsent> {
        let notices = Purpose::ALL.iter().filter_map(|purpose| self.notice(*purpose).ok());
        let without = notices.filter(|notice| notice.terms().basis != Basis::Consent);
        without.map(|notice| WithoutConsent { purpose: notice.purpose(), basis: notice.terms().basis }).collect()
    }

    /// The person whose consents the caller may manage: the own, or a ward's.
    pub(crate) async fn consent_about(&self, caller: &Caller, ward: Option<PersonId>) -> Result<About> {
        let (who, party) = match ward {
            None => (caller.whereabouts().cloned().ok_or(AppError::NotFound)?, Party::Own),
            Some(ward) => (self.inner.db.whereabouts(ward).await?.ok_or(AppError::NotFound)?, Party::Guardian),
        };
        let at = xinqiao_access::Resource::at(who.place.clone()).of(who.id);
        let permit = self.permit::<act::ManageConsent>(caller, &at, Why::SelfService).await?;
        Ok(About { who, party, permit })
    }

    fn item(
        &self,
        about: &About,
        facts: &ConsentFacts,
        purpose: Purpose,
        subject: Option<(CampaignId, String)>,
    ) -> Result<ConsentItem> {
        let notice = self.notice(purpose)?;
        let record = record_of(&facts.words, purpose, subject.as_ref().map(|(id, _)| *id))?;
        let age = AgeClass::on(about.who.birth_on, self.day(self.now()), facts.in_care);
        let known = |version: &str, digest: &str| self.inner.library.trust().notice_shown(purpose, version, digest);
        let state = record.state(notice, Who { age }, known);
        let by_guardian = Needed::of(notice.terms().minors, age).guardian;
        let mine = about.party == Party::Own || by_guardian;
        // a campaign is taken part in where it asks, and whoever took it back is no longer asked
        let can_give = mine && (subject.is_none() || about.party == Party::Guardian) && !state.allows();
        Ok(ConsentItem {
            purpose,
            subject,
            state,
            version: notice.version().to_owned(),
            since: since(&record),
            by_guardian,
            can_give,
        })
    }
}

fn since(record: &Record) -> Option<Timestamp> {
    Party::ALL.iter().filter_map(|party| record.word(*party)).map(|word| word.at).max()
}
