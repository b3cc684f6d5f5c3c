//! Leavers: what an account that ended, or has no role over the place any more, still has in open cases goes to somebody who is there.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use xinqiao_cases::{Case, Change, Responsible, pass_on};
use xinqiao_kernel::id::{AccountId, CaseId};
use xinqiao_store::cases::CaseRow;

use super::save::{event_row, seats_after, state_row};
use super::{Colleague, Loaded, folded};
use crate::audit::by_system;
use crate::{App, AppError, Result};

/// Seats that are looked at together.
const BATCH: u32 = 200;
/// Batches of one sweep; the next one goes on.
const BATCHES: usize = 10;

impl App {
    /// Gives what accounts that are gone still have in open cases to somebody who is there; how many seats were passed on. Where nobody is there it
    /// stays, and the next sweep asks again.
    pub async fn sweep_cases_left(&self) -> Result<usize> {
        let today = self.day(self.now());
        let (mut moved, mut after) = (0, CaseId::from_uuid(uuid::Uuid::nil()));
        for _ in 0..BATCHES {
            let rows = self.inner.db.cases_left(today, after, BATCH).await?;
            let mut left: BTreeMap<CaseId, BTreeSet<AccountId>> = BTreeMap::new();
            for row in &rows {
                left.entry(CaseId::from_uuid(row.id)).or_default().insert(row.account);
            }
            let Some(last) = left.keys().last().copied() else { break };
            for (id, gone) in left {
                match self.pass_case_on(id, &gone, today).await {
                    Ok(count) => moved += count,
                    // somebody acted on it at this very moment
                    Err(AppError::Conflict { .. }) => {}
                    Err(fault @ AppError::Unavailable(_)) => return Err(fault),
                    Err(fault) => {
                        tracing::error!(case.id = %id, error = %fault, "a case could not be given to somebody who is there")
                    }
                }
            }
            if rows.len() < BATCH as usize {
                break;
            }
            after = last;
        }
        Ok(moved)
    }

    async fn pass_case_on(&self, id: CaseId, gone: &BTreeSet<AccountId>, today: Date) -> Result<usize> {
        let Some((mut row, events)) = self.inner.db.case_for_sweep(id).await? else { return Ok(0) };
        let mut loaded = folded(events)?;
        let colleagues = self.colleagues(&row.place, self.now()).await?;
        // who answers for it first: everything else falls to whom it goes
        let answers = loaded.case.responsible().account;
        let order = gone.iter().copied().filter(|one| *one == answers).chain(gone.iter().copied().filter(|one| *one != answers));
        let mut moved = 0;
        for account in order.collect::<Vec<_>>() {
            let Some(to) = heir(&loaded.case, &colleagues, gone, today) else { return Ok(moved) };
            let event = self.fresh_case_event();
            let act = self.case_act(event, to.account);
            let change = pass_on(&loaded.case, &act, account, to, &self.case_desk()?)?;
            if change.event.is_none() {
                continue;
            }
            loaded = self.save_passed_on(&mut row, loaded, change, today).await?;
            moved += 1;
        }
        Ok(moved)
    }

    async fn save_passed_on(&self, row: &mut CaseRow, before: Loaded, change: Change, today: Date) -> Result<Loaded> {
        let Some(event) = change.event else { return Ok(before) };
        let seats = self.inner.db.case_seats(row.id).await?;
        let version = before.version + 1;
        let state = state_row(&change.case, self.case_rules()?, today, version);
        let (kept, gone) = seats_after(&change.case, &seats, today);
        let kept_row = event_row(&event, version)?;
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        tx.save_case(row.id, before.version, &state, &kept_row, (&kept, &gone), now).await?;
        tx.save_case_days(&crate::groups::case_days(row.id, &change.case, self.case_rules()?), now).await?;
        self.tell_of_case(&mut tx, (&row.number, version), (Some(&before.case), &change.case), &event, None).await?;
        tx.audit(&by_system(self, "escalate", &row.place, Some(row.person), "case", row.id.uuid(), "left"), now).await?;
        tx.commit().await?;
        row.state = state;
        let mut events = before.events;
        events.push((kept_row, event));
        Ok(Loaded { case: change.case, events, version })
    }
}

/// Who has it from now on: whoever answers for the case; where they are gone too, a colleague who may answer for cases: of the team first, then the
/// nearest place first.
fn heir(case: &Case, colleagues: &[Colleague], gone: &BTreeSet<AccountId>, today: Date) -> Option<Responsible> {
    let answers = case.responsible();
    if !gone.contains(&answers.account) {
        return Some(answers.clone());
    }
    let team: BTreeSet<AccountId> =
        case.team().iter().filter(|mate| mate.holds(today)).filter_map(xinqiao_cases::team::Mate::account).collect();
    let able = || colleagues.iter().filter(|one| one.may_answer() && !gone.contains(&one.account));
    let found = able().find(|one| team.contains(&one.account)).or_else(|| able().next());
    found.map(|one| Responsible { account: one.account, place: one.place.clone() })
}
