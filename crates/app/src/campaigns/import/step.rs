//! One piece of an import: people, sheets, signals, audit and ledger of some rows in one transaction.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_access::{Permit, act};
use xinqiao_campaigns::Course;
use xinqiao_consent::{AgeClass, Party, Purpose, WordKind};
use xinqiao_kernel::id::{ImportId, OutboxId, PersonId, ResponseId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::assessment::{ImportMatch, ImportRow, NewResponse};
use xinqiao_store::audit::NewAudit;
use xinqiao_store::campaigns::{Campaign, MemberStep};
use xinqiao_store::consent::NewConsent;
use xinqiao_store::lane::Submission;
use xinqiao_store::outbox::OutboxMessage;
use xinqiao_store::people::Person;
use xinqiao_store::warnings::NewSignal;
use xinqiao_store::{StoreError, Tx};

use super::check::{failed, known};
use super::form::{FileRow, RowSheet};
use super::judge::{Verdict, creation};
use super::ledger::{CREATED, FAILED, SKIPPED, UPDATED, kept};
use super::{Raised, RowCounts, key_prefix, system};
use crate::assessment::{About, KeptOutcome, OfSheet, Scored, raise};
use crate::audit::done;
use crate::campaigns::course_step;
use crate::consent::Word;
use crate::{App, AppError, Result};

/// How often a piece is tried again because somebody else wrote the same person or sheet at the same moment.
const TRIES: usize = 3;

/// An import at work.
pub(super) struct Importing<'a> {
    pub app: &'a App,
    pub permit: &'a Permit<act::ImportResponses>,
    pub campaign: &'a Campaign,
    /// what the campaign asks; the file answers one part of it
    pub course: &'a Course,
    pub import: ImportId,
}

/// What became of a piece.
#[derive(Default)]
pub(super) struct Step {
    pub counts: RowCounts,
    pub raised: Raised,
    /// where signals were raised
    pub places: BTreeSet<PlacePath>,
    pub ledger: Vec<ImportRow>,
}

enum Halt {
    /// somebody else was quicker
    Again,
    Fault(AppError),
}

impl From<StoreError> for Halt {
    fn from(fault: StoreError) -> Self {
        match fault {
            StoreError::Duplicate { .. } => Self::Again,
            other => Self::Fault(other.into()),
        }
    }
}

impl From<AppError> for Halt {
    fn from(fault: AppError) -> Self {
        Self::Fault(fault)
    }
}

/// What a piece writes.
#[derive(Default)]
struct Writes {
    people: Vec<Person>,
    /// external id, the id of its row, and whom it names from now on
    identifiers: Vec<(String, Uuid, PersonId)>,
    /// with the units that they are counted to
    members: Vec<(PersonId, PlacePath)>,
    created: Vec<Submission>,
    corrected: Vec<Submission>,
}

/// A row that is to be written.
struct Accepted<'a> {
    id: &'a str,
    sheet: &'a RowSheet,
    known: Option<&'a ImportMatch>,
}

