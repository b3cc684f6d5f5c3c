//! Handlers of what campaigns ask.

use axum::Router;
use axum::extract::{Form, Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use xinqiao_access::Action;
use xinqiao_app::assessment::{SelfTest, Sharing, Sheet};
use xinqiao_consent::Purpose;
use xinqiao_kernel::id::CampaignId;
use xinqiao_kernel::person::age_on;

use super::{Asked, AskedPage, AskedView, DeclinedPage};
use crate::draft::{DONE_COOKIE, Draft};
use crate::fault::Fault;
use crate::links::{self, pattern as at};
use crate::page::{go, show, with_cookie};
use crate::pages::resident::serve::answers::{self, Taking, asked_cookie};
use crate::pages::resident::serve::question::{Answered, Given, fresh, given, shown, with_draft};
use crate::site::Site;
use crate::visitor::Visitor;

/// Age from which a person decides alone (民法典 17, 18).
const OF_AGE: u8 = 18;

/// The routes of what campaigns ask.
pub fn routes() -> Router<Site> {
    Router::new()
        .route(at::CAMPAIGN_DECLINED, get(declined))
        .route(at::CAMPAIGN_ASKED, get(page))
        .route(at::CAMPAIGN_JOIN, post(join))
        .route(at::CAMPAIGN_DECLINE, post(decline))
        .route(at::CAMPAIGN_QUESTION, get(ask).post(answer))
}

/// The campaigns that ask the visitor, for the first page.
pub async fn asked(site: &Site, visitor: &Visitor) -> Result<Vec<Asked>, Fault> {
    let today = site.app.day(site.app.now());
    let asks = visitor.caller.as_ref().filter(|caller| caller.actor().may(Action::AnswerSelf, today));
    let Some((caller, person)) = asks.and_then(|caller| Some((caller, caller.person()?))) else { return Ok(Vec::new()) };
    let lang = visitor.preferences.lang;
    let mut cards = Vec::new();
    for campaign in site.app.open_campaigns(caller).await.map_err(|fault| visitor.fault(fault))? {
        let Some(pack) = site.app.library().instrument_version(&campaign.instrument, &campaign.version) else { continue };
        let items = pack.instrument().items().len();
        cards.push(Asked {
            title: campaign.title,
            by: site.app.place_name(&campaign.place).await.map_err(|fault| visitor.fault(fault))?,
            until: lang.t1("asked-until", "day", lang.month_day(campaign.closes_on)),
            minutes: u32::try_from(SelfTest::of(pack).minutes).unwrap_or(u32::MAX),
            href: links::campaign_asked(campaign.id),
            begun: Draft::read(&visitor.cookies, &asked_cookie(campaign.id, person), items).is_some(),
        });
    }
    Ok(cards)
}

async fn page(State(site): State<Site>, visitor: Visitor, Path(id): Path<CampaignId>) -> Result<Response, Fault> {
    let (taking, campaign) = answers::asked(&site, &visitor, id).await?;
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let today = site.app.day(site.app.now());
    let age = caller.whereabouts().and_then(|who| age_on(who.birth_on?, today));
    let view = AskedView {
        id,
        card: Asked {
            title: campaign.title,
            by: site.app.place_name(&campaign.place).await.map_err(|fault| visitor.fault(fault))?,
            until: lang.t1("asked-until", "day", lang.month_day(campaign.closes_on)),
            minutes: u32::try_from(taking.test.minutes).unwrap_or(u32::MAX),
            href: links::campaign_asked(id),
            begun: taking.draft(&visitor).is_some(),
        },
        questions: u32::try_from(taking.items()).unwrap_or(u32::MAX),
        consent: campaign.consent_text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect(),
        is_minor: age.is_some_and(|age| age < OF_AGE),
        waits: waits(&site, &visitor, id).await?,
    };
    Ok(show(&AskedPage::new(site.resident_shell(&visitor), view)))
}

/// A child's guardian has to agree before any question is asked.
async fn waits(site: &Site, visitor: &Visitor, id: CampaignId) -> Result<bool, Fault> {
    let caller = visitor.signed_in()?;
    let waits = site.app.waits_for_guardian(caller, Purpose::Screening, Some(id)).await;
    waits.map_err(|fault| visitor.fault(fault))
}

/// The person takes part: only now there is a draft, and without one no question is shown.
async fn join(State(site): State<Site>, visitor: Visitor, Path(id): Path<CampaignId>) -> Result<Response, Fault> {
    let (taking, _) = answers::asked(&site, &visitor, id).await?;
    if waits(&site, &visitor, id).await? {
        return Ok(go(&links::campaign_asked(id)));
    }
    let draft = taking.draft(&visitor).unwrap_or_else(|| fresh(&site, &taking));
    let next = draft.answers.iter().position(Option::is_none).unwrap_or(0);
    Ok(with_draft(&site, &taking, go(&taking.question(next + 1)), &draft))
}

async fn decline(State(site): State<Site>, visitor: Visitor, Path(id): Path<CampaignId>) -> Result<Response, Fault> {
    let (taking, _) = answers::asked(&site, &visitor, id).await?;
    let caller = visitor.signed_in()?;
    site.app.decline_campaign(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    // what was answered so far is gone from the browser as well
    Ok(with_cookie(go(&links::campaign_declined()), taking.cookie(), "", &site.cookie_rules(0)))
}

async fn declined(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    visitor.signed_in()?;
    Ok(show(&DeclinedPage { shell: site.resident_shell(&visitor) }))
}

async fn ask(
    State(site): State<Site>,
    visitor: Visitor,
    Path((id, number)): Path<(CampaignId, usize)>,
) -> Result<Response, Fault> {
    let (taking, _) = answers::asked(&site, &visitor, id).await?;
    if taking.draft(&visitor).is_none() {
        return Ok(go(&links::campaign_asked(id)));
    }
    Ok(shown(&site, &visitor, &taking, number))
}

async fn answer(
    State(site): State<Site>,
    visitor: Visitor,
    Path((id, number)): Path<(CampaignId, usize)>,
    Form(form): Form<Answered>,
) -> Result<Response, Fault> {
    let (taking, _) = answers::asked(&site, &visitor, id).await?;
    if taking.draft(&visitor).is_none() {
        return Ok(go(&links::campaign_asked(id)));
    }
    match given(&site, &visitor, &taking, number, &form)? {
        Given::OneOfThem(response) => Ok(response),
        Given::All(draft) => hand_in(&site, &visitor, &taking, id, draft).await,
    }
}

/// Hands the sheet in before anything else is shown, so that nobody waits for the person to read to the end.
async fn hand_in(
    site: &Site,
    visitor: &Visitor,
    taking: &Taking<'_>,
    id: CampaignId,
    mut draft: Draft,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let sheet = Sheet {
        instrument: taking.test.code.to_owned(),
        answers: draft.answers.clone(),
        sharing: Sharing::Campaign(id),
        key: draft.key.clone(),
        answered_at: site.app.now(),
        seconds: None,
    };
    let submitted = site.app.submit(caller, sheet).await.map_err(|fault| visitor.fault(fault))?;
    draft.kept = Some(submitted.landed.response());
    let finished = taking.finished(visitor, draft);
    let done = with_cookie(go(&links::accompany()), DONE_COOKIE, &finished.text(), &site.cookie_rules(86_400));
    Ok(with_cookie(done, taking.cookie(), "", &site.cookie_rules(0)))
}
