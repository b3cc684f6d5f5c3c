use uuid::Uuid;
use xinqiao_access::act;

use super::world::{Desk, NEIGHBOURS, SCHOOL, World, on_both};
use crate::warnings::{Mark, OpenCount};

/// Signals one after another; pairs of them are due in the same instant.
async fn signals(world: &World, count: i64) -> Vec<Uuid> {
    let mut due = Vec::new();
    for number in 0..count {
        let person = world.person(SCHOOL).await;
        let mut signal = world.signal(person, SCHOOL, &format!("k{number}"));
        signal.due_at = world.within(10 + number / 2);
        world.write(async |tx| tx.add_signal(&signal, world.now()).await).await;
        due.push((signal.due_at, signal.id.uuid()));
    }
    due.sort_unstable();
    due.into_iter().map(|(_, id)| id).collect()
}

#[tokio::test]
async fn every_open_signal_is_on_exactly_one_page_and_the_erased_are_passed_over() {
    on_both(async |world| {
        let all = signals(world, 7).await;
        let erased = world.person(SCHOOL).await;
        let mut gone = world.signal(erased, SCHOOL, "gone");
        gone.due_at = world.within(11);
        world.write(async |tx| tx.add_signal(&gone, world.now()).await).await;
        world.write(async |tx| tx.erase_person(erased, world.now()).await.map(|_| ())).await;
        let elsewhere = world.person(NEIGHBOURS[0]).await;
        let other = world.signal(elsewhere, NEIGHBOURS[0], "other");
        world.write(async |tx| tx.add_signal(&other, world.now()).await).await;
        let scope = Desk::counsellor(world.account("zhou").await, SCHOOL).scope::<act::ListSignals>();
        for size in [1, 2, 3, 7, 8, 100] {
            let (mut after, mut seen) = (Mark::FIRST, Vec::new());
            loop {
                let page = world.db.open_signals(&scope, world.now(), after, size).await.unwrap();
                assert!(page.rows.len() <= size as usize);
                seen.extend(page.rows.iter().map(|signal| signal.id.uuid()));
                let Some(next) = page.next else { break };
                assert!(after < next, "pages go on");
                after = next;
            }
            assert_eq!(seen, all, "pages of {size}");
        }
    })
    .await;
}

#[tokio::test]
async fn every_open_warning_is_on_exactly_one_page_and_counted_once() {
    on_both(async |world| {
        let owner = world.account("zhou").await;
        let mut all = Vec::new();
        for number in 0..7 {
            let person = world.person(SCHOOL).await;
            let warning = world.warning(person, SCHOOL, owner, 10 + number / 3);
            let event = world.event(1, "confirmed", None);
            world.write(async |tx| tx.open_warning(&warning, &[event], world.now()).await).await;
            all.push((warning.state.owed.as_ref().unwrap().2, warning.id.uuid()));
        }
        all.sort_unstable();
        let all: Vec<Uuid> = all.into_iter().map(|(_, id)| id).collect();
        // a doctor reads what they owe, and nothing else
        for scope in [
            Desk::counsellor(owner, SCHOOL).scope::<act::ListWarnings>(),
            Desk::doctor(owner, "620000/620700/").scope::<act::ListWarnings>(),
        ] {
            for size in [1, 3, 7, 100] {
                let (mut after, mut seen) = (Mark::FIRST, Vec::new());
                loop {
                    let page = world.db.open_warnings(&scope, after, size).await.unwrap();
                    seen.extend(page.rows.iter().map(|warning| warning.id.uuid()));
                    let Some(next) = page.next else { break };
                    after = next;
                }
                assert_eq!(seen, all, "pages of {size}");
            }
            let count = world.db.count_open_warnings_in(&scope, world.within(10)).await.unwrap();
            assert_eq!(count, OpenCount { all: 7, due: 3 });
        }
        let load = world.db.warning_load(&Desk::counsellor(owner, SCHOOL).scope(), 5).await.unwrap();
        assert_eq!(load.iter().map(|one| (one.account, one.open)).collect::<Vec<_>>(), [(owner, 7)]);
    })
    .await;
}
