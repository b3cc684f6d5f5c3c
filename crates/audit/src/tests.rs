//! What a change in a chain looks like to whoever walks it.

mod document;
mod heads;
mod rules;

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::row::{PRUNE, SEAL_KIND, Tombstone};
use crate::{Entry, Kept, Part, Row, Seal, Suite, Walk, What, gone_digest, seal_over};

const DAYS: i64 = 180;

pub fn start() -> Timestamp {
    "2026-11-22T02:00:00.000001Z".parse().unwrap()
}

pub fn row(number: u128) -> Row {
    Row {
        id: Uuid::from_u128(number),
        account: Some(Uuid::from_u128(7)),
        role: "counsellor".to_owned(),
        action: "read_person".to_owned(),
        purpose: "service".to_owned(),
        place: "620000/620700/".to_owned(),
        person: Some(Uuid::from_u128(number % 3)),
        record_kind: "person".to_owned(),
        record: None,
        outcome: "done".to_owned(),
        detail: format!("row={number}"),
        at: start() + SignedDuration::from_secs(i64::try_from(number).unwrap()),
    }
}

#[derive(Clone)]
struct Chain(Vec<(Seal, Vec<Entry>)>);

/// Four seals of five rows; the third is made with SM3.
fn chain() -> Chain {
    let mut made: Vec<(Seal, Vec<Entry>)> = Vec::new();
    for no in 0..4_u128 {
        let rows: Vec<Row> = (1..=5).map(|at| row(no * 5 + at)).collect();
        let suite = if no == 2 { Suite::Sm3 } else { Suite::Sha256 };
        let at = start() + SignedDuration::from_mins(i64::try_from(no).unwrap() + 1);
        let (seal, links) = seal_over(made.last().map(|(seal, _)| seal), suite, &rows, at);
        made.push((seal, entries(rows, links)));
    }
    Chain(made)
}

fn entries(rows: Vec<Row>, links: Vec<String>) -> Vec<Entry> {
    let parts = rows.into_iter().zip(links).zip(1_i64..);
    parts.map(|((row, link), position)| Entry { position, link, part: Part::Row(Box::new(row)) }).collect()
}

impl Chain {
    fn kept(&self) -> Vec<Kept> {
        self.0.last().map(|(seal, _)| Kept { seal: Some(seal.no), hash: seal.hash.clone(), at: None }).into_iter().collect()
    }

    fn walk(&self, kept: Vec<Kept>) -> Walk {
        self.walk_by(Walk::new(kept, DAYS))
    }

    /// As an excerpt of some places.
    fn walk_excerpt(&self) -> Walk {
        let mut walk = Walk::new(Vec::new(), DAYS);
        walk.is_excerpt();
        self.walk_by(walk)
    }

    fn walk_by(&self, mut walk: Walk) -> Walk {
        for (seal, entries) in &self.0 {
            walk.pass(seal, entries);
        }
        walk.end();
        walk
    }

    fn row(&mut self, seal: usize, position: usize) -> &mut Row {
        match &mut self.0[seal - 1].1[position - 1].part {
            Part::Row(row) => row,
            _ => panic!("no row"),
        }
    }

    fn renumber(&mut self, seal: usize) {
        for (entry, position) in self.0[seal - 1].1.iter_mut().zip(1..) {
            entry.position = position;
        }
    }
}

/// The chain after a change is told to be broken there, and the row is named.
fn check(change: impl Fn(&mut Chain), seal: i64, position: Option<i64>, row: Option<u128>, what: What) {
    let whole = chain();
    assert_eq!(whole.walk(whole.kept()).faults, []);
    let mut changed = whole.clone();
    change(&mut changed);
    let faults = changed.walk(whole.kept()).faults;
    let first = faults.first().unwrap();
    assert_eq!((first.seal, first.position, first.row), (seal, position, row.map(Uuid::from_u128)), "{faults:?}");
    assert_eq!(first.what, what, "{faults:?}");
}

#[test]
fn a_changed_column_names_the_row_whichever_it_is() {
    type Change = fn(&mut Row);
    let changes: [Change; 11] = [
        |row| row.account = None,
        |row| row.role.push('x'),
        |row| row.action = "read_answers".to_owned(),
        |row| row.purpose.clear(),
        |row| row.place = "620000/".to_owned(),
        |row| row.person = None,
        |row| row.record_kind = "warning".to_owned(),
        |row| row.record = Some(Uuid::nil()),
        |row| row.outcome = "refused".to_owned(),
        |row| row.detail.push(' '),
        |row| row.at += SignedDuration::from_micros(1),
    ];
    for change in changes {
        check(|chain| change(chain.row(2, 3)), 2, Some(3), Some(8), What::RowChanged);
        check(|chain| change(chain.row(3, 5)), 3, Some(5), Some(15), What::RowChanged);
    }
    check(|chain| chain.row(1, 1).id = Uuid::from_u128(99), 1, Some(1), Some(99), What::RowChanged);
}

