//! A person's file: what the caller's permits open of one person, for one purpose.

use jiff::Timestamp;
use xinqiao_access::{Act, Age, Fields, Permit, Purpose, Resource, Role, act};
use xinqiao_kernel::id::{CaseId, PersonId, ResponseId};
use xinqiao_store::people::Person;
use xinqiao_store::warnings::{SignalRow, WarningRow};
use xinqiao_warnings::event::What;

use super::Look;
use crate::assessment::KeptOutcome;
use crate::audit::done;
use crate::authorise::STAFF_PURPOSES;
use crate::groups::GroupLine;
use crate::rescores::SecondResult;
use crate::warnings::without_evidence;
use crate::{App, AppError, Caller, Result};

/// Most rows of each part of the file.
const MOST: u32 = 50;

/// A sheet that the person shared.
#[derive(Debug, Clone)]
pub struct FileSheet {
    pub id: ResponseId,
    /// code and version of the instrument
    pub instrument: (String, String),
    pub answered_at: Timestamp,
    /// campaign or contact
    pub sharing: String,
    /// code of the band and value of the primary score
    pub band: Option<String>,
    pub total: Option<f64>,
    /// 1–4
    pub attention: i64,
    pub outcome: KeptOutcome,
    /// what other versions made of the same answers, the latest first
    pub again: Vec<SecondResult>,
}

/// A warning with what happened in it.
#[derive(Debug, Clone)]
pub struct FileWarning {
    pub row: WarningRow,
    /// instant, who (none for the program), what; without the notes
    pub steps: Vec<(Timestamp, Option<String>, What)>,
}

/// What may be begun from a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offers {
    /// a mandatory report: the person is under age, or nobody knows
    pub report: bool,
    /// asking for access to what is closed of minors
    pub minor_access: bool,
    /// writing down what was given to others
    pub disclosure: bool,
    /// binding a guardian
    pub guardians: bool,
    /// seeing how much attention they need
    pub attention: bool,
    /// opening a case
    pub case: bool,
    /// the open case in which the caller has a part
    pub case_there: Option<CaseId>,
    /// sending work about them to somebody else
    pub referral: bool,
    /// a green channel to the hospital
    pub green: bool,
    /// entering them into a group of the register
    pub group: bool,
    /// seeing what devices sent about them
    pub devices: bool,
    /// one-stop aid: the person is under age, or nobody knows; says nothing of whether there is a file
    pub aid: bool,
}

/// What the file shows. Parts that the caller's permits do not open are `None`.
#[derive(Debug, Clone)]
pub struct PersonFile {
    /// name and phone masked
    pub person: Person,
    pub purpose: Purpose,
    /// as whom the caller reads
    pub role: Role,
    /// fields that the role opens
    pub fields: Fields,
    /// may the caller open name and phone?
    pub may_identify: bool,
    pub sheets: Option<Vec<FileSheet>>,
    pub signals: Option<Vec<SignalRow>>,
    pub warnings: Vec<FileWarning>,
    /// the last who did something with the person's records
    pub looks: Vec<Look>,
    /// what the caller may begin about the person
    pub offers: Offers,
    /// the groups of the register that the caller sees
    pub groups: Option<Vec<GroupLine>>,
    /// since when the records are stored only, because the person asked for deletion
    pub restricted_at: Option<Timestamp>,
}

impl App {
    /// The purposes for which the caller may open files today; the first is the usual one.
    pub fn file_purposes(&self, caller: &Caller) -> Vec<Purpose> {
        STAFF_PURPOSES.into_iter().filter(|purpose| self.scope::<act::ReadPerson>(caller, *purpose).is_ok()).collect()
    }

