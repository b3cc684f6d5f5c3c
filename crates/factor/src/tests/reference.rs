//! Published norms as tables.

use crate::reference::{NormToml, ReferenceNorm, TableFault};

const TABLE: &str = r#"
id = "toy"
version = "1"
valid_from = "2026-11-23"
instrument = "toy"
instrument_version = "1"
score = "total"
setting = "toy"
from_year = 2017
to_year = 2020
title = { zh-CN = "样本", en = "sample" }
note = { zh-CN = "无", en = "none" }
source = [{ ref = "here", confidence = "P" }]
reliability = { is = 0.84, kind = "alpha", of = { zh-CN = "同", en = "same" }, source = "here" }

[[group]]
sex = "female"
min_age = 18
persons = 400
mean = 6.0
sd = 5.0
source = "here"

[[group]]
persons = 900
mean = 5.0
sd = 5.0
shares = [[0, 20.0], [5, 50.0], [10, 30.0]]
source = "here"

[[case]]
name = "ten"
score = 10
t = 60.0
percentile = 85.0
source = "50 + 10·5/5; 20 + 50 + 15"
"#;

fn compiled(text: &str) -> Result<ReferenceNorm, Vec<TableFault>> {
    ReferenceNorm::compile(toml::from_str::<NormToml>(text).expect("norm.toml reads"))
}

#[test]
fn the_first_group_that_fits_a_person_counts() {
    let norm = compiled(TABLE).unwrap();
    let mean = |sex, age| norm.group(sex, age).map(|group| group.mean);
    assert_eq!(mean(Some("female"), Some(18)), Some(6.0));
    assert_eq!(mean(Some("female"), Some(17)), Some(5.0));
    assert_eq!(mean(Some("female"), None), Some(5.0), "an age that nobody knows fits no age group");
    assert_eq!(mean(None, Some(40)), Some(5.0));
}

#[test]
fn t_percentile_and_error_follow_from_the_table() {
    let norm = compiled(TABLE).unwrap();
    assert_eq!(norm.run_cases(), []);
    let found = norm.stand(norm.group(None, None).unwrap(), 10.0, 0.95).unwrap();
    assert!((found.error.unwrap() - 2.0).abs() < 1e-12, "5·√0.16");
    assert!(found.t_interval.contains(found.t) && found.t_interval.upper - found.t_interval.lower < 2.0);
    // between two scores nobody is half below
    assert_eq!(norm.stand(norm.group(None, None).unwrap(), 7.0, 0.95).unwrap().percentile, Some(70.0));
    let women = norm.stand(norm.group(Some("female"), Some(30)).unwrap(), 10.0, 0.95).unwrap();
    assert_eq!((women.t, women.percentile), (58.0, None), "without shares no percentile is made up");
    assert!(norm.stand(norm.group(None, None).unwrap(), f64::NAN, 0.95).is_err());
}

#[test]
fn a_case_that_does_not_come_out_is_a_fault() {
    let norm = compiled(&TABLE.replace("t = 60.0", "t = 61.0")).unwrap();
    assert_eq!(norm.run_cases()[0].key, "case[1] \"ten\" t");
}

#[test]
fn faults_of_a_table_name_their_key() {
    let keys = |from: &str, to: &str| -> Vec<String> {
        assert!(TABLE.contains(from));
        compiled(&TABLE.replace(from, to)).unwrap_err().into_iter().map(|fault| fault.key).collect()
    };
    assert_eq!(keys("[10, 30.0]", "[10, 20.0]"), ["group[2].shares"]);
    assert_eq!(keys("is = 0.84", "is = 1.0"), ["reliability.is"]);
    assert_eq!(
        keys("persons = 400\nmean = 6.0\nsd = 5.0", "persons = 1\nmean = 6.0\nsd = 0.0"),
        ["group[1].sd", "group[1].persons"]
    );
    assert_eq!(keys("to_year = 2020", "to_year = 2016"), ["to_year"]);
    assert_eq!(keys("sex = \"female\"", "sex = \"girls\""), ["group[1].sex"]);
}
