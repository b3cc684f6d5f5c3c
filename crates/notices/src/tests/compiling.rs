use super::*;
use crate::pack::RungToml;

/// Key and found of all faults after `spoil`.
fn faults(spoil: impl FnOnce(&mut RulesToml, &mut BTreeMap<Language, TextsToml>)) -> Vec<(String, String)> {
    let (mut raw, mut texts) = (raw(), texts());
    spoil(&mut raw, &mut texts);
    let faults = Rules::compile(&raw, &texts).unwrap_err();
    assert!(faults.iter().all(|fault| !fault.expected.is_empty()));
    faults.into_iter().map(|fault| (fault.key, fault.found)).collect()
}

fn fault(key: &str, found: &str, spoil: impl FnOnce(&mut RulesToml)) {
    assert_eq!(faults(|raw, _| spoil(raw)), [(key.to_owned(), found.to_owned())]);
}

/// The only fault after a change of the Chinese texts.
fn text_fault(key: &str, found: &str, spoil: impl FnOnce(&mut TextsToml)) {
    let found_faults = faults(|_, texts| spoil(texts.get_mut(&Language::Chinese).unwrap()));
    assert_eq!(found_faults, [(format!("zh-CN: {key}"), found.to_owned())]);
}

#[test]
fn an_unknown_placeholder_is_named() {
    text_fault("work.sms.open", "{who}", |texts| texts.work.sms.open = "{who}，有一项工作等您处理。".to_owned());
    text_fault("work.sms.open", "{level}", |texts| texts.work.sms.open = "有一项 {level} 工作。".to_owned());
    text_fault("work.sms.open", "a brace alone", |texts| texts.work.sms.open = "有一项工作 {".to_owned());
    text_fault("work.sms.open", "a brace alone", |texts| texts.work.sms.open = "有一项工作 }".to_owned());
}

#[test]
fn a_word_that_tells_what_it_is_about_is_named() {
    text_fault("work.sms.open", "预警", |texts| texts.work.sms.open = "有一条预警等您处理。".to_owned());
    text_fault("work.sms.open", "预警", |texts| texts.work.sms.open = "有一条预-警等您处理。".to_owned());
    text_fault("work.email.title", "红色", |texts| texts.work.email.title = Some("红色".to_owned()));
    text_fault("digest.wechat.open", "suicid*", |texts| texts.digest.wechat.open = "{count} Suicidal".to_owned());
    text_fault("news.email.open", "学校", |texts| texts.news.email.open = "学校有新消息".to_owned());
}

#[test]
fn signs_without_a_shape_are_named() {
    let found = faults(|_, texts| texts.get_mut(&Language::Chinese).unwrap().work.sms.open = "有一项\u{200b}工作。".to_owned());
    assert_eq!(found, [("zh-CN: work.sms.open".to_owned(), "U+200B".to_owned())]);
}

#[test]
fn a_text_message_of_two_parts_is_named_when_the_pack_allows_one() {
    // 12 for the signature and 58 are one part
    let text = |number: usize| format!("{}。", "字".repeat(number - 1));
    let mut one = texts();
    one.get_mut(&Language::Chinese).unwrap().work.sms.open = text(58);
    assert!(Rules::compile(&raw(), &one).is_ok());
    text_fault("work.sms.open", "2 parts, 71 characters", |texts| texts.work.sms.open = text(59));
    text_fault("work.sms.open", "another sign", |texts| texts.work.sms.open = "【工作】等您处理".to_owned());
}

#[test]
fn a_line_of_wechat_and_a_title_have_their_lengths() {
    text_fault("work.wechat.open", "21", |texts| texts.work.wechat.open = "字".repeat(21));
    text_fault("work.email.title", "31", |texts| texts.work.email.title = Some("字".repeat(31)));
    text_fault("work.email.title", "a line end", |texts| texts.work.email.title = Some("一项\n工作".to_owned()));
    text_fault("work.email.title", "{due}", |texts| texts.work.email.title = Some("{due}".to_owned()));
    text_fault("work.email.title", "nothing", |texts| texts.work.email.title = None);
    text_fault("work.sms.title", "a title", |texts| texts.work.sms.title = Some("工作".to_owned()));
}

