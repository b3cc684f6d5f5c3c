//! Random tables against the attacker.

use proptest::prelude::*;

use super::attacker::Attacker;
use super::*;

/// Five below the root and its children, ten further down.
fn floor(key: &str) -> u64 {
    if key.matches('/').count() <= 1 { 5 } else { 10 }
}

fn any_count() -> impl Strategy<Value = u64> {
    prop_oneof![3 => Just(0_u64), 6 => 1..5_u64, 4 => 5..14_u64, 2 => 14..80_u64]
}

/// Up to four counties with up to three towns with up to two villages; counts by level.
fn any_leaves(width: usize) -> impl Strategy<Value = Leaves> {
    let village = proptest::collection::vec(any_count(), width);
    let town = proptest::collection::vec(village, 1..3);
    let county = proptest::collection::vec(town, 1..4);
    proptest::collection::vec(county, 1..4).prop_map(|counties| {
        let mut leaves = Leaves::new();
        for (county, towns) in counties.into_iter().enumerate() {
            for (town, villages) in towns.into_iter().enumerate() {
                let is_single = villages.len() == 1;
                for (village, counts) in villages.into_iter().enumerate() {
                    let key = if is_single { format!("c{county}/t{town}/") } else { format!("c{county}/t{town}/v{village}/") };
                    leaves.push((key, counts));
                }
            }
        }
        leaves
    })
}

/// A table and what is out of it, with each step that the engine lets out.
fn growing(
    leaves: Leaves,
    steps: &[Vec<u64>],
    table: impl Fn(&Leaves) -> Table,
) -> Result<(Vec<Leaves>, Vec<Release>), TestCaseError> {
    let mut releases = vec![first(&table(&leaves))];
    let mut truth = vec![leaves];
    for by in steps {
        let later = grown(&truth[truth.len() - 1], by);
        if let Decision::Publish { release, is_anew } = decide(&table(&later), &releases) {
            prop_assert!(!is_anew, "nothing shrank");
            releases.push(release);
            truth.push(later);
        }
    }
    Ok((truth, releases))
}

fn any_steps(most: usize) -> impl Strategy<Value = Vec<Vec<u64>>> {
    proptest::collection::vec(proptest::collection::vec(any_count(), 7), 1..=most)
}

/// The same table later.
fn grown(leaves: &Leaves, by: &[u64]) -> Leaves {
    let mut by = by.iter().cycle();
    let more = |counts: &Vec<u64>| counts.iter().map(|count| count + by.next().copied().unwrap_or(0)).collect();
    let mut later = Leaves::new();
    let mut more = more;
    for (key, counts) in leaves {
        later.push((key.clone(), more(counts)));
    }
    later
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_small_follows_from_one_table(leaves in (1..4_usize).prop_flat_map(any_leaves)) {
        let releases = [first(&table(&leaves, floor))];
        let found = Attacker::new(&releases, |_| true).finds(&[leaves], floor);
        prop_assert!(found.is_empty(), "{found:?} from {releases:?}");
    }

    #[test]
    fn nothing_small_follows_from_what_heads_of_two_scopes_see_together(leaves in any_leaves(2)) {
        let releases = [first(&table(&leaves, floor))];
        // one sees the city and its counties, the other one county with all that is in it
        let both = |node: &str| node.matches('/').count() <= 1 || node.starts_with("c0/");
        let found = Attacker::new(&releases, both).finds(&[leaves], floor);
        prop_assert!(found.is_empty(), "{found:?} from {releases:?}");
    }

}

proptest! {
    // each asks the integer program hundreds of times; `PROPTEST_CASES` asks for more
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_small_follows_from_a_screening_in_which_few_are_left(
        leaves in any_leaves(1),
        left in 0..7_u64,
        steps in any_steps(3),
    ) {
        let last = steps.iter().fold(leaves.clone(), |leaves, by| grown(&leaves, by));
        let all: u64 = last.iter().map(|(_, counts)| counts[0]).sum();
        // how many are asked is no secret: where they are fewer than the floor, everybody knows that each part is below it
        let asked = RawCounts::of([(String::new(), String::new(), (all + left).max(10))]);
        let (truth, releases) = growing(leaves, &steps, |leaves| table(leaves, floor).within(&asked))?;
        let found = Attacker::new(&releases, |_| true).finds(&truth, floor);
        prop_assert!(found.is_empty(), "{found:?} from {releases:?}");
    }

    #[test]
    fn nothing_small_follows_from_a_table_that_grows(
        leaves in (1..3_usize).prop_flat_map(any_leaves),
        steps in any_steps(3),
    ) {
        let (truth, releases) = growing(leaves, &steps, |leaves| table(leaves, floor))?;
        let found = Attacker::new(&releases, |_| true).finds(&truth, floor);
        prop_assert!(found.is_empty(), "{found:?} from {releases:?}");
    }
}

/// Tables of which an engine that looked only at neighbouring dates gave away that some came in between two others.
#[test]
fn nothing_small_follows_over_a_date_in_between() {
    let two = |key: [&str; 2], counts: [u64; 2]| leaves(&[(key[0], &counts[..1]), (key[1], &counts[1..])]);
    let (towns, villages) = (["c0/t0/", "c1/t0/"], ["c0/t0/v0/", "c0/t0/v1/"]);
    let found: [(Leaves, &[Vec<u64>]); 4] = [
        (two(towns, [8, 2]), &[vec![4, 8], vec![0, 10]]),
        (two(villages, [8, 2]), &[vec![4, 8], vec![2, 8]]),
        (
            leaves(&[("c0/t0/v0/", &[0]), ("c0/t0/v1/", &[0]), ("c0/t1/", &[0]), ("c1/t0/v0/", &[1]), ("c1/t0/v1/", &[9])]),
            &[vec![0, 10, 0, 9, 3], vec![0, 0, 14, 2, 0]],
        ),
        (leaves(&[("c0/t0/", &[0]), ("c0/t1/", &[10]), ("c1/t0/", &[14])]), &[vec![9, 3, 1], vec![1, 0, 9], vec![0, 7, 3]]),
    ];
    for (leaves, steps) in found {
        let (truth, releases) = growing(leaves, steps, |leaves| table(leaves, floor)).unwrap();
        let found = Attacker::new(&releases, |_| true).finds(&truth, floor);
        assert!(found.is_empty(), "{found:?} from {releases:?}");
    }
}

#[test]
fn the_attacker_finds_what_a_table_without_complements_gives_away() {
    let leaves = leaves(&[("a/", &[3]), ("b/", &[50]), ("c/", &[20])]);
    let table = table(&leaves, |_| 5);
    let hidden: Vec<bool> = leaves.iter().map(|(_, counts)| counts[0] < 5).collect();
    let naive = Release::of(&table, &[vec![false], hidden].concat());
    let found = Attacker::new(&[naive], |_| true).finds(&[leaves], |_| 5);
    assert_eq!(found.iter().map(|(cell, least, most)| (cell.node.as_str(), *least, *most)).collect::<Vec<_>>(), [("a/", 3, 3)]);
}

#[test]
fn the_attacker_finds_a_small_increase_between_two_tables_that_are_safe_each() {
    let truth = [leaves(&[("a/", &[30]), ("b/", &[50])]), leaves(&[("a/", &[32]), ("b/", &[90])])];
    let releases = [first(&table(&truth[0], |_| 5)), first(&table(&truth[1], |_| 5))];
    let found = Attacker::new(&releases, |_| true).finds(&truth, |_| 5);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].0.node.as_str(), found[0].1, found[0].2), ("a/", 2, 2));
}
