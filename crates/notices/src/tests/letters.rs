use super::*;
use crate::pack::Forbidden;

fn wording() -> Wording {
    Wording::new(rules(), "工作平台", "https://xq.example/desk").unwrap()
}

fn letter(channel: Channel, language: Language, notices: &[&Notice], now: &str) -> Letter {
    let zone = zone();
    let to = Recipient { address: "lin@mail.example", language, zone: &zone };
    compose(rules(), &wording(), channel, notices, to, at(now)).unwrap()
}

fn due(number: u128, due_at: &str) -> Notice {
    Notice { due_at: Some(at(due_at)), ..notice(number, "notice-yours", Some(Level::Yellow)) }
}

#[test]
fn a_code_goes_in_a_letter_of_its_own_with_nothing_else() {
    let wording = Wording::new(rules(), "工作平台", "https://xq.example/desk").unwrap();
    let zone = zone();
    let to = Recipient { address: "lin@mail.example", language: Language::Chinese, zone: &zone };
    let head = ("7-email-code".to_owned(), at("24T10:00"));
    let letter = compose::confirmation(rules(), &wording, Channel::Email, to, head, ("123456", 5)).unwrap();
    assert_eq!(letter.text, "确认码 123456，5 分钟内有效。请填在您打开的页面上；不是您本人操作，请忽略。");
    assert_eq!((letter.id.as_str(), letter.subject.as_deref()), ("7-email-code", Some("请确认您的接收地址")));
}

#[test]
fn a_text_message_tells_that_there_is_something_and_by_when() {
    let one = due(1, "24T15:30");
    let found = letter(Channel::Sms, Language::Chinese, &[&one], "24T10:30");
    assert_eq!(found.text, "有一项工作等您处理，请在 15:30 前登录查看。");
    assert_eq!((found.subject, found.count, found.due.as_deref()), (None, 1, Some("15:30")));
    let tomorrow = due(1, "25T09:05");
    let text = |language| letter(Channel::Sms, language, &[&tomorrow], "24T10:30").text;
    assert_eq!(text(Language::Chinese), "有一项工作等您处理，请在 11月25日 09:05 前登录查看。");
    assert_eq!(text(Language::English), "One task waits. Please sign in by 25 Nov 09:05.");
}

#[test]
fn a_due_time_that_has_passed_is_not_named() {
    let late = due(1, "24T10:00");
    let found = letter(Channel::Sms, Language::Chinese, &[&late], "24T10:00");
    assert_eq!((found.text.as_str(), found.due), ("有一项工作等您处理，请尽快登录查看。", None));
}

#[test]
fn several_things_are_one_letter_with_their_number_and_the_first_due_time() {
    let (one, two, three) = (due(1, "25T09:00"), due(2, "24T18:00"), notice(3, "notice-minors-approved", None));
    let found = letter(Channel::Email, Language::Chinese, &[&one, &two, &three], "24T10:30");
    assert_eq!(found.subject.as_deref(), Some("有 3 项内容等您查看"));
    assert!(found.text.contains("最早的一项请在 18:00 前处理"), "{}", found.text);
    // two notices about one thing are one thing
    let again = Notice { about: one.about, ..due(4, "25T09:00") };
    let found = letter(Channel::Email, Language::Chinese, &[&one, &again], "24T10:30");
    assert_eq!((found.subject.as_deref(), found.count), (Some("有一项工作等您处理"), 1));
}

