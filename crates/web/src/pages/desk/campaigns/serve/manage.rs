//! Handlers of running a campaign: its life, who is asked, sittings, reminders.

use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::DateTime;
use serde::Deserialize;
use xinqiao_app::campaigns::{CampaignLife, Enrolment, LifeStep, NewSitting, Waiting};
use xinqiao_app::{AppError, Caller};
use xinqiao_campaigns::{Act, Part, Stage};
use xinqiao_cases::register::GroupToml;
use xinqiao_kernel::id::CampaignId;

use super::told::{self, instrument, mendable, state, window};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::campaigns::serve::forms::{self, Titled};
use crate::pages::desk::campaigns::{ManagePage, ManageView};
use crate::pages::desk::groups::words::of as group_title;
use crate::pages::desk::parts::PostForm;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::pages::desk::serve::warning_parts::Fields;
use crate::parts::{Choice, Timeline, TimelineEntry, Tone};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// What just happened.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
    #[serde(default)]
    added: u64,
    #[serde(default)]
    there: u64,
    #[serde(default)]
    age: u64,
    #[serde(default)]
    birth: u64,
}

pub async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<CampaignId>,
    Query(done): Query<Done>,
) -> Result<Response, Fault> {
    let told = done_words(visitor.preferences.lang, &done);
    Ok(show(&build(&site, &visitor, id, told, |_, form| form).await?))
}

fn done_words(lang: Lang, done: &Done) -> Option<String> {
    match done.done.as_str() {
        "" => None,
        "enrolled" => {
            let mut lines = vec![lang.t1("campaign-enrolled", "count", done.added)];
            let more = [
                ("campaign-enrolled-there", done.there),
                ("campaign-enrolled-age", done.age),
                ("campaign-enrolled-birth", done.birth),
            ];
            // i18n: campaign-enrolled-there campaign-enrolled-age campaign-enrolled-birth
            lines.extend(more.iter().filter(|(_, count)| 0 < *count).map(|(key, count)| lang.t1(key, "count", count)));
            Some(lines.join(" "))
        }
        "sitting" => Some(lang.t("campaign-sitting-planned")),
        _ => Some(lang.t("campaign-step-done")),
    }
}

pub async fn step(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<CampaignId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let outcome = match life_step(&fields) {
        Ok((steps, step)) => site.app.campaign_step(caller, id, steps, step, fields.text("reason")).await.map(|_| ()),
        Err(why) => Err(why),
    };
    let name = forms::name_of(fields.text("step"));
    answer(&site, &visitor, id, name, &fields, outcome, "step").await
}

fn life_step(fields: &Fields) -> Result<(i64, LifeStep), AppError> {
    let steps = fields.parsed("steps").ok_or_else(|| AppError::conflict("changed"))?;
    let step = match fields.text("step") {
        "sign-off" => LifeStep::SignOff,
        "send-back" => LifeStep::SendBack,
        "hand-in" => LifeStep::HandInAgain,
        "pause" => LifeStep::Pause,
        "resume" => LifeStep::Resume,
        "close" => LifeStep::Close,
        "reopen" => {
            let day = fields.parsed("closes_on");
            LifeStep::Reopen(day.ok_or_else(|| AppError::field("closes_on", "fault-campaign-day", fields.text("closes_on")))?)
        }
        _ => return Err(AppError::conflict("out_of_turn")),
    };
    Ok((steps, step))
}

pub async fn enrol(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<CampaignId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let outcome = match enrolment(&fields) {
        Ok(whom) => site.app.enrol(caller, id, &whom).await,
        Err(why) => Err(why),
    };
    match outcome {
        Ok(done) => {
            let to = with(&with(&links::campaign_manage(id), "done", "enrolled"), "added", done.added);
            let to = with(&with(&with(&to, "there", done.there), "age", done.other_age), "birth", done.no_birth);
            Ok(go(&to))
        }
        Err(why) => answer(&site, &visitor, id, "enrol", &fields, Err(why), "enrolled").await,
    }
}

