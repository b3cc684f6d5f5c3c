use std::collections::BTreeMap;

use super::*;
use crate::dispute::mediate;
use crate::exchange::{Expected, Exposure, RowFault, from_rows, to_rows};
use jiff::civil::date;
use proptest::prelude::*;

fn names() -> BTreeMap<PersonId, String> {
    [(person(1), "张三".to_owned())].into()
}

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

const HEADERS: [&str; 6] = ["纠纷编号", "纠纷类型", "所属区划", "登记日期", "办理状态", "当事人姓名"];

#[test]
fn a_row_has_no_name_unless_a_basis_is_cited() {
    let world = World::new();
    let now = mediate(&world.registered().now, &act(2, 1, ten()), session(), &world.time()).unwrap().now;
    let plain = to_rows(&[&now], &Exposure::DeIdentified, &names(), &world.time());
    let id = now.id().to_string();
    let expected =
        [id.as_str(), "邻里关系", "620702001", "check", "grid", "2026-11-23", "2", "", "噪音扰民", "先行调解", "", "", ""];
    assert_eq!(plain.rows, [texts(&expected)]);
    assert!(!format!("{plain:?}").contains("张三"));
    let named = to_rows(&[&now], &Exposure::Named { basis: code("d1") }, &names(), &world.time());
    assert_eq!(named.rows[0][7], "张三|邻居");
}

#[test]
fn what_is_written_is_read_back() {
    let world = World::new();
    let opening = Opening { reference: Some("ZZ-2026-7".to_owned()), ..world.opening() };
    let now = register(opening, &act(1, 1, ten()), &world.time()).unwrap().now;
    let table = to_rows(&[&now], &Exposure::DeIdentified, &names(), &world.time());
    let read = from_rows(&table.headers, &table.rows, &Exposure::DeIdentified, &world.rules).unwrap().remove(0).unwrap();
    assert_eq!((read.reference.as_str(), read.kind.as_str(), read.place.as_str()), ("ZZ-2026-7", "neighbours", "620702001"));
    assert_eq!((read.registered_on, read.status, read.parties), (date(2026, 11, 23), Stage::Registered, Some(2)));
    assert_eq!(read.problems, [code("noise")]);
}

#[test]
fn every_fault_of_a_row_says_line_column_expected_and_found_and_stops_no_other_row() {
    let world = World::new();
    let rows = [
        texts(&["A1", "邻里关系", "620702001", "2026/11/22", "登记受理", ""]),
        texts(&["A1", "战争", "", "昨天", "登记受理", "李四"]),
        texts(&["A2", "婚姻家庭"]),
    ];
    let read = from_rows(&texts(&HEADERS), &rows, &Exposure::DeIdentified, &world.rules).unwrap();
    assert_eq!(read[0].as_ref().unwrap().registered_on, date(2026, 11, 22));
    let faults = read[1].as_ref().unwrap_err();
    let told: Vec<_> = faults.iter().map(|fault| (fault.line, fault.column.as_str(), fault.found.as_str())).collect();
    let expected =
        [(3, "纠纷类型", "战争"), (3, "所属区划", ""), (3, "登记日期", "昨天"), (3, "当事人姓名", "1"), (3, "纠纷编号", "A1")];
    assert_eq!(told, expected);
    assert_eq!(faults[2].expected, Expected::Day(texts(&["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d"])));
    assert_eq!(faults[4].expected, Expected::FirstIn(2));
    assert!(!format!("{faults:?}").contains("李四"), "a name in a fault");
    assert_eq!(read[2].as_ref().unwrap_err().len(), 3);
}

#[test]
fn a_missing_and_a_repeated_column_are_faults_of_the_headers() {
    let world = World::new();
    let headers = texts(&["纠纷编号", "纠纷类型", "纠纷类型", "登记日期", "办理状态", "备注"]);
    let faults = from_rows(&headers, &[], &Exposure::DeIdentified, &world.rules).unwrap_err();
    let told: Vec<_> = faults.iter().map(|fault: &RowFault| (fault.column.as_str(), fault.found.as_str())).collect();
    assert_eq!(told, [("纠纷类型", "2"), ("所属区划", "0")]);
}

#[test]
fn names_are_taken_in_with_a_basis_only() {
    let world = World::new();
    let rows = [texts(&["A1", "邻里关系", "620702001", "20261122", "风险研判", "王五|赵六"])];
    let read = |exposure| from_rows(&texts(&HEADERS), &rows, &exposure, &world.rules).unwrap().remove(0);
    assert!(read(Exposure::DeIdentified).is_err());
    let named = read(Exposure::Named { basis: code("d1") }).unwrap();
    assert_eq!((named.names, named.status), (texts(&["王五", "赵六"]), Stage::Mediating));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_cells_give_a_row_or_faults_and_never_a_name_without_a_basis(
        rows in prop::collection::vec(prop::collection::vec("[A-Z0-9邻里关系|登记受理2026-]{0,10}", 0..8), 0..6),
    ) {
        let world = World::new();
        let read = from_rows(&texts(&HEADERS), &rows, &Exposure::DeIdentified, &world.rules).unwrap();
        prop_assert_eq!(read.len(), rows.len());
        for row in read {
            match row {
                Ok(incoming) => prop_assert!(incoming.names.is_empty()),
                Err(faults) => prop_assert!(!faults.is_empty() && faults.iter().all(|fault| !fault.column.is_empty())),
            }
        }
    }
}
