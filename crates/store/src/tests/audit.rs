//! Who did what is sealed into a chain; whoever changes the past is found.

use xinqiao_access::{Purpose, Role};
use xinqiao_kernel::id::PersonId;
use xinqiao_testkit::Engine;

use super::world::{Desk, SCHOOL, World, about, on_both};
use crate::arg::args;
use crate::audit::{AUDIT_COLUMNS, AUDIT_WIDTH, ENTRY_COLUMNS, ENTRY_WIDTH, Look, ROWS_IN_A_SEAL, Verdict};

async fn record(world: &World, person: Option<PersonId>, count: usize) {
    for at in 0..count {
        let row = world.audit_row(person, &format!("row {at}"));
        world.write(async |tx| tx.audit(&row, world.now()).await).await;
        world.pass(1);
    }
}

/// Three seals over five rows each, and two rows that are not sealed.
async fn sealed(world: &World) -> Verdict {
    for no in 1..=3 {
        record(world, None, 5).await;
        let seal = world.db.seal_audit(Look::Recent, world.now()).await.unwrap().unwrap();
        assert_eq!((seal.no, seal.rows), (no, 5));
    }
    record(world, None, 2).await;
    let verdict = world.db.verify_audit().await.unwrap();
    assert_eq!((verdict.seals, verdict.rows, verdict.unsealed), (3, 15, 2));
    assert_eq!(verdict.broken, None);
    verdict
}

/// Which seal does not fit after the statements, on both engines.
async fn check(statements: &[&str], seal: i64, reason: &str) {
    for engine in Engine::both() {
        let world = World::on(engine).await;
        sealed(&world).await;
        for statement in statements {
            assert!(world.run(statement).await > 0, "{statement}");
        }
        let verdict = world.db.verify_audit().await.unwrap();
        let (no, what) = verdict.broken.expect("the change is found");
        assert_eq!(no, seal, "{engine:?}: {what}");
        assert!(what.contains(reason), "{engine:?}: {what}");
    }
}

/// The row at position 3 of seal 2.
const VICTIM: &str = "(select audit_id from audit_entry where seal_no = 2 and position = 3)";

