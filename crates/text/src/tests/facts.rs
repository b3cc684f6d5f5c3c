//! What takes weight from a phrase and what does not, one fact each, on the rules of the pack.

use super::triage;
use crate::rules::WeightToml;
use crate::{AttentionLevel, Category, CueKind, Subject, Triage};

fn level(text: &str) -> u8 {
    triage().read(text).level.into()
}

fn check(text: &str, expected: u8) {
    assert_eq!(level(text), expected, "{text}: {:?}", triage().read(text).spans);
}

/// The cue that damps the only phrase of the category.
fn damped(text: &str, category: Category) -> Option<CueKind> {
    let reading = triage().read(text);
    let span = reading.spans.iter().find(|span| span.category == category).unwrap_or_else(|| panic!("nothing found in {text}"));
    span.damped_by.map(|cue| cue.kind)
}

#[test]
fn empty_and_wordless_texts_have_no_level() {
    for text in ["", " \n\t", "😂😂🔪", "。。。，，，", "\u{200b}\u{fe0f}", "(|~…)"] {
        check(text, 0);
        assert_eq!(triage().read(text).subject, None);
    }
}

#[test]
fn a_denied_wish_is_shown_and_does_not_count() {
    check("我不想死", 0);
    check("我从来没有想过要自杀", 0);
    assert_eq!(damped("我不想死", Category::Ideation), Some(CueKind::Negation));
}

#[test]
fn not_wanting_to_live_is_no_denial() {
    check("我不想活了", 3);
    check("不是不想死，是不敢", 3);
    check("我忍不住想自杀", 3);
}

#[test]
fn denial_in_one_clause_leaves_the_next_alone() {
    check("我没有怪谁，想自杀是我自己的事", 3);
}

#[test]
fn set_expressions_do_not_count() {
    check("想死你们了", 0);
    assert_eq!(damped("想死你们了", Category::Ideation), Some(CueKind::Idiom));
    check("笑死我了，不过说真的，我不想活了", 3);
}

#[test]
fn a_quoted_wish_is_a_note_and_an_own_one_beside_it_is_not() {
    check("那首歌的歌词是想要自杀的人写的", 1);
    check("看了这部电影，我也想自杀", 3);
}

#[test]
fn quotation_marks_alone_take_no_weight() {
    check("他在本子上写着“我想自杀”", 3);
}

#[test]
fn a_past_wish_counts_less_and_least_when_it_is_over() {
    check("两年前想过自杀", 2);
    check("两年前想过自杀，现在好了", 1);
    check("两年前想过自杀，最近又开始想", 3);
}

#[test]
fn laughter_lowers_and_never_silences_a_wish_to_die() {
    check("哈哈不想活了", 2);
    check("写不完作业不想活了哈哈哈", 1);
    check("哈哈，遗书写好了，不想活了", 4);
}

#[test]
fn reports_about_others_count_like_those_about_oneself() {
    for (own, other) in [("我想自杀", "我同学想自杀"), ("我割腕了", "他割腕了"), ("我今晚想跳楼", "我儿子今晚想跳楼")]
    {
        assert_eq!(level(own), level(other));
        assert_eq!(triage().read(own).subject, Some(Subject::Writer));
        assert_eq!(triage().read(other).subject, Some(Subject::Other));
    }
}

#[test]
fn words_of_another_person_in_the_first_person_are_about_that_person() {
    assert_eq!(triage().read("她跟室友说我不想活了").subject, Some(Subject::Other));
}

#[test]
fn other_ways_of_writing_are_read() {
    for text in [
        "想 自 杀",
        "想自/杀",
        "想，自，杀",
        "想自鲨",
        "好想ＺＳ",
        "想 s i",
        "想4了",
        "想要自殺",
        "i want to kill myself",
        "KILL  MYSELF",
    ] {
        check(text, 3);
    }
}

#[test]
fn letters_inside_longer_words_are_no_abbreviations() {
    check("想zstd压缩", 0);
    check("我想4个人一起去", 0);
    check("想44路公交", 0);
}

