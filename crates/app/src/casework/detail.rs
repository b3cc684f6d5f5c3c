//! Reading a case: what the caller's seats open of it, what the next step lacks, what is owed, what happened.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_access::{Fields, act};
use xinqiao_cases::{Case, CaseView, Deed, Due, Missing, State, Taken, Viewer, What, Who, dues, may, missing, view};
use xinqiao_kernel::id::{AccountId, CaseEventId, CaseId, PersonId};
use xinqiao_store::cases::CaseRow;

use super::Colleague;
use super::fields::within;
use super::team::is_clinician;
use crate::audit::done;
use crate::{App, Caller, Person, Result};

/// One line of what happened.
#[derive(Debug, Clone)]
pub struct CaseHistory {
    pub at: Timestamp,
    pub by: String,
    pub what: What,
    /// what staff wrote
    pub note: Option<String>,
}

/// What the page of a case shows.
pub struct CaseDetail {
    pub row: CaseRow,
    /// what the seats and the role open
    pub view: CaseView,
    /// masked, where the caller's role reads people
    pub person: Option<Person>,
    /// what the next stage lacks; for whoever works on the case
    pub missing: Vec<Missing>,
    /// everything that is owed for whoever works on the case, for others what they owe
    pub dues: Vec<Due>,
    /// who wrote what, newest first; for those who see notes
    pub history: Option<Vec<CaseHistory>>,
    /// scores with their ids, for those who see outcomes
    pub points: Vec<Taken>,
    /// names of the accounts that the page speaks of
    pub names: BTreeMap<AccountId, String>,
    /// who may be asked into it; empty for those who do not work on it
    pub colleagues: Vec<Colleague>,
    /// does the caller work on the case, or only on what is theirs?
    pub works: bool,
    /// may the caller answer a proposal to close?
    pub may_answer_close: bool,
    /// is the caller asked to take it over?
    pub is_asked_over: bool,
    /// is the caller a clinician, who signs that a milder grade holds?
    pub is_clinician: bool,
    /// may the caller open it again?
    pub may_reopen: bool,
    pub open: bool,
    /// the minor whose words an approval would open for the caller, while there is none
    pub needs_approval: Option<PersonId>,
    pub today: Date,
    /// idempotency id for the forms of this page
    pub event: CaseEventId,
    pub account: AccountId,
}

impl App {
    /// One case as the caller's seats open it. Leaves an audit row that its person can see.
    ///
    /// Errors: `NotFound` for whoever has no seat, `Denied` for roles that read no cases.
    pub async fn case(&self, caller: &Caller, id: CaseId) -> Result<CaseDetail> {
        // a role without the action is refused before anything is looked up: it does not learn which cases exist
        self.listing(caller, self.staff_scope::<act::ReadCase>(caller)).await?;
        let found = self.found_case(id).await?;
        let permit = self.staff_permit::<act::ReadCase>(caller, &found.at).await?;
        let (row, loaded) = self.load_case(&permit, id).await?;
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "case", Some(id.uuid()), row.state.status.clone()), now).await?;
        tx.commit().await?;
        let (today, rules, account) = (self.day(now), self.case_rules()?, caller.account());
        let case = &loaded.case;
        let age = found.owned.birth_on.and_then(|born| years(born, today));
        // in an emergency the role alone decides: there is no seat
        let seen = view(case, rules, Viewer::Account(account), age, today);
        let works = may(case, account, Deed::Work, today);
        let fields = permit.fields();
        let seen = match seen {
            Some(seen) => seen,
            None if permit.emergency().is_some() => {
                let viewer = Viewer::Account(case.responsible().account);
                view(case, rules, viewer, age, today).ok_or(crate::AppError::NotFound)?
            }
            None => return Err(crate::AppError::NotFound),
        };
        let view = within(seen, fields);
        let mut names: BTreeMap<AccountId, String> = found.seats.iter().map(|seat| (seat.account, seat.name.clone())).collect();
        names.extend(loaded.events.iter().map(|(row, _)| (row.account, row.name.clone())));
        let all = self.colleagues(&row.place, now).await?;
        names.extend(all.iter().map(|one| (one.account, one.name.clone())));
        let me = all.iter().find(|one| one.account == account);
        let is_open = matches!(case.state(), State::Open { .. });
        let may_end = self.may::<act::CloseCase>(caller, &found.at);
        Ok(CaseDetail {
            person: self.masked_person(caller, &found.at).await?,
            missing: if works { missing(case, rules, today) } else { Vec::new() },
            dues: owed(case, account, works, today),
            history: view.notes.is_some().then(|| history(&loaded)),
            points: if view.outcomes.is_some() { case.points().to_vec() } else { Vec::new() },
            works,
            may_answer_close: may_end && may(case, account, Deed::AnswerClose, today),
            is_asked_over: may(case, account, Deed::AnswerTransfer, today),
            is_clinician: me.is_some_and(|me| is_clinician(me.role)),
            may_reopen: works && !is_open && me.is_some_and(Colleague::may_answer),
            open: is_open,
            needs_approval: permit.withheld().contains(Fields::NOTES).then_some(row.person),
            colleagues: if works { all } else { Vec::new() },
            event: self.fresh_case_event(),
            names,
            view,
            row,
            today,
            account,
        })
    }
}

/// What is owed: for whoever works on the case everything, for others what is theirs.
fn owed(case: &Case, account: AccountId, works: bool, today: Date) -> Vec<Due> {
    let all = dues(case, today);
    if works { all } else { all.into_iter().filter(|due| due.owner == Who::Account(account)).collect() }
}

fn history(loaded: &super::Loaded) -> Vec<CaseHistory> {
    let lines = loaded.events.iter().rev();
    lines
        .map(|(row, event)| CaseHistory { at: row.at, by: row.name.clone(), what: event.what.clone(), note: event.note.clone() })
        .collect()
}

/// Completed years of life; `None` before birth and beyond 255.
fn years(born: Date, today: Date) -> Option<u8> {
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    u8::try_from(today.year() - born.year() - i16::from(!had_birthday)).ok()
}
