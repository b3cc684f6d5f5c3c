//! Screening campaigns: from the list over a real file to its copy, and the people who are asked.

mod desk;
mod devices;
mod kiosk;
mod refused;
mod report;
mod resident;

use jiff::civil::date;
use xinqiao_app::campaigns::{LifeStep, NewCampaign, NewPart};
use xinqiao_kernel::id::CampaignId;

use super::world::{SCHOOL, World, path};

/// The real file: 156 Malaysian students, PHQ-9, GAD-7 and PSS-10 (MIT licence).
pub const STUDENTS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/responses/ukm_phq9_gad7_pss10.csv"));

/// A campaign of the school that runs now.
pub fn new_campaign() -> NewCampaign {
    NewCampaign {
        place: path(SCHOOL),
        title: "秋季关心调查".to_owned(),
        parts: vec![NewPart::always("phq-9")],
        consent_text: "这次填写是自愿的。\n学校的心理老师会看到结果。".to_owned(),
        opens_on: date(2026, 11, 1),
        closes_on: date(2026, 11, 30),
    }
}

pub async fn campaign(world: &World) -> CampaignId {
    signed(world, &new_campaign()).await
}

/// A campaign that the school planned and the person in charge signed off.
pub async fn signed(world: &World, new: &NewCampaign) -> CampaignId {
    let id = world.app.create_campaign(&world.caller("shen").await, new).await.unwrap();
    world.app.campaign_step(&world.caller("head").await, id, 1, LifeStep::SignOff, "").await.unwrap();
    id
}
