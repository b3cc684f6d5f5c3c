//! Somebody comes to a petition desk: the reception begins, and nothing says who they are.

use xinqiao_access::Resource;
use xinqiao_access::act;
use xinqiao_disputes::reception::{Debt, Opening, Step, receive};
use xinqiao_disputes::{Act as Doing, Changed, Owner, Reception, StepId};
use xinqiao_kernel::id::{AccountId, OutboxId, ReceptionId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::outbox::OutboxMessage;
use xinqiao_store::receptions::ReceptionRow;
use xinqiao_store::{StoreError, Tx};

use super::fold::{refused, state_of, step_row};
use crate::audit::done;
use crate::notify::{Owing, Thing};
use crate::{App, AppError, Caller, Result};

/// How often a number that somebody else took is tried again.
const NUMBER_TRIES: usize = 5;

/// A reception as a form sends it: where, and nothing else.
#[derive(Debug, Clone)]
pub struct NewReception {
    /// made when the form was shown: the same form sent twice begins one
    pub id: ReceptionId,
    pub step: StepId,
    pub place: PlacePath,
}

impl App {
    /// Begins a reception; durable when it returns. Whoever received owes the offer. The same form sent twice begins one.
    ///
    /// Errors: `Denied` without the right, `NotFound` for a place out of reach.
    pub async fn receive_petitioner(&self, caller: &Caller, new: &NewReception) -> Result<ReceptionId> {
        let permit = self.staff_permit::<act::WorkOnReception>(caller, &Resource::at(new.place.clone())).await?;
        if let Some(known) = self.inner.db.reception_place(new.id).await? {
            let same = known.received_by == caller.account() && known.place == new.place;
            return if same { Ok(known.id) } else { Err(AppError::NotFound) };
        }
        let now = self.now();
        let own = self.receivers_over(&new.place, now).await?.into_iter().find(|one| one.account == caller.account());
        let place = own.map_or_else(|| new.place.clone(), |one| one.place);
        let owner = Owner { account: caller.account(), place };
        let act = Doing { id: new.step, at: now, by: caller.account(), note: None };
        let opening = Opening { reception: new.id, place: new.place.clone(), owner };
        let change = receive(opening, &act, &self.dispute_times()?).map_err(refused)?;
        let entry = change.entry.as_ref().ok_or_else(|| AppError::broken("a reception without a first step"))?;
        let first = step_row(entry, 1, false)?;
        for _ in 0..NUMBER_TRIES {
            let mut tx = self.inner.db.begin().await?;
            let day = self.day(now).strftime("V%Y%m%d-").to_string();
            let number = format!("{day}{:04}", tx.receptions_numbered(&day).await? + 1);
            let row = ReceptionRow {
                id: new.id,
                number,
                place: new.place.clone(),
                state: state_of(&change.now, 1, now),
                received_by: caller.account(),
                received_at: now,
                owner_name: None,
            };
            match tx.open_reception(&row, &first, now).await {
                // the number, or the same form at the same moment
                Err(StoreError::Duplicate { .. }) => {
                    drop(tx);
                    if self.inner.db.reception_place(new.id).await?.is_some_and(|known| known.received_by == caller.account()) {
                        return Ok(new.id);
                    }
                    continue;
                }
                other => other?,
            }
            self.tell_of_reception(&mut tx, (&row.number, 1), &change, Some(caller.account())).await?;
            tx.audit(&done(self, &permit, "reception", Some(new.id.uuid()), "received"), now).await?;
            tx.commit().await?;
            return Ok(new.id);
        }
        Err(AppError::conflict("numbers_busy"))
    }

    /// Tells whoever has a step from now on that did not have it before, and leaves an event for the outside. Nothing says who came, nor why.
    pub(super) async fn tell_of_reception(
        &self,
        tx: &mut Tx,
        (number, seq): (&str, i64),
        change: &Changed<Reception, Step>,
        by: Option<AccountId>,
    ) -> Result<()> {
        let Some(entry) = &change.entry else { return Ok(()) };
        let now = self.now();
        let reception = &change.now;
        let kind = match &entry.step {
            Step::Silent { .. } => Some("notice-reception-late"),
            Step::PassedOn { .. } => Some("notice-reception-yours"),
            _ => None,
        };
        let moved = match &entry.step {
            Step::Silent { debt, .. } => reception.owed().find(|(owed, _)| owed == debt),
            _ => reception.owed().min_by_key(|(_, open)| open.due_at),
        };
        if let Some((kind, (debt, open))) = kind.zip(moved).filter(|(_, (_, open))| Some(open.owner.account) != by) {
            let params = serde_json::json!({ "number": number, "reception": reception.id() });
            let thing = Thing::Reception(reception.id());
            let owing = Owing::new(open.owner.account, kind).about(thing, seq).at(reception.place());
            let owing = owing.due(Some(open.due_at)).with(params);
            // somebody waits for an expert: that does not wait for the morning
            self.owe(tx, if debt == Debt::Expert { owing.level("red") } else { owing }).await?;
        }
        let word = entry.step.word();
        let body = serde_json::json!({ "reception": reception.id(), "event": entry.id, "kind": word }).to_string();
        let message = OutboxMessage { id: OutboxId::new(self.ids(), now), topic: format!("reception.{word}"), body };
        Ok(tx.tell(&message, now).await?)
    }
}
