//! Endings of signals by rule, times, and standings of another model.

use jiff::SignedDuration;
use xinqiao_access::Resource;
use xinqiao_kernel::id::{AccountId, PersonId, SignalId};

use super::world::{Desk, SCHOOL, World, about, on_both, path};
use crate::attention::Pass;
use crate::quality::{EndingRow, PaceClock, PaceRow, ReplayRow, Span, first_id};
use crate::releases::Measure;
use crate::warnings::WarningState;

async fn raised(world: &World, person: PersonId, key: &str) -> SignalId {
    let signal = world.signal(person, SCHOOL, key);
    world.write(async |tx| tx.add_signal(&signal, world.now()).await.map(|_| ())).await;
    signal.id
}

async fn taken_up(world: &World, person: PersonId, signal: SignalId, by: AccountId, step: &str, ending: &str) {
    let mut warning = world.warning(person, SCHOOL, by, 60);
    warning.state = WarningState { step: step.to_owned(), ..warning.state };
    let events = [world.event(1, "opened", Some(by)), world.event(2, "acknowledged", Some(by))];
    let permit = Desk::counsellor(by, SCHOOL).permit(&about(person, SCHOOL));
    world
        .write(async |tx| {
            tx.open_warning(&warning, &events, world.now()).await?;
            tx.set_ending(warning.id, ending, true).await?;
            tx.take_up_signal(&permit, signal, warning.id).await.map(|_| ())
        })
        .await;
}

fn told(rows: &[EndingRow]) -> Vec<(&str, u64, u64)> {
    rows.iter().map(|row| (row.ending.as_str(), row.persons, row.signals)).collect()
}

