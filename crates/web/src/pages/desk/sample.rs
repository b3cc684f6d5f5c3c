//! What the samples of the staff pages share. All people and figures are invented.

use uuid::Uuid;
use xinqiao_kernel::id::WarningEventId;

use super::parts::{Fact, PersonCard, Receipt, SealedField};
use crate::i18n::Lang;
use crate::parts::{Choice, Evidence, Level, OwnWords};

use super::signal::LevelOffer;

/// The words of one of the two languages.
pub fn say(lang: Lang, zh_cn: &str, en: &str) -> String {
    match lang {
        Lang::ZhCn => zh_cn.to_owned(),
        Lang::En => en.to_owned(),
    }
}

/// An id that is always the same.
pub const fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(0x0198_1f2c_0000_7000_8000_0000_0000_0000 | number)
}

/// A receipt that is always the same.
pub fn receipt(version: Option<i64>) -> Receipt {
    Receipt { event: WarningEventId::from_uuid(uuid(9)), version }
}

/// A person as somebody sees them who answers for the warning.
pub fn person(lang: Lang) -> PersonCard {
    let fact =
        |label: (&str, &str), text: (&str, &str)| Fact { label: say(lang, label.0, label.1), text: say(lang, text.0, text.1) };
    PersonCard {
        lang,
        initial: say(lang, "李", "L"),
        name: say(lang, "李**，女，34岁", "L** W***, woman, 34"),
        place: say(lang, "甘州区梁家墩镇", "Liangjiadun, Ganzhou district"),
        facts: vec![
            fact(("电话", "Phone"), ("138****6021", "138****6021")),
            fact(("您能看到的依据", "Why you may see this"), ("本预警责任人", "You answer for this warning")),
        ],
        sealed: vec![SealedField {
            label: say(lang, "证件号与住址", "Identity number and address"),
            reason: say(lang, "与本次处置无关，未显示", "Not needed here, not shown"),
        }],
        open: None,
        ask: None,
        refer: None,
    }
}

/// Evidence of an assessment.
pub fn evidence(lang: Lang) -> Vec<Evidence> {
    let own = Some(say(lang, "本人填写", "Own answer"));
    vec![
        Evidence {
            icon: "clipboard",
            title: say(lang, "情绪自测（PHQ-9）第9题", "PHQ-9, item 9"),
            origin: own.clone(),
            quotes: vec![say(lang, "有过不想活下去的念头：好几天", "Thoughts of not wanting to live: several days")],
            passage: Vec::new(),
            foot: vec![
                say(lang, "总分19，上次11（3月2日）", "Total 19, before 11 (2 March)"),
                say(lang, "4月16日 13:46", "16 April, 13:46"),
            ],
        },
        Evidence {
            icon: "message",
            title: say(lang, "希望有人联系", "Wish for contact"),
            origin: own,
            quotes: vec![say(lang, "本人勾选“希望有人联系我”", "Ticked “please contact me”")],
            passage: Vec::new(),
            foot: vec![say(lang, "4月16日 13:46", "16 April, 13:46")],
        },
    ]
}

/// What the rules want staff to know.
pub fn caution(lang: Lang) -> String {
    say(
        lang,
        "系统只提示，不下结论。定级、调级、结案都由人作出并签名。",
        "The system hints and does not conclude. Levels and closings are decided and signed by people.",
    )
}

/// Colleagues who can take something on.
pub fn owners(lang: Lang) -> Vec<Choice> {
    vec![
        Choice::new("1", say(lang, "陈海棠，心理咨询师，在办17", "Chen Haitang, counsellor, 17 open")).chosen_if(true),
        Choice::new("2", say(lang, "何静怡，值班员，在办14", "He Jingyi, duty officer, 14 open")),
    ]
}

/// Why something is not followed.
pub fn reasons(lang: Lang) -> Vec<Choice> {
    vec![
        Choice::new("answered_by_mistake", say(lang, "本人说是误选", "The person says it was a slip")),
        Choice::new("already_in_care", say(lang, "已有人因同一件事陪着", "Somebody is with the person for the same reason")),
    ]
}

/// Words of an organisation in which the first level is the gravest.
pub fn own_words(lang: Lang) -> OwnWords {
    let word = |zh, en| say(lang, zh, en);
    OwnWords { red: word("一级", "first level"), yellow: word("二级", "second level"), blue: word("三级", "third level") }
}

/// The three levels with their time limits, one of them chosen.
pub fn offers(lang: Lang, chosen: Level) -> Vec<LevelOffer> {
    let offer = |level, limits: (&str, &str)| LevelOffer {
        level,
        own: None,
        limits: say(lang, limits.0, limits.1),
        needs_two: level == Level::Red,
        chosen: level == chosen,
    };
    vec![
        offer(Level::Red, ("15分钟内复核，30分钟内联系本人", "Second look within 15 minutes, talk within 30 minutes")),
        offer(Level::Yellow, ("当天联系本人，3个工作日内开始支持", "Talk the same day, support within 3 working days")),
        offer(Level::Blue, ("7天内联系本人", "Talk within 7 days")),
    ]
}
