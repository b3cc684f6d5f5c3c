//! Opening a case: from a person's file, or from a warning that stays linked.

use xinqiao_access::{Age, Resource, act};
use xinqiao_cases::{Code, Opening, Origin, Responsible, open};
use xinqiao_kernel::PlacePath;
use xinqiao_kernel::id::{CaseEventId, CaseId, PersonId, WarningId};
use xinqiao_store::StoreError;
use xinqiao_store::cases::CaseRow;

use super::save::{event_row, seats_after, state_row};
use crate::audit::done;
use crate::groups::case_days;
use crate::warnings::resource;
use crate::{App, AppError, Caller, Person, Result};

/// How often a number is tried when many cases are opened at once.
const NUMBER_TRIES: usize = 5;

/// What somebody says who opens a case.
#[derive(Debug, Clone)]
pub struct NewCase {
    /// idempotency id: the same form sent twice opens one case
    pub case: CaseId,
    pub event: CaseEventId,
    pub person: PersonId,
    /// a kind of the pack
    pub kind: Code,
    pub origin: Origin,
    /// the warning it came from; then the origin is that
    pub warning: Option<WarningId>,
    /// why; needed unless a warning says it
    pub note: Option<String>,
}

/// What the form that opens a case shows.
#[derive(Debug, Clone)]
pub struct OpenedBy {
    /// masked, where the caller may read it
    pub person: Option<Person>,
    /// the person has an open case; with its id where the caller may open it
    pub there: Option<Option<CaseId>>,
    /// who answers for that case
    pub responsible: Option<String>,
}

