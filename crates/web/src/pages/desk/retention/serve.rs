//! Handlers of the schedule and of holds.

use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::retention::{Hold, PlanLine, Retention};
use xinqiao_kernel::id::{HoldId, PersonId};

use super::{CountLine, HoldLine, HoldsPage, RetentionPage, RuleLine, form, reason};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links::{self, pattern as at};
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::parts::PostForm;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::pages::desk::serve::warning_parts::{Fields, fault_words};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// The routes.
pub fn routes() -> Router<Site> {
    Router::new().route(at::RETENTION, get(schedule)).route(at::HOLDS, get(holds).post(place)).route(at::HOLD_END, post(end))
}

async fn schedule(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.retention_page(caller).await.map_err(|fault| visitor.fault(fault))?;
    let due: u64 = found.lines.iter().filter_map(|line| line.due).sum();
    let summary = match due {
        0 => lang.t("retention-nothing"),
        _ => lang.t1("retention-next", "count", lang.count(due)),
    };
    let rules = found.lines.iter().map(|line| rule(lang, line)).collect();
    let (runs, year) = counts(&site, lang, &found);
    let shell = shell(&site, &visitor, caller, Area::Retention, None).await?;
    Ok(show(&RetentionPage::new(shell, summary, rules, runs, year)))
}

fn rule(lang: Lang, line: &PlanLine) -> RuleLine {
    let rule = &line.rule;
    // i18n: kept-* start-* ending-*
    let word = |list: &str, code: &str| lang.t(&format!("{list}-{}", code.replace('_', "-")));
    let due = match line.due {
        None => lang.t("retention-not-counted"),
        Some(due) if line.is_more() => lang.t1("retention-more", "count", lang.count(due)),
        Some(due) => lang.t1("retention-count", "count", lang.count(due)),
    };
    let mut ground: Vec<String> = rule.law.iter().map(|law| clause(lang, law)).collect();
    if rule.at_least.is_none() {
        ground.push(lang.t("retention-local"));
    }
    RuleLine {
        kept: word("kept", rule.kept.code()),
        period: lang.t2("retention-period", "period", rule.keep.words(lang.tag()), "start", word("start", rule.start.code())),
        at_least: rule.at_least.map(|least| least.words(lang.tag())),
        ground: ground.join(&lang.t("join-semicolon")),
        ending: word("ending", rule.ending.code()),
        begun_by: lang.date(line.begun_by),
        due,
        is_due: line.due.is_some_and(|due| due > 0),
    }
}

/// A clause without what it asks for, which has a column of its own; the law by its name.
fn clause(lang: Lang, law: &str) -> String {
    let clause = law.split(':').next().unwrap_or_default();
    if lang == Lang::ZhCn { clause.replace("PIPL", "个人信息保护法") } else { clause.to_owned() }
}

/// The last runs, and what went in a year by rule.
fn counts(site: &Site, lang: Lang, found: &Retention) -> (Vec<CountLine>, Vec<CountLine>) {
    let number = |count: i64| lang.t1("retention-count", "count", lang.count(u64::try_from(count).unwrap_or(0)));
    let runs = found.runs.iter().map(|run| (moment(site, lang, run.at), number(run.count))).collect();
    let year = found.erased.iter().map(|line| {
        let kept = lang.t(&format!("kept-{}", line.kept.replace('_', "-")));
        let by = if line.rule == "request" { lang.t1("retention-by-request", "kept", kept) } else { kept };
        (by, number(line.count))
    });
    (runs, year.collect())
}

/// About whom a hold is placed, and what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    person: String,
    done: String,
}

async fn holds(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    // i18n: hold-done-*
    let done = ["placed", "ended"].contains(&asked.done.as_str()).then(|| lang.t(&format!("hold-done-{}", asked.done)));
    let person: Option<PersonId> = asked.person.parse().ok();
    let form = form(lang, person.map(|id| id.to_string()).as_deref());
    Ok(show(&holds_page(&site, &visitor, form, done).await?))
}

async fn holds_page(site: &Site, visitor: &Visitor, form: PostForm, done: Option<String>) -> Result<HoldsPage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.holds(caller).await.map_err(|fault| visitor.fault(fault))?;
    let mut lines = Vec::with_capacity(found.len());
    for hold in &found {
        lines.push(hold_line(site, visitor, lang, hold).await?);
    }
    let shell = shell(site, visitor, caller, Area::Holds, None).await?;
    Ok(HoldsPage::new(shell, form, done, lines))
}

async fn hold_line(site: &Site, visitor: &Visitor, lang: Lang, hold: &Hold) -> Result<HoldLine, Fault> {
    let about = match (&hold.place, hold.person) {
        (Some(place), Some(person)) => {
            let place = site.app.place_name(place).await.map_err(|fault| visitor.fault(fault))?;
            let number = person.to_string().get(28..).unwrap_or_default().to_uppercase();
            format!("{number}{}{place}", lang.t("join-comma"))
        }
        _ => lang.t("hold-all"),
    };
    Ok(HoldLine {
        about,
        reason: reason(lang, &hold.reason),
        from: lang.date(hold.from),
        ended: hold.ended.map(|day| lang.date(day)),
        end: hold.ended.is_none().then(|| links::hold_end(hold.id)),
    })
}

async fn place(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let person: Option<PersonId> = fields.parsed("person");
    let reason = fields.text("reason");
    let placed = match (fields.text("who"), person) {
        ("known", Some(person)) => site.app.place_hold(caller, Some(person), reason).await,
        ("all", _) => site.app.place_hold(caller, None, reason).await,
        _ => site.app.place_hold_on(caller, fields.text("number"), reason).await,
    };
    match placed {
        Ok(_) => Ok(go(&with(&links::holds(), "done", "placed"))),
        // i18n: fault-hold-reason fault-hold-nobody fault-hold-place
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => {
            let blank = form(lang, person.map(|id| id.to_string()).as_deref()).filled(fields.pairs());
            let page = holds_page(&site, &visitor, fault_words(lang, blank, &why), None).await?;
            Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        // all records belong to the whole jurisdiction: whoever answers for a part of it is told so
        Err(AppError::NotFound) if fields.text("who") == "all" => {
            let blank = form(lang, None).filled(fields.pairs()).with_error("who", lang.t("fault-hold-place"));
            Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &holds_page(&site, &visitor, blank, None).await?))
        }
        Err(fault) => Err(visitor.fault(fault)),
    }
}

async fn end(State(site): State<Site>, visitor: Visitor, Path(id): Path<HoldId>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    match site.app.end_hold(caller, id).await {
        // ended twice, it has ended
        Ok(()) | Err(AppError::Conflict { .. }) => Ok(go(&with(&links::holds(), "done", "ended"))),
        Err(fault) => Err(visitor.fault(fault)),
    }
}
