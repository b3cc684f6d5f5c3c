//! A city's month: large tables are safe too.

use super::*;

/// Six counties, a hundred towns, a thousand villages, three levels; most villages have nobody or few.
pub fn city(villages: u64) -> Leaves {
    let mut state = 1_u64;
    let mut draw = |most: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % most
    };
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
