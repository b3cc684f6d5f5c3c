//! What holds for any text.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{DEV, TEST, cases, triage};
use crate::Reading;

const PIECES: &[&str] = &[
    "我",
    "她说",
    "想死",
    "不想活了",
    "自杀",
    "没有想过",
    "不",
    "以前",
    "现在好了",
    "歌词里",
    "哈哈",
    "作业",
    "，",
    "。",
    "\n",
    "今晚",
    "农药",
    "楼顶",
    "谢谢你们的照顾",
    "存折在抽屉里",
    "以后不用联系了",
    "打我",
    "孩子",
    "划手臂",
    "有人监视我",
    "杀了他",
    "最近又",
    "ｚｓ",
    " ",
    "😂",
    "绝望",
    "睡不着",
    "《",
];

fn pieces() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..25).prop_map(|pieces| pieces.concat())
}

fn sound(text: &str, reading: &Reading) {
    let length = text.chars().count();
    for span in &reading.spans {
        assert!(span.start < span.end && span.end <= length, "{span:?} in {length}");
        let expected: String = text.chars().skip(span.start).take(span.end - span.start).collect();
        assert_eq!(span.of(text), expected);
        assert!(span.counted <= span.weight);
        assert_eq!(span.counted < span.weight, span.damped_by.is_some());
        if let Some(cue) = span.damped_by {
            assert!(cue.start < cue.end && cue.end <= length);
        }
    }
    for combined in &reading.combinations {
        assert!(combined.level <= reading.level && combined.spans.iter().all(|index| *index < reading.spans.len()));
    }
}

proptest! {
    #[test]
    fn any_text_is_read_and_offsets_lie_on_its_characters(text in any::<String>()) {
        sound(&text, &triage().read(&text));
    }

    #[test]
    fn texts_of_phrases_and_cues_are_read_soundly(text in pieces()) {
        sound(&text, &triage().read(&text));
    }

    #[test]
    fn a_neutral_sentence_far_away_lowers_nothing(text in pieces()) {
        let far = "\n\n今天窗外的云很白。";
        let level = triage().read(&text).level;
        let (after, before) = (format!("{text}{far}"), format!("{far}\n\n{text}"));
        prop_assert!(level <= triage().read(&after).level);
        prop_assert!(level <= triage().read(&before).level);
    }

    #[test]
    fn the_same_text_twice_lowers_nothing(text in pieces()) {
        let twice = format!("{text}\n\n{text}");
        prop_assert!(triage().read(&text).level <= triage().read(&twice).level);
    }
}

#[test]
fn every_case_keeps_its_level_when_said_twice() {
    for case in cases(DEV).into_iter().chain(cases(TEST)) {
        let twice = format!("{}\n\n{}", case.text, case.text);
        assert!(triage().read(&case.text).level <= triage().read(&twice).level, "case {}", case.id);
    }
}

/// The same work for each character, whether the text is short or long: a bound far above what a slow machine needs.
#[test]
fn a_hundred_thousand_characters_take_ten_times_as_long_as_ten_thousand() {
    for unit in ["我", "不想死", "歌词里哈哈以前想死", "刀划手", "他说我想自杀最近又", "保重", "我也歌词想死"]
    {
        let time = |characters: usize| {
            let text: String = unit.chars().cycle().take(characters).collect();
            let begun = Instant::now();
            triage().read(&text);
            begun.elapsed()
        };
        let (short, long) = (time(10_000), time(100_000));
        assert!(long < short * 40 + Duration::from_millis(500), "{unit}: {short:?} then {long:?}");
    }
}
