//! The pack of floors.

use jiff::civil::date;

use crate::{FloorFault, Floors};

const SHIPPED: &str = include_str!("../../../../packs/disclosure/floors.toml");

#[test]
fn small_areas_have_a_higher_floor_and_screenings_one() {
    let floors: Floors = toml::from_str(SHIPPED).unwrap();
    assert_eq!(floors.faults(), []);
    let day = date(2026, 11, 22);
    assert_eq!(
        ["city", "county", "township", "village", "unit"].map(|level| floors.at("statistics", level, day).unwrap()),
        [5, 5, 10, 10, 10]
    );
    assert_eq!(floors.at("screening", "unit", day), Some(5));
    assert_eq!(floors.at("publication", "city", day), None);
    assert_eq!(floors.at("statistics", "city", date(2025, 12, 31)), None);
}

#[test]
fn a_floor_that_protects_nobody_or_has_no_source_or_holds_only_somewhere_is_a_fault() {
    let text =
        "title = 't'\n[[floor]]\npurposes = ['statistics']\nlevels = ['city']\npersons = 1\nsource = ' '\nfrom = '2026-01-01'\n";
    let floors: Floors = toml::from_str(text).unwrap();
    assert_eq!(
        floors.faults(),
        [
            FloorFault::TooLow { number: 1, persons: 1 },
            FloorFault::NoSource { number: 1 },
            FloorFault::NotEverywhere { purpose: "statistics".to_owned() },
        ]
    );
    assert!(toml::from_str::<Floors>("title = 't'\nflor = 1").is_err());
}
