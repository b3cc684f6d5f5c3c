//! My plan.

use axum::extract::State;
use axum::response::Response;
use xinqiao_app::casework::OwnPlan;
use xinqiao_cases::{GoalEnd, Rules, StepState};

use crate::fault::Fault;
use crate::i18n::Lang;
use crate::page::show;
use crate::pages::desk::cases::words;
use crate::pages::resident::{PlanLine, PlanPage, PlanView};
use crate::site::Site;
use crate::visitor::Visitor;

pub async fn page(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.own_plan(caller).await.map_err(|fault| visitor.fault(fault))?;
    let rules = site.app.case_rules().map_err(|fault| visitor.fault(fault))?;
    let plan = found.map(|plan| told(lang, rules, &plan));
    Ok(show(&PlanPage::new(site.resident_shell(&visitor), plan)))
}

fn told(lang: Lang, rules: &Rules, plan: &OwnPlan) -> PlanView {
    let view = &plan.view;
    let goals = view.goals.iter().flatten().map(|goal| PlanLine {
        text: goal.text.words.clone(),
        note: match goal.ended {
            Some((GoalEnd::Reached, _)) => lang.t("plan-goal-reached"),
            Some((GoalEnd::Dropped, _)) => lang.t("plan-goal-dropped"),
            None => lang.t1("plan-goal-by", "on", lang.day(goal.text.by)),
        },
    });
    let steps = view.tasks.iter().flatten().map(|step| PlanLine {
        text: if step.words.is_empty() { words::step(lang, rules, &step.kind) } else { step.words.clone() },
        note: match step.state {
            StepState::Open => lang.t1("case-until", "on", lang.day(step.due)),
            StepState::Done { on } => lang.t1("case-step-done", "on", lang.day(on)),
            StepState::NotDone { on, .. } => lang.t1("case-step-not-done", "on", lang.day(on)),
        },
    });
    let first = PlanLine { text: lang.t1("plan-responsible", "name", &plan.responsible), note: String::new() };
    let mates = view.team.iter().flatten().map(|mate| {
        let name = mate.account.and_then(|account| plan.names.get(&account)).cloned().or_else(|| mate.name.clone());
        PlanLine { text: name.unwrap_or_else(|| lang.t("case-somebody")), note: words::seat(lang, rules, mate.seat) }
    });
    let sections = view.safety.iter().flat_map(|copy| &copy.sections);
    let to_come = view.meetings.iter().flatten().filter(|one| !one.is_cancelled && plan.today <= one.on);
    PlanView {
        lead: lang.t(if plan.is_open { "plan-lead" } else { "plan-ended" }),
        helpers: std::iter::once(first).chain(mates).collect(),
        goals: goals.collect(),
        steps: steps.collect(),
        safety_lead: view
            .safety
            .as_ref()
            .map(|copy| lang.t2("plan-safety-lead", "on", lang.day(copy.agreed_on), "by", lang.day(copy.review_by))),
        safety: sections.map(|(section, lines)| (words::section(lang, rules, *section), lines.clone())).collect(),
        meetings: to_come.map(|one| lang.day(one.on)).collect(),
    }
}
