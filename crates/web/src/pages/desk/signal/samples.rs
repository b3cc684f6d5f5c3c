//! Samples of the signal page.

use xinqiao_kernel::id::SignalId;

use super::{OtherSignal, SignalPage, SignalView, confirm_form, dismiss_form};
use crate::i18n::Lang;
use crate::pages::Samples;
use crate::pages::desk::parts::SealedField;
use crate::pages::desk::sample::{caution, evidence, offers, own_words, owners, person, reasons, receipt, say, uuid};
use crate::parts::{Evidence, Level, Sla, SlaState};
use crate::shell::{Area, StaffShell};

fn signal() -> SignalId {
    SignalId::from_uuid(uuid(1))
}

fn view(lang: Lang) -> SignalView {
    let others = [
        OtherSignal {
            id: SignalId::from_uuid(uuid(2)),
            level: Level::Yellow,
            reason: say(lang, "情绪自测比上次高5分或更多", "PHQ-9 rose by 5 points or more"),
            raised: say(lang, "4月16日 13:46", "16 April, 13:46"),
            chosen: true,
        },
        OtherSignal {
            id: SignalId::from_uuid(uuid(3)),
            level: Level::Blue,
            reason: say(lang, "本人希望有人联系", "The person asked for contact"),
            raised: say(lang, "4月16日 13:46", "16 April, 13:46"),
            chosen: true,
        },
    ];
    SignalView {
        id: signal(),
        name: say(lang, "李**", "L** W***"),
        proposed: Level::Red,
        reason: say(lang, "近两周多次有不想活下去的念头", "Thoughts of not wanting to live on several days of two weeks"),
        rule: vec![say(
            lang,
            "自测结果的提示规则，第1版，suicide-item-often",
            "Rules for assessments, version 1, suicide-item-often",
        )],
        caution: caution(lang),
        times: vec![say(lang, "4月16日 13:46 提示，有效到4月30日", "Raised 16 April, 13:46; holds until 30 April")],
        decide: Some(Sla::new(SlaState::Soon, say(lang, "剩9分", "9 min left"), 40)),
        ended: None,
        own: None,
        evidence: evidence(lang),
        person: person(lang),
        who: None,
        done: None,
        confirm: Some(confirm_form(lang, signal(), receipt(None), &offers(lang, Level::Red), owners(lang), &others)),
        take_up: None,
        dismiss: Some(dismiss_form(lang, signal(), receipt(None), reasons(lang))),
    }
}

/// Decided already, and the reader may not see answers.
fn ended(lang: Lang) -> SignalView {
    let sealed = SealedField {
        label: say(lang, "答案与分数", "Answers and scores"),
        reason: say(lang, "您的权限看不到单题答案", "Your rights do not reach single answers"),
    };
    let mut view = SignalView {
        decide: None,
        confirm: None,
        dismiss: None,
        ended: Some(say(
            lang,
            "陈海棠已于4月16日13:58确认为预警。",
            "Chen Haitang confirmed it as a warning on 16 April, 13:58.",
        )),
        evidence: vec![Evidence {
            icon: "clipboard",
            title: say(lang, "情绪自测", "Mood self-test"),
            origin: None,
            quotes: Vec::new(),
            passage: Vec::new(),
            foot: vec![say(lang, "尽快聊聊", "Talk soon")],
        }],
        ..view(lang)
    };
    view.person.sealed.push(sealed);
    view
}

/// Nothing was chosen, and words run long.
fn errors(lang: Lang) -> SignalView {
    let long = say(
        lang,
        "这是一段很长的说明，写在一行里会换行，但不会撑破页面。",
        "A long explanation that wraps onto the next line and never breaks the page. ",
    );
    let confirm = confirm_form(lang, signal(), receipt(None), &offers(lang, Level::Yellow), owners(lang), &[])
        .filled([("note", long.as_str())])
        .with_error("level", say(lang, "请先选一个级别。", "Please choose a level."))
        .with_error("owner", say(lang, "请选一位在岗的同事。", "Please choose a colleague on duty."))
        .with_fault(say(
            lang,
            "没存上，您填的都还在，再点一次。",
            "Not saved; what you filled in is still here. Please try again.",
        ));
    let mut evidence = evidence(lang);
    for each in &mut evidence {
        each.quotes.push(long.repeat(6));
    }
    SignalView {
        evidence,
        own: Some(own_words(lang)),
        confirm: Some(confirm),
        dismiss: Some(
            dismiss_form(lang, signal(), receipt(None), reasons(lang))
                .with_error("reason", say(lang, "请选一个理由。", "Please choose a reason.")),
        ),
        decide: Some(Sla::new(SlaState::Over, say(lang, "超时12分", "12 min late"), 100)),
        ..view(lang)
    }
}

impl Samples for SignalPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let page = |view| Self::new(StaffShell::sample(lang, Area::Desk), view);
        vec![("red", page(view(lang))), ("decided", page(ended(lang))), ("errors", page(errors(lang)))]
    }
}
