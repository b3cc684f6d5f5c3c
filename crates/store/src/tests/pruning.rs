//! Rows go when their time is over, and the chain verifies across what went.

use jiff::SignedDuration;
use xinqiao_access::{Purpose, Resource, Role};
use xinqiao_audit::{AuditPack, Suite, What};
use xinqiao_kernel::id::{AuditId, HoldId, PersonId};

use super::audit::{break_in, record, verify};
use super::world::{Desk, SCHOOL, TODAY, World, about, on_both, path};
use crate::audit::{Look, NewAudit, Pruned};
use crate::retention::NewHold;

/// Three days for logs, ten for rows about people.
fn pack() -> AuditPack {
    let keep = |code: &str, days: Option<u32>, persons: bool, action: &str| xinqiao_audit::pack::Keep {
        code: code.to_owned(),
        persons,
        actions: vec![action.to_owned()],
        days,
        source: "test".to_owned(),
    };
    AuditPack {
        id: "test".to_owned(),
        title: "test".to_owned(),
        date: super::world::TODAY,
        keep: vec![
            keep("tombstones", None, false, "prune_audit"),
            keep("personal", Some(10), true, "export_audit"),
            keep("log", Some(3), false, "*"),
        ],
        hint: Vec::new(),
    }
}

/// A day for lists, everything else for ever.
pub fn pack_of_lists() -> AuditPack {
    let mut pack = pack();
    pack.keep.truncate(1);
    let list = xinqiao_audit::pack::Keep { actions: vec!["list_warnings".to_owned()], days: Some(1), ..pack.keep[0].clone() };
    pack.keep.push(list);
    pack
}

pub fn told(world: &World, detail: String) -> NewAudit {
    NewAudit {
        id: AuditId::new(&world.ids, world.now()),
        action: "prune_audit".to_owned(),
        record_kind: "audit_seal",
        ..world.audit_row(None, &detail)
    }
}

async fn prune(world: &World) -> Pruned {
    world.db.prune_audit(&pack(), 10, world.now(), &|detail| told(world, detail)).await.unwrap()
}

async fn seal(world: &World) {
    world.db.seal_audit(Look::Recent, Suite::Sm3, world.now()).await.unwrap().unwrap();
}

/// Two seals: in each three rows about nobody and two about a person.
async fn two_seals(world: &World) {
    let person = world.person(SCHOOL).await;
    for _ in 0..2 {
        record(world, None, 3).await;
        record(world, Some(person), 2).await;
        seal(world).await;
    }
}

async fn days(world: &World, days: i64) {
    world.clock.advance(SignedDuration::from_hours(24 * days));
}

#[tokio::test]
async fn rows_go_when_their_period_is_over_and_the_chain_verifies_across_them() {
    on_both(async |world| {
        two_seals(world).await;
        let head = verify(world, Vec::new()).await;
        assert_eq!(prune(world).await, Pruned::default(), "nothing is old enough");
        days(world, 3).await;
        assert_eq!(prune(world).await, Pruned { seals: 2, rows: 6 });
        assert_eq!(world.count("audit_gone").await, 6);
        let after = world.db.verify_audit(Vec::new(), 3).await.unwrap();
        assert_eq!((after.rows, after.gone, after.faults.as_slice()), (4, 6, &[][..]));
        assert_eq!(after.hash(), head.hash(), "the head that was kept still holds");
        assert_eq!(prune(world).await, Pruned::default(), "a second run takes nothing");
        seal(world).await;
        days(world, 8).await;
        assert_eq!(prune(world).await, Pruned { seals: 2, rows: 4 });
        assert_eq!((world.count("audit_gone").await, world.count("audit_entry").await), (0, 2));
        let after = world.db.verify_audit(Vec::new(), 3).await.unwrap();
        assert_eq!((after.rows, after.gone, after.faults.as_slice()), (2, 10, &[][..]));
        seal(world).await;
        days(world, 10_000).await;
        assert_eq!(prune(world).await, Pruned::default(), "the rows that tell what went stay");
    })
    .await;
}

#[tokio::test]
async fn what_went_without_a_tombstone_or_too_early_is_found() {
    on_both(async |world| {
        two_seals(world).await;
        days(world, 3).await;
        prune(world).await;
        let early = world.db.verify_audit(Vec::new(), 4).await.unwrap().faults;
        assert_eq!((early[0].seal, &early[0].what), (1, &What::PrunedTooEarly));
        break_in(world).await;
        // one more row goes the same way, without the job
        world
            .run(
                "insert into audit_gone (audit_id, seal_no, position, link, created_at) \
             select audit_id, seal_no, position, link, 0 from audit_entry where seal_no = 2 and position = 5",
            )
            .await;
        world.run("delete from audit_entry where seal_no = 2 and position = 5").await;
        let faults = world.db.verify_audit(Vec::new(), 3).await.unwrap().faults;
        assert_eq!((faults[0].seal, &faults[0].what), (2, &What::GoneWithoutTombstone));
    })
    .await;
}

#[tokio::test]
async fn a_hold_keeps_the_rows_about_its_person_and_one_on_all_keeps_every_row_until_it_ends() {
    on_both(async |world| {
        let [held, other] = [world.person(SCHOOL).await, world.person(SCHOOL).await];
        for person in [Some(held), Some(other), None] {
            record(world, person, 2).await;
        }
        seal(world).await;
        let chief = world.account("chief").await;
        let desk = Desk::new(chief, None, Role::DepartmentHead, SCHOOL, Purpose::Administration);
        let of = |person: Option<PersonId>| person.map_or_else(|| Resource::at(path(SCHOOL)), |id| about(id, SCHOOL));
        let place = async |person: Option<PersonId>| {
            let id = HoldId::new(&world.ids, world.now());
            let new = NewHold { id, person, reason: "court".to_owned(), by: chief, from: TODAY };
            assert!(world.write(async |tx| tx.add_hold(&desk.permit(&of(person)), &new, world.now()).await).await);
            id
        };
        let end = async |id: HoldId, person: Option<PersonId>| {
            world.write(async |tx| tx.end_hold(&desk.permit(&of(person)), id, TODAY, chief).await).await
        };
        let all = place(None).await;
        let one = place(Some(held)).await;
        assert!(!end(all, Some(held)).await && !end(one, None).await && !end(one, Some(other)).await);
        days(world, 11).await;
        assert_eq!(prune(world).await, Pruned::default(), "a hold on all is in force");
        assert!(end(all, None).await);
        // four rows go: those about the other person and about nobody; in two steps, for each period is gone through by itself
        assert_eq!(prune(world).await.rows, 4);
        assert_eq!(prune(world).await.rows, 0);
        assert!(world.db.verify_audit(Vec::new(), 3).await.unwrap().faults.is_empty());
        assert!(end(one, Some(held)).await);
        assert_eq!(prune(world).await.rows, 2);
    })
    .await;
}