    /// The file of a person for a purpose. Leaves an audit row that the person can see.
    ///
    /// Errors: `Denied` for a role that reads no persons and for records that are stored only, `NotFound` outside its places and for somebody who was erased.
    pub async fn person_file(&self, caller: &Caller, id: PersonId, purpose: Purpose) -> Result<PersonFile> {
        let (permit, at) = self.person_permit::<act::ReadPerson>(caller, id, purpose).await?;
        let person = self.inner.db.person(&permit).await?.ok_or(AppError::NotFound)?;
        let now = self.now();
        let sheets = match self.permit_for::<act::ReadScores>(caller, &at, purpose) {
            Some(permit) => Some(self.shared_sheets(&permit).await?),
            None => None,
        };
        let signals = match self.permit_for::<act::ReadSignal>(caller, &at, purpose) {
            Some(permit) => {
                let rows = self.inner.db.signals_of_person(&permit, MOST).await?;
                Some(rows.into_iter().map(without_evidence).collect())
            }
            None => None,
        };
        let warnings = self.file_warnings(caller, id, purpose).await?;
        let looks = self.inner.db.looks_at(&permit, now, 10).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "person", Some(id.uuid()), "file"), now).await?;
        tx.commit().await?;
        Ok(PersonFile {
            may_identify: self.permit_for::<act::ReadIdentity>(caller, &at, purpose).is_some(),
            offers: Offers { case_there: self.case_link(caller, id).await?, ..self.offers(caller, &at, &person) },
            purpose,
            role: permit.role(),
            fields: permit.fields(),
            person,
            sheets,
            signals,
            warnings,
            groups: self.groups_in_file(caller, &at).await?,
            restricted_at: self.inner.db.restricted_at(id).await?,
            looks: looks.into_iter().map(|row| Look::of(row, caller.account()).masked()).collect(),
        })
    }

    /// Name and phone of a person, unmasked. Leaves an audit row of its own that the person can see.
    pub async fn person_identity(&self, caller: &Caller, id: PersonId, purpose: Purpose) -> Result<Person> {
        let (permit, _) = self.person_permit::<act::ReadIdentity>(caller, id, purpose).await?;
        let person = self.inner.db.person_identity(&permit).await?.ok_or(AppError::NotFound)?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "person", Some(id.uuid()), "file"), self.now()).await?;
        tx.commit().await?;
        Ok(person)
    }

    /// The permit for one person. A role without the action is refused before anything is looked up.
    async fn person_permit<A: Act>(&self, caller: &Caller, id: PersonId, purpose: Purpose) -> Result<(Permit<A>, Resource)> {
        self.listing(caller, self.scope::<act::ReadPerson>(caller, purpose)).await?;
        let known = self.inner.db.whereabouts(id).await?.filter(|known| !known.lock.is_erased());
        let restricted = self.inner.db.restricted_at(id).await?.is_some();
        let known = known.ok_or(AppError::NotFound)?;
        let age = Age::of(known.birth_on, self.day(self.now()));
        let at = Resource::at(known.place).of(id).aged(age).restricted(restricted);
        Ok((self.permit::<A>(caller, &at, purpose).await?, at))
    }

    fn offers(&self, caller: &Caller, at: &Resource, person: &Person) -> Offers {
        let is_minor = Age::of(person.birth_on, self.day(self.now())) != Age::Adult;
        let exchange = Purpose::Exchange;
        Offers {
            report: is_minor && self.permit_for::<act::MandatoryReport>(caller, at, exchange).is_some(),
            minor_access: is_minor && caller.is_staff(),
            disclosure: self.permit_for::<act::RecordDisclosure>(caller, at, exchange).is_some(),
            guardians: self.permit_for::<act::RegisterPerson>(caller, at, Purpose::Service).is_some(),
            attention: self.may::<act::ReadAttention>(caller, at),
            case: self.permit_for::<act::OpenCase>(caller, at, Purpose::Service).is_some(),
            case_there: None,
            referral: self.may::<act::ReferCase>(caller, at),
            green: self.may::<act::RunGreenChannel>(caller, at),
            group: self.may::<act::RecordGroup>(caller, at),
            devices: self.may::<act::ReadDeviceResults>(caller, at),
            aid: is_minor && self.may::<act::OpenAid>(caller, at),
        }
    }

    fn permit_for<A: Act>(&self, caller: &Caller, at: &Resource, purpose: Purpose) -> Option<Permit<A>> {
        xinqiao_access::permit::<A>(caller.actor(), at, purpose, self.moment()).ok()
    }

    async fn shared_sheets(&self, permit: &Permit<act::ReadScores>) -> Result<Vec<FileSheet>> {
        let rows = self.inner.db.shared_responses(permit, MOST).await?;
        let mut again = self.second_results(permit).await?;
        let sheet = |row: xinqiao_store::assessment::KeptResponse| {
            Ok(FileSheet {
                outcome: KeptOutcome::parse(&row.outcome)?,
                id: row.id,
                again: again.remove(&row.id).unwrap_or_default(),
                instrument: (row.instrument, row.version),
                answered_at: row.answered_at,
                sharing: row.sharing,
                band: row.band,
                total: row.total,
                attention: row.attention,
            })
        };
        rows.into_iter().map(sheet).collect()
    }

    /// The warnings that the caller may read: each is decided about by itself, for some belong to their owner only.
    async fn file_warnings(&self, caller: &Caller, id: PersonId, purpose: Purpose) -> Result<Vec<FileWarning>> {
        let mut found = Vec::new();
        for owned in self.inner.db.warnings_of(id, MOST).await? {
            let at = crate::warnings::resource(&owned, self.day(self.now()));
            let Some(permit) = self.permit_for::<act::ReadWarning>(caller, &at, purpose) else { continue };
            let loaded = self.load_warning(&permit, xinqiao_kernel::id::WarningId::from_uuid(owned.id)).await?;
            let steps = loaded.events.into_iter().map(|(row, event)| (row.at, row.name, event.what)).collect();
            found.push(FileWarning { row: loaded.row, steps });
        }
        Ok(found)
    }
}
