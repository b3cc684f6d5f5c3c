//! In which form somebody takes a test: all questions, or those that the answers lead to.

use axum::extract::{Form, Path, State};
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_kernel::TestForm;
use xinqiao_kernel::id::CampaignId;

use super::answers::{self, Taking, taking};
use super::begun::{keep, with_draft};
use super::question::fresh;
use crate::draft::Draft;
use crate::fault::Fault;
use crate::links;
use crate::page::{go, show};
use crate::pages::resident::self_test::FormPage;
use crate::site::Site;
use crate::visitor::Visitor;

/// What the form posts: `fixed` or `adaptive`.
#[derive(Deserialize)]
pub struct Chosen {
    #[serde(default)]
    form: String,
}

/// The choice before the first question.
pub fn choices(site: &Site, visitor: &Visitor, taking: &Taking<'_>) -> Response {
    let count = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    let longest = taking.test.pack.adaptive().map_or(0, |form| form.longest());
    let counts = (count(longest), count(taking.items()));
    show(&FormPage::new(site.resident_shell(visitor), taking.text.title.clone(), counts, taking.form()))
}

pub async fn of_self_test(
    State(site): State<Site>,
    visitor: Visitor,
    Path(code): Path<String>,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Fault> {
    decide(&site, &visitor, &taking(&site, &visitor, &code).await?, &chosen).await
}

pub async fn of_campaign(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<CampaignId>,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Fault> {
    let (taking, _) = answers::asked(&site, &visitor, id).await?;
    // only who takes part is shown questions
    if !taking.is_elsewhere() && taking.draft().is_none() {
        return Ok(go(&links::campaign_asked(id)));
    }
    decide(&site, &visitor, &taking, &chosen).await
}

/// Goes on in the form; what was answered stays. Without one that is offered the choice comes again.
async fn decide(site: &Site, visitor: &Visitor, taking: &Taking<'_>, chosen: &Chosen) -> Result<Response, Fault> {
    if taking.is_elsewhere() {
        return Ok(go(&taking.take_up()));
    }
    let Ok(form) = chosen.form.parse::<TestForm>() else { return Ok(go(&taking.beginning())) };
    let offered = form.is_fixed() || site.app.offers_adaptive(&taking.of()).await.map_err(|fault| visitor.fault(fault))?;
    if !offered {
        return Err(visitor.fault(AppError::field("form", "fault-test-form", chosen.form.clone())));
    }
    let draft = taking.draft().cloned().unwrap_or_else(|| fresh(site, taking));
    match keep(site, visitor, taking, Draft { form, ..draft }, &[]).await? {
        Ok(draft) => Ok(with_draft(site, visitor, taking, go(&taking.question(taking.next(&draft))), &draft)),
        Err(elsewhere) => Ok(elsewhere),
    }
}
