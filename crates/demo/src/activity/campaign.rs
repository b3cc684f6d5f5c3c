//! The screening campaign of the first school.

use xinqiao_app::campaigns::{LifeStep, NewCampaign, NewPart};
use xinqiao_app::{App, Caller};
use xinqiao_kernel::id::{CampaignId, PersonId};

use super::{Actors, INSTRUMENT, Plan};
use crate::DemoError;

const CONSENT: &str = "这次填写是自愿的。你可以不填，也可以中途停下，不会影响成绩和任何安排。\
学校的心理老师会看到谁可能需要关心，不会把你的回答告诉其他老师和同学。有想马上说的话，可以直接找心理老师，或拨打 12356。";

/// The school's counsellor opens it and names who is asked.
pub(super) async fn open(app: &App, actors: &mut Actors, plan: &Plan) -> Result<CampaignId, DemoError> {
    let caller = actors.staff(app, "school").await?;
    let school = caller.actor().assignments().first().map(|held| held.place.clone());
    let opens_on = app.day(plan.opens);
    let new = NewCampaign {
        place: school.ok_or_else(|| DemoError::table("ACCOUNTS", "school has no place"))?,
        title: format!("{}年学生心理关怀调查（演示）", opens_on.year()),
        parts: vec![NewPart::always(INSTRUMENT)],
        consent_text: CONSENT.to_owned(),
        opens_on,
        closes_on: app.day(plan.closes),
    };
    let campaign = app.create_campaign(&caller, &new).await?;
    let members: Vec<PersonId> = plan.members.iter().map(|person| person.id).collect();
    app.add_members(&caller, campaign, &members).await?;
    // nobody is asked before a second person has looked at it
    let head = actors.staff(app, "head").await?;
    app.campaign_step(&head, campaign, 1, LifeStep::SignOff, "").await?;
    Ok(campaign)
}

/// A pupil does not take part.
pub(super) async fn decline(app: &App, caller: &Caller, campaign: Option<CampaignId>) -> Result<(), DemoError> {
    match campaign {
        Some(campaign) => Ok(app.decline_campaign(caller, campaign).await?),
        None => Ok(()),
    }
}
