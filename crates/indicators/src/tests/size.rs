//! A city's month: large tables are safe too.

use super::*;

/// Numbers below a bound, the same everywhere.
pub fn drawing(mut state: u64) -> impl FnMut(u64) -> u64 {
    move |most| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % most
    }
}

/// Six counties, a hundred towns, a thousand villages, three levels; most villages have nobody or few.
pub fn city(villages: u64) -> Leaves {
    let mut draw = drawing(1);
    let mut rows = Leaves::new();
    for village in 0..villages {
        let (town, county) = (village / 10, village / 160);
        let counts = [draw(2), draw(4), draw(12)].map(|count| if draw(3) == 0 { 0 } else { count });
        rows.push((format!("62/6207/c{county}/t{town}/v{village}/"), counts.to_vec()));
    }
    rows
}

#[test]
fn a_city_of_a_thousand_villages_is_safe_by_the_exact_audit() {
    let table = table(&city(1_000), |key| if key.matches('/').count() <= 3 { 5 } else { 10 });
    assert!(4_000 < table.len());
    let release = first(&table);
    assert_eq!(release.gaps(&table, &[]), []);
    assert!(release.cell("62/6207/c0/", "").shown().is_some());
}

#[test]
fn a_screening_of_sixty_dates_is_safe_by_the_audit() {
    let mut draw = drawing(3);
    let mut truth: Leaves = (0..40).map(|band| (format!("{}/b{band}/", band / 10), vec![0])).collect();
    let mut history: Vec<Release> = Vec::new();
    for _ in 0..60 {
        truth.iter_mut().for_each(|(_, counts)| counts[0] += if draw(3) == 0 { 0 } else { draw(9) });
        let table = table(&truth, |_| 5);
        if let Decision::Publish { release, .. } = decide(&table, &history) {
            assert_eq!(release.gaps(&table, &history), [], "after {} dates", history.len());
            history.push(release);
        }
    }
    assert!(50 <= history.len(), "{} of 60 dates are out", history.len());
}
