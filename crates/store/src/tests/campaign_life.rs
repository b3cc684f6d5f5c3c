//! The life of a campaign, its parts, how far people are, reminders and sittings, on both engines.

use jiff::civil::date;
use xinqiao_access::{Resource, Role, act};
use xinqiao_campaigns::{Act, Event, Only, Part, Stage, Window};
use xinqiao_kernel::id::{AccountId, CampaignId, PersonId, SittingId};

use super::world::{Desk, SCHOOL, TODAY, World, on_both, path};
use crate::campaigns::{MemberStep, Pace, SittingRow, UnitCount};

const WINDOW: Window = Window { opens_on: date(2026, 11, 20), closes_on: date(2026, 12, 4) };
const CLASS: &str = "620000/620700/s1/class-3/";
const NEXT_CLASS: &str = "620000/620700/s1/class-4/";

fn event(act: Act, by: AccountId, reason: Option<&str>, world: &World) -> Event {
    Event { act, by: Some(by), at: world.now(), reason: reason.map(str::to_owned) }
}

/// Rows of every table of campaigns.
pub async fn fill(world: &World, account: AccountId, person: PersonId, campaign: CampaignId) {
    let paused = event(Act::Paused, account, Some("停电 😀"), world);
    let sitting = SittingRow {
        id: SittingId::new(&world.ids, world.now()),
        campaign,
        unit: path(SCHOOL),
        begins_at: world.within(60),
        room: "机房 2".to_owned(),
        by: account,
    };
    world
        .write(async |tx| {
            tx.add_member(campaign, person, world.now()).await?;
            assert!(tx.add_campaign_event(campaign, 0, &paused, (Stage::Paused, WINDOW), world.now()).await?);
            tx.add_reminder(campaign, &path(SCHOOL), Some(account), world.now()).await?;
            tx.add_sitting(&sitting, world.now()).await.map(|_| ())
        })
        .await;
}

#[tokio::test]
async fn events_are_kept_in_order_and_only_the_first_of_two_at_one_time_counts() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let id = world.campaign(SCHOOL, account).await;
        let planned = event(Act::Planned { window: WINDOW }, account, None, world);
        let paused = event(Act::Paused, account, Some("停电"), world);
        let add = async |before, one: &Event, stage| {
            world.write(async |tx| tx.add_campaign_event(id, before, one, (stage, WINDOW), world.now()).await).await
        };
        assert!(add(0, &planned, Stage::Planned).await);
        assert!(!add(0, &paused, Stage::Paused).await);
        assert!(add(1, &paused, Stage::Paused).await);
        assert_eq!(world.db.campaign_events(id).await.unwrap(), [planned, paused]);
        let kept = world.db.campaign(id).await.unwrap().unwrap();
        assert_eq!((kept.stage, kept.steps, kept.closes_on), (Stage::Paused, 2, WINDOW.closes_on));
        assert!(world.db.campaigns_under_way(TODAY, CampaignId::from_uuid(uuid::Uuid::nil()), 10).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn parts_are_written_anew_as_a_whole() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let id = world.campaign(SCHOOL, account).await;
        let part = |instrument: &str, only| Part {
            instrument: instrument.to_owned(),
            version: "1".to_owned(),
            form: xinqiao_kernel::TestForm::Fixed,
            only,
        };
        let parts = [part("phq-2", None), part("phq-9", Some(Only { after: 0, total_from: 3.0 }))];
        world.write(async |tx| tx.set_parts(id, &parts).await).await;
        assert_eq!(world.db.campaign_parts(id).await.unwrap(), parts);
        let person = world.person(SCHOOL).await;
        world.write(async |tx| tx.add_member(id, person, world.now()).await).await;
        let asks = world.db.campaign_asking(id, person).await.unwrap().unwrap();
        assert_eq!((asks.parts, asks.next), (parts.to_vec(), 0));
    })
    .await;
}

