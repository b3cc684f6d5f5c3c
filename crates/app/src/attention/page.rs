//! What the page about somebody's attention shows.

use std::collections::HashMap;

use uuid::Uuid;
use xinqiao_access::{Age, Resource, act};
use xinqiao_kernel::id::PersonId;
use xinqiao_risk::{Assessment, Evidence, EvidenceId, Level, Model};
use xinqiao_store::people::Person;

use super::{pieces, standing};
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// How much attention somebody needs now, and why.
pub struct AttentionView<'a> {
    /// masked
    pub person: Person,
    pub model: &'a Model,
    pub assessment: Assessment,
    /// for each piece the signal or event that it comes from
    pub records: HashMap<EvidenceId, Uuid>,
    /// the levels that were kept are those of this moment; otherwise the program is about to catch up
    pub kept: Option<Level>,
}

impl App {
    /// Somebody's level with every contribution. Leaves an audit row that the person can see.
    ///
    /// Errors: `NotFound` out of reach, `Denied` for roles that see no attention.
    pub async fn attention(&self, caller: &Caller, person: PersonId) -> Result<AttentionView<'_>> {
        self.listing(caller, self.staff_scope::<act::ReadAttention>(caller)).await?;
        let who = self.inner.db.whereabouts(person).await?.ok_or(AppError::NotFound)?;
        let now = self.now();
        let owner = self.own_warning_of(caller, person).await?;
        let at = Resource::at(who.place.clone()).of(person).aged(Age::of(who.birth_on, self.day(now)));
        let at = at.restricted(self.inner.db.restricted_at(person).await?.is_some());
        let at = if owner { at.owned_by(caller.account()) } else { at };
        let permit = self.staff_permit::<act::ReadAttention>(caller, &at).await?;
        let found = self.inner.db.person_of_attention(&permit).await?.ok_or(AppError::NotFound)?;
        let model = self.risk_model()?;
        let rows = self.inner.db.evidence_of(person).await?;
        let pieces = pieces(model, &rows);
        let evidence: Vec<Evidence> = pieces.iter().map(|(_, piece)| *piece).collect();
        let row = self.inner.db.standing_of(&permit).await?;
        let previous = row.as_ref().and_then(standing);
        let assessment = model.evaluate(&evidence, previous, now);
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "attention", Some(person.uuid()), assessment.level.code()), now).await?;
        tx.commit().await?;
        Ok(AttentionView {
            person: found,
            model,
            records: pieces.into_iter().map(|(record, piece)| (piece.id, record)).collect(),
            kept: previous.map(|previous| previous.level),
            assessment,
        })
    }

    /// Does the caller owe the next step of a warning about the person?
    async fn own_warning_of(&self, caller: &Caller, person: PersonId) -> Result<bool> {
        let open = self.inner.db.open_warnings_of(person).await?;
        Ok(open.iter().any(|warning| warning.owner == Some(caller.account())))
    }
}
