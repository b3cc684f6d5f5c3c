//! Rosters, and what is owed beside the step of a warning.

use jiff::SignedDuration;
use xinqiao_access::{Purpose, Resource, Role, act};
use xinqiao_kernel::id::{AccountId, PersonId, RosterEntryId};

use super::world::{Desk, SCHOOL, World, on_both, path};
use crate::roster::RosterRow;
use crate::warnings::Beside;

fn line(world: &World, account: AccountId, from_h: i64, hours: i64) -> RosterRow {
    let from = world.now() + SignedDuration::from_hours(from_h);
    RosterRow {
        id: RosterEntryId::new(&world.ids, world.now()),
        account,
        name: String::new(),
        place: path(SCHOOL),
        post: "duty".to_owned(),
        from,
        until: from + SignedDuration::from_hours(hours),
    }
}

fn keeper(account: AccountId) -> Desk {
    Desk::new(account, None, Role::DutyOfficer, SCHOOL, Purpose::DutyResponse)
}

async fn enter(world: &World, desk: &Desk, line: &RosterRow) {
    let permit = desk.permit::<act::KeepRoster>(&Resource::at(path(SCHOOL)));
    world.write(async |tx| tx.add_roster_entry(&permit, line, world.now()).await).await;
}

fn beside(world: &World, account: AccountId) -> Beside {
    Beside { clock: "review".to_owned(), account, place: path(SCHOOL), due_at: world.within(30) }
}

/// A line of a roster, and a review that is owed.
pub async fn fill(world: &World, account: AccountId, person: PersonId) {
    enter(world, &keeper(account), &line(world, account, 0, 8)).await;
    let mut warning = world.warning(person, SCHOOL, account, 30);
    warning.state.beside = vec![beside(world, account)];
    let event = world.event(1, "opened", Some(account));
    world.write(async |tx| tx.open_warning(&warning, &[event], world.now()).await).await;
}

#[tokio::test]
async fn a_line_holds_for_its_span_until_it_is_taken_back() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let desk = keeper(account);
        let (early, late) = (line(world, account, 0, 8), line(world, account, 8, 8));
        for line in [&early, &late, &early] {
            enter(world, &desk, line).await;
        }
        let span = |from_h: i64, until_h: i64| {
            (world.now() + SignedDuration::from_hours(from_h), world.now() + SignedDuration::from_hours(until_h))
        };
        let over = async |from_h: i64, until_h: i64| {
            let (from, until) = span(from_h, until_h);
            let rows = world.db.roster_over(&path(SCHOOL), from, until, 10).await.unwrap();
            rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
        };
        assert_eq!(over(0, 16).await, [early.id, late.id]);
        // a line ends before its last instant: what touches only the end is not there
        assert_eq!(over(8, 9).await, [late.id]);
        let permit = desk.permit::<act::KeepRoster>(&Resource::at(path(SCHOOL)));
        let ended = async || world.write(async |tx| tx.end_roster_entry(&permit, early.id, world.now()).await).await;
        assert!(ended().await);
        assert!(!ended().await, "a line is taken back once");
        assert_eq!(over(0, 16).await, [late.id]);
        let read = desk.permit::<act::ReadRoster>(&Resource::at(path(SCHOOL)));
        assert_eq!(world.db.roster(&read, span(0, 16), 10).await.unwrap().len(), 1);
        assert_eq!(world.db.roster_place(early.id).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn what_is_owed_beside_the_step_is_kept_with_the_event_and_goes_with_it() {
    on_both(async |world| {
        let (owner, other) = (world.account("zhou").await, world.account("bai").await);
        let person = world.person(SCHOOL).await;
        let mut warning = world.warning(person, SCHOOL, owner, 30);
        warning.state.beside = vec![beside(world, other)];
        let event = world.event(1, "opened", Some(owner));
        world.write(async |tx| tx.open_warning(&warning, &[event], world.now()).await).await;
        assert!(world.db.owes_beside(warning.id, other).await.unwrap());
        assert!(!world.db.owes_beside(warning.id, owner).await.unwrap());
        assert_eq!(world.db.warnings_owned_by(owner, 10).await.unwrap(), [warning.id]);
        assert!(world.db.warnings_offered_to(other, 10).await.unwrap().is_empty(), "a review is no offer");
        let mut state = warning.state.clone();
        (state.version, state.beside) = (2, Vec::new());
        let event = world.event(2, "reviewed", Some(other));
        world.write(async |tx| tx.save_warning(warning.id, 1, &state, &[event], world.now()).await).await;
        assert!(!world.db.owes_beside(warning.id, other).await.unwrap());
    })
    .await;
}
