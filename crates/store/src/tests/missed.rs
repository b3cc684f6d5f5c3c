use jiff::Timestamp;
use jiff::civil::date;
use uuid::Uuid;
use xinqiao_access::{Permit, Purpose, Resource, Role, act};
use xinqiao_kernel::id::{AccountId, AreaNoticeId, MissedReviewId, PersonId, StepId};

use super::world::{Desk, NEIGHBOURS, SCHOOL, World, is_duplicate, on_both, path};
use crate::StoreError;
use crate::areas::AreaNoticeRow;
use crate::missed::{MissedEventRow, MissedRow, MissedState};
use crate::quality::ModelReportRow;

fn review(world: &World, account: AccountId, person: Option<PersonId>, due_at: Timestamp) -> MissedRow {
    let owed = Some((account, path(SCHOOL), due_at));
    MissedRow {
        id: MissedReviewId::new(&world.ids, world.now()),
        place: path(SCHOOL),
        person,
        event: "admission".to_owned(),
        cause: "hand".to_owned(),
        source: None,
        event_at: world.now(),
        state: MissedState { stage: "open".to_owned(), owed, mark: String::new(), closed_at: None, version: 1 },
        opened_at: world.now(),
        name: String::new(),
    }
}

fn step(world: &World, seq: i64, account: AccountId, word: &str) -> MissedEventRow {
    MissedEventRow {
        id: StepId::new(&world.ids, world.now()),
        seq,
        account: Some(account),
        word: word.to_owned(),
        body: "{}".to_owned(),
        words: Some("what was said".to_owned()),
        worded: true,
        at: world.now(),
    }
}

fn closed(world: &World, version: i64, mark: &str) -> MissedState {
    let closed_at = Some(world.now());
    MissedState { stage: "closed".to_owned(), owed: None, mark: mark.to_owned(), closed_at, version }
}

fn notice(world: &World, place: &str) -> AreaNoticeRow {
    AreaNoticeRow {
        id: AreaNoticeId::new(&world.ids, world.now()),
        place: path(place),
        measure: "warnings".to_owned(),
        week: date(2026, 11, 16),
        persons: 12,
        body: "{}".to_owned(),
        due_at: world.within(60),
        told_above_at: None,
        settled: None,
        note: None,
        created_at: world.now(),
    }
}

fn desk(account: AccountId, at: &str) -> Desk {
    Desk::new(account, None, Role::DutyOfficer, at, Purpose::DutyResponse)
}

/// A review about somebody, one about nobody, a report of the model, a week, a notice that somebody settled.
pub(super) async fn fill(world: &World, account: AccountId, person: PersonId) {
    let now = world.now();
    let (first, second) = (review(world, account, Some(person), now), review(world, account, None, now));
    let steps = [step(world, 1, account, "opened"), step(world, 1, account, "opened"), step(world, 2, account, "advised")];
    let report = ModelReportRow { model: "default@1".into(), quarter: "2026-Q3".into(), body: "{}".into(), at: now };
    let area = notice(world, SCHOOL);
    let permit: Permit<act::WatchAreas> = desk(account, SCHOOL).permit(&Resource::at(path(SCHOOL)));
    world
        .write(async |tx| {
            tx.open_missed(&first, &steps[0], now).await?;
            tx.open_missed(&second, &steps[1], now).await?;
            let state = MissedState { version: 2, ..first.state.clone() };
            tx.save_missed((first.id, Some(person)), 1, &state, (&steps[2], true), now).await?;
            tx.add_model_report(&report).await?;
            tx.add_week("warnings", date(2026, 11, 16), &[(path(SCHOOL), 12)], now).await?;
            tx.add_area_notice(&area, now).await?;
            tx.settle_area(&permit, area.id, ("chance", Some("looked at")), now).await.map(|_| ())
        })
        .await;
}

#[tokio::test]
async fn a_review_is_read_with_the_permit_of_its_place_and_person_only_and_its_words_go_with_the_person() {
    on_both(async |world| {
        let account = world.account("duty").await;
        let (person, other) = (world.person(SCHOOL).await, world.person(SCHOOL).await);
        let new = review(world, account, Some(person), world.within(60));
        let first = step(world, 1, account, "opened");
        world.write(async |tx| tx.open_missed(&new, &first, world.now()).await).await;
        let permit = |at: &str, of: PersonId| -> Permit<act::ReviewMissed> {
            desk(account, at).permit(&Resource::at(path(at)).of(of).aged(xinqiao_access::Age::Adult))
        };
        for (at, of, may) in [(SCHOOL, person, true), (SCHOOL, other, false), (NEIGHBOURS[0], person, false)] {
            assert_eq!(world.db.missed(&permit(at, of), new.id).await.unwrap().is_some(), may, "{at}");
            let found = world.db.missed_below(&desk(account, at).scope::<act::ReviewMissed>(), false, None, 9).await.unwrap();
            assert_eq!(found.len(), usize::from(at == SCHOOL), "{at}");
        }
        let advice = step(world, 2, account, "advised");
        let state = MissedState { version: 2, ..new.state.clone() };
        world.write(async |tx| tx.save_missed((new.id, Some(person)), 1, &state, (&advice, true), world.now()).await).await;
        world.write(async |tx| tx.erase_person(person, world.now()).await).await;
        let (_, steps) = world.db.missed(&permit(SCHOOL, person), new.id).await.unwrap().unwrap();
        assert_eq!((steps[0].words.as_deref(), steps[0].worded), (None, true));
        // what whoever keeps the rules was told names nobody, and stays
        assert_eq!(steps[1].words.as_deref(), Some("what was said"));
        let after = step(world, 3, account, "noted");
        let state = MissedState { version: 3, ..state };
        world.write(async |tx| tx.save_missed((new.id, Some(person)), 2, &state, (&after, false), world.now()).await).await;
        let (_, steps) = world.db.missed(&permit(SCHOOL, person), new.id).await.unwrap().unwrap();
        assert_eq!(steps[2].words, None);
    })
    .await;
}