#[test]
fn means_time_or_place_make_a_plan_of_a_wish() {
    for text in ["想自杀，农药在床下", "今晚自杀", "想自杀，我站在楼顶"] {
        check(text, 4);
    }
    check("农药放在楼顶，今晚去拿", 0);
}

#[test]
fn means_far_away_are_no_plan() {
    let far = "今天天气很好。".repeat(20);
    check(&format!("我想自杀。{far}楼下药店卖农药。"), 3);
}

#[test]
fn several_quiet_good_byes_are_heard() {
    check("谢谢你们的照顾", 1);
    check("谢谢你们的照顾，存折在抽屉里", 3);
    check("谢谢你们的照顾，存折在抽屉里，以后不用联系了", 4);
}

#[test]
fn a_joke_about_a_task_is_no_wish_to_die() {
    for text in ["笑死我了，这题真的想死", "笑死我了哈哈哈，这题真的想死"] {
        assert!(level(text) <= 1, "{text}: {:?}", triage().read(text));
    }
}

#[test]
fn a_good_bye_with_a_near_time_and_a_place_is_immediate_and_about_the_writer() {
    let reading = triage().read("谢谢你们一直照顾我，爸妈别难过。今晚我去河边，以后不用等我了。");
    assert_eq!((u8::from(reading.level), reading.subject), (4, Some(Subject::Writer)));
}

#[test]
fn small_signs_weigh_together_and_show_where_they_stand() {
    let reading = triage().read("存折压在米缸底下，猫托给了楼下阿姨，房间收拾干净了。往后清明给我带瓶酒就行。");
    assert!(AttentionLevel::SameDay <= reading.level);
    assert!(!reading.combinations.is_empty() && reading.combinations.iter().all(|combined| !combined.spans.is_empty()));
}

#[test]
fn a_firm_phrase_inside_a_longer_one_is_not_damped_by_what_stands_around_it() {
    let reading =
        triage().read("食堂今天的红烧肉很好吃。下周运动会报名,请各班同学踊跃参加。邻居跟儿媳吵架后喝了农药。祝大家周末愉快!");
    assert_eq!(AttentionLevel::Immediate, reading.level, "{reading:?}");
}

#[test]
fn two_names_in_one_part_weigh_together_and_their_places_are_shown() {
    let mut rules = super::rules();
    let weighing = rules.weighing.as_mut().unwrap();
    (weighing.start, weighing.harmless) = (0, -1000);
    weighing.weights = vec![WeightToml { points: 70, list: vec!["{belonging}&{give}".into()] }];
    let triage = Triage::compile(rules).unwrap();
    let places = |text: &str| -> Vec<String> {
        let reading = triage.read(text);
        let signs = reading.spans.iter().filter(|span| span.category == Category::Signs);
        signs.map(|span| span.of(text).to_owned()).collect()
    };
    assert_eq!(places("那盆绿植摆在窗边晒着太阳呢呢呢"), Vec::<String>::new());
    assert_eq!(places("那盆绿植昨天寄养到隔壁那里了呢"), ["绿植", "寄养"]);
}

#[test]
fn a_denial_inside_a_gap_breaks_the_phrase() {
    check("我从来都不想死", 0);
}

#[test]
fn what_is_done_to_a_child_is_graver() {
    check("她丈夫经常打她", 3);
    check("他经常打孩子", 4);
    check("一个五岁的男童身上多处淤青", 4);
}

#[test]
fn offsets_count_characters_of_the_original() {
    let text = "😂前言。我 想 自 杀";
    let reading = triage().read(text);
    let span = reading.spans.iter().find(|span| span.category == Category::Ideation).unwrap();
    assert_eq!((span.start, span.end, span.of(text)), (4, 11, "我 想 自 杀"));
}

#[test]
fn levels_are_numbers_in_json() {
    let json = serde_json::to_value(triage().read("今晚自杀")).unwrap();
    assert_eq!(json["level"], 4);
    assert_eq!(json["combinations"][0]["code"], "ideation-with-time");
    assert!(serde_json::from_str::<AttentionLevel>("5").is_err());
}
