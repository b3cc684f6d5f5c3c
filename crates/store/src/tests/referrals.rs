//! Desks, referrals and protocols as rows.

use xinqiao_access::{Purpose, Role, act};
use xinqiao_kernel::id::{AccountId, PersonId};
use xinqiao_referrals::{ReceiverId, ReferralId, Sight, StepId};
use xinqiao_testkit::Engine;

use super::world::{Desk, SCHOOL, World, about, path};
use crate::StoreError;
use crate::referrals::{
    After, EventRow, ProtocolRow, ProtocolState, Receiver, ReferralRow, ReferralState, Sees, SightRow, StepRow, Which,
};

fn desk(world: &World) -> Receiver {
    let id = ReceiverId::new(&world.ids, world.now());
    Receiver {
        id,
        name: "市医院心理科".to_owned(),
        role: "psychiatrist".to_owned(),
        place: path(SCHOOL),
        closed_at: None,
        version: 1,
    }
}

fn referral(world: &World, (from, to): (AccountId, AccountId), person: PersonId, receiver: ReceiverId) -> ReferralRow {
    let state = ReferralState {
        role: "psychiatrist".to_owned(),
        to,
        to_place: path(SCHOOL),
        receiver: Some(receiver),
        responsible: from,
        basis: "consent".to_owned(),
        consent_by: Some("guardian".to_owned()),
        state: "sent".to_owned(),
        step_owner: Some(to),
        owed_at: Some(world.now()),
        silences: 0,
        version: 1,
        ended_at: None,
    };
    ReferralRow {
        id: ReferralId::new(&world.ids, world.now()),
        person,
        place: path(SCHOOL),
        kind: "refer".to_owned(),
        urgency: "routine".to_owned(),
        warning: None,
        from,
        from_place: path(SCHOOL),
        state,
        cites: None,
        sent_at: world.now(),
        receiver_name: None,
        name: String::new(),
    }
}

fn event(world: &World, account: AccountId, seq: i64) -> EventRow {
    EventRow {
        id: StepId::new(&world.ids, world.now()),
        seq,
        account: Some(account),
        word: "sent".to_owned(),
        body: "{\"words\":\"她说\"}".to_owned(),
        at: world.now(),
        name: None,
    }
}

/// A desk with somebody, a referral to it, who sees it, and a protocol.
pub(super) async fn fill(world: &World, account: AccountId, person: PersonId) -> (Receiver, ReferralRow) {
    let now = world.now();
    let other = world.account("hospital").await;
    let desk = desk(world);
    let permit = Desk::new(account, None, Role::SecurityAdmin, SCHOOL, Purpose::Administration)
        .permit::<act::ManageReceivers>(&xinqiao_access::Resource::at(path(SCHOOL)));
    let row = referral(world, (account, other), person, desk.id);
    let first = event(world, account, 1);
    let protocol = ProtocolRow {
        id: world.ids.uuid(now),
        kind: "green_channel".to_owned(),
        person,
        place: path(SCHOOL),
        state: ProtocolState {
            referral: Some(row.id),
            stage: "team".to_owned(),
            owner: Some(account),
            due_at: Some(now),
            ended_at: None,
        },
        entries: 1,
        opened_at: now,
        name: String::new(),
    };
    let step = StepRow {
        id: StepId::new(&world.ids, now),
        seq: 1,
        account: Some(account),
        word: "opened".to_owned(),
        body: "{}".to_owned(),
        at: now,
        name: None,
    };
    world
        .write(async |tx| {
            tx.add_receiver(&permit, &desk, now).await?;
            tx.add_receiver_member(desk.id, other, now).await?;
            tx.open_referral(&row, &first, now).await?;
            let seen = SightRow { account: other, receiver: Some(desk.id), sight: Sight::Whole };
            tx.save_sight(&Sees { referral: row.id, person, row: seen, gives_up_whole: false }, now).await?;
            tx.open_protocol(&protocol, &step, now).await?;
            tx.add_protocol_worker(protocol.id, (other, Some(now)), now).await
        })
        .await;
    (desk, row)
}

#[tokio::test]
async fn a_referral_is_read_by_its_person_and_place_and_changed_once_for_each_version() {
    for engine in Engine::both() {
        let world = World::on(engine).await;
        let account = world.account("zhou").await;
        let person = world.person(SCHOOL).await;
        let (desk, row) = fill(&world, account, person).await;
        let kept = world.db.referral_place(row.id).await.unwrap().unwrap();
        assert_eq!((kept.receiver_name.as_deref(), kept.state.clone()), (Some("市医院心理科"), row.state.clone()));
        let reader = Desk::new(account, None, Role::Counsellor, SCHOOL, Purpose::Service);
        let permit = reader.permit::<act::ReadReferral>(&about(person, SCHOOL).owned_by(account));
        let events = world.db.referral_events(&permit, row.id).await.unwrap();
        assert_eq!((events.len(), events[0].body.as_str()), (1, "{\"words\":\"她说\"}"));
        let stranger = world.person(SCHOOL).await;
        let other = reader.permit::<act::ReadReferral>(&about(stranger, SCHOOL).owned_by(account));
        assert!(world.db.referral_events(&other, row.id).await.unwrap().is_empty());
        let next = ReferralState { version: 2, ..row.state.clone() };
        let (one, two) = (event(&world, account, 2), event(&world, account, 3));
        world.write(async |tx| tx.save_referral((row.id, person), 1, &next, &one, world.now()).await).await;
        let mut tx = world.db.begin().await.unwrap();
        let stale = tx.save_referral((row.id, person), 1, &next, &two, world.now()).await;
        assert!(matches!(stale, Err(StoreError::Stale { table: "referral", .. })), "{stale:?}");
        drop(tx);
        let scope = reader.scope::<act::ReadReferral>();
        for which in [Which::Sent, Which::Desk(desk.id), Which::Below(path(SCHOOL).range())] {
            let found = world.db.referrals(&scope, &which, false, After::default(), 10).await.unwrap();
            assert_eq!(found.iter().map(|row| row.id).collect::<Vec<_>>(), [row.id], "{which:?}");
            let after = After { sent_at: found[0].sent_at, id: found[0].id };
            assert!(world.db.referrals(&scope, &which, true, after, 10).await.unwrap().is_empty());
        }
        assert_eq!(world.db.late_referrals(world.now(), 10).await.unwrap(), [row.id]);
    }
}

#[tokio::test]
async fn the_whole_is_given_up_with_the_record_and_nothing_is_left_after_erasure() {
    for engine in Engine::both() {
        let world = World::on(engine).await;
        let account = world.account("zhou").await;
        let person = world.person(SCHOOL).await;
        let (desk, row) = fill(&world, account, person).await;
        let other = world.db.receiver_members(desk.id).await.unwrap()[0].account;
        assert_eq!(world.db.given_to(other).await.unwrap(), [person]);
        let record = SightRow { account: other, receiver: Some(desk.id), sight: Sight::Record };
        world
            .write(async |tx| {
                tx.save_sight(&Sees { referral: row.id, person, row: record, gives_up_whole: true }, world.now()).await
            })
            .await;
        assert!(world.db.given_to(other).await.unwrap().is_empty());
        world.write(async |tx| tx.erase_person(person, world.now()).await.map(drop)).await;
        assert!(world.db.sights_of(row.id).await.unwrap().is_empty());
        assert!(world.db.late_referrals(world.now(), 10).await.unwrap().is_empty());
        assert!(world.db.referral_events_for_sweep(row.id).await.unwrap().is_empty());
        assert_eq!(world.db.referral_place(row.id).await.unwrap().unwrap().state.state, "ended");
    }
}