#[test]
fn each_form_of_a_text_says_what_it_is_for() {
    text_fault("work.sms.due", "none", |texts| texts.work.sms.due = Some("有一项工作等您处理。".to_owned()));
    text_fault("work.sms.open", "{due}", |texts| texts.work.sms.open = "请在 {due} 前登录。".to_owned());
    text_fault("work.sms.due", "nothing", |texts| texts.work.sms.due = None);
    text_fault("digest.sms.open", "none", |texts| texts.digest.sms.open = "有几项内容等您查看。".to_owned());
    text_fault("news.sms.open", "{count}", |texts| texts.news.sms.open = "有 {count} 条新消息。".to_owned());
    text_fault("language", "en", |texts| texts.language = "en".to_owned());
    let missing = faults(|_, texts| drop(texts.remove(&Language::English)));
    assert_eq!(missing, [("text.en.toml".to_owned(), "nothing".to_owned())]);
}

#[test]
fn red_goes_at_once_and_the_program_comes_first() {
    fault("ladder.work.red[1].after_minutes", "5", |raw| raw.ladders[0].red[1].after_minutes = 5);
    fault("ladder.work.blue[0]", "nothing", |raw| raw.ladders[0].blue.clear());
    fault("ladder.work.plain[0]", "nothing", |raw| raw.ladders[0].plain.truncate(0));
    fault("ladder.work.blue[3].channel", "email", |raw| {
        raw.ladders[0].blue.push(RungToml { channel: Channel::Email, after_minutes: 900 });
    });
    fault("ladder.work.blue[1].after_minutes", "90000", |raw| raw.ladders[0].blue[1].after_minutes = 90_000);
}

#[test]
fn impossible_hours_and_numbers_are_named() {
    fault("quiet", "4", |raw| {
        (raw.quiet.from, raw.quiet.until) = (jiff::civil::time(12, 0, 0, 0), jiff::civil::time(8, 0, 0, 0))
    });
    fault("quiet.source", "nothing", |raw| raw.quiet.source.clear());
    fault("limits.most_per_day", "0", |raw| raw.limits.most_per_day = 0);
    fault("limits.window_minutes", "0", |raw| raw.limits.window_minutes = 0);
    fault("limits.lease_minutes", "61", |raw| raw.limits.lease_minutes = 61);
    fault("attempts.waits_minutes", "none", |raw| raw.attempts.waits_minutes.clear());
    fault("attempts.waits_minutes", "[15, 5]", |raw| raw.attempts.waits_minutes = vec![15, 5]);
    fault("attempts.unreachable_hours", "0", |raw| raw.attempts.unreachable_hours = 0);
    fault("sms.joined_part_characters", "71", |raw| raw.sms.joined_part_characters = 71);
    fault("wording.service_characters", "0", |raw| raw.wording.service_characters = 0);
    fault("forbidden.words", "\"* \"", |raw| raw.forbidden.words.push("* ".to_owned()));
    fault("forbidden.words", "\"预*\"", |raw| raw.forbidden.words.push("预*".to_owned()));
    fault("source", "none", |raw| raw.sources.clear());
}

#[test]
fn names_that_lead_nowhere_or_stand_twice_are_named() {
    fault("kind.notice-yours.ladder", "moon", |raw| raw.kinds[0].ladder = "moon".to_owned());
    fault("kind.notice-yours.text", "digest", |raw| raw.kinds[0].text = Subject::Digest);
    fault("kind.notice-yours.code", "it stands twice", |raw| raw.kinds[1].code = "notice-yours".to_owned());
    fault("kind.code", "\"Yours!\"", |raw| raw.kinds[0].code = "Yours!".to_owned());
    fault("ladder.inside.code", "it stands twice", |raw| raw.ladders.push(raw.ladders[2].clone()));
}

#[test]
fn all_faults_are_told_at_once() {
    let found = faults(|raw, texts| {
        raw.limits.most_per_day = 0;
        raw.kinds[0].ladder = "moon".to_owned();
        texts.get_mut(&Language::English).unwrap().work.sms.open = "A red warning".to_owned();
    });
    let keys: Vec<&str> = found.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["limits.most_per_day", "kind.notice-yours.ladder", "en: work.sms.open"]);
}
