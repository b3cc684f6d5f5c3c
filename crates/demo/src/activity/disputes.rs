//! Three disputes: one that a grid worker just found, one in mediation, one that was settled and is looked after.

use xinqiao_app::disputes::{DisputeInput, DisputeStep, NewDispute};
use xinqiao_app::{App, Caller};
use xinqiao_disputes::dispute::Agreement;
use xinqiao_disputes::{Guidance, Origin, Settlement, Worker};
use xinqiao_kernel::id::DisputeId;

use super::Actors;
use crate::DemoError;

/// Plays them at the present moment of the stage.
pub(super) async fn play(app: &App, actors: &mut Actors) -> Result<(), DemoError> {
    let grid = actors.staff(app, "grid").await?;
    let mediator = actors.staff(app, "mediator").await?;
    let found = ("land", ["neighbour", "neighbour"], "boundary", "两家为院墙外的过道争了半个月，最近见面就吵。");
    registered(app, &grid, (Worker::Grid, Origin::Check), found).await?;
    let wages = ("work", ["employer", "other"], "wage_arrears", "装修队说工钱拖了两个月，店主说活没干完。");
    let open = registered(app, &mediator, (Worker::Mediator, Origin::Appeal), wages).await?;
    mediated(app, &mediator, open, "双方都来了，先把没有争议的部分写了下来。").await?;
    let noise = ("neighbours", ["neighbour", "neighbour"], "noise", "楼上晚上练琴，楼下老人睡不好。");
    let settled = registered(app, &mediator, (Worker::Mediator, Origin::Appeal), noise).await?;
    mediated(app, &mediator, settled, "一起定了练琴的时间。").await?;
    let agreement = Some(Agreement { parties: [1, 2].into(), until: None });
    let input = DisputeInput::Settle { settlement: Settlement::Agreement, agreement };
    step(app, &mediator, settled, input, "晚上八点以后不练，琴脚垫上厚垫子。").await
}

async fn registered(
    app: &App,
    by: &Caller,
    (worker, origin): (Worker, Origin),
    (kind, parties, problem, words): (&str, [&str; 2], &str, &str),
) -> Result<DisputeId, DemoError> {
    let place = by.actor().assignments().first().map(|held| held.place.clone());
    let (id, step) = app.new_dispute_ids();
    let new = NewDispute {
        id,
        step,
        kind: kind.to_owned(),
        place: place.ok_or_else(|| DemoError::table("ACCOUNTS", "who registers a dispute has no place"))?,
        worker,
        origin,
        people: Vec::new(),
        outsides: parties.map(str::to_owned).to_vec(),
        problems: vec![problem.to_owned()],
        owner: None,
        note: Some(words.to_owned()),
    };
    Ok(app.register_dispute(by, &new).await?)
}

async fn mediated(app: &App, by: &Caller, id: DisputeId, words: &str) -> Result<(), DemoError> {
    let guidance = [(1, Guidance::Accepted), (2, Guidance::Declined)].into();
    step(app, by, id, DisputeInput::Mediate { on: app.day(app.now()), guidance }, words).await
}

async fn step(app: &App, by: &Caller, id: DisputeId, input: DisputeInput, words: &str) -> Result<(), DemoError> {
    let step = DisputeStep { id: app.fresh_dispute_step(), note: Some(words.to_owned()), input };
    Ok(app.dispute_step(by, id, &step).await?)
}