#[tokio::test]
async fn a_source_opens_one_review_and_of_two_who_change_it_at_once_one_is_told() {
    on_both(async |world| {
        let account = world.account("duty").await;
        let source = Some(Uuid::from_u128(7));
        let new = MissedRow { source, cause: "warning".to_owned(), ..review(world, account, None, world.within(60)) };
        let again = MissedRow { id: MissedReviewId::new(&world.ids, world.now()), ..new.clone() };
        let steps = [1, 2, 3].map(|seq| step(world, seq, account, "opened"));
        world.write(async |tx| tx.open_missed(&new, &steps[0], world.now()).await).await;
        let fault = world.refused(async |tx| tx.open_missed(&again, &steps[1], world.now()).await).await;
        assert!(is_duplicate(&fault), "{fault:?}");
        assert_eq!(world.db.missed_of_source(Uuid::from_u128(7)).await.unwrap(), Some(new.id));
        assert_eq!(world.db.late_missed(world.within(59), 9).await.unwrap().len(), 0);
        assert_eq!(world.db.late_missed(world.within(60), 9).await.unwrap().len(), 1);
        let state = closed(world, 2, "source/hospital/too-late/");
        world.write(async |tx| tx.save_missed((new.id, None), 1, &state, (&steps[1], false), world.now()).await).await;
        let fault =
            world.refused(async |tx| tx.save_missed((new.id, None), 1, &state, (&steps[2], false), world.now()).await).await;
        assert!(matches!(fault, StoreError::Stale { table: "missed_review", .. }), "{fault:?}");
        assert!(!world.db.counted_misses(world.now(), world.within(1)).await.unwrap().is_empty());
        assert!(world.db.counted_misses(world.within(1), world.within(2)).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_place_has_one_notice_for_a_week_and_whoever_looks_first_settles_it() {
    on_both(async |world| {
        let account = world.account("duty").await;
        let (one, again) = (notice(world, SCHOOL), notice(world, SCHOOL));
        let now = world.now();
        assert!(world.write(async |tx| tx.add_area_notice(&one, now).await).await);
        assert!(!world.write(async |tx| tx.add_area_notice(&again, now).await).await);
        let list = |at: &str, settled| {
            let scope = desk(account, at).scope::<act::WatchAreas>();
            async move { world.db.area_notices(&scope, settled, None, 9).await.unwrap().len() }
        };
        assert_eq!((list(SCHOOL, false).await, list(NEIGHBOURS[0], false).await), (1, 0));
        assert_eq!(world.db.late_area_notices(world.within(60), 9).await.unwrap().len(), 1);
        assert!(world.write(async |tx| tx.area_told_above(one.id, now).await).await);
        assert!(world.db.late_area_notices(world.within(60), 9).await.unwrap().is_empty());
        let permit: Permit<act::WatchAreas> = desk(account, SCHOOL).permit(&Resource::at(path(SCHOOL)));
        assert!(world.write(async |tx| tx.settle_area(&permit, one.id, ("chance", Some("看过")), now).await).await);
        assert!(!world.write(async |tx| tx.settle_area(&permit, one.id, ("counting", None), now).await).await);
        let kept = world.db.area_notice(&permit, one.id).await.unwrap().unwrap();
        assert_eq!((kept.settled.unwrap().2.as_str(), kept.note.as_deref()), ("chance", Some("看过")));
        assert_eq!((list(SCHOOL, false).await, list(SCHOOL, true).await), (0, 1));
        let week = date(2026, 11, 16);
        for persons in [12, 99] {
            world.write(async |tx| tx.add_week("tests", week, &[(path(SCHOOL), persons)], now).await).await;
        }
        // a week is counted once
        let kept = world.db.weeks_of_place(&path(SCHOOL), "tests", (week, week)).await.unwrap();
        assert_eq!(kept.into_values().collect::<Vec<_>>(), [12]);
    })
    .await;
}