#[test]
fn the_same_notices_are_the_same_letter_and_others_are_another() {
    let (one, two) = (due(1, "25T09:00"), due(2, "25T09:00"));
    let id = |notices: &[&Notice], now: &str| letter(Channel::Email, Language::Chinese, notices, now).id;
    assert_eq!(id(&[&one, &two], "24T10:30"), id(&[&two, &one], "24T12:00"));
    assert_ne!(id(&[&one], "24T10:30"), id(&[&one, &two], "24T10:30"));
    assert!(id(&[&one], "24T10:30").bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-'));
}

#[test]
fn no_letter_of_any_kind_level_or_language_says_what_it_is_about() {
    let rules = rules();
    let zone = zone();
    for (kind, level, language, channel) in everything(rules) {
        let one = Notice { due_at: Some(at("24T15:30")), ..notice(7, &kind, level) };
        let to = Recipient { address: "lin@mail.example", language, zone: &zone };
        let found = compose(rules, &wording(), channel, &[&one], to, at("24T10:30")).unwrap();
        let whole = format!("{}{}", found.subject.clone().unwrap_or_default(), found.text);
        assert_eq!(rules.forbidden().find(&whole), None, "{whole}");
        let secrets = [kind.as_str(), &one.about.0.to_string(), &one.account.to_string(), "lin", "notice"];
        assert!(secrets.iter().all(|secret| !whole.contains(secret)), "{whole}");
        if channel == Channel::Sms {
            let signed = format!("【工作平台】{}", found.text);
            assert_eq!(parts(&signed, rules.sms()), 1, "{signed}");
        }
    }
}

fn everything(rules: &Rules) -> Vec<(String, Option<Level>, Language, Channel)> {
    let mut found = Vec::new();
    for kind in rules.kinds() {
        for level in [None, Some(Level::Blue), Some(Level::Yellow), Some(Level::Red)] {
            for language in Language::ALL {
                found.extend(Channel::OUTSIDE.map(|channel| (kind.code.clone(), level, *language, channel)));
            }
        }
    }
    found
}

#[test]
fn a_letter_for_several_recipients_or_with_red_among_others_is_refused() {
    let (rules, zone) = (rules(), zone());
    let to = Recipient { address: "lin@mail.example", language: Language::Chinese, zone: &zone };
    let ask = |channel, notices: &[&Notice]| compose(rules, &wording(), channel, notices, to, at("24T10:30")).unwrap_err();
    let one = due(1, "25T09:00");
    let other = Notice { account: account(2), ..due(2, "25T09:00") };
    let red = notice(3, "notice-yours", Some(Level::Red));
    let strange = notice(4, "notice-strange", None);
    assert_eq!(ask(Channel::Email, &[]), Unfit::Nothing);
    assert_eq!(ask(Channel::Email, &[&one, &other]), Unfit::Mixed);
    assert_eq!(ask(Channel::Email, &[&one, &red]), Unfit::RedAmongOthers);
    assert_eq!(ask(Channel::InApp, &[&one]), Unfit::Inside);
    assert_eq!(ask(Channel::Email, &[&strange]), Unfit::UnknownKind("notice-strange".to_owned()));
}

#[test]
fn parcels_hold_one_recipient_and_way_and_red_alone() {
    let rules = rules();
    let (one, two) = (due(1, "25T09:00"), due(2, "25T09:00"));
    let other = Notice { account: account(2), ..due(3, "25T09:00") };
    let red = notice(4, "notice-yours", Some(Level::Red));
    let same = Notice { about: red.about, ..notice(5, "notice-escalated", Some(Level::Red)) };
    let mail = Channel::Email;
    let found = parcels(rules, &[(&two, mail), (&one, mail), (&other, mail), (&red, mail), (&same, mail), (&one, Channel::Sms)]);
    let shown: Vec<_> =
        found.iter().map(|one| (one.account, one.channel, one.is_red, one.notices.clone(), one.sayings.len())).collect();
    assert_eq!(
        shown,
        [
            (account(1), mail, false, vec![one.id, two.id], 2),
            (account(1), mail, true, vec![red.id, same.id], 1),
            (account(1), Channel::Sms, false, vec![one.id], 1),
            (account(2), mail, false, vec![other.id], 1),
        ]
    );
}

#[test]
fn the_address_and_the_text_are_not_printed_by_debug() {
    let shown = format!("{:?}", letter(Channel::Email, Language::Chinese, &[&due(1, "24T15:30")], "24T10:30"));
    assert!(!shown.contains("lin@") && !shown.contains("15:30"), "{shown}");
}

#[test]
fn a_name_of_the_service_that_tells_what_it_is_about_is_refused() {
    let rules = rules();
    let key = |service: &str, link: &str| {
        let faults = Wording::new(rules, service, link).unwrap_err();
        faults.into_iter().map(|fault| (fault.key, fault.found)).collect::<Vec<_>>()
    };
    let link = "https://xq.example/desk";
    let fault = |key: &str, found: &str| vec![(key.to_owned(), found.to_owned())];
    assert_eq!(key("心理服务", link), fault("service", "心理"));
    assert_eq!(key("心 理服务", link), fault("service", "心理"), "signs in between hide nothing");
    assert_eq!(key("", link), fault("service", "0"));
    assert_eq!(key("一个太长太长的名字", link), fault("service", "9"));
    assert_eq!(key("{count}", link), fault("service", "another sign"));
    for bad in ["ftp://xq.example", "https://xq.example/desk?warning=1", "https://a@xq.example", "https://", "xq.example/desk"] {
        assert_eq!(key("工作平台", bad).last().map(|(key, _)| key.as_str()), Some("link"), "{bad}");
    }
    assert_eq!(key("工作平台", "https://psych.example"), fault("link", "psych*"));
}

#[test]
fn latin_words_are_found_whole_or_by_their_beginning() {
    let rules = rules();
    let forbidden: &Forbidden = rules.forbidden();
    for (text, found) in [
        ("A RED one", Some("red")),
        ("required, ordered", None),
        ("Warnings!", Some("warning*")),
        ("ｒｅｄ", Some("red")),
        ("forewarning", None),
        ("红 色", Some("红色")),
        ("有一项工作等您处理", None),
    ] {
        assert_eq!(forbidden.find(text), found, "{text}");
    }
}

#[test]
fn parts_are_counted_as_networks_count_them() {
    let rules = rules();
    let count = |number| parts(&"字".repeat(number), rules.sms());
    assert_eq!([0, 70, 71, 134, 135, 201, 202].map(count), [1, 1, 2, 2, 3, 3, 4]);
    // a character of two units is not torn apart: 33 pairs are 66 units, and the 34th does not fit into 67
    assert_eq!(parts(&"😀".repeat(35), rules.sms()), 1);
    assert_eq!(parts(&"😀".repeat(66), rules.sms()), 2);
    assert_eq!(parts(&"😀".repeat(67), rules.sms()), 3);
}