#[tokio::test]
async fn a_sheet_moves_its_person_on_and_an_earlier_one_that_comes_again_does_not_move_them_back() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let id = world.campaign(SCHOOL, account).await;
        let person = world.person(SCHOOL).await;
        world.write(async |tx| tx.add_member(id, person, world.now()).await).await;
        let hand_in = async |key: &str, step| {
            let mut submission = world.submission(person, key);
            (submission.response.campaign, submission.response.sharing) = (Some(id), "campaign");
            submission.step = Some(step);
            world.db.write_submissions(&[submission]).await.unwrap();
        };
        hand_in("a", MemberStep { part: 0, next: 1, finished: false }).await;
        assert_eq!(world.db.campaign_asking(id, person).await.unwrap().unwrap().next, 1);
        hand_in("b", MemberStep { part: 1, next: 2, finished: true }).await;
        hand_in("a2", MemberStep { part: 0, next: 1, finished: false }).await;
        assert_eq!(world.db.campaign_asking(id, person).await.unwrap().unwrap().next, 2);
        let pace = world.db.campaign_pace(id, world.now()).await.unwrap();
        assert_eq!(pace, Pace { answered: 1, with_signal: 1, open: 0, recent: 1 });
        assert_eq!(world.db.campaign_pace(id, world.within(1)).await.unwrap().recent, 0);
    })
    .await;
}

#[tokio::test]
async fn a_class_is_counted_by_what_is_settled_and_its_list_tells_no_more() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let id = world.campaign(SCHOOL, account).await;
        let (open, declined, next) = (world.person(CLASS).await, world.person(CLASS).await, world.person(NEXT_CLASS).await);
        for person in [open, declined, next] {
            world.write(async |tx| tx.add_member(id, person, world.now()).await).await;
        }
        world.write(async |tx| tx.decline(id, declined, world.now()).await).await;
        let counts = world.db.units_below(id, &path(SCHOOL)).await.unwrap();
        let count = |unit, asked, settled| UnitCount { unit: path(unit), asked, settled };
        assert_eq!(counts, [count(CLASS, 2, 1), count(NEXT_CLASS, 1, 0)]);
        let permit = Desk::counsellor(account, CLASS).permit::<act::ReadCompletion>(&Resource::at(path(CLASS)));
        let start = PersonId::from_uuid(uuid::Uuid::nil());
        let members = world.db.members(&permit, id, start, 10).await.unwrap();
        let mut told: Vec<_> = members.iter().map(|one| (one.person, one.settled)).collect();
        told.sort();
        let mut expected = [(open, false), (declined, true)];
        expected.sort();
        assert_eq!(told, expected);
        let rest = world.db.members(&permit, id, members[0].person, 10).await.unwrap();
        assert_eq!(rest, members[1..]);
        assert!(members.iter().all(|one| !one.name.contains('*')), "{members:?}");
        // whoever runs campaigns from outside the school reads no names
        let outside = Desk::of(account, Role::Counsellor, CLASS).permit::<act::ReadCompletion>(&Resource::at(path(CLASS)));
        let masked = world.db.members(&outside, id, start, 10).await.unwrap();
        assert!(masked.len() == 2 && masked.iter().all(|one| one.name.contains('*')), "{masked:?}");
    })
    .await;
}

#[tokio::test]
async fn the_last_reminder_of_each_unit_and_its_sittings_are_told() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let person = world.person(SCHOOL).await;
        let id = world.campaign(SCHOOL, account).await;
        fill(world, account, person, id).await;
        let reminded = world.db.last_reminders(id).await.unwrap();
        assert_eq!((reminded.len(), &reminded[0].unit, reminded[0].at), (1, &path(SCHOOL), world.now()));
        let sittings = world.db.campaign_sittings(id, 10).await.unwrap();
        assert_eq!(sittings.iter().map(|one| one.room.as_str()).collect::<Vec<_>>(), ["机房 2"]);
        assert!(!world.write(async |tx| tx.add_sitting(&sittings[0], world.now()).await).await);
    })
    .await;
}
