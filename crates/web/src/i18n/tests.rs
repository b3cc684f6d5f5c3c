use std::collections::BTreeSet;

use jiff::civil::{date, datetime};

use super::*;

fn keys(sources: &[(&str, &str)]) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for (name, source) in sources {
        for line in source.lines() {
            let Some((key, _)) = line.split_once(" =") else { continue };
            if line.starts_with(|first: char| first.is_ascii_lowercase()) {
                assert!(keys.insert(key.to_owned()), "{name}: {key} occurs twice");
            }
        }
    }
    keys
}

#[test]
fn both_languages_hold_the_same_keys() {
    let (zh, en) = (keys(ZH_CN), keys(EN));
    assert_eq!(zh.difference(&en).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in English");
    assert_eq!(en.difference(&zh).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in Chinese");
    assert!(100 < zh.len());
}

#[test]
fn text_files_have_no_faults() {
    for (name, source) in ZH_CN.iter().chain(EN) {
        if let Err((_, errors)) = FluentResource::try_new((*source).to_owned()) {
            panic!("{name}: {errors:?}");
        }
    }
}

#[test]
fn a_missing_key_is_visible() {
    assert!(Lang::En.t("no-such-key").starts_with(MISSING));
}

#[test]
fn a_missing_value_is_visible() {
    assert!(Lang::En.t("question-count").starts_with(MISSING));
}

#[test]
fn days_read_as_people_write_them() {
    let day = date(2026, 4, 16);
    assert_eq!(Lang::ZhCn.day(day), "4月16日 星期四");
    assert_eq!(Lang::En.day(day), "Thursday 16 April");
    assert_eq!(Lang::ZhCn.date(day), "2026年4月16日");
    assert_eq!(Lang::En.moment(datetime(2026, 4, 16, 9, 5, 0, 0)), "16 April 2026, 09:05");
}

#[test]
fn whole_numbers_are_grouped() {
    assert_eq!(Lang::ZhCn.count(1_234_567), "1,234,567");
    assert_eq!(Lang::En.count(999), "999");
}

#[test]
fn the_address_wins_over_the_cookie_and_the_browser() {
    assert_eq!(choose(Some("en"), Some("zh-CN"), Some("zh")), Lang::En);
    assert_eq!(choose(None, Some("en"), Some("zh")), Lang::En);
    assert_eq!(choose(Some("xx"), None, Some("fr, en;q=0.4, zh;q=0.9")), Lang::ZhCn);
    assert_eq!(choose(None, None, Some("en-GB,en;q=0.9,zh;q=0.8")), Lang::En);
    assert_eq!(choose(None, None, None), Lang::ZhCn);
}

#[test]
fn identifiers_with_leading_zeros_stay_as_they_are() {
    assert!(matches!(argument("0936"), FluentValue::String(_)));
    assert!(matches!(argument(9), FluentValue::Number(_)));
}
