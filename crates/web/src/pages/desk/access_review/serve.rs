//! Handlers of the quarter's review.

use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::accounts::{AccessReview, By, ReviewedRole, Verdict};
use xinqiao_kernel::Quarter;
use xinqiao_kernel::id::ReviewLineId;

use super::{AccessReviewPage, Decide, Line, ReviewView, Said, Way};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links::{self, pattern as at};
use crate::page::{go, show, show_with};
use crate::pages::desk::accounts::{factors, role_facts, seen};
use crate::pages::desk::address::with;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::pages::desk::serve::warning_parts::Fields;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

/// The routes.
pub fn routes() -> Router<Site> {
    Router::new().route(at::ACCESS_REVIEW, get(page).post(decide))
}

/// Which review, from where it goes on, and how many roles were just decided.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    quarter: String,
    after: Option<ReviewLineId>,
    /// also those that are decided
    all: String,
    done: String,
}

impl Asked {
    /// The quarter, if one was named. Errors: a text that is none.
    fn quarter(&self, visitor: &Visitor) -> Result<Option<Quarter>, Fault> {
        match self.quarter.as_str() {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| visitor.fault(AppError::NotFound)),
        }
    }

    fn shows_all(&self) -> bool {
        !self.all.is_empty()
    }
}

async fn page(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    let count: Option<u64> = asked.done.parse().ok();
    let done = count.map(|count| lang.t1("access-review-done", "count", lang.count(count)));
    Ok(show(&show_review(&site, &visitor, &asked, Said { done, wrong: None }, &[], &Fields::default()).await?))
}

/// Lines that could not be saved, each with why.
type Wrong = [(ReviewLineId, String)];

async fn show_review(
    site: &Site,
    visitor: &Visitor,
    asked: &Asked,
    said: Said,
    wrong: &Wrong,
    typed: &Fields,
) -> Result<AccessReviewPage, Fault> {
    let caller = visitor.signed_in()?;
    let quarter = asked.quarter(visitor)?;
    let found = site.app.access_review(By::Caller(caller), quarter, asked.after, !asked.shows_all()).await;
    let view = match found.map_err(|fault| visitor.fault(fault))? {
        Some(found) => Some(view(site, visitor, asked, &found, wrong, typed).await?),
        None => None,
    };
    Ok(AccessReviewPage::new(shell(site, visitor, caller, Area::AccessReview, None).await?, view, said))
}

async fn view(
    site: &Site,
    visitor: &Visitor,
    asked: &Asked,
    found: &AccessReview,
    wrong: &Wrong,
    typed: &Fields,
) -> Result<ReviewView, Fault> {
    let lang = visitor.preferences.lang;
    let mut lines = Vec::with_capacity(found.lines.len());
    for role in &found.lines {
        let error = wrong.iter().find(|(id, _)| *id == role.line.id).map(|(_, why)| why.clone());
        lines.push(Line { error, ..line(site, visitor, role, typed).await? });
    }
    let (decided, roles) = (u64::try_from(found.counts.decided).unwrap_or(0), u64::try_from(found.counts.roles).unwrap_or(0));
    let quarter = found.review.quarter;
    let here = with(&links::access_review(), "quarter", quarter);
    let all = if asked.shows_all() { with(&here, "all", "1") } else { here.clone() };
    let due = if found.is_late { "access-review-late" } else { "access-review-due" };
    Ok(ReviewView {
        title: lang.t2("access-review-title", "year", quarter.year().to_string(), "number", quarter.number().to_string()),
        progress: lang.t2("access-review-progress", "decided", lang.count(decided), "roles", lang.count(roles)),
        due: lang.t1(due, "day", lang.date(found.review.due_on)),
        is_late: found.is_late,
        share: u8::try_from((decided * 100).checked_div(roles).unwrap_or(100)).unwrap_or(100),
        links: ways(lang, asked, found, &here),
        can_save: lines.iter().any(|line| line.form.is_some()),
        lines,
        more: found.next.map(|next| with(&all, "after", next)),
        action: all,
    })
}

/// The filters of this review, and the other quarters.
fn ways(lang: Lang, asked: &Asked, found: &AccessReview, here: &str) -> Vec<Way> {
    let mut ways = vec![
        Way { label: lang.t("access-review-open"), href: here.to_owned(), current: !asked.shows_all() },
        Way { label: lang.t("access-review-all"), href: with(here, "all", "1"), current: asked.shows_all() },
    ];
    let others = found.quarters.iter().filter(|quarter| **quarter != found.review.quarter);
    ways.extend(others.map(|quarter| {
        let (year, number) = (quarter.year().to_string(), quarter.number().to_string());
        let href = with(&links::access_review(), "quarter", quarter);
        Way { label: lang.t2("access-review-title", "year", year, "number", number), href, current: false }
    }));
    ways
}

