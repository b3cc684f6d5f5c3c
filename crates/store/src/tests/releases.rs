use jiff::{Timestamp, ToSpan};
use xinqiao_access::Resource;
use xinqiao_indicators::suppress::{Decision, NodeRule, Table, decide};
use xinqiao_indicators::{Cell, RawCounts, Release};
use xinqiao_kernel::id::PublicationId;

use super::world::{Desk, NEIGHBOURS, SCHOOL, World, on_both, path};
use crate::StoreError;
use crate::releases::{Measure, NewPublication};

/// What is shown of so many persons at some nodes, from five on.
pub fn release(nodes: &[(&str, u64)]) -> Release {
    let rows = nodes.iter().map(|(node, persons)| ((*node).to_owned(), String::new(), *persons));
    let table = Table::build(&RawCounts::of(rows), &[], |_| NodeRule { floor: 5, is_shown: true });
    match decide(&table, &[]) {
        Decision::Publish { release, .. } => release,
        Decision::Keep(why) => panic!("{why:?}"),
    }
}

pub fn publication<'a>(world: &World, subject: &'a str, number: i64, release: &'a Release) -> NewPublication<'a> {
    let id = PublicationId::new(&world.ids, world.now());
    NewPublication { id, subject, number, is_anew: number == 1, has_followers: true, release }
}

#[tokio::test]
async fn a_hidden_number_is_not_among_the_cells_that_are_read() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let (own, other) = (format!("{SCHOOL}a/"), format!("{SCHOOL}b/"));
        let out = release(&[(&own, 30), (&other, 3), (NEIGHBOURS[0], 40)]);
        let new = publication(world, "signals/2026-10", 1, &out);
        world.write(async |tx| tx.add_publication(&new, world.now()).await).await;
        let head = world.db.publication("signals/2026-10").await.unwrap().unwrap();
        assert_eq!((head.id, head.number, head.at), (new.id, 1, world.now()));
        let permit = Desk::counsellor(account, SCHOOL).permit(&Resource::at(path(SCHOOL)));
        let below = world.db.published_below(&permit, head.id, 10).await.unwrap();
        let told: Vec<(&str, Cell)> = below.iter().map(|cell| (cell.node.as_str(), cell.cell)).collect();
        assert_eq!(told, [(own.as_str(), Cell::Hidden), (other.as_str(), Cell::Hidden)]);
        let whole = world.db.published_row(&permit, head.id, &path(SCHOOL)).await.unwrap();
        assert_eq!(whole.iter().map(|cell| cell.cell).collect::<Vec<_>>(), [Cell::Count(33)]);
        // of another place's row the permit gives nothing
        assert_eq!(world.db.published_row(&permit, head.id, &path(NEIGHBOURS[0])).await.unwrap(), []);
        assert_eq!(world.db.publication("signals/2026-09").await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn what_is_out_binds_what_follows_until_a_subject_begins_anew() {
    on_both(async |world| {
        let releases: Vec<Release> = [30, 40, 90].map(|persons| release(&[("a/", persons), ("b/", 3)])).to_vec();
        for (at, out) in releases.iter().enumerate() {
            let mut new = publication(world, "campaign/1", at as i64 + 1, out);
            new.is_anew = at == 1;
            world.write(async |tx| tx.add_publication(&new, world.now()).await).await;
        }
        let (history, number) = world.db.releases("campaign/1", 10).await.unwrap();
        assert_eq!((history.as_slice(), number), (&releases[1..], 3));
        assert_eq!(world.db.releases("campaign/2", 10).await.unwrap(), (Vec::new(), 0));
        let again = publication(world, "campaign/1", 3, &releases[0]);
        let mut tx = world.db.begin().await.unwrap();
        assert!(matches!(tx.add_publication(&again, world.now()).await, Err(StoreError::Duplicate { .. })));
    })
    .await;
}

#[tokio::test]
async fn persons_of_a_month_are_counted_once_at_their_gravest_and_the_next_month_is_not_in_it() {
    on_both(async |world| {
        let (person, other) = (world.person(SCHOOL).await, world.person(SCHOOL).await);
        let begin: Timestamp = world.now();
        let end = begin + 24.hours();
        let raised =
            [(person, "blue", begin), (person, "yellow", end - 1.microsecond()), (other, "blue", begin), (other, "red", end)];
        for (at, (whose, level, at_instant)) in raised.into_iter().enumerate() {
            let mut signal = world.signal(whose, SCHOOL, &format!("s{at}"));
            (signal.level, signal.raised_at) = (level.to_owned(), at_instant);
            world.write(async |tx| tx.add_signal(&signal, world.now()).await).await;
        }
        let counted = world.db.counted(Measure::Signals, begin, end).await.unwrap();
        let row = |part: &str, persons| (SCHOOL.to_owned(), part.to_owned(), persons);
        assert_eq!(counted, RawCounts::of([row("yellow", 1), row("blue", 1)]));
        assert!(world.db.counted(Measure::Warnings, begin, end).await.unwrap().is_empty());
        for key in ["k1", "k2"] {
            let sheet = world.sheet(person, SCHOOL, key);
            world.write(async |tx| tx.add_response(&sheet, world.now()).await).await;
        }
        let counted = world.db.counted(Measure::SelfTests, begin, end).await.unwrap();
        assert_eq!(counted, RawCounts::of([row("", 1)]));
    })
    .await;
}