fn enrolment(fields: &Fields) -> Result<Enrolment, AppError> {
    let age = |name: &'static str| match fields.text(name).trim() {
        "" => Ok(None),
        typed => typed.parse::<u8>().map(Some).map_err(|_| AppError::field("age_from", "fault-campaign-ages", typed)),
    };
    let ages = match (age("age_from")?, age("age_to")?) {
        (None, None) => None,
        (from, to) => Some((from.unwrap_or(0), to.unwrap_or(120))),
    };
    let unit = fields.text("unit");
    let unit = match unit.is_empty() {
        true => None,
        false => Some(unit.parse().map_err(|_| AppError::field("unit", "fault-place", unit))?),
    };
    Ok(Enrolment { unit, group: Some(fields.text("group").to_owned()).filter(|group| !group.is_empty()), ages })
}

pub async fn sitting(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<CampaignId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let outcome = match new_sitting(&site, &fields) {
        Ok(new) => site.app.plan_sitting(caller, id, &new).await.map(|_| ()),
        Err(why) => Err(why),
    };
    answer(&site, &visitor, id, "sitting", &fields, outcome, "sitting").await
}

fn new_sitting(site: &Site, fields: &Fields) -> Result<NewSitting, AppError> {
    let begins = fields.text("begins_at");
    let at = begins.parse::<DateTime>().ok().and_then(|at| site.app.instant_of(at));
    let unit = fields.text("unit");
    Ok(NewSitting {
        id: fields.parsed("sitting").unwrap_or_else(|| site.app.fresh_sitting()),
        unit: unit.parse().map_err(|_| AppError::field("unit", "fault-place", unit))?,
        begins_at: at.ok_or_else(|| AppError::field("begins_at", "fault-sitting-time", begins))?,
        room: fields.text("room").to_owned(),
    })
}

/// Reminds the teachers of a unit, and goes back to where the button was.
pub async fn remind(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<CampaignId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let unit = fields.text("unit").parse().map_err(|_| visitor.fault(AppError::NotFound))?;
    match site.app.remind(caller, id, &unit).await {
        Ok(count) => Ok(go(&with(&with(&links::campaign(id), "done", "reminded"), "count", count))),
        Err(why @ AppError::Conflict { .. }) => {
            let told = match &why {
                AppError::Conflict { code } => told::conflict(visitor.preferences.lang, code),
                _ => String::new(),
            };
            Ok(show_with(StatusCode::CONFLICT, &build(&site, &visitor, id, Some(told), |_, form| form).await?))
        }
        Err(other) => Err(visitor.fault(other)),
    }
}

/// Goes on after a form, or shows it again with what was wrong and all that was typed.
async fn answer(
    site: &Site,
    visitor: &Visitor,
    id: CampaignId,
    name: &'static str,
    fields: &Fields,
    outcome: Result<(), AppError>,
    done: &'static str,
) -> Result<Response, Fault> {
    let why = match outcome {
        Ok(()) => return Ok(go(&with(&links::campaign_manage(id), "done", done))),
        Err(why) => mendable(why).map_err(|fault| visitor.fault(fault))?,
    };
    let lang = visitor.preferences.lang;
    let again = |form: &'static str, filled| {
        if form == name { forms::refused(lang, filled, fields, &why) } else { filled }
    };
    Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &build(site, visitor, id, None, again).await?))
}

