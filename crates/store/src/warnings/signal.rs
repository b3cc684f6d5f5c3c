//! Signals 线索.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_access::{Act, Permit, act};
use xinqiao_kernel::id::{AccountId, PersonId, ResponseId, SignalId, WarningId};
use xinqiao_kernel::person::masked_name;
use xinqiao_kernel::place::PlacePath;
use xinqiao_vault::PersonKey;

use super::read::{SignalPlace, fits};
use crate::arg::{Arg, args};
use crate::fields::{DISMISS_NOTE, EVIDENCE, PERSON_NAME, own_arg, own_arg_opt};
use crate::row::{FromRow, Row};
use crate::{Result, Tx};

pub(crate) const SIGNAL_COLUMNS: &str = "signal (signal_id, dedupe_key, person_id, place_path, response_id, rule_id, rule_version, code, \
     level, evidence_sealed, reporter_id, raised_at, due_at, expires_at, created_at, source, risk_kinds)";
pub(crate) const SIGNAL_WIDTH: usize = 17;
/// The same rule on the same source raises one signal.
pub(crate) const SIGNAL_ENDING: &str = " on conflict (dedupe_key) do nothing";

/// A signal to be kept. Texts are codes of the rule pack; `evidence` is JSON.
#[derive(Debug, Clone)]
pub struct NewSignal {
    pub id: SignalId,
    /// the same rule on the same source has the same key
    pub dedupe_key: String,
    pub person: PersonId,
    pub place: PlacePath,
    pub response: Option<ResponseId>,
    pub rule_id: String,
    pub rule_version: String,
    pub code: String,
    /// red, yellow or blue: proposed by the rule
    pub level: String,
    pub evidence: String,
    pub reporter: Option<AccountId>,
    /// `assessment`, `self_request` or a kind of the pack of sources
    pub source: String,
    /// codes of the risk model that it is evidence of, with spaces between
    pub risk_kinds: String,
    pub raised_at: Timestamp,
    /// by when a person should have looked
    pub due_at: Timestamp,
    pub expires_at: Timestamp,
}

/// A signal as it stands, with the name of its person (masked unless asked for otherwise).
#[derive(Debug, Clone)]
pub struct SignalRow {
    pub id: SignalId,
    pub person: PersonId,
    pub place: PlacePath,
    pub response: Option<ResponseId>,
    pub rule_id: String,
    pub rule_version: String,
    pub code: String,
    pub level: String,
    pub evidence: String,
    pub reporter: Option<AccountId>,
    pub raised_at: Timestamp,
    pub due_at: Timestamp,
    pub expires_at: Timestamp,
    pub dismissed_at: Option<Timestamp>,
    pub dismiss_reason: Option<String>,
    pub warning: Option<WarningId>,
    pub name: String,
    /// `assessment`, `self_request` or a kind of the pack of sources
    pub source: String,
    /// nobody has said yet who the person is
    pub is_provisional: bool,
}

struct KeyedSignal(SignalId, Timestamp);

impl FromRow for KeyedSignal {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(SignalId::from_uuid(row.uuid(0)?), row.at(1)?))
    }
}

impl FromRow for SignalRow {
    fn from_row(row: &Row) -> Result<Self> {
        let (id, person) = (row.uuid(0)?, row.uuid(1)?);
        let key = row.person_key(17, person)?;
        Ok(Self {
            id: SignalId::from_uuid(id),
            person: PersonId::from_uuid(person),
            place: row.parsed(2, "signal", "place_path", "a place path")?,
            response: row.uuid_opt(3)?.map(ResponseId::from_uuid),
            rule_id: row.text(4)?,
            rule_version: row.text(5)?,
            code: row.text(6)?,
            level: row.text(7)?,
            evidence: row.own_text(8, key.as_ref(), &EVIDENCE.of(id))?.unwrap_or_default(),
            reporter: row.uuid_opt(9)?.map(AccountId::from_uuid),
            raised_at: row.at(10)?,
            due_at: row.at(11)?,
            expires_at: row.at(12)?,
            dismissed_at: row.at_opt(13)?,
            dismiss_reason: row.text_opt(14)?,
            warning: row.uuid_opt(15)?.map(WarningId::from_uuid),
            name: masked_name(&row.own_text(16, key.as_ref(), &PERSON_NAME.of(person))?.unwrap_or_default()),
            source: row.text(18)?,
            is_provisional: row.at_opt(19)?.is_some(),
        })
    }
}

