//! Who is found by what, and what finds nobody.

use std::collections::BTreeSet;

use pinyin::ToPinyinMulti as _;
use proptest::prelude::*;

use crate::reading::plain;
use crate::syllable::{SYLLABLES, is_syllable};
use crate::{Fit, MOST_PIECES, Query, Unclear, phone_pieces, pieces};

/// Would the index offer the name to the query, and does it fit?
fn found(typed: &str, name: &str) -> Option<Fit> {
    let query = Query::parse(typed).unwrap();
    let own = pieces(name);
    let offered = query.alternatives().iter().any(|all| all.iter().all(|piece| own.contains(piece)));
    let fit = query.fit(name, None);
    assert!(offered || fit.is_none(), "{typed} fits {name} but the index does not offer it");
    fit
}

#[test]
fn a_name_is_found_by_surname_pieces_pinyin_and_initials() {
    for (typed, fit) in [
        ("罗小明", Fit::Whole),
        ("罗", Fit::Beginning),
        ("罗小", Fit::Beginning),
        ("小明", Fit::Piece),
        ("luoxiaoming", Fit::Whole),
        ("Luo Xiaoming", Fit::Whole),
        ("ｌｕｏ", Fit::Beginning),
        ("lu", Fit::Beginning),
        ("luoxia", Fit::Beginning),
        ("luoxiaom", Fit::Beginning),
        ("luox", Fit::Initials),
        ("luoxm", Fit::Initials),
        ("lx", Fit::Initials),
        ("lxm", Fit::Initials),
    ] {
        assert_eq!(found(typed, "罗小明"), Some(fit), "{typed}");
    }
    for typed in ["明", "小", "明小", "罗明", "luoming", "xm", "luoxiaominga", "lxmm", "xiaoming"] {
        assert_eq!(found(typed, "罗小明"), None, "{typed}");
    }
}

#[test]
fn surnames_are_found_in_their_reading_and_in_the_usual_one() {
    for (typed, name) in [
        ("shan", "单雄信"),
        ("dan", "单雄信"),
        ("qiuying", "仇英"),
        ("xiezhen", "解缜"),
        ("zhaliangyong", "查良镛"),
        ("ouzhen", "区镇"),
        ("zengguofan", "曾国藩"),
        ("yuchigong", "尉迟恭"),
        ("yuchig", "尉迟恭"),
        ("moqi", "万俟卨"),
        ("ouyangx", "欧阳修"),
        ("oyx", "欧阳修"),
        ("欧", "欧阳修"),
        ("欧阳", "欧阳修"),
        ("lvbu", "吕布"),
        ("lübu", "吕布"),
        ("lyubu", "吕布"),
        ("chenyu", "陈雨"),
        ("chenyul", "陈玉兰"),
        ("linyunnyu", "林云女"),
        ("linyunyu", "林云玉"),
        ("yueyi", "乐毅"),
        ("leyi", "乐毅"),
    ] {
        assert!(found(typed, name).is_some(), "{typed} does not find {name}");
    }
}

#[test]
fn names_with_points_and_in_latin_letters_are_found() {
    assert_eq!(found("买买", "阿卜杜·买买提"), Some(Fit::Piece));
    assert_eq!(found("阿卜杜·买买提", "阿卜杜·买买提"), Some(Fit::Whole));
    assert!(found("abudumaimaiti", "阿卜杜·买买提").is_some());
    for typed in ["maria", "mar", "Maria Lopez", "marialo", "ml"] {
        assert!(found(typed, "Maria Lopez").is_some(), "{typed}");
    }
}

#[test]
fn what_cannot_be_looked_for_says_why() {
    for (typed, why) in [
        ("", Unclear::Empty),
        ("  ", Unclear::Empty),
        ("l", Unclear::OneLetter),
        ("123", Unclear::Digits),
        ("12345", Unclear::Digits),
        ("罗xm", Unclear::Mixed),
        ("罗1", Unclear::Mixed),
        ("%_", Unclear::Mixed),
        ("··", Unclear::Mixed),
    ] {
        assert_eq!(Query::parse(typed), Err(why), "{typed:?}");
    }
    assert_eq!(Query::parse(&"罗".repeat(41)), Err(Unclear::TooLong));
}

#[test]
fn digits_are_a_phone_its_end_or_a_citizen_number() {
    assert_eq!(Query::parse("6021"), Ok(Query::PhoneEnd("6021".to_owned())));
    assert_eq!(Query::parse("138 1234-6021"), Ok(Query::Phone("13812346021".to_owned())));
    assert_eq!(Query::parse("11010519491231002x"), Ok(Query::Number("11010519491231002X".to_owned())));
    let own = phone_pieces("13812346021");
    assert_eq!(own, ["e:6021".to_owned(), "t:13812346021".to_owned()].into());
    assert_eq!(Query::parse("6021").unwrap().fit("罗", Some("13812346021")), Some(Fit::Whole));
    assert_eq!(Query::parse("6021").unwrap().fit("罗", Some("13812346022")), None);
    assert_eq!(Query::parse("6021").unwrap().fit("罗", None), None);
}

#[test]
fn every_reading_that_the_dictionary_gives_is_a_syllable_that_can_be_typed() {
    let mut read = BTreeSet::new();
    for one in '\u{4e00}'..='\u{9fff}' {
        read.extend(one.to_pinyin_multi().into_iter().flatten().map(|reading| plain(reading.plain())));
    }
    let unknown: Vec<&String> = read.iter().filter(|text| !is_syllable(text)).collect();
    // sounds of assent and surprise, which no name has
    assert_eq!(unknown, ["hm", "hng", "m", "n", "ng", "ê"]);
    assert!(SYLLABLES.is_sorted());
}

proptest! {
    /// Whatever beginning of a name's pinyin is typed, the index offers the name.
    #[test]
    fn every_beginning_of_the_pinyin_finds_the_name(
        characters in proptest::collection::vec(proptest::sample::select("王李张刘陈杨赵黄周吴徐孙马朱胡林郭何高罗安昂刚恩永西宛儿雨玉".chars().collect::<Vec<_>>()), 2..4),
        length in 2_usize..20,
    ) {
        let name: String = characters.iter().collect();
        let read: String = characters.iter().map(|one| plain(one.to_pinyin_multi().unwrap().get(0).plain())).collect();
        let typed = &read[..length.min(read.len())];
        prop_assert!(found(typed, &name).is_some(), "{typed} of {name}");
    }

    #[test]
    fn no_name_floods_the_index(name in "[乐单重行长和着差朴仇解尉大]{1,30}") {
        prop_assert!(pieces(&name).len() <= MOST_PIECES);
    }

    #[test]
    fn nothing_that_is_typed_breaks_the_search(typed in "\\PC{0,50}", name in "\\PC{0,12}") {
        let own = pieces(&name);
        prop_assert!(own.len() <= MOST_PIECES);
        if let Ok(query) = Query::parse(&typed) {
            let offered = query.alternatives().iter().any(|all| all.iter().all(|piece| own.contains(piece)));
            prop_assert!(offered || matches!(query, Query::Phone(_) | Query::PhoneEnd(_)) || query.fit(&name, None).is_none());
        }
    }
}
