//! What waits for the word of a second person, and what became of it: plans of screenings, own questionnaires, counting again.

use uuid::Uuid;
use xinqiao_access::{Action, Role};
use xinqiao_kernel::id::{AccountId, CampaignId, QuestionnaireVersionId, RescoreId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::Tx;

use super::{Owing, Thing};
use crate::{App, Result};

/// Whoever may give the second word, and is told: the nearest first.
const MOST: u32 = 5;

/// What a second person decides about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Second {
    Campaign(CampaignId),
    Questionnaire(QuestionnaireVersionId),
    Rescore(RescoreId),
}

impl Second {
    const fn code(self) -> &'static str {
        match self {
            Self::Campaign(_) => "campaign",
            Self::Questionnaire(_) => "questionnaire",
            Self::Rescore(_) => "rescore",
        }
    }

    const fn id(self) -> Uuid {
        match self {
            Self::Campaign(id) => id.uuid(),
            Self::Questionnaire(id) => id.uuid(),
            Self::Rescore(id) => id.uuid(),
        }
    }
}

impl App {
    /// Those to whom the policy opens the second word at a place, the nearest first, never whoever asks.
    pub(crate) async fn second_persons(&self, place: &PlacePath, asking: AccountId, word: Action) -> Result<Vec<AccountId>> {
        let (today, mut found) = (self.day(self.now()), Vec::new());
        for role in Role::ALL.iter().filter(|role| role.takes(word)) {
            found.extend(self.inner.db.of_role_over(role.code(), place, today, MOST).await?);
        }
        found.sort_by_key(|one| std::cmp::Reverse(one.place.depth()));
        let mut accounts: Vec<AccountId> = Vec::new();
        for one in found {
            if one.account != asking && !accounts.contains(&one.account) {
                accounts.push(one.account);
            }
        }
        accounts.truncate(MOST as usize);
        Ok(accounts)
    }

    /// Tells them that something waits for their word; `step` is how often it was handed in or changed.
    pub(crate) async fn ask_second(
        &self,
        tx: &mut Tx,
        persons: &[AccountId],
        place: &PlacePath,
        (what, step): (Second, i64),
    ) -> Result<()> {
        for person in persons {
            let params = serde_json::json!({ what.code(): what.id() });
            let owing = Owing::new(*person, "notice-second-wanted").about(Thing::Own(what.id()), step).at(place).with(params);
            self.owe(tx, owing).await?;
        }
        Ok(())
    }

    /// Tells whoever asked that the second person has answered; what, the page says. Nobody is told of their own word.
    pub(crate) async fn answer_second(
        &self,
        tx: &mut Tx,
        (asked, by): (AccountId, AccountId),
        (what, step): (Second, i64),
    ) -> Result<()> {
        if asked == by {
            return Ok(());
        }
        let params = serde_json::json!({ what.code(): what.id() });
        let owing = Owing::new(asked, "notice-second-given").about(Thing::Own(what.id()), step).with(params);
        self.owe(tx, owing).await.map(|_| ())
    }
}
