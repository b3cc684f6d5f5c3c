//! A new campaign.

use std::collections::HashMap;

use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use xinqiao_app::campaigns::{NewCampaign, NewPart};
use xinqiao_app::{AppError, FieldFault};
use xinqiao_campaigns::Only;
use xinqiao_kernel::TestForm;
use xinqiao_kernel::id::CampaignId;
use xinqiao_kernel::place::PlacePath;

use super::told::{self, mendable};
use crate::fault::Fault;
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::campaigns::{CampaignCreatePage, PARTS, create_form};
use crate::pages::desk::parts::PostForm;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::warning_parts::Fields;
use crate::parts::Choice;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// Behind the code of an instrument whose questions are to be chosen by the answers.
const ADAPTIVE: &str = "+adaptive";

pub async fn form(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    Ok(show(&page(&site, &visitor, |form| form).await?))
}

pub async fn create(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let why = match opened(&site, &visitor, &fields).await {
        Ok(id) => return Ok(go(&with(&links::campaign(id), "done", "created"))),
        Err(why) => mendable(why).map_err(|fault| visitor.fault(fault))?,
    };
    let lang = visitor.preferences.lang;
    let again = |form: PostForm| {
        let form = form.filled(fields.pairs());
        match &why {
            AppError::Invalid(faults) => {
                faults.iter().fold(form, |form, fault| form.with_error(entry(fault.field), told::fault(lang, fault)))
            }
            AppError::Conflict { code } => form.with_fault(told::conflict(lang, code)),
            _ => form,
        }
    };
    Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &page(&site, &visitor, again).await?))
}

/// The entry of the form for a field of the use case.
fn entry(field: &'static str) -> &'static str {
    if field == "consent_text" { "consent" } else { field }
}

async fn opened(site: &Site, visitor: &Visitor, fields: &Fields) -> Result<CampaignId, AppError> {
    let caller = visitor.caller.as_ref().ok_or(AppError::SignedOut)?;
    let mut faults = Vec::new();
    let mut wrong = |field, expected, found: &str| faults.push(FieldFault { field, expected, found: found.to_owned() });
    let place: Option<PlacePath> = fields.parsed("place").filter(|_| !fields.text("place").is_empty());
    if place.is_none() {
        wrong("place", "fault-place", fields.text("place"));
    }
    let days: [Option<Date>; 2] = ["opens_on", "closes_on"].map(|field| {
        let day = fields.parsed(field);
        if day.is_none() {
            wrong(field, "fault-campaign-day", fields.text(field));
        }
        day
    });
    let [opens_on, closes_on] = days.map(|day| day.unwrap_or(Date::MAX));
    let new = NewCampaign {
        place: place.unwrap_or_else(PlacePath::root),
        title: fields.text("title").to_owned(),
        parts: parts(fields),
        consent_text: fields.text("consent").replace("\r\n", "\n"),
        opens_on,
        closes_on,
    };
    if !faults.is_empty() {
        // everything that is wrong is told at once
        faults.extend(new.faults().into_iter().filter(|fault| fault.field != "closes_on"));
        if fields.text("instrument").is_empty() {
            faults.push(FieldFault { field: "instrument", expected: "fault-instrument", found: String::new() });
        }
        return Err(AppError::Invalid(faults));
    }
    match fields.parsed("campaign") {
        Some(id) => site.app.create_campaign_once(caller, id, &new).await,
        None => site.app.create_campaign(caller, &new).await,
    }
}

/// The instruments in their order; one after the first may be asked only from a total of the one before it on.
fn parts(fields: &Fields) -> Vec<NewPart> {
    let mut parts: Vec<NewPart> = Vec::new();
    for (name, from) in PARTS {
        let code = fields.text(name).trim();
        if code.is_empty() && !parts.is_empty() {
            continue;
        }
        let typed = fields.text(from).trim();
        let after = parts.len().checked_sub(1).filter(|_| !typed.is_empty());
        // what is no number is told by the rules of a course
        let only = after.map(|after| Only { after, total_from: typed.parse().unwrap_or(f64::NAN) });
        let (code, form) = match code.strip_suffix(ADAPTIVE) {
            Some(code) => (code, TestForm::Adaptive),
            None => (code, TestForm::Fixed),
        };
        parts.push(NewPart { instrument: code.to_owned(), form, only });
    }
    parts
}

async fn page(site: &Site, visitor: &Visitor, again: impl FnOnce(PostForm) -> PostForm) -> Result<CampaignCreatePage, Fault> {
    let caller = visitor.signed_in()?;
    let places = places(site, visitor).await?;
    let mut form = again(create_form(visitor.preferences.lang, places, instruments(site, visitor)));
    // sent twice, it opens one campaign
    form.hidden.push(("campaign", site.app.fresh_event().uuid().to_string()));
    Ok(CampaignCreatePage::new(shell(site, visitor, caller, Area::Campaigns, None).await?, form))
}

/// Schools and units first, each with the place that it belongs to.
async fn places(site: &Site, visitor: &Visitor) -> Result<Vec<Choice>, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.campaign_places(caller).await.map_err(|fault| visitor.fault(fault))?;
    let names: HashMap<&str, &str> = found.iter().map(|place| (place.path.as_str(), place.name.as_str())).collect();
    let mut choices = Vec::with_capacity(found.len() + 1);
    if 1 < found.len() {
        choices.push(Choice::new("", lang.t("campaign-choose")));
    }
    for place in &found {
        let above = place.path.parent().filter(|above| 0 < above.depth());
        let parent = match &above {
            Some(above) => match names.get(above.as_str()) {
                Some(name) => Some((*name).to_owned()),
                None => Some(site.app.place_name(above).await.map_err(|fault| visitor.fault(fault))?),
            },
            None => None,
        };
        let label = parent
            .map_or_else(|| place.name.clone(), |parent| lang.t2("campaign-place-in", "name", &place.name, "parent", parent));
        choices.push(Choice::new(place.path.as_str(), label));
    }
    Ok(choices)
}

/// Those that can be answered online first; the others take files only.
fn instruments(site: &Site, visitor: &Visitor) -> Vec<Choice> {
    let lang = visitor.preferences.lang;
    let mut chosen = Vec::new();
    let mut found: Vec<(bool, String, String)> = site
        .app
        .library()
        .instruments()
        .filter_map(|pack| {
            let name = told::name(lang, pack)?;
            let online = pack.has_wording();
            if let Some(form) = pack.adaptive().filter(|_| online) {
                let label = lang.t2("campaign-adaptive", "name", &name, "most", form.longest());
                chosen.push((false, label, format!("{}{ADAPTIVE}", pack.instrument().code())));
            }
            let label = if online { name } else { lang.t1("campaign-files-only", "name", name) };
            Some((!online, label, pack.instrument().code().to_owned()))
        })
        .collect();
    found.extend(chosen);
    found.sort();
    let choices = found.into_iter().map(|(_, label, code)| Choice::new(code, label));
    std::iter::once(Choice::new("", lang.t("campaign-choose"))).chain(choices).collect()
}
