//! Devices that were handed over: a code is used once, and nothing stays of them with their person.

use xinqiao_access::{Permit, Purpose, Resource, Role, act};
use xinqiao_kernel::id::{AccountId, CampaignId, HandOverId, PersonId};

use super::world::{Desk, SCHOOL, World, on_both, path};
use crate::hand_overs::HandOver;

fn keeper(account: AccountId) -> Permit<act::ImportResponses> {
    Desk::new(account, None, Role::SchoolCounsellor, SCHOOL, Purpose::Screening).permit(&Resource::at(path(SCHOOL)))
}

async fn open(world: &World, account: AccountId, person: PersonId, campaign: CampaignId) -> HandOverId {
    let now = world.now();
    let new = HandOver {
        id: HandOverId::new(&world.ids, now),
        campaign,
        person,
        place: path(SCHOOL),
        opened_by: account,
        code_until: now + jiff::SignedDuration::from_mins(10),
        started_at: None,
        seen_at: None,
        expires_at: None,
        ended_at: None,
    };
    world.write(async |tx| tx.add_hand_over(&keeper(account), &new, "code", now).await).await;
    new.id
}

pub(super) async fn fill(world: &World, account: AccountId, person: PersonId, campaign: CampaignId) {
    open(world, account, person, campaign).await;
}

#[tokio::test]
async fn a_code_is_used_once_and_an_ended_device_is_not_seen_again() {
    on_both(async |world| {
        let (account, person) = (world.account("shen").await, world.person(SCHOOL).await);
        let campaign = world.campaign(SCHOOL, account).await;
        let id = open(world, account, person, campaign).await;
        let now = world.now();
        let end = now + jiff::SignedDuration::from_mins(120);
        assert!(world.write(async |tx| tx.start_hand_over(id, "token", end, now).await).await);
        assert!(!world.write(async |tx| tx.start_hand_over(id, "other", end, now).await).await);
        let found = world.db.hand_over_by_token("token").await.unwrap().unwrap();
        assert_eq!((found.id, found.person, found.expires_at, found.ended_at), (id, person, Some(end), None));
        assert!(world.db.hand_over_by_token("other").await.unwrap().is_none());
        assert!(world.write(async |tx| tx.finish_hand_over(id, "idle", now).await).await);
        assert!(!world.write(async |tx| tx.finish_hand_over(id, "answered", now).await).await);
        assert!(world.write(async |tx| tx.erase_person(person, now).await).await);
        assert!(world.db.hand_over_by_code("code").await.unwrap().is_none());
    })
    .await;
}