impl NewSignal {
    /// The bound values, the evidence sealed.
    pub(crate) fn args(&self, key: &PersonKey, now: Timestamp) -> Result<[Arg; SIGNAL_WIDTH]> {
        let id = self.id.uuid();
        Ok([
            id.into(),
            (&self.dedupe_key).into(),
            self.person.uuid().into(),
            self.place.as_str().into(),
            self.response.map(|id| id.uuid()).into(),
            (&self.rule_id).into(),
            (&self.rule_version).into(),
            (&self.code).into(),
            (&self.level).into(),
            own_arg(key, &EVIDENCE.of(id), &self.evidence)?,
            self.reporter.map(|id| id.uuid()).into(),
            self.raised_at.into(),
            self.due_at.into(),
            self.expires_at.into(),
            now.into(),
            (&self.source).into(),
            (&self.risk_kinds).into(),
        ])
    }
}

impl Tx {
    /// Moves the signals of a warning that ended in another one; how many.
    pub async fn move_signals(&mut self, from: WarningId, into: WarningId) -> Result<u64> {
        self.exec(include_str!("move_signals.sql"), &args![from.uuid(), into.uuid()]).await
    }

    /// Keeps a signal; false when its key is known.
    pub async fn add_signal(&mut self, signal: &NewSignal, now: Timestamp) -> Result<bool> {
        let key = self.key_of(signal.person).await?;
        Ok(self.exec(include_str!("insert_signal.sql"), &signal.args(&key, now)?).await? > 0)
    }

    /// The signal of a key and its due time: what a form that is sent twice leads to.
    pub async fn signal_of_key(&mut self, key: &str) -> Result<Option<(SignalId, Timestamp)>> {
        let found: Option<KeyedSignal> = self.opt(include_str!("signal_of_key.sql"), &args![key]).await?;
        Ok(found.map(|KeyedSignal(id, due)| (id, due)))
    }

    /// Dismisses a signal; false when it was dismissed or taken up meanwhile, or is not the permit's.
    pub async fn dismiss_signal(
        &mut self,
        permit: &Permit<act::DismissSignal>,
        id: SignalId,
        by: AccountId,
        reason: &str,
        note: Option<&str>,
        now: Timestamp,
    ) -> Result<bool> {
        if !self.is_signal_of(permit, id).await? {
            return Ok(false);
        }
        let about: Option<Uuid> = self.opt(include_str!("person_of_signal.sql"), &args![id.uuid()]).await?;
        let (Some(person), true) = (about, note.is_some()) else {
            let row = args![id.uuid(), now, by.uuid(), reason, Option::<Vec<u8>>::None];
            return Ok(self.exec(include_str!("dismiss_signal.sql"), &row).await? > 0);
        };
        let key = self.key_of(PersonId::from_uuid(person)).await?;
        let note = own_arg_opt(&key, &DISMISS_NOTE.of(id.uuid()), note)?;
        let row = [Arg::from(id.uuid()), Arg::from(now), Arg::from(by.uuid()), Arg::from(reason), note];
        Ok(self.exec(include_str!("dismiss_signal.sql"), &row).await? > 0)
    }

    /// Notes that the level above was told of an undecided signal; false when it was told before or somebody has decided.
    pub async fn signal_told_above(&mut self, id: SignalId, now: Timestamp) -> Result<bool> {
        Ok(self.exec(include_str!("tell_above.sql"), &args![id.uuid(), now]).await? > 0)
    }

    /// Ties a signal to the warning that takes it up; false when it was dismissed or taken up meanwhile, or is not the permit's.
    pub async fn take_up_signal(
        &mut self,
        permit: &Permit<act::ConfirmWarning>,
        id: SignalId,
        warning: WarningId,
    ) -> Result<bool> {
        if !self.is_signal_of(permit, id).await? {
            return Ok(false);
        }
        Ok(self.exec(include_str!("take_up_signal.sql"), &args![id.uuid(), warning.uuid()]).await? > 0)
    }

    /// Writes what a signal is evidence of.
    pub async fn set_risk_kinds(&mut self, id: SignalId, kinds: &str) -> Result<()> {
        self.exec(include_str!("set_risk_kinds.sql"), &args![id.uuid(), kinds]).await.map(|_| ())
    }

    /// Is it a signal of the permit's place and person?
    async fn is_signal_of<A: Act>(&mut self, permit: &Permit<A>, id: SignalId) -> Result<bool> {
        let found: Option<SignalPlace> = self.opt(include_str!("signal_place.sql"), &args![id.uuid()]).await?;
        Ok(found.is_some_and(|SignalPlace(found)| fits(permit, &found.place, found.person)))
    }
}