#[tokio::test]
async fn a_person_counts_once_for_a_rule_by_the_ending_that_says_most() {
    on_both(async |world| {
        let by = world.account("zhou").await;
        let mut people = Vec::new();
        for _ in 0..6 {
            people.push(world.person(SCHOOL).await);
        }
        let dismissed = raised(world, people[0], "dismissed").await;
        let permit = Desk::counsellor(by, SCHOOL).permit(&about(people[0], SCHOOL));
        let now = world.now();
        world
            .write(async |tx| tx.dismiss_signal(&permit, dismissed, by, "explained_by_person", None, now).await.map(|_| ()))
            .await;
        for (at, (step, ending)) in
            [("acknowledge", ""), ("acknowledge", "supported"), ("acknowledge", "false_alarm"), ("dismissed", "")]
                .iter()
                .enumerate()
        {
            let signal = raised(world, people[at + 1], &format!("taken{at}")).await;
            taken_up(world, people[at + 1], signal, by, step, ending).await;
        }
        // a second signal of the one who was supported, which nobody has looked at, and one that lapsed
        raised(world, people[2], "again").await;
        raised(world, people[5], "open").await;
        let permit = Desk::counsellor(by, SCHOOL).permit(&Resource::at(path(SCHOOL)));
        let span = Span { from: now - SignedDuration::from_hours(1), until: now + SignedDuration::from_hours(1), now };
        let rows = world.db.listed_endings(&permit, &path(SCHOOL), span, 100).await.unwrap();
        let expected = [
            ("supported", 1, 2),
            ("running", 1, 1),
            ("false_alarm", 1, 1),
            ("set_aside", 1, 1),
            ("explained_by_person", 1, 1),
            ("open", 1, 1),
        ];
        assert_eq!(told(&rows), expected);
        let later = Span { now: now + SignedDuration::from_hours(48), ..span };
        let rows = world.db.listed_endings(&permit, &path(SCHOOL), later, 100).await.unwrap();
        assert_eq!(told(&rows).last(), Some(&("lapsed", 1, 1)));
        // who may list a school only sees nothing of the city
        assert_eq!(world.db.listed_endings(&permit, &path("620000/620700/"), span, 100).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn times_are_told_of_many_only() {
    on_both(async |world| {
        let by = world.account("zhou").await;
        for number in 0..3 {
            let person = world.person(SCHOOL).await;
            let signal = raised(world, person, &format!("k{number}")).await;
            taken_up(world, person, signal, by, "acknowledge", "").await;
        }
        let now = world.now();
        let span = Span { from: now - SignedDuration::from_hours(1), until: now + SignedDuration::from_hours(1), now };
        for clock in PaceClock::ALL {
            let steps = world.db.paces_of(clock, span, 3, |steps| Some(steps.to_vec())).await.unwrap();
            assert_eq!(steps.iter().map(|(_, steps)| steps.as_slice()).collect::<Vec<_>>(), [[(0, 3)].as_slice()], "{clock:?}");
            assert_eq!(world.db.paces_of(clock, span, 4, |steps| Some(steps.to_vec())).await.unwrap(), []);
        }
    })
    .await;
}

#[tokio::test]
async fn a_loop_counts_as_heard_when_it_ended_and_everybody_heard_back() {
    on_both(async |world| {
        let by = world.account("zhou").await;
        for (step, heard, is_closed) in [
            ("close", false, false),
            ("closed", true, true),
            ("closed", false, true),
            ("dismissed", false, true),
            ("second", false, false),
        ] {
            let person = world.person(SCHOOL).await;
            let mut warning = world.warning(person, SCHOOL, by, 60);
            let owed = warning.state.owed.take().filter(|_| !is_closed);
            let closed_at = is_closed.then(|| world.now());
            warning.state = WarningState { step: step.to_owned(), owed, closed_at, ..warning.state };
            let events = [world.event(1, "opened", Some(by))];
            world
                .write(async |tx| {
                    tx.open_warning(&warning, &events, world.now()).await?;
                    tx.set_ending(warning.id, "", heard).await
                })
                .await;
        }
        let hour = SignedDuration::from_hours(1);
        let raw = world.db.counted(Measure::Loops, world.now() - hour, world.now() + hour).await.unwrap();
        let expected = ["running", "unheard", "heard"].map(|part| (SCHOOL.to_owned(), part.to_owned(), 1));
        assert!(raw == xinqiao_indicators::RawCounts::of(expected));
    })
    .await;
}

#[tokio::test]
async fn everybody_is_found_page_by_page_and_evidence_that_came_meanwhile_is_not_lost() {
    on_both(async |world| {
        let now = world.now();
        let mut people = Vec::new();
        for _ in 0..70 {
            let person = world.person(SCHOOL).await;
            world.write(async |tx| tx.look_again(person, &path(SCHOOL), false, now).await).await;
            people.push(person);
        }
        let due = world.db.due_standings(now, 100).await.unwrap();
        assert_eq!(due.len(), 70);
        let worked: Vec<_> = due.iter().map(|row| (row.clone(), None)).collect();
        // evidence about one came after they were read
        let later = now + SignedDuration::from_secs(1);
        world.write(async |tx| tx.look_again(people[0], &path(SCHOOL), false, later).await).await;
        world.write(async |tx| tx.save_standings(&worked).await).await;
        let again = world.db.due_standings(later, 100).await.unwrap();
        assert_eq!(again.iter().map(|row| row.person).collect::<Vec<_>>(), [people[0]]);
        people.sort();
        let (mut found, mut cursor) = (Vec::new(), None);
        loop {
            let page = world.db.standings_after(cursor, 32).await.unwrap();
            let Some(last) = page.last() else { break };
            cursor = Some(last.person);
            found.extend(page.iter().map(|row| row.person));
        }
        assert_eq!(found, people);
    })
    .await;
}

#[tokio::test]
async fn a_look_at_everybody_is_kept_where_it_stands_and_gives_way_to_one_by_another_model() {
    on_both(async |world| {
        assert_eq!(world.db.risk_pass().await.unwrap(), None);
        let person = world.person(SCHOOL).await;
        let half = Pass { model: "default@1".to_owned(), cursor: Some(person), ended_at: None };
        let done = Pass { ended_at: Some(world.now()), ..half.clone() };
        let other = Pass { model: "default@2".to_owned(), cursor: None, ended_at: None };
        for pass in [half, done, other] {
            world.write(async |tx| tx.save_risk_pass(&pass, world.now()).await).await;
            assert_eq!(world.db.risk_pass().await.unwrap(), Some(pass));
        }
    })
    .await;
}

#[tokio::test]
async fn the_evidence_of_many_is_that_of_each() {
    on_both(async |world| {
        let by = world.account("zhou").await;
        let mut people = Vec::new();
        for number in 0..5 {
            let person = world.person(SCHOOL).await;
            for piece in 0..number {
                let mut signal = world.signal(person, SCHOOL, &format!("k{number}-{piece}"));
                signal.risk_kinds = "phq9-severe".to_owned();
                world.write(async |tx| tx.add_signal(&signal, world.now()).await.map(|_| ())).await;
            }
            let warning = world.warning(person, SCHOOL, by, 60);
            let mut event = world.event(1, "intervened", Some(by));
            event.risk_kinds = "safety-plan".to_owned();
            world.write(async |tx| tx.open_warning(&warning, &[event], world.now()).await).await;
            people.push(person);
        }
        let many = world.db.evidence_of_many(&people).await.unwrap();
        for (person, found) in people.iter().zip(many) {
            assert_eq!(found, world.db.evidence_of(*person).await.unwrap());
        }
        people.sort();
        let between = world.db.evidence_between(&people[1..4]).await.unwrap();
        for (person, mut found) in people[1..4].iter().zip(between) {
            let mut alone = world.db.evidence_of(*person).await.unwrap();
            found.sort_by_key(|piece| piece.id);
            alone.sort_by_key(|piece| piece.id);
            assert_eq!(found, alone);
        }
        // only some of those between are asked for
        let apart = [people[0], people[4]];
        let counts: Vec<usize> = world.db.evidence_between(&apart).await.unwrap().iter().map(Vec::len).collect();
        assert_eq!(
            counts,
            [world.db.evidence_of(apart[0]).await.unwrap().len(), world.db.evidence_of(apart[1]).await.unwrap().len()]
        );
    })
    .await;
}

/// A try of changed rules that has just begun.
pub fn replay(world: &World, account: AccountId) -> ReplayRow {
    let from = world.now() - SignedDuration::from_hours(24 * 365);
    ReplayRow {
        id: world.ids.uuid(world.now()),
        account,
        rules: "id = \"a\"\n# 引号 '".to_owned(),
        from,
        until: world.now() + SignedDuration::from_secs(1),
        cursor: first_id(from),
        tally: "{}".to_owned(),
        fault: String::new(),
        created_at: world.now(),
        finished_at: None,
    }
}

#[tokio::test]
async fn a_replay_reads_the_sheets_that_were_shared_in_its_time_in_steps_and_two_workers_keep_one() {
    on_both(async |world| {
        let by = world.account("zhou").await;
        for number in 0..5 {
            let person = world.person(SCHOOL).await;
            let mut sheet = world.submission(person, &format!("k{number}"));
            sheet.response.sharing = if number == 4 { "private" } else { "contact" };
            world
                .write(async |tx| {
                    tx.add_response(&sheet.response, world.now()).await?;
                    tx.add_signal(&sheet.signals[0], world.now()).await.map(|_| ())
                })
                .await;
        }
        let row = replay(world, by);
        world.write(async |tx| tx.add_replay(&row).await.map(|_| ())).await;
        let before = first_id(row.until + SignedDuration::from_secs(1));
        let first = world.db.replay_sheets(row.cursor, before, 3).await.unwrap();
        let rest = world.db.replay_sheets(first[2].id.uuid(), before, 3).await.unwrap();
        assert_eq!((first.len(), rest.len()), (3, 1));
        assert!(first.iter().chain(&rest).all(|sheet| sheet.sharing == "contact" && !sheet.outcome.is_empty()));
        assert!(
            world
                .db
                .replay_sheets(row.cursor, first_id(world.now() - SignedDuration::from_hours(1)), 3)
                .await
                .unwrap()
                .is_empty()
        );
        let decided = world.db.decided_of_sheets(first[0].id, first[2].id).await.unwrap();
        assert_eq!(decided.iter().map(|one| one.became.as_str()).collect::<Vec<_>>(), ["undecided"; 3]);
        let mut after = row.clone();
        (after.cursor, after.finished_at) = (first[2].id.uuid(), Some(world.now()));
        let mut kept = Vec::new();
        for _ in 0..2 {
            kept.push(world.write(async |tx| tx.save_replay(&after, row.cursor).await).await);
        }
        assert_eq!(kept, [true, false]);
        assert_eq!(world.db.next_replay().await.unwrap(), None);
    })
    .await;
}

/// Times of a publication, for the tests of backups.
pub fn paces() -> Vec<PaceRow> {
    let pace =
        |clock: &str| PaceRow { node: "a/".to_owned(), clock: clock.to_owned(), median_minutes: 15, p90_minutes: i64::MAX };
    vec![pace("decide"), pace("acknowledge")]
}
