//! My plan: what I want, what I do, what keeps me safe, who helps. No grade and no name of an illness.

use askama::Template;

use crate::i18n::Lang;
use crate::pages::Samples;
use crate::shell::ResidentShell;

/// A goal or a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLine {
    pub text: String,
    /// By when, or how it ended.
    pub note: String,
}

/// A plan as its person reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanView {
    pub lead: String,
    /// Names with what they are, the responsible one first.
    pub helpers: Vec<PlanLine>,
    pub goals: Vec<PlanLine>,
    pub steps: Vec<PlanLine>,
    /// When it was written; none without a safety plan.
    pub safety_lead: Option<String>,
    /// Title and lines of its sections.
    pub safety: Vec<(String, Vec<String>)>,
    /// Days to come, formatted.
    pub meetings: Vec<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/plan.html")]
pub struct PlanPage {
    pub shell: ResidentShell,
    plan: Option<PlanView>,
}

impl PlanPage {
    /// The page of a plan, or of none.
    pub const fn new(shell: ResidentShell, plan: Option<PlanView>) -> Self {
        Self { shell, plan }
    }
}

impl Samples for PlanPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let say = |zh: &str, en: &str| if lang == Lang::En { en.to_owned() } else { zh.to_owned() };
        let line = |text: (&str, &str), note: String| PlanLine { text: say(text.0, text.1), note };
        let on = lang.day(jiff::civil::date(2026, 12, 1));
        let full = PlanView {
            lead: lang.t("plan-lead"),
            helpers: vec![line(("陈海棠，主要联系人", "Chen Haitang, who answers for it"), String::new())],
            goals: vec![line(("每周睡好三个晚上", "Three nights a week slept through"), lang.t1("plan-goal-by", "on", &on))],
            steps: vec![line(("晚饭后和姐姐走一走", "A walk with my sister after dinner"), lang.t1("case-until", "on", &on))],
            safety_lead: Some(lang.t2("plan-safety-lead", "on", &on, "by", &on)),
            safety: vec![(say("我可以找谁帮忙", "Whom I can ask for help"), vec![say("姐姐", "My sister"), "12356".to_owned()])],
            meetings: vec![on],
        };
        let empty = PlanView {
            lead: lang.t("plan-ended"),
            helpers: Vec::new(),
            goals: Vec::new(),
            steps: Vec::new(),
            safety_lead: None,
            safety: Vec::new(),
            meetings: Vec::new(),
        };
        let page = |plan| Self::new(ResidentShell::signed_in_sample(lang), plan);
        vec![("full", page(Some(full))), ("ended", page(Some(empty))), ("none", page(None))]
    }
}