#[test]
fn text_that_moves_from_one_column_to_its_neighbour_is_seen() {
    check(
        |chain| {
            let row = chain.row(2, 2);
            (row.role, row.action) = ("counsellorread_".to_owned(), "person".to_owned());
        },
        2,
        Some(2),
        Some(7),
        What::RowChanged,
    );
}

#[test]
fn a_deleted_row_is_missed_at_its_place() {
    check(|chain| drop(chain.0[1].1.remove(2)), 2, Some(3), None, What::RowMissing);
    check(|chain| drop(chain.0[1].1.remove(4)), 2, Some(5), None, What::RowMissing);
    let closed_up = |chain: &mut Chain| {
        chain.0[1].1.remove(2);
        chain.renumber(2);
    };
    check(closed_up, 2, Some(3), None, What::RowMissing);
    let gone = |chain: &mut Chain| chain.0[1].1[2].part = Part::Missing(Uuid::from_u128(8));
    check(gone, 2, Some(3), Some(8), What::RowMissing);
}

#[test]
fn an_inserted_row_is_named_whatever_link_it_was_given() {
    let with_link = |link: fn(&Chain) -> String| {
        move |chain: &mut Chain| {
            let entry = Entry { position: 3, link: link(chain), part: Part::Row(Box::new(row(99))) };
            chain.0[1].1.insert(2, entry);
            chain.renumber(2);
        }
    };
    check(with_link(|_| "0".repeat(64)), 2, Some(3), Some(99), What::RowInserted);
    check(with_link(|chain| row(99).link(Suite::Sha256, &chain.0[1].1[1].link)), 2, Some(3), Some(99), What::RowInserted);
    let behind = |chain: &mut Chain| {
        let link = row(99).link(Suite::Sha256, &chain.0[1].1[4].link);
        chain.0[1].1.push(Entry { position: 6, link, part: Part::Row(Box::new(row(99))) });
    };
    check(behind, 2, Some(6), Some(99), What::RowInserted);
    let doubled = |chain: &mut Chain| {
        let twice = chain.0[1].1[2].clone();
        chain.0[1].1.insert(3, twice);
    };
    check(doubled, 2, Some(3), Some(8), What::RowInserted);
}

#[test]
fn rows_that_changed_places_are_told_to_be_moved() {
    let rows_only = |chain: &mut Chain| {
        let third = chain.row(2, 3).clone();
        *chain.row(2, 3) = chain.row(2, 4).clone();
        *chain.row(2, 4) = third;
    };
    let with_links = |chain: &mut Chain| {
        chain.0[1].1.swap(2, 3);
        chain.renumber(2);
    };
    check(with_links, 2, Some(3), Some(9), What::RowMoved);
    let mut changed = chain();
    rows_only(&mut changed);
    let first = changed.walk(Vec::new()).faults.remove(0);
    assert_eq!((first.seal, first.position, first.row), (2, Some(3), Some(Uuid::from_u128(9))));
}

#[test]
fn a_changed_link_is_told_apart_from_a_changed_row() {
    check(|chain| chain.0[1].1[2].link = "0".repeat(64), 2, Some(3), Some(8), What::LinkChanged);
    check(|chain| chain.0[1].1[4].link = "0".repeat(64), 2, Some(5), Some(10), What::LinkChanged);
}

#[test]
fn rows_rewritten_together_with_their_links_do_not_fit_the_seal() {
    let change = |chain: &mut Chain| {
        chain.row(2, 5).detail.clear();
        let before = chain.0[1].1[3].link.clone();
        let link = chain.row(2, 5).link(Suite::Sha256, &before);
        chain.0[1].1[4].link = link;
    };
    check(change, 2, None, None, What::RowsRewritten);
}

#[test]
fn a_changed_seal_is_named_whichever_column_it_is() {
    type Change = fn(&mut Seal);
    let changes: [Change; 3] =
        [|seal| seal.total += 1, |seal| seal.at += SignedDuration::from_micros(1), |seal| seal.hash = "0".repeat(64)];
    for change in changes {
        check(|chain| change(&mut chain.0[1].0), 2, None, None, What::SealChanged);
    }
    check(|chain| chain.0[1].0.previous = "1".repeat(64), 2, None, None, What::NotBehindTheLast);
    check(|chain| chain.0[1].0.rows = 4, 2, Some(5), Some(10), What::RowInserted);
    check(|chain| chain.0[1].0.rows = 6, 2, Some(6), None, What::RowMissing);
}