async fn line(site: &Site, visitor: &Visitor, found: &ReviewedRole, typed: &Fields) -> Result<Line, Fault> {
    let lang = visitor.preferences.lang;
    let (verdict, why) = (format!("verdict.{}", found.line.id), format!("why.{}", found.line.id));
    let is_open = found.line.verdict.is_none() && !found.is_own;
    let [days, credential] = role_facts(lang, &found.line.role);
    let credential = lang.t1("access-review-credential", "what", credential);
    let facts = vec![days, credential, seen(site, lang, &found.facts), factors(lang, &found.facts)];
    Ok(Line {
        name: found.name.clone(),
        login: found.login.clone(),
        role: words::role(lang, &found.line.role.role),
        place: site.app.place_name(&found.line.role.place).await.map_err(|fault| visitor.fault(fault))?,
        facts,
        decided: decided(site, lang, found),
        form: is_open.then(|| Decide {
            chosen: typed.text(&verdict).to_owned(),
            typed: typed.text(&why).to_owned(),
            may_end: found.may_end,
            verdict,
            why,
        }),
        error: None,
    })
}

fn decided(site: &Site, lang: Lang, found: &ReviewedRole) -> String {
    let day = found.line.decided_at.map_or_else(String::new, |at| moment(site, lang, at));
    match (found.line.verdict.as_deref(), &found.decided_by) {
        (None, _) => lang.t("access-review-own"),
        (Some("kept"), by) => {
            lang.t2("access-review-kept", "name", by.clone().unwrap_or_else(|| lang.t("access-review-operator")), "day", day)
        }
        (Some(_), Some(by)) => lang.t2("access-review-ended", "name", by.clone(), "day", day),
        (Some(_), None) => lang.t1("access-review-ended-itself", "day", day),
    }
}

async fn decide(
    State(site): State<Site>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let by = By::Caller(caller);
    // whoever may not review learns nothing of lines
    site.app.access_review(by, asked.quarter(&visitor)?, None, true).await.map_err(|fault| visitor.fault(fault))?;
    let (mut saved, mut wrong) = (0_u64, Vec::new());
    for (name, value) in fields.pairs() {
        let Some(id) = name.strip_prefix("verdict.").and_then(|id| id.parse::<ReviewLineId>().ok()) else { continue };
        let verdict = match value {
            "keep" => Verdict::Keep,
            "end" => Verdict::End(fields.text(&format!("why.{id}")).to_owned()),
            _ => continue,
        };
        match site.app.decide_access(by, id, &verdict).await {
            Ok(()) => saved += 1,
            Err(AppError::Invalid(_)) => wrong.push((id, lang.t("fault-review-why"))),
            Err(AppError::Conflict { code }) => wrong.push((id, conflict(lang, &code))),
            Err(fault) => return Err(visitor.fault(fault)),
        }
    }
    if wrong.is_empty() && saved > 0 {
        let here = if asked.quarter.is_empty() {
            links::access_review()
        } else {
            with(&links::access_review(), "quarter", &asked.quarter)
        };
        return Ok(go(&with(&here, "done", saved)));
    }
    // reasons without a choice are kept on the page; a line that somebody else decided is shown again with what they decided
    let done = (saved > 0).then(|| lang.t1("access-review-done", "count", lang.count(saved)));
    let told = if wrong.is_empty() { lang.t("access-review-nothing-chosen") } else { summary(lang, &wrong) };
    let page = show_review(&site, &visitor, &asked, Said { done, wrong: Some(told) }, &wrong, &fields).await?;
    Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// What was wrong, once each.
fn summary(lang: Lang, wrong: &Wrong) -> String {
    let mut all: Vec<&str> = wrong.iter().map(|(_, why)| why.as_str()).collect();
    all.sort_unstable();
    all.dedup();
    std::iter::once(lang.t("access-review-some-wrong")).chain(all.into_iter().map(str::to_owned)).collect::<Vec<_>>().join(" ")
}

// i18n: conflict-review-decided conflict-review-administrator
fn conflict(lang: Lang, code: &str) -> String {
    match code {
        "review_decided" | "review_administrator" => lang.t(&format!("conflict-{}", code.replace('_', "-"))),
        _ => lang.t("conflict-other"),
    }
}
