//! People who are known by somebody's description only, until somebody says who they are.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::{PersonId, SignalId};
use xinqiao_kernel::place::PlacePath;

use super::Person;
use crate::arg::{Arg, args};
use crate::fields::{EVIDENCE, PERSON_NAME, PERSON_PHONE, own_arg, own_arg_opt};
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

struct Since(Option<Timestamp>);

impl FromRow for Since {
    fn from_row(row: &Row) -> Result<Self> {
        row.at_opt(0).map(Self)
    }
}

struct Evidenced(Uuid, String);

impl Evidenced {
    const fn id(&self) -> Uuid {
        self.0
    }
}

impl FromRow for Evidenced {
    fn from_row(row: &Row) -> Result<Self> {
        let id = row.uuid(0)?;
        let key = row.person_key(3, row.uuid(2)?)?;
        Ok(Self(id, row.own_text(1, key.as_ref(), &EVIDENCE.of(id))?.unwrap_or_default()))
    }
}

impl Tx {
    /// Marks a person as known by a description only.
    pub async fn mark_provisional(&mut self, person: PersonId, now: Timestamp) -> Result<()> {
        self.exec(include_str!("mark_provisional.sql"), &args![person.uuid(), now]).await.map(|_| ())
    }

    /// Is the person still known by a description only? Whoever asks waits for others who settle the same.
    pub async fn is_provisional(&mut self, person: PersonId) -> Result<bool> {
        self.freeze_person(person).await?;
        let since: Option<Since> =
            self.opt("select provisional_at from person where person_id = $1", &args![person.uuid()]).await?;
        Ok(since.is_some_and(|since| since.0.is_some()))
    }

    /// How many records beside signals refer to a person: answer sheets and warnings.
    pub async fn records_beside_signals(&mut self, person: PersonId) -> Result<i64> {
        Ok(self.opt(include_str!("records_beside_signals.sql"), &args![person.uuid()]).await?.unwrap_or(0))
    }

    /// Gives the signals of a provisional person to the permit's person, sealed anew with that person's key; how many. What was dismissed stays behind:
    /// a false alarm leaves no trace on anybody's page.
    pub async fn give_signals(
        &mut self,
        permit: &Permit<act::IdentifyPerson>,
        from: PersonId,
        place: &PlacePath,
    ) -> Result<usize> {
        let Some(to) = permit.person() else { return Ok(0) };
        let found: Vec<Evidenced> = self.all(include_str!("evidence_of.sql"), &args![from.uuid()]).await?;
        let key = self.key_of(to).await?;
        for one in &found {
            let sealed = own_arg(&key, &EVIDENCE.of(one.id()), &one.1)?;
            let row = [Arg::from(one.id()), Arg::from(to.uuid()), Arg::from(place.as_str()), sealed];
            self.exec(include_str!("give_signal.sql"), &row).await?;
        }
        Ok(found.len())
    }

    /// Writes down who a provisional person is; they are provisional no more. The place stays.
    pub async fn settle_person(&mut self, permit: &Permit<act::IdentifyPerson>, known: &Person) -> Result<bool> {
        if permit.person() != Some(known.id) {
            return Ok(false);
        }
        let id = known.id.uuid();
        let key = self.key_of(known.id).await?;
        let row = [
            Arg::from(id),
            own_arg(&key, &PERSON_NAME.of(id), &known.name)?,
            Arg::from(known.sex.map(xinqiao_kernel::Sex::code)),
            Arg::from(known.birth_on),
            own_arg_opt(&key, &PERSON_PHONE.of(id), known.phone.as_deref())?,
        ];
        if self.exec(include_str!("settle.sql"), &row).await? == 0 {
            return Ok(false);
        }
        let vault = self.vault();
        self.add_tokens(&vault, std::slice::from_ref(known)).await?;
        Ok(true)
    }
}

impl Db {
    /// The person of a signal and whether they are known by a description only.
    pub async fn provisional_of(&self, signal: SignalId) -> Result<Option<(PersonId, bool)>> {
        let found: Option<OfSignal> = self.opt(include_str!("provisional_of.sql"), &args![signal.uuid()]).await?;
        Ok(found.map(|OfSignal(person, is_provisional)| (person, is_provisional)))
    }
}

struct OfSignal(PersonId, bool);

impl FromRow for OfSignal {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(PersonId::from_uuid(row.uuid(0)?), row.at_opt(1)?.is_some()))
    }
}
