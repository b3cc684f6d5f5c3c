use super::*;
use proptest::prelude::*;

/// Reads rows whose names hold no commas and no quotes, as all lists in `data/divisions` do.
fn rows(csv: &str) -> Vec<Division> {
    csv.lines().skip(1).map(row).collect()
}

fn row(line: &str) -> Division {
    let cells: Vec<&str> = line.split(',').collect();
    let word = |at: usize| cells.get(at).filter(|cell| !cell.is_empty()).map(|cell| (*cell).to_owned());
    Division {
        code: cells[0].to_owned(),
        name: cells[1].to_owned(),
        level: level(cells[2]),
        parent: word(3),
        kind: word(4).map(|kind| toml::Value::String(kind).try_into().unwrap()),
    }
}

fn level(word: &str) -> DivisionLevel {
    toml::Value::String(word.to_owned()).try_into().unwrap()
}

fn faults(csv: &str) -> Vec<DivisionFault> {
    paths(rows(&format!("code,name,level,parent\n{csv}"))).unwrap_err()
}

#[test]
fn a_village_stands_below_its_township_county_city_and_province() {
    let zhangye = paths(rows(include_str!("../../../../data/divisions/zhangye_620700.csv"))).unwrap();
    let village = zhangye.iter().find(|(_, division)| division.code == "620702001001").unwrap();
    assert_eq!(village.0.as_str(), "620000/620700/620702/620702001/620702001001/");
    assert_eq!(village.1.kind, Some(DivisionKind::Residents));
    assert_eq!(zhangye.len(), 1_020);
}

#[test]
fn every_list_in_the_repository_is_a_tree() {
    let check = |csv: &str, expected: usize| {
        let placed = paths(rows(csv)).unwrap();
        assert_eq!(placed.len(), expected);
        let known: std::collections::HashSet<&str> = placed.iter().map(|(path, _)| path.as_str()).collect();
        let above = |path: &PlacePath| path.parent().map(String::from);
        assert!(placed.iter().all(|(path, _)| { above(path).is_some_and(|up| up.is_empty() || known.contains(up.as_str())) }));
    };
    check(include_str!("../../../../data/divisions/liuzhou_450200.csv"), 1_370);
    check(include_str!("../../../../data/divisions/zhangjiagang_320582.csv"), 291);
    check(include_str!("../../../../data/divisions/shancheng_370406001.csv"), 47);
    check(include_str!("../../../../data/divisions/china_counties_mca.csv"), 3_214);
}

#[test]
fn a_county_may_lie_directly_below_a_province() {
    let counties = paths(rows(include_str!("../../../../data/divisions/china_counties_mca.csv"))).unwrap();
    assert!(counties.iter().any(|(path, _)| path.as_str() == "110000/110101/"));
}

#[test]
fn each_fault_names_the_division() {
    let check = |csv: &str, expected: DivisionFault| assert_eq!(faults(csv), [expected]);
    check("11,a,province,\n11,b,province,\n", DivisionFault::Twice { code: "11".into() });
    check("1101,a,city,11\n", DivisionFault::Orphan { code: "1101".into(), parent: "11".into() });
    check("11,a,county,\n1101,b,city,11\n", DivisionFault::NotBelow { code: "1101".into(), parent: "11".into() });
    check("11,a,city,11\n", DivisionFault::Cycle { code: "11".into() });
    check("1 1,a,province,\n", DivisionFault::BadCode { code: "1 1".into() });
}

#[test]
fn an_orphan_is_told_once_and_not_again_for_those_below_it() {
    let found = faults("1101,a,city,11\n110101,b,county,1101\n");
    assert_eq!(found, [DivisionFault::Orphan { code: "1101".into(), parent: "11".into() }]);
}

#[test]
fn a_division_below_a_cycle_is_not_blamed_for_it() {
    let found = faults("1,a,city,2\n2,b,county,1\n3,c,township,2\n");
    let cycle = |code: &str| DivisionFault::Cycle { code: code.into() };
    assert_eq!(found, [DivisionFault::NotBelow { code: "1".into(), parent: "2".into() }, cycle("2")]);
}

#[test]
fn the_names_of_the_code_systems_are_those_of_the_files() {
    for system in [CodeSystem::Nbs2023, CodeSystem::Mca2026] {
        assert_eq!(toml::Value::try_from(system).unwrap().as_str(), Some(system.name()));
    }
}

proptest! {
    #[test]
    fn any_links_end_in_paths_or_faults(links in proptest::collection::vec((0_usize..12, 0_usize..5, proptest::option::of(0_usize..12)), 0..12)) {
        const LEVELS: [&str; 5] = ["province", "city", "county", "township", "village"];
        let rows: Vec<Division> = links
            .into_iter()
            .map(|(code, at, parent)| Division {
                code: code.to_string(),
                name: String::new(),
                level: level(LEVELS[at]),
                parent: parent.map(|parent| parent.to_string()),
                kind: None,
            })
            .collect();
        let count = rows.len();
        if let Ok(placed) = paths(rows) {
            prop_assert_eq!(placed.len(), count);
            prop_assert!(placed.windows(2).all(|pair| pair[0].0 < pair[1].0));
        }
    }
}
