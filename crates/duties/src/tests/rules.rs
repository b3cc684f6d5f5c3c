use super::{PACK, rules};
use crate::{Rules, RulesToml};

#[test]
fn the_shipped_pack_is_sound_and_names_the_nine_situations() {
    let rules = rules();
    let codes: Vec<_> = rules.situations().iter().map(|situation| situation.code.as_str()).collect();
    assert_eq!(codes, ["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
}

#[test]
fn a_number_of_nought_a_missing_source_and_a_repeated_code_are_named() {
    let mut raw: RulesToml = toml::from_str(PACK).unwrap();
    raw.access.longest_days = 0;
    raw.incident.source.clear();
    raw.report.situation[1].code = "1".to_owned();
    raw.report.situation[2].text.remove("en");
    let faults = Rules::compile(raw, &["zh-CN", "en"]).unwrap_err();
    let keys: Vec<_> = faults.iter().map(|fault| fault.key.as_str()).collect();
    let expected =
        ["incident.authority_within_hours: source", "access.longest_days", "report.situation.code", "report.situation.3.text.en"];
    assert_eq!(keys, expected);
}