#[tokio::test]
async fn an_untouched_chain_holds_and_tells_its_head() {
    on_both(async |world| {
        let verdict = sealed(world).await;
        let last = world.db.seal_audit(Look::Recent, world.now()).await.unwrap().unwrap();
        assert_eq!((last.no, last.rows, &last.previous), (4, 2, &verdict.head));
        let verdict = world.db.verify_audit().await.unwrap();
        assert_eq!((verdict.seals, verdict.rows, verdict.unsealed), (4, 17, 0));
        assert_eq!((verdict.head, verdict.broken), (last.hash, None));
        assert_eq!(world.db.seal_audit(Look::Recent, world.now()).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn an_altered_row_breaks_its_seal_whatever_was_altered() {
    on_both(async |world| {
        sealed(world).await;
        world.run("create table kept as select * from audit").await;
        for change in [
            "detail = 'nothing'",
            "outcome = 'refused'",
            "created_at = created_at + 1",
            "account_id = audit_id",
            "role = 'counsellor'",
            "action = 'read_answers'",
            "purpose = 'audit'",
            "place_path = '620000/'",
            "person_id = audit_id",
            "record_kind = 'warning'",
            "record_id = audit_id",
        ] {
            world.run(&format!("update audit set {change} where audit_id = {VICTIM}")).await;
            let broken = world.db.verify_audit().await.unwrap().broken;
            let reason = "a row was changed, replaced or moved".to_owned();
            assert_eq!(broken, Some((2, reason)), "{change}");
            let column = change.split(' ').next().unwrap();
            let back =
                format!("update audit set {column} = (select kept.{column} from kept where kept.audit_id = audit.audit_id)");
            world.run(&back).await;
            assert_eq!(world.db.verify_audit().await.unwrap().broken, None, "{change}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_deleted_row_breaks_its_seal() {
    let entry = "delete from audit_entry where seal_no = 2 and position = 1";
    let row = "delete from audit where detail = 'row 0' and audit_id not in (select audit_id from audit_entry)";
    check(&[entry, row], 2, "5 rows were sealed, 4 are there").await;
}

#[tokio::test]
async fn a_sealed_row_is_not_deleted_while_its_entry_stands() {
    on_both(async |world| {
        sealed(world).await;
        let statement = format!("delete from audit where audit_id = {VICTIM}");
        world.refused(async |tx| tx.exec_built(&statement, &[]).await).await;
    })
    .await;
}

#[tokio::test]
async fn a_row_that_was_put_in_between_breaks_its_seal() {
    let aside = "update audit_entry set position = position + 100 where seal_no = 2 and position >= 3";
    let between = "insert into audit_entry (audit_id, seal_no, position, created_at) \
         select audit_id, 2, 3, 0 from audit where detail = 'row 1' and audit_id not in (select audit_id from audit_entry)";
    let back = "update audit_entry set position = position - 99 where position > 100";
    let count = "update audit_seal set row_count = 6 where seal_no = 2";
    check(&[aside, between, back], 2, "5 rows were sealed, 6 are there").await;
    check(&[aside, between, back, count], 2, "changed, replaced or moved").await;
}

#[tokio::test]
async fn rows_in_another_order_break_their_seal() {
    let swap = [
        "update audit_entry set position = 100 where seal_no = 2 and position = 2",
        "update audit_entry set position = 2 where seal_no = 2 and position = 3",
        "update audit_entry set position = 3 where position = 100",
    ];
    check(&swap, 2, "changed, replaced or moved").await;
}

#[tokio::test]
async fn an_altered_seal_is_named() {
    let zeros = "0".repeat(64);
    let hash = format!("update audit_seal set hash = '{zeros}' where seal_no = 2");
    check(&[&hash], 2, "changed, replaced or moved").await;
    let previous = format!("update audit_seal set previous_hash = '{zeros}' where seal_no = 2");
    check(&[&previous], 2, "hash of the seal before").await;
    let count = "update audit_seal set row_count = 4 where seal_no = 2";
    check(&[count], 2, "4 rows were sealed, 5 are there").await;
}

#[tokio::test]
async fn a_removed_seal_is_missed() {
    let entries = "delete from audit_entry where seal_no = 2";
    let seal = "delete from audit_seal where seal_no = 2";
    check(&[entries, seal], 3, "seal 2 is missing").await;
}

#[tokio::test]
async fn rows_under_a_seal_outside_the_chain_are_found() {
    for no in [0, -1] {
        let seal =
            format!("insert into audit_seal (seal_no, row_count, previous_hash, hash, created_at) values ({no}, 2, '', '', 0)");
        let entries = format!(
            "insert into audit_entry (audit_id, seal_no, position, created_at) \
             select audit_id, {no}, case when detail = 'row 0' then 1 else 2 end, 0 from audit \
             where audit_id not in (select audit_id from audit_entry)"
        );
        check(&[&seal, &entries], no, "outside the chain").await;
    }
}

#[tokio::test]
async fn a_removed_last_seal_changes_the_head_that_was_kept_elsewhere() {
    on_both(async |world| {
        let before = sealed(world).await;
        world.run("delete from audit_entry where seal_no = 3").await;
        world.run("delete from audit_seal where seal_no = 3").await;
        let after = world.db.verify_audit().await.unwrap();
        assert_eq!((after.seals, after.unsealed, after.broken), (2, 7, None));
        assert_ne!(after.head, before.head);
    })
    .await;
}

#[tokio::test]
async fn a_full_seal_takes_its_rows_and_hides_no_further_one() {
    on_both(async |world| {
        let more = usize::try_from(ROWS_IN_A_SEAL).unwrap() + 1;
        let rows: Vec<_> = (0..more).map(|_| world.audit_row(None, "many").args(world.now()).to_vec()).collect();
        world.write(async |tx| tx.insert_many(AUDIT_COLUMNS, AUDIT_WIDTH, &rows).await).await;
        let seal = world.db.seal_audit(Look::Recent, world.now()).await.unwrap().unwrap();
        assert_eq!(seal.rows, ROWS_IN_A_SEAL);
        let verdict = world.db.verify_audit().await.unwrap();
        assert_eq!((verdict.unsealed, verdict.broken), (1, None));
        // the one that is left, put behind the last row of the full seal
        let forged = world
            .write(async |tx| {
                tx.opt::<uuid::Uuid>("select audit_id from audit where audit_id not in (select audit_id from audit_entry)", &[])
                    .await
            })
            .await
            .unwrap();
        let entry = args![forged, 1_i64, ROWS_IN_A_SEAL + 1, world.now()].to_vec();
        world.write(async |tx| tx.insert_many(ENTRY_COLUMNS, ENTRY_WIDTH, &[entry]).await).await;
        let verdict = world.db.verify_audit().await.unwrap();
        assert_eq!(verdict.broken.map(|(no, _)| no), Some(1));
    })
    .await;
}

#[tokio::test]
async fn a_row_that_came_more_than_an_hour_late_is_sealed_by_the_look_at_all_rows() {
    on_both(async |world| {
        record(world, None, 3).await;
        assert!(
            world.db.seal_audit(Look::Recent, world.now()).await.unwrap().is_some_and(|seal| seal.rows == 3 && !seal.is_full())
        );
        for (minutes, looks) in [(30, [Some(1), None]), (120, [None, Some(1)])] {
            let at = world.now() - jiff::SignedDuration::from_mins(minutes);
            let row = world.audit_row(None, "late").args(at).to_vec();
            world.write(async |tx| tx.insert_many(AUDIT_COLUMNS, AUDIT_WIDTH, &[row]).await).await;
            for (look, expected) in [Look::Recent, Look::All].into_iter().zip(looks) {
                let sealed = world.db.seal_audit(look, world.now()).await.unwrap();
                assert_eq!(sealed.map(|seal| seal.rows), expected, "{minutes} minutes, {look:?}");
            }
        }
        let verdict = world.db.verify_audit().await.unwrap();
        assert_eq!((verdict.rows, verdict.unsealed, verdict.broken), (5, 0, None));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sealers_at_once_leave_one_whole_chain() {
    on_both(async |world| {
        record(world, None, 40).await;
        let mut works = tokio::task::JoinSet::new();
        for _ in 0..6 {
            let (db, now) = (world.db.clone(), world.now());
            works.spawn(async move { db.seal_audit(Look::Recent, now).await.is_ok() });
        }
        assert!(works.join_all().await.into_iter().any(|sealed| sealed));
        let verdict = world.db.verify_audit().await.unwrap();
        assert_eq!((verdict.rows, verdict.unsealed, verdict.broken), (40, 0, None));
    })
    .await;
}

#[tokio::test]
async fn a_person_sees_who_looked_at_the_own_records_newest_first() {
    on_both(async |world| {
        let (person, other) = (world.person(SCHOOL).await, world.person(SCHOOL).await);
        let staff = world.account("zhou").await;
        let mut row = world.audit_row(Some(person), "seen");
        row.account = Some(staff);
        world.write(async |tx| tx.audit(&row, world.now()).await).await;
        world.pass(1);
        record(world, Some(person), 1).await;
        record(world, Some(other), 1).await;
        let desk = Desk::resident(world.account("lin").await, person, SCHOOL);
        let permit = desk.permit(&about(person, SCHOOL));
        let seen = world.db.who_looked(&permit, person, world.now(), 10).await.unwrap();
        let names: Vec<Option<&str>> = seen.iter().map(|row| row.name.as_deref()).collect();
        assert_eq!(names, [None, Some("周老师")]);
        let foreign = world.db.who_looked(&permit, other, world.now(), 10).await.unwrap();
        assert!(foreign.is_empty());
        let purpose = Purpose::Audit;
        let auditor = Desk::new(staff, None, Role::AuditAdmin, "620000/", purpose);
        let page = world.db.audit_page(&auditor.scope(), world.now(), 2).await.unwrap();
        assert_eq!(page.len(), 2);
        assert!(page[0].at > page[1].at);
    })
    .await;
}