#[test]
fn a_removed_seal_is_missed_and_a_removed_last_one_by_the_kept_head() {
    check(|chain| drop(chain.0.remove(1)), 2, None, None, What::SealMissing);
    check(|chain| drop(chain.0.pop()), 4, None, None, What::EndsBeforeKept { last: 3 });
    let mut shortened = chain();
    let hash = shortened.0.pop().unwrap().0.hash;
    let faults = shortened.walk(vec![Kept { seal: None, hash, at: None }]).faults;
    assert_eq!(faults[0].what, What::KeptHashAbsent);
}

#[test]
fn a_forked_chain_is_told_with_the_seal_it_forks_from() {
    let fork = |chain: &mut Chain| {
        let (from, rows) = (chain.0[1].0.clone(), (60..65).map(row).collect::<Vec<_>>());
        let (mut seal, links) = seal_over(Some(&from), Suite::Sha256, &rows, start() + SignedDuration::from_mins(9));
        seal.no = 4;
        seal.hash = seal.computed();
        chain.0[3] = (seal, entries(rows, links));
    };
    check(fork, 4, None, None, What::Forked { from: 2 });
}

#[test]
fn a_chain_rewritten_to_its_end_differs_from_the_kept_head() {
    let rewrite = |chain: &mut Chain| {
        let mut rows = Vec::new();
        for (_, entries) in &chain.0 {
            rows.push(
                entries
                    .iter()
                    .map(|entry| match &entry.part {
                        Part::Row(row) => (**row).clone(),
                        _ => panic!("no row"),
                    })
                    .collect::<Vec<_>>(),
            );
        }
        rows[1][2].detail.clear();
        let mut again: Vec<(Seal, Vec<Entry>)> = Vec::new();
        for (rows, (old, _)) in rows.into_iter().zip(&chain.0) {
            let (seal, links) = seal_over(again.last().map(|(seal, _)| seal), old.suite, &rows, old.at);
            again.push((seal, entries(rows, links)));
        }
        assert_eq!(Chain(again.clone()).walk(Vec::new()).faults, [], "without a kept head nobody could tell");
        chain.0 = again;
    };
    check(rewrite, 4, None, None, What::OtherThanKept);
}

/// Takes rows out of seal 1 as the retention job does; the row that tells of it, `days` later.
fn prune(chain: &mut Chain, positions: &[usize], days: i64) -> Row {
    let (seal, entries) = &mut chain.0[0];
    for position in positions {
        entries[position - 1].part = Part::Gone;
    }
    let gone: Vec<(i64, &str)> =
        entries.iter().filter(|entry| entry.part == Part::Gone).map(|entry| (entry.position, entry.link.as_str())).collect();
    let whole = gone.len() == entries.len();
    let digest = if whole { seal.root.clone() } else { gone_digest(seal.suite, gone.iter().copied()) };
    let tombstone = Tombstone { seal: 1, gone: i64::try_from(gone.len()).unwrap(), digest };
    if whole {
        entries.clear();
    }
    let mut told = row(1_000);
    (told.action, told.record_kind, told.detail) = (PRUNE.to_owned(), SEAL_KIND.to_owned(), tombstone.detail());
    told.at = seal.at + SignedDuration::from_hours(24 * days);
    told
}

#[test]
fn the_chain_verifies_across_what_the_retention_job_took() {
    for positions in [&[2, 4][..], &[1, 2, 3, 4, 5]] {
        let mut chain = chain();
        let told = prune(&mut chain, positions, DAYS);
        let walk = |told: Option<&Row>| {
            let mut walk = Walk::new(chain.kept(), DAYS);
            for (seal, entries) in &chain.0 {
                walk.pass(seal, entries);
            }
            if let Some(told) = told {
                walk.unsealed(told);
            }
            walk.end();
            (walk.gone, walk.faults)
        };
        let (gone, faults) = walk(Some(&told));
        assert_eq!((usize::try_from(gone).unwrap(), faults), (positions.len(), Vec::new()));
        assert_eq!(walk(None).1[0].what, What::GoneWithoutTombstone);
        let mut other = told.clone();
        other.detail = other.detail.replace("gone=", "gone=1");
        assert_eq!(walk(Some(&other)).1[0].what, What::GoneWithoutTombstone);
        let mut early = told;
        early.at -= SignedDuration::from_hours(24);
        assert_eq!(walk(Some(&early)).1[0].what, What::PrunedTooEarly);
    }
}
