//! Two receptions of petitioners: one at which an answer is awaited, one at which somebody declined. Nobody is named.

use xinqiao_app::receptions::{NewReception, ReceptionInput, ReceptionStep};
use xinqiao_app::{App, Caller};
use xinqiao_kernel::id::ReceptionId;

use super::Actors;
use crate::DemoError;

/// Plays them at the present moment of the stage.
pub(super) async fn play(app: &App, actors: &mut Actors) -> Result<(), DemoError> {
    let counsellor = actors.staff(app, "counsellor").await?;
    let over = offered(app, &counsellor, &["guidance"]).await?;
    step(app, &counsellor, over, ReceptionInput::Decline).await?;
    offered(app, &counsellor, &["guidance", "legal_aid"]).await.map(|_| ())
}

async fn offered(app: &App, by: &Caller, services: &[&str]) -> Result<ReceptionId, DemoError> {
    let place = by.actor().assignments().first().map(|held| held.place.clone());
    let place = place.ok_or_else(|| DemoError::table("ACCOUNTS", "who receives has no place"))?;
    let (id, first) = app.new_reception_ids();
    let id = app.receive_petitioner(by, &NewReception { id, step: first, place }).await?;
    step(app, by, id, ReceptionInput::Offer(services.iter().map(|one| (*one).to_owned()).collect())).await?;
    Ok(id)
}

async fn step(app: &App, by: &Caller, id: ReceptionId, input: ReceptionInput) -> Result<(), DemoError> {
    let step = ReceptionStep { id: app.fresh_reception_step(), note: None, input };
    Ok(app.reception_step(by, id, &step).await?)
}
