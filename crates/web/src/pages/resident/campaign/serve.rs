//! Handlers of what campaigns ask.

use axum::Router;
use axum::extract::{Form, Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use xinqiao_app::assessment::{SelfTest, Sharing, Sheet};
use xinqiao_consent::Purpose;
use xinqiao_kernel::TestForm;
use xinqiao_kernel::id::CampaignId;
use xinqiao_kernel::person::age_on;

use super::{Asked, AskedPage, AskedView, DeclinedPage};
use crate::draft::Draft;
use crate::fault::Fault;
use crate::links::{self, pattern as at};
use crate::page::{go, show};
use crate::pages::resident::serve::answers::{self, Taking};
use crate::pages::resident::serve::begun::{AllBegun, keep, keeper, with_draft, without_draft};
use crate::pages::resident::serve::question::{Answered, Given, finish, fresh, given, shown};
use crate::pages::resident::serve::{form, sheet, take_up};
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
        .route(at::CAMPAIGN_TAKE_UP, get(take_up::of_campaign).post(take_up::decide_of_campaign))
        .route(at::CAMPAIGN_FORM, post(form::of_campaign))
        .route(at::CAMPAIGN_SHEET, get(sheet::of_campaign))
        .route(at::CAMPAIGN_ANSWERS, post(sheet::answers_of_campaign))
}

/// The campaigns that ask the visitor, for the first page.
pub async fn asked(site: &Site, visitor: &Visitor, begun: &AllBegun<'_>) -> Result<Vec<Asked>, Fault> {
    let Some(caller) = keeper(site, visitor) else { return Ok(Vec::new()) };
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
            begun: begun.draft(Some(campaign.id), (&campaign.instrument, &campaign.version, items)).is_some(),
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
    let is_chosen = site.app.offers_adaptive(&taking.of()).await.map_err(|fault| visitor.fault(fault))?;
    let longest = taking.test.pack.adaptive().map_or(0, |form| form.longest());
    let view = AskedView {
        id,
        card: Asked {
            title: campaign.title,
            by: site.app.place_name(&campaign.place).await.map_err(|fault| visitor.fault(fault))?,
            until: lang.t1("asked-until", "day", lang.month_day(campaign.closes_on)),
            minutes: u32::try_from(taking.test.minutes).unwrap_or(u32::MAX),
            href: links::campaign_asked(id),
            begun: taking.is_elsewhere() || taking.draft().is_some(),
        },
        questions: u32::try_from(if is_chosen { longest } else { taking.items() }).unwrap_or(u32::MAX),
        is_chosen,
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
    if taking.is_elsewhere() {
        return Ok(go(&taking.take_up()));
    }
    let draft = match taking.draft() {
        Some(draft) => draft.clone(),
        None => match keep(&site, &visitor, &taking, begun_anew(&site, &visitor, &taking).await?, &[]).await? {
            Ok(draft) => draft,
            Err(elsewhere) => return Ok(elsewhere),
        },
    };
    Ok(with_draft(&site, &visitor, &taking, go(&taking.question(taking.next(&draft))), &draft))
}

async fn decline(State(site): State<Site>, visitor: Visitor, Path(id): Path<CampaignId>) -> Result<Response, Fault> {
    let (taking, _) = answers::asked(&site, &visitor, id).await?;
    let caller = visitor.signed_in()?;
    site.app.decline_campaign(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    // what was answered so far is gone as well
    without_draft(&site, &visitor, &taking, go(&links::campaign_declined())).await
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
    if !taking.is_elsewhere() && taking.draft().is_none() {
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
    if !taking.is_elsewhere() && taking.draft().is_none() {
        return Ok(go(&links::campaign_asked(id)));
    }
    match given(&site, &visitor, &taking, number, &form).await? {
        Given::OneOfThem(response) => Ok(response),
        Given::All(draft) => hand_in(&site, &visitor, &taking, id, draft.ended(site.app.now(), 0), After::Page).await,
    }
}

/// A draft without answers, in the form in which the campaign asks.
async fn begun_anew(site: &Site, visitor: &Visitor, taking: &Taking<'_>) -> Result<Draft, Fault> {
    let is_chosen = site.app.offers_adaptive(&taking.of()).await.map_err(|fault| visitor.fault(fault))?;
    let form = if is_chosen { TestForm::Adaptive } else { TestForm::Fixed };
    Ok(Draft { form, ..fresh(site, taking) })
}

/// Hands the sheet in before anything else is shown, so that nobody waits for the person to read to the end.
pub(in crate::pages::resident) async fn hand_in(
    site: &Site,
    visitor: &Visitor,
    taking: &Taking<'_>,
    id: CampaignId,
    mut draft: Draft,
    after: After,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let sheet = Sheet {
        instrument: taking.test.code.to_owned(),
        answers: draft.answers.clone(),
        sharing: Sharing::Campaign(id),
        key: draft.key.clone(),
        answered_at: site.app.now(),
        seconds: draft.seconds,
        form: draft.form,
    };
    let submitted = site.app.submit(caller, sheet).await.map_err(|fault| visitor.fault(fault))?;
    if submitted.more && !submitted.scored.asks_for_company() {
        // the next instrument follows at once; what was answered is kept and gone from the browser
        return next_part(site, visitor, taking, id, after).await;
    }
    let onward = after.response(links::accompany());
    draft.kept = Some(submitted.landed.response());
    finish(site, visitor, taking, draft, onward).await
}

/// How a browser is led on: by a redirect, or by words to the script of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pages::resident) enum After {
    Page,
    Script,
}

impl After {
    fn response(self, to: String) -> Response {
        match self {
            Self::Page => go(&to),
            Self::Script => sheet::led_on(to),
        }
    }
}

/// The next instrument of the campaign follows at once: a new draft, and its first question.
async fn next_part(site: &Site, visitor: &Visitor, done: &Taking<'_>, id: CampaignId, after: After) -> Result<Response, Fault> {
    let (next, _) = answers::asked(site, visitor, id).await?;
    let draft = match next.draft() {
        Some(draft) => draft.clone(),
        None => match keep(site, visitor, &next, begun_anew(site, visitor, &next).await?, &[]).await? {
            Ok(draft) => draft,
            Err(elsewhere) => return Ok(elsewhere),
        },
    };
    let response = without_draft(site, visitor, done, after.response(next.question(1))).await?;
    Ok(with_draft(site, visitor, &next, response, &draft))
}
