//! What a person can do next. At every level at least two steps lead to other people.

use jiff::civil::Date;

use crate::i18n::Lang;
use crate::links;

/// A button of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepAction {
    pub label: String,
    pub href: String,
    /// Name of a symbol in the sprite, without `i-`.
    pub icon: &'static str,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    pub title: String,
    pub text: String,
    pub action: Option<StepAction>,
    /// The step leads to another person.
    pub human: bool,
}

/// Steps for an attention level, 1 (steady) to 4 (talk soon), and a day for another look when the caller names one.
pub fn next_steps(lang: Lang, level: u8, again_on: Option<Date>) -> Vec<NextStep> {
    let mut steps = match level {
        0 | 1 => vec![keep_rhythm(lang), share_days(lang), talk_any_time(lang)],
        2 => vec![sleep_first(lang), talk_to_somebody(lang), visit(lang)],
        3 => vec![talk_to_trusted(lang), ask_contact(lang), call(lang), sleep_first(lang)],
        4.. => vec![call(lang), company(lang), ask_contact(lang), visit(lang)],
    };
    if let Some(day) = again_on {
        let text = lang.t1("step-again-text", "day", lang.month_day(day));
        steps.push(NextStep { title: lang.t("step-again"), text, action: None, human: false });
    }
    steps
}

fn action(label: String, href: String, icon: &'static str) -> Option<StepAction> {
    Some(StepAction { label, href, icon })
}

fn keep_rhythm(lang: Lang) -> NextStep {
    NextStep { title: lang.t("step-rhythm"), text: lang.t("step-rhythm-text"), action: None, human: false }
}

fn share_days(lang: Lang) -> NextStep {
    NextStep { title: lang.t("step-share"), text: lang.t("step-share-text"), action: None, human: true }
}

fn talk_any_time(lang: Lang) -> NextStep {
    let action = action(lang.t("step-sites-do"), links::sites(), "pin");
    NextStep { title: lang.t("step-any-time"), text: lang.t("step-any-time-text"), action, human: true }
}

fn sleep_first(lang: Lang) -> NextStep {
    let action = action(lang.t("step-sleep-do"), links::breathing(), "leaf");
    NextStep { title: lang.t("step-sleep"), text: lang.t("step-sleep-text"), action, human: false }
}

fn talk_to_somebody(lang: Lang) -> NextStep {
    let action = action(lang.t("step-contact-do"), links::contact(), "message");
    NextStep { title: lang.t("step-talk"), text: lang.t("step-talk-text"), action, human: true }
}

fn talk_to_trusted(lang: Lang) -> NextStep {
    NextStep { title: lang.t("step-trusted"), text: lang.t("step-trusted-text"), action: None, human: true }
}

fn ask_contact(lang: Lang) -> NextStep {
    let action = action(lang.t("step-contact-do"), links::contact(), "message");
    NextStep { title: lang.t("step-contact"), text: lang.t("step-contact-text"), action, human: true }
}

fn visit(lang: Lang) -> NextStep {
    let action = action(lang.t("step-sites-do"), links::sites(), "pin");
    NextStep { title: lang.t("step-sites"), text: lang.t("step-sites-text"), action, human: true }
}

fn call(lang: Lang) -> NextStep {
    let action = action(lang.t("step-call-do"), links::helpline().to_owned(), "phone");
    NextStep { title: lang.t("step-call"), text: lang.t("step-call-text"), action, human: true }
}

fn company(lang: Lang) -> NextStep {
    NextStep { title: lang.t("step-company"), text: lang.t("step-company-text"), action: None, human: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_every_level_two_steps_lead_to_other_people() {
        for level in 1..=4 {
            let human = next_steps(Lang::ZhCn, level, None).iter().filter(|step| step.human).count();
            assert!(2 <= human, "level {level} has {human}");
        }
    }

    #[test]
    fn talk_soon_begins_with_the_helpline() {
        let steps = next_steps(Lang::En, 4, None);
        assert_eq!(steps[0].action.as_ref().map(|action| action.href.as_str()), Some("tel:12356"));
    }
}