impl Importing<'_> {
    /// Imports some rows, all or none of them.
    pub async fn step(&self, rows: &[FileRow]) -> Result<Step> {
        self.app.keep_texts(&[Purpose::Screening]).await?;
        for _ in 0..TRIES {
            match self.attempt(rows).await {
                Ok(step) => return Ok(step),
                Err(Halt::Fault(fault)) => return Err(fault),
                Err(Halt::Again) => {}
            }
        }
        Err(AppError::conflict("import_collides"))
    }

    async fn attempt(&self, rows: &[FileRow]) -> Result<Step, Halt> {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Ok(Step::default()) };
        let now = self.app.now();
        let mut tx = self.app.inner.db.begin().await?;
        if !tx.hold_import(self.import).await? {
            return Err(AppError::conflict("already_imported").into());
        }
        let settled = tx.settled_import_rows(self.import, first.number, last.number).await?;
        let mut settled: HashMap<i64, ImportRow> = settled.into_iter().map(|row| (row.row, row)).collect();
        let known = known(&mut tx, self.permit, (self.campaign, self.part()), rows).await?;
        let mut step = Step::default();
        let mut writes = Writes::default();
        for row in rows {
            let line = match settled.remove(&row.number) {
                Some(done) => done,
                None => self.line(row, &known, &mut writes, &mut step, now).await?,
            };
            step.counts.add(&line.outcome);
            step.ledger.push(line);
        }
        self.write(&mut tx, writes, &mut step, now).await?;
        tx.replace_import_rows(&step.ledger, now).await?;
        tx.commit().await?;
        Ok(step)
    }

    /// Decides about a row and notes what it writes.
    async fn line(
        &self,
        row: &FileRow,
        known: &HashMap<String, ImportMatch>,
        writes: &mut Writes,
        step: &mut Step,
        now: Timestamp,
    ) -> Result<ImportRow> {
        let (Ok(sheet), Some(id)) = (&row.read, row.external_id.as_deref()) else { return failed(self.import, row) };
        let known = known.get(id);
        let accepted = Accepted { id, sheet, known };
        let (outcome, reason, response) = match self.app.judge(self.campaign, known, sheet) {
            Verdict::Create => {
                let person = self.admit(&accepted, writes, now);
                let sheet = ResponseId::new(self.app.ids(), now);
                let (submission, reason) = self.submission(&accepted, person, sheet, step, now).await?;
                writes.created.push(submission);
                (CREATED, reason, Some(sheet))
            }
            Verdict::Update(sheet) => {
                let person = known.map(|known| (known.who.id, known.identifier)).ok_or(AppError::NotFound)?;
                let (submission, _) = self.submission(&accepted, person, sheet, step, now).await?;
                writes.corrected.push(submission);
                (UPDATED, "corrected", Some(sheet))
            }
            Verdict::Skip(reason, sheet) => (SKIPPED, reason, sheet),
            Verdict::Fail(reason) => (FAILED, reason, None),
        };
        Ok(ImportRow { response, ..kept(self.import, row.number, Some(id), outcome, reason) })
    }

    /// The person of a row, who is made known and asked by the campaign if they were not, and the row of what the file calls them.
    fn admit(&self, row: &Accepted<'_>, writes: &mut Writes, now: Timestamp) -> (PersonId, Uuid) {
        if let Some(known) = row.known {
            if !known.member {
                writes.members.push((known.who.id, known.who.place.clone()));
            }
            return (known.who.id, known.identifier);
        }
        let id = PersonId::new(self.app.ids(), now);
        writes.people.push(Person {
            id,
            place: self.campaign.place.clone(),
            name: row.sheet.name.clone().unwrap_or_else(|| row.id.to_owned()),
            sex: row.sheet.sex,
            birth_on: row.sheet.birth_on,
            phone: None,
        });
        let identifier = self.app.ids().uuid(now);
        writes.identifiers.push((row.id.to_owned(), identifier, id));
        writes.members.push((id, self.campaign.place.clone()));
        (id, identifier)
    }

    /// The sheet of a row with everything that it causes, and why it is in the ledger when it is new.
    async fn submission(
        &self,
        row: &Accepted<'_>,
        (person, identifier): (PersonId, Uuid),
        id: ResponseId,
        step: &mut Step,
        now: Timestamp,
    ) -> Result<(Submission, &'static str)> {
        let before = row.known.and_then(|known| known.sheet.as_ref()).map(|(_, _, at)| *at);
        let answered_at = self.app.answered_at(self.campaign, row.sheet, before, now);
        let scored = self.app.scored(self.campaign, row.known, row.sheet, self.app.day(answered_at))?;
        let outcome = KeptOutcome::of(&scored);
        let place = row.known.map_or(&self.campaign.place, |known| &known.who.place);
        let about = About { person, place, response: Some(id), key: &id.to_string(), wish: None };
        // a corrected sheet is no earlier sheet of itself
        let earlier_than = before.map_or(answered_at, |before| before.min(answered_at));
        let previous = match row.known {
            Some(_) => self.app.previous(self.permit, (person, place), &self.campaign.instrument, earlier_than).await?,
            None => Vec::new(),
        };
        let instrument = (self.campaign.instrument.as_str(), self.campaign.version.as_str());
        let facts = self.app.facts(instrument, &outcome.heard(), self.app.day(answered_at), &previous, false)?;
        let (signals, expired): (Vec<NewSignal>, Vec<NewSignal>) =
            raise(self.app, &facts, &about, now)?.into_iter().partition(|signal| speaks_still(signal, answered_at, now));
        step.raised.expired += expired.len() as u64;
        let is_new = row.known.is_none_or(|known| known.sheet.is_none());
        let (what, topic) = if is_new { ("imported", "response.received") } else { ("corrected", "response.corrected") };
        let reason = creation(&scored);
        let of = OfSheet { person, place, response: id, campaign: Some(self.campaign.id), instrument: &self.campaign.instrument };
        let submission = Submission {
            audit: vec![NewAudit { person: Some(person), ..done(self.app, self.permit, "response", Some(id.uuid()), what) }],
            outbox: vec![OutboxMessage {
                id: OutboxId::new(self.app.ids(), now),
                topic: topic.to_owned(),
                body: format!("{{\"response\":\"{id}\",\"signals\":{}}}", signals.len()),
            }],
            lock: row.known.map(|known| known.who.lock.clone()),
            response: self.response(&about, (id, identifier), row, &scored, outcome.to_json()?, answered_at),
            signals,
            step: self.way(scored.outcome.total(scored.pack.instrument())),
            retesting: self.app.retesting(&of, &outcome, Vec::new(), now)?,
            consents: if is_new { self.consents(row, person, now)? } else { Vec::new() },
            at: now,
        };
        Ok((submission, reason))
    }

    /// How far the person is once the row's part is answered. Conditions that look back at earlier parts count these as not asked: the file holds one.
    fn way(&self, total: Option<f64>) -> Option<MemberStep> {
        let (part, _) = self.course.with(&self.campaign.instrument)?;
        Some(course_step(self.course, part, total, &[]))
    }

    /// Which part of the campaign the file answers.
    fn part(&self) -> usize {
        self.course.with(&self.campaign.instrument).map_or(0, |(part, _)| part)
    }

    /// The consent that stands on the paper: whoever imports answers for having it (`docs/access.md`). Under 14 it is the guardian's.
    fn consents(&self, row: &Accepted<'_>, person: PersonId, now: Timestamp) -> Result<Vec<NewConsent>> {
        let birth = row.known.map_or(row.sheet.birth_on, |known| known.who.birth_on);
        let age = AgeClass::on(birth, self.app.day(now), false);
        let party = if age.is_represented() { Party::Guardian } else { Party::Own };
        let word = Word { party, kind: WordKind::Given, how: "paper", account: self.permit.account() };
        Ok(vec![self.app.word_row(person, Purpose::Screening, Some(self.campaign.id), &word, now)?])
    }

    fn response(
        &self,
        about: &About<'_>,
        (id, identifier): (ResponseId, Uuid),
        row: &Accepted<'_>,
        scored: &Scored<'_>,
        outcome: String,
        answered_at: Timestamp,
    ) -> NewResponse {
        let instrument = scored.pack.instrument();
        NewResponse {
            id,
            // what the file calls the person stands nowhere in plain
            key: format!("{}{identifier}", key_prefix(self.campaign.id, self.part())),
            person: about.person,
            campaign: Some(self.campaign.id),
            place: about.place.clone(),
            instrument: instrument.code().to_owned(),
            version: instrument.version().to_owned(),
            source: "import",
            sharing: "campaign",
            answers: row.sheet.json.clone(),
            outcome,
            total: scored.outcome.total(instrument),
            band: Some(scored.outcome.band_column(instrument).into_owned()).filter(|band| !band.is_empty()),
            attention: i64::from(scored.attention()),
            answered_at,
        }
    }

    /// Writes everything in the order of the external ids, so that two imports at one time never wait for one another in a circle.
    async fn write(&self, tx: &mut Tx, mut writes: Writes, step: &mut Step, now: Timestamp) -> Result<(), Halt> {
        writes.identifiers.sort();
        writes.created.sort_by(|one, other| one.response.key.cmp(&other.response.key));
        writes.corrected.sort_by(|one, other| one.response.key.cmp(&other.response.key));
        let system = system(self.campaign);
        tx.add_people(&writes.people, now).await?;
        tx.add_identifiers(&system, &writes.identifiers, now).await?;
        tx.add_members(self.campaign.id, &writes.members, now).await?;
        tx.insert_submissions(&writes.created.iter().collect::<Vec<_>>()).await?;
        for one in &writes.created {
            step.raised.signals += one.signals.len() as u64;
            step.places.extend(one.signals.iter().map(|signal| signal.place.clone()));
        }
        for one in &writes.corrected {
            tx.correct_response(self.permit, one.response.id, &one.response).await?;
            for signal in &one.signals {
                // what the sheet raised before it was corrected is there already
                if tx.add_signal(signal, now).await? {
                    step.raised.signals += 1;
                    step.places.insert(signal.place.clone());
                }
            }
            tx.follow_retesting(one.response.id, &one.retesting, now).await?;
            if one.retesting.opens.is_none() {
                tx.settle_corrected(one.response.id, now).await?;
            }
            for row in &one.audit {
                tx.audit(row, now).await?;
            }
            for message in &one.outbox {
                tx.tell(message, now).await?;
            }
        }
        Ok(())
    }
}

/// Does the evidence of a signal, as old as the answers, speak for the present? Source: packs/warnings, `expires_after`.
fn speaks_still(signal: &NewSignal, answered_at: Timestamp, now: Timestamp) -> bool {
    let lifetime = signal.expires_at.duration_since(signal.raised_at);
    now < answered_at.saturating_add(lifetime).unwrap_or(Timestamp::MAX)
}
