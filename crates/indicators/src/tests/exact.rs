//! Tables so small that every other table can be tried.

use proptest::prelude::*;

use super::*;

const FLOOR: u64 = 3;
/// No count of another table is tried above this.
const MOST: u64 = 8;

/// Two places with two columns: four finest cells, nine in all.
fn cells_of(finest: [u64; 4]) -> [u64; 9] {
    let [ar, ay, br, by] = finest;
    [ar + br, ay + by, ar + ay + br + by, ar, ay, ar + ay, br, by, br + by]
}

fn square(finest: [u64; 4]) -> Leaves {
    leaves(&[("a/", &finest[..2]), ("b/", &finest[2..])])
}

/// Can every small cell be 1 or less, and the floor or more, in some table that agrees with what is shown?
fn is_safe(finest: [u64; 4], hidden: [bool; 9]) -> bool {
    let truth = cells_of(finest);
    let (mut least, mut most) = (truth, truth);
    let each = 0..(MOST + 1).pow(4);
    for code in each {
        let tried = cells_of([0, 1, 2, 3].map(|at| code / (MOST + 1).pow(at) % (MOST + 1)));
        if (0..9).all(|at| hidden[at] || tried[at] == truth[at]) {
            for at in 0..9 {
                least[at] = least[at].min(tried[at]);
                most[at] = most[at].max(tried[at]);
            }
        }
    }
    (0..9).all(|at| !(1..FLOOR).contains(&truth[at]) || (least[at] <= 1 && FLOOR <= most[at]))
}

fn any_square() -> impl Strategy<Value = [u64; 4]> {
    proptest::array::uniform4(0..5_u64)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_audit_agrees_with_trying_every_table(finest in any_square(), hidden in proptest::array::uniform9(any::<bool>())) {
        let table = table(&square(finest), |_| FLOOR);
        let gaps = Release::of(&table, &hidden).gaps(&table, &[]);
        prop_assert_eq!(gaps.is_empty(), is_safe(finest, hidden), "{:?}", gaps);
    }

    #[test]
    fn a_release_is_safe_when_every_table_is_tried(finest in any_square()) {
        let release = first(&table(&square(finest), |_| FLOOR));
        let hidden: Vec<bool> = release.cells().map(|(.., cell)| cell == Cell::Hidden).collect();
        prop_assert!(is_safe(finest, hidden.try_into().unwrap()), "{release:?}");
    }
}

/// Of three places with two columns, the fewest cells that must be hidden, by trying every pattern with the exact audit.
fn fewest(table: &Table, small: &[bool]) -> usize {
    let others: Vec<usize> = (0..table.len()).filter(|cell| !small[*cell]).collect();
    let safe = (0..1_u32 << others.len()).filter(|pattern| {
        let mut hidden = small.to_vec();
        others.iter().enumerate().for_each(|(bit, cell)| hidden[*cell] = pattern >> bit & 1 == 1);
        Release::of(table, &hidden).gaps(table, &[]).is_empty()
    });
    safe.map(u32::count_ones).min().unwrap() as usize
}

#[test]
fn no_more_than_a_tenth_more_cells_are_hidden_than_must_be() {
    let (mut by_engine, mut by_need, mut worst) = (0, 0, 0.0_f64);
    for case in 0..60_u64 {
        // a plain generator, so that the figure is the same everywhere
        let mut state = case.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut draw = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let drawn = state >> 33;
            if drawn % 3 == 0 { drawn / 3 % 5 } else { drawn / 3 % 40 }
        };
        let rows: Vec<(String, Vec<u64>)> = ["a/", "b/", "c/"].map(|key| (key.to_owned(), vec![draw(), draw()])).to_vec();
        let table = table(&rows, |_| 5);
        let release = first(&table);
        let cells: Vec<Cell> = release.cells().map(|(.., cell)| cell).collect();
        let counts = Release::of(&table, &vec![false; table.len()]);
        let small: Vec<bool> =
            counts.cells().map(|(.., cell)| cell.shown().is_some_and(|count| (1..5).contains(&count))).collect();
        let primary = small.iter().filter(|small| **small).count();
        let engine = cells.iter().filter(|cell| **cell == Cell::Hidden).count();
        let need = primary + fewest(&table, &small);
        by_engine += engine;
        by_need += need;
        if 0 < need {
            worst = worst.max(engine as f64 / need as f64);
        }
    }
    let ratio = f64::from(u32::try_from(by_engine).unwrap()) / f64::from(u32::try_from(by_need).unwrap());
    assert!(ratio <= 1.1 && worst <= 2.0, "ratio {ratio:.3}, worst {worst:.2}: {by_engine} for {by_need}");
}
