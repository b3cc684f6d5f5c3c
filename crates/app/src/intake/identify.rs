//! Somebody says who a person is that was known by a description only.

use xinqiao_access::{Resource, act};
use xinqiao_kernel::id::{PersonId, SignalId};
use xinqiao_store::people::Person;

use super::{Described, Whom};
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// Who it is.
#[derive(Debug, Clone)]
pub enum Identity {
    /// Somebody of the index: the signals are theirs from now on.
    Known(PersonId),
    /// Nobody of the index: the record of the description becomes a full one.
    New(Described),
}

impl App {
    /// Says who the person of a signal is. Whom the signals now belong to.
    ///
    /// Errors: `NotFound`, `Conflict` `person_known` when somebody has said it, `records_kept` when more than signals hangs on the description
    /// (then the record is completed, not given away), `number_taken`; `Invalid` on the fields of the description.
    pub async fn identify(&self, caller: &Caller, signal: SignalId, identity: &Identity) -> Result<PersonId> {
        let (_, at) = self.signal_permit(caller, signal).await?;
        let from = at.person.ok_or(AppError::NotFound)?;
        match identity {
            Identity::Known(to) => self.give_signal(caller, signal, from, *to).await,
            Identity::New(described) => self.settle_signal(caller, signal, &at, described).await,
        }
    }

    async fn give_signal(&self, caller: &Caller, signal: SignalId, from: PersonId, to: PersonId) -> Result<PersonId> {
        if from == to {
            return Err(AppError::conflict("person_known"));
        }
        let target = self.whom(caller, &Whom::Person(to)).await?.at;
        let permit = self.staff_permit::<act::IdentifyPerson>(caller, &target).await?;
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if !tx.is_provisional(from).await? {
            return Err(AppError::conflict("person_known"));
        }
        if tx.records_beside_signals(from).await? > 0 {
            return Err(AppError::conflict("records_kept"));
        }
        let moved = tx.give_signals(&permit, from, &target.place).await?;
        tx.look_again(to, &target.place, false, now).await?;
        tx.erase_person(from, now).await?;
        tx.audit(&done(self, &permit, "signal", Some(signal.uuid()), format!("identified signals={moved}")), now).await?;
        tx.commit().await?;
        self.inner.hub.queue_changed(&target.place);
        Ok(to)
    }

    async fn settle_signal(&self, caller: &Caller, signal: SignalId, at: &Resource, described: &Described) -> Result<PersonId> {
        let permit = self.staff_permit::<act::IdentifyPerson>(caller, at).await?;
        let id = permit.person().ok_or(AppError::NotFound)?;
        let known = self.sound(described)?;
        if known.name.is_empty() {
            return Err(AppError::field("name", "fault-person-name-empty", ""));
        }
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if !tx.is_provisional(id).await? {
            return Err(AppError::conflict("person_known"));
        }
        if let Some(number) = &known.number {
            match tx.person_by_identifier(super::whom::CITIZEN_NUMBERS, number.as_str()).await? {
                Some(who) if who.id == id => {}
                Some(who) if self.may::<act::IdentifyPerson>(caller, &self.somebody(&who)) => {
                    return Err(AppError::field("number", "fault-person-number-taken", number.masked()));
                }
                // somebody elsewhere has it: nothing says so, and the record stands without it
                Some(_) => {}
                None => self.keep_number(&mut tx, id, number).await?,
            }
        }
        let birth_on = described.birth_on.or_else(|| known.number.as_ref().map(xinqiao_kernel::identifier::CitizenId::birth));
        let sex = described.sex.or_else(|| known.number.as_ref().map(xinqiao_kernel::identifier::CitizenId::sex));
        let person = Person { id, place: at.place.clone(), name: known.name, sex, birth_on, phone: known.phone };
        if !tx.settle_person(&permit, &person).await? {
            return Err(AppError::conflict("person_known"));
        }
        tx.audit(&done(self, &permit, "person", Some(id.uuid()), format!("settled signal={signal}")), now).await?;
        tx.commit().await?;
        self.inner.hub.queue_changed(&at.place);
        Ok(id)
    }
}