impl App {
    /// What somebody sees who is about to open a case for a person.
    ///
    /// Errors: `NotFound` out of reach and for somebody who was erased, `Denied` for roles that open no cases.
    pub async fn case_offer(&self, caller: &Caller, person: PersonId) -> Result<OpenedBy> {
        let at = self.person_for_case(caller, person).await?;
        let permit = self.staff_permit::<act::OpenCase>(caller, &at).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "person", Some(person.uuid()), "case_offer"), self.now()).await?;
        tx.commit().await?;
        let mut offer = OpenedBy { person: self.masked_person(caller, &at).await?, there: None, responsible: None };
        if let Some(open) = self.inner.db.open_case_of(person).await? {
            let id = CaseId::from_uuid(open.id);
            let seats = self.inner.db.case_seats(id).await?;
            let may = seats.iter().any(|seat| seat.account == caller.account());
            offer.there = Some(may.then_some(id));
            offer.responsible = seats.into_iter().find(|seat| Some(seat.account) == open.owner).map(|seat| seat.name);
        }
        Ok(offer)
    }

    /// Opens a case; its id. The caller answers for it. Doing it twice with the same ids is harmless.
    ///
    /// Errors: as [`App::case_offer`]; `Conflict` `case_open` when the person has an open case: one person, one plan; `Invalid` on `kind`, `note`.
    pub async fn open_case(&self, caller: &Caller, new: &NewCase) -> Result<CaseId> {
        let at = self.person_for_case(caller, new.person).await?;
        let permit = self.staff_permit::<act::OpenCase>(caller, &at).await?;
        if let Some(known) = self.inner.db.case_place(new.case).await? {
            let is_mine = known.person == new.person && known.owner == Some(caller.account());
            return if is_mine { Ok(new.case) } else { Err(AppError::conflict("case_open")) };
        }
        if self.inner.db.open_case_of(new.person).await?.is_some() {
            return Err(AppError::conflict("case_open"));
        }
        let warnings: Vec<WarningId> = new.warning.into_iter().collect();
        for warning in &warnings {
            self.warning_for_case(caller, *warning, new.person).await?;
        }
        let act = self.case_act(new.event, caller.account());
        let opening = Opening {
            case: new.case,
            person: new.person,
            place: at.place.clone(),
            kind: new.kind.clone(),
            origin: if warnings.is_empty() { new.origin } else { Origin::Warning },
            warnings: warnings.clone(),
            responsible: Responsible { account: caller.account(), place: self.place_of(caller, &at.place) },
            note: new.note.clone(),
        };
        let change = open(opening, &act, &self.case_desk()?)?;
        let (case, event) = (change.case, change.event.ok_or_else(|| AppError::broken("a new case has no first event"))?);
        let now = self.now();
        let today = self.day(now);
        let (seats, _) = seats_after(&case, &[], today);
        let state = state_row(&case, self.case_rules()?, today, 1);
        let audit = done(self, &permit, "case", Some(new.case.uuid()), format!("opened {}", new.kind));
        for _ in 0..NUMBER_TRIES {
            let mut tx = self.inner.db.begin().await?;
            let day = today.strftime("C%Y%m%d-").to_string();
            let number = format!("{day}{:04}", tx.cases_numbered(&day).await? + 1);
            let row = CaseRow {
                id: new.case,
                number: number.clone(),
                person: new.person,
                place: at.place.clone(),
                kind: new.kind.to_string(),
                state: state.clone(),
                opened_at: now,
                name: String::new(),
                responsible_name: String::new(),
                owes_on: None,
            };
            match tx.open_case(&row, &event_row(&event, 1)?, &seats, &warnings, now).await {
                Err(StoreError::Duplicate { .. }) => {
                    drop(tx);
                    match self.inner.db.open_case_of(new.person).await? {
                        // the same form, sent twice at the same moment
                        Some(open) if open.id == new.case.uuid() => return Ok(new.case),
                        Some(_) => return Err(AppError::conflict("case_open")),
                        None => continue,
                    }
                }
                other => other?,
            }
            tx.save_case_days(&case_days(new.case, &case, self.case_rules()?), now).await?;
            self.tell_of_case(&mut tx, (&number, 1), (None, &case), &event, None).await?;
            tx.audit(&audit, now).await?;
            tx.commit().await?;
            return Ok(new.case);
        }
        Err(AppError::conflict("numbers_busy"))
    }

    /// Where a person belongs, for the decision about opening a case.
    async fn person_for_case(&self, caller: &Caller, person: PersonId) -> Result<Resource> {
        self.listing(caller, self.staff_scope::<act::OpenCase>(caller)).await?;
        let known = self.inner.db.whereabouts(person).await?.filter(|known| !known.lock.is_erased());
        let known = known.ok_or(AppError::NotFound)?;
        let restricted = self.inner.db.restricted_at(person).await?.is_some();
        let age = Age::of(known.birth_on, self.day(self.now()));
        Ok(Resource::at(known.place).of(person).aged(age).restricted(restricted))
    }

    /// The caller reads the warning, and it is about the person.
    async fn warning_for_case(&self, caller: &Caller, id: WarningId, person: PersonId) -> Result<()> {
        let owned = self.inner.db.warning_place(id).await?.ok_or(AppError::NotFound)?;
        let at = resource(&owned, self.day(self.now()));
        self.staff_permit::<act::ReadWarning>(caller, &at).await?;
        if owned.person == person { Ok(()) } else { Err(AppError::NotFound) }
    }

    /// The caller's place over a record: for which they answer.
    fn place_of(&self, caller: &Caller, place: &PlacePath) -> PlacePath {
        let today = self.day(self.now());
        let over = caller.actor().in_force(today).filter(|held| held.place.covers(place));
        over.map(|held| held.place.clone()).max().unwrap_or_else(|| place.clone())
    }

    /// The open case of a person, where the caller has a seat at it; asked without a trace, for a link.
    pub(crate) async fn case_link(&self, caller: &Caller, person: PersonId) -> Result<Option<CaseId>> {
        if !self.has_cases(caller) {
            return Ok(None);
        }
        let Some(open) = self.inner.db.open_case_of(person).await? else { return Ok(None) };
        let id = CaseId::from_uuid(open.id);
        let seats = self.inner.db.case_seats(id).await?;
        Ok(seats.iter().any(|seat| seat.account == caller.account()).then_some(id))
    }
}
