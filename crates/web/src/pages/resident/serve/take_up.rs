//! Answers that were begun on another device of the person: go on with them, or begin anew.

use axum::extract::{Form, Path, State};
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::drafts::AnswerDraft;
use xinqiao_app::{AppError, Caller};
use xinqiao_kernel::TestForm;
use xinqiao_kernel::id::CampaignId;

use super::answers::{self, Taking, taking};
use super::begun::{Begun, keeper, of_kept, with_draft};
use super::question::fresh;
use crate::fault::Fault;
use crate::page::{go, show};
use crate::pages::resident::self_test::TakeUpPage;
use crate::site::Site;
use crate::visitor::Visitor;

/// What the form posts: `on` or `anew`.
#[derive(Deserialize)]
pub struct Decided {
    #[serde(default)]
    how: String,
}

pub async fn of_self_test(State(site): State<Site>, visitor: Visitor, Path(code): Path<String>) -> Result<Response, Fault> {
    Ok(choices(&site, &visitor, &taking(&site, &visitor, &code).await?))
}

pub async fn of_campaign(State(site): State<Site>, visitor: Visitor, Path(id): Path<CampaignId>) -> Result<Response, Fault> {
    let (taking, _) = answers::asked(&site, &visitor, id).await?;
    Ok(choices(&site, &visitor, &taking))
}

pub async fn decide_of_self_test(
    State(site): State<Site>,
    visitor: Visitor,
    Path(code): Path<String>,
    Form(form): Form<Decided>,
) -> Result<Response, Fault> {
    decide(&site, &visitor, &taking(&site, &visitor, &code).await?, &form).await
}

pub async fn decide_of_campaign(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<CampaignId>,
    Form(form): Form<Decided>,
) -> Result<Response, Fault> {
    let (taking, _) = answers::asked(&site, &visitor, id).await?;
    decide(&site, &visitor, &taking, &form).await
}

/// The page; whoever has nothing to decide goes where the test begins.
fn choices(site: &Site, visitor: &Visitor, taking: &Taking<'_>) -> Response {
    let Begun::Elsewhere(kept) = &taking.begun else { return go(&taking.beginning()) };
    let lang = visitor.preferences.lang;
    let local = site.app.local(kept.begun_at);
    let begun = format!("{} {}", lang.month_day(local.date()), local.strftime("%H:%M"));
    let count = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    let shell = site.resident_shell(visitor);
    let (answered, total) = match taking.sitting(&of_kept(kept)) {
        Some(sitting) => (sitting.asked().len(), sitting.longest()),
        None => (kept.answers.iter().flatten().count(), taking.items()),
    };
    let counts = (count(answered), count(total), kept.form);
    show(&TakeUpPage::new(shell, taking.text.title.clone(), &begun, counts, taking.take_up()))
}

async fn decide(site: &Site, visitor: &Visitor, taking: &Taking<'_>, form: &Decided) -> Result<Response, Fault> {
    let (Begun::Elsewhere(kept), Some(caller)) = (&taking.begun, keeper(site, visitor)) else {
        return Ok(go(&taking.beginning()));
    };
    let of = taking.of();
    let draft = match form.how.as_str() {
        "on" => site.app.take_up_draft(caller, &of).await,
        "anew" => anew(site, caller, taking, kept.form).await,
        _ => return Ok(choices(site, visitor, taking)),
    };
    let draft = of_kept(&draft.map_err(|fault| visitor.fault(fault))?);
    Ok(with_draft(site, visitor, taking, go(&taking.question(taking.next(&draft))), &draft))
}

/// Begins again, in the form in which it had been begun.
async fn anew(site: &Site, caller: &Caller, taking: &Taking<'_>, form: TestForm) -> Result<AnswerDraft, AppError> {
    let (of, key) = (taking.of(), fresh(site, taking).key);
    let begun = site.app.begin_draft(caller, &of, &key).await?;
    if form.is_fixed() { Ok(begun) } else { site.app.choose_form(caller, &of, &key, form).await }
}