async fn build(
    site: &Site,
    visitor: &Visitor,
    id: CampaignId,
    done: Option<String>,
    again: impl Fn(&'static str, PostForm) -> PostForm,
) -> Result<ManagePage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let today = site.app.day(site.app.now());
    let life = site.app.campaign_life(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let campaign = &life.campaign;
    let sittings = site.app.sittings(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let mut rows = Vec::with_capacity(sittings.len());
    for one in &sittings {
        let unit = site.app.place_name(&one.unit).await.map_err(|fault| visitor.fault(fault))?;
        rows.push((unit, moment(site, lang, one.begins_at), one.room.clone()));
    }
    let units = units(site, visitor, caller, &life).await?;
    let groups = groups(site, caller, lang, &life);
    let titled: Vec<Titled> = forms::all(lang, site, &life, &units, &groups);
    let forms = titled.into_iter().map(|(title, form)| (title, again(form.name, form))).collect();
    let place = site.app.place_name(&campaign.place).await.map_err(|fault| visitor.fault(fault))?;
    let mut facts = vec![
        (lang.t("campaign-place"), place),
        (lang.t("campaign-window"), window(lang, campaign.opens_on, campaign.closes_on, today)),
        (lang.t("campaign-asks"), parts(site, lang, &life.parts)),
        (lang.t("campaign-consent"), campaign.consent_text.clone()),
    ];
    facts.push((lang.t("campaign-members"), lang.count(life.asked)));
    facts.push((lang.t("campaign-guardians"), guardians(lang, life.waiting_guardians)));
    let view = ManageView {
        title: campaign.title.clone(),
        href: links::campaign(id),
        state: state(campaign, today),
        done,
        paused: paused(lang, &life),
        facts,
        timeline: timeline(site, lang, &life),
        sittings: rows,
        forms,
    };
    Ok(ManagePage::new(shell(site, visitor, caller, Area::Campaigns, None).await?, view))
}

/// How many pupils under 14 wait for the word of a guardian.
fn guardians(lang: Lang, waiting: Waiting) -> String {
    match waiting {
        Waiting::Nobody => lang.t("campaign-guardians-none"),
        Waiting::Fewer(floor) => lang.t1("campaign-guardians-few", "count", lang.count(floor)),
        Waiting::About(count) => lang.t1("campaign-guardians-count", "count", lang.count(count)),
        Waiting::Many(count) => lang.t1("campaign-guardians-many", "count", lang.count(count)),
    }
}

/// Units of the campaign's place, for the forms.
async fn units(site: &Site, visitor: &Visitor, caller: &Caller, life: &CampaignLife) -> Result<Vec<Choice>, Fault> {
    if !life.may_run {
        return Ok(Vec::new());
    }
    let found = site.app.campaign_places(caller).await.map_err(|fault| visitor.fault(fault))?;
    let inside = found.into_iter().filter(|place| life.campaign.place.covers(&place.path));
    Ok(inside.map(|place| Choice::new(place.path.as_str(), place.name)).collect())
}

/// Groups of the register that a cohort may be made of.
fn groups(site: &Site, caller: &Caller, lang: Lang, life: &CampaignLife) -> Vec<Choice> {
    let Ok(found) = site.app.cohort_groups(caller, &life.campaign.place) else { return Vec::new() };
    let choice = |group: &GroupToml| Choice::new(group.code.as_str(), group_title(lang, &group.title, group.code.as_str()));
    found.into_iter().map(choice).collect()
}

fn parts(site: &Site, lang: Lang, parts: &[Part]) -> String {
    let told = parts.iter().map(|part| {
        let name = instrument(lang, &site.app, &part.instrument, &part.version);
        match &part.only {
            None => name,
            Some(only) => {
                let before = parts.get(only.after).map(|of| instrument(lang, &site.app, &of.instrument, &of.version));
                lang.t3(
                    "campaign-part-only",
                    [("name", &name), ("before", &before.unwrap_or_default()), ("total", &only.total_from.to_string())],
                )
            }
        }
    });
    told.collect::<Vec<_>>().join(&lang.t("join-comma"))
}

/// Why the program paused it, with the numbers behind it.
fn paused(lang: Lang, life: &CampaignLife) -> Vec<String> {
    let Some(figures) = life.paused_for.filter(|_| life.stage == Stage::Paused) else { return Vec::new() };
    let whole = |number: f64| number.ceil().to_string();
    vec![
        lang.t("campaign-paused-why"),
        lang.t3(
            "campaign-paused-expected",
            [("days", &figures.days.to_string()), ("talks", &whole(figures.expected)), ("waiting", &figures.waiting.to_string())],
        ),
        lang.t2("campaign-paused-capacity", "staff", figures.staff, "talks", figures.capacity.floor()),
    ]
}

/// What happened, the latest first.
fn timeline(site: &Site, lang: Lang, life: &CampaignLife) -> Timeline {
    let entry = |one: &xinqiao_app::campaigns::Told| {
        let by = match &one.by {
            Some(name) => lang.t1("duty-by", "name", name),
            None => lang.t("dispute-by-program"),
        };
        TimelineEntry {
            // i18n: campaign-did-*
            title: lang.t(&format!("campaign-did-{}", one.act.word().replace('_', "-"))),
            time: moment(site, lang, one.at),
            lines: one.reason.iter().cloned().chain([by]).collect(),
            icon: if matches!(one.act, Act::Paused | Act::PausedByCapacity { .. }) { "clock" } else { "check" },
            tone: Tone::Plain,
        }
    };
    Timeline { entries: life.told.iter().rev().map(entry).collect() }
}
