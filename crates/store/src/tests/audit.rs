//! Who did what is sealed into a chain; whoever changes the past is found, and the row is named.

use xinqiao_access::{Purpose, Role, act};
use xinqiao_audit::{Fault, Kept, Suite, What};
use xinqiao_kernel::id::{AuditId, PersonId};
use xinqiao_testkit::{Engine, MASTER_KEY};
use xinqiao_vault::KeySource;

use super::world::{Desk, SCHOOL, World, about, on_both, path};
use crate::StoreError;
use crate::arg::args;
use crate::audit::{
    AUDIT_COLUMNS, AUDIT_WIDTH, Before, By, ENTRY_COLUMNS, ENTRY_WIDTH, Look, ROWS_IN_A_SEAL, Reach, Verdict, is_full,
};

const DAYS: i64 = 180;

pub async fn record(world: &World, person: Option<PersonId>, count: usize) {
    for at in 0..count {
        let row = world.audit_row(person, &format!("row {at}"));
        world.write(async |tx| tx.audit(&row, world.now()).await).await;
        world.pass(1);
    }
}

pub async fn verify(world: &World, kept: Vec<Kept>) -> Verdict {
    world.db.verify_audit(kept, DAYS).await.unwrap()
}

/// Three seals over five rows each, the second with SM3, and two rows that are not sealed.
async fn sealed(world: &World) -> Verdict {
    for (no, suite) in (1..=3).zip([Suite::Sha256, Suite::Sm3, Suite::Sha256]) {
        record(world, None, 5).await;
        let seal = world.db.seal_audit(Look::Recent, suite, world.now()).await.unwrap().unwrap();
        assert_eq!((seal.no, seal.rows, seal.suite), (no, 5, suite));
    }
    record(world, None, 2).await;
    let verdict = verify(world, Vec::new()).await;
    assert_eq!((verdict.seals, verdict.rows, verdict.unsealed, verdict.late), (3, 15, 2, 0));
    assert_eq!(verdict.faults, []);
    verdict
}

fn kept(verdict: &Verdict) -> Vec<Kept> {
    vec![Kept { seal: Some(verdict.last()), hash: verdict.hash().to_owned(), at: None }]
}

/// Takes the locks off, as somebody with the rights of the database's owner can.
pub async fn break_in(world: &World) {
    const TABLES: [&str; 4] = ["audit", "audit_entry", "audit_seal", "audit_gone"];
    for table in TABLES {
        for name in ["is_not_changed", "is_kept"] {
            world
                .run(&match world.database.engine {
                    Engine::Sqlite => format!("drop trigger {table}_{name}"),
                    Engine::Postgres => format!("drop trigger {table}_{name} on {table}"),
                })
                .await;
        }
    }
}

/// What is found after the statements, on both engines: seal, position, whether the row is named, and what.
async fn check(statements: &[&str], seal: i64, position: Option<i64>, is_named: bool, what: What) {
    for engine in Engine::both() {
        let world = World::on(engine).await;
        let before = sealed(&world).await;
        break_in(&world).await;
        for statement in statements {
            assert!(world.run(statement).await > 0, "{statement}");
        }
        let faults = verify(&world, kept(&before)).await.faults;
        let first = faults.first().expect("the change is found");
        assert_eq!((first.seal, first.position, first.row.is_some()), (seal, position, is_named), "{engine:?}: {faults:?}");
        assert_eq!(first.what, what, "{engine:?}: {faults:?}");
    }
}

/// The row at position 3 of seal 2.
const VICTIM: &str = "(select audit_id from audit_entry where seal_no = 2 and position = 3)";

#[tokio::test]
async fn an_untouched_chain_holds_and_tells_its_head() {
    on_both(async |world| {
        let verdict = sealed(world).await;
        let last = world.db.seal_audit(Look::Recent, Suite::Sha256, world.now()).await.unwrap().unwrap();
        assert_eq!((last.no, last.rows, last.total, last.previous.as_str()), (4, 2, 17, verdict.hash()));
        let after = verify(world, kept(&verdict)).await;
        assert_eq!((after.seals, after.rows, after.unsealed), (4, 17, 0));
        assert_eq!((after.hash(), after.faults.as_slice()), (last.hash.as_str(), &[][..]));
        assert_eq!(world.db.seal_audit(Look::Recent, Suite::Sha256, world.now()).await.unwrap(), None);
        // a check of the newest seals continues one that was found sound
        let part = world.db.verify_audit_after(&kept(&verdict)[0], DAYS).await.unwrap();
        assert_eq!((part.first, part.seals, part.faults.as_slice()), (4, 1, &[][..]));
        let head = [Kept { seal: Some(4), hash: last.hash.clone(), at: None }];
        let nothing_new = world.db.verify_audit_after(&head[0], DAYS).await.unwrap();
        assert_eq!((nothing_new.seals, nothing_new.faults.as_slice()), (0, &[][..]));
        let other = Kept { seal: Some(3), hash: "0".repeat(64), at: None };
        let part = world.db.verify_audit_after(&other, DAYS).await.unwrap();
        assert_eq!(part.faults[0].what, What::OtherThanKept);
    })
    .await;
}

#[tokio::test]
async fn an_altered_row_is_named_whatever_was_altered() {
    on_both(async |world| {
        sealed(world).await;
        break_in(world).await;
        world.run("create table kept as select * from audit").await;
        let id = world.named(VICTIM).await;
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
            let faults = verify(world, Vec::new()).await.faults;
            assert_eq!(faults, [Fault { seal: 2, position: Some(3), row: Some(id), what: What::RowChanged }], "{change}");
            let column = change.split(' ').next().unwrap();
            let back =
                format!("update audit set {column} = (select kept.{column} from kept where kept.audit_id = audit.audit_id)");
            world.run(&back).await;
            assert_eq!(verify(world, Vec::new()).await.faults, [], "{change}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_deleted_row_is_missed_at_its_place() {
    let entry = "delete from audit_entry where seal_no = 2 and position = 4";
    let row = "delete from audit where detail = 'row 3' and audit_id not in (select audit_id from audit_entry)";
    check(&[entry, row], 2, Some(4), false, What::RowMissing).await;
    let close_up = "update audit_entry set position = 4 where seal_no = 2 and position = 5";
    check(&[entry, row, close_up], 2, Some(4), false, What::RowMissing).await;
}

#[tokio::test]
async fn rows_are_neither_changed_nor_deleted_on_either_engine() {
    on_both(async |world| {
        sealed(world).await;
        for statement in [
            format!("delete from audit where audit_id = {VICTIM}"),
            "delete from audit where audit_id not in (select audit_id from audit_entry)".to_owned(),
            "delete from audit_entry where seal_no = 2".to_owned(),
            "delete from audit_seal where seal_no = 3".to_owned(),
            "update audit set detail = ''".to_owned(),
            "update audit_entry set link = ''".to_owned(),
            "update audit_seal set hash = ''".to_owned(),
        ] {
            let fault = world.refused(async |tx| tx.exec_built(&statement, &[]).await).await;
            let StoreError::Statement { source, .. } = &fault else { panic!("{fault:?}") };
            assert!(source.to_string().contains("append-only"), "{statement}: {source}");
        }
        if world.database.engine == Engine::Postgres {
            world.refused(async |tx| tx.exec_built("truncate audit cascade", &[]).await).await;
        }
        assert_eq!(verify(world, Vec::new()).await.faults, []);
    })
    .await;
}

#[tokio::test]
async fn a_row_that_was_put_in_between_is_named() {
    let aside = "update audit_entry set position = position + 100 where seal_no = 2 and position >= 3";
    let between = "insert into audit_entry (audit_id, seal_no, position, link, created_at) \
         select audit_id, 2, 3, 'x', 0 from audit where detail = 'row 1' and audit_id not in (select audit_id from audit_entry)";
    let back = "update audit_entry set position = position - 99 where position > 100";
    let count = "update audit_seal set row_count = 6 where seal_no = 2";
    check(&[aside, between, back], 2, Some(3), true, What::RowInserted).await;
    check(&[aside, between, back, count], 2, Some(3), true, What::RowChanged).await;
}

#[tokio::test]
async fn rows_in_another_order_are_told_to_be_moved() {
    let swap = [
        "update audit_entry set position = 100 where seal_no = 2 and position = 2",
        "update audit_entry set position = 2 where seal_no = 2 and position = 3",
        "update audit_entry set position = 3 where position = 100",
    ];
    check(&swap, 2, Some(2), true, What::RowMoved).await;
}

#[tokio::test]
async fn an_altered_seal_or_link_is_named() {
    let zeros = "0".repeat(64);
    let hash = format!("update audit_seal set hash = '{zeros}' where seal_no = 2");
    check(&[&hash], 2, None, false, What::SealChanged).await;
    let previous = format!("update audit_seal set previous_hash = '{zeros}' where seal_no = 2");
    check(&[&previous], 2, None, false, What::Forked { from: 0 }).await;
    let forked = "update audit_seal set previous_hash = (select hash from audit_seal where seal_no = 1) where seal_no = 3";
    check(&[forked], 3, None, false, What::Forked { from: 1 }).await;
    check(&["update audit_seal set created_at = created_at + 1 where seal_no = 2"], 2, None, false, What::SealChanged).await;
    check(&["update audit_seal set suite = 'sha256' where seal_no = 2"], 2, Some(1), true, What::RowChanged).await;
    check(&["update audit_seal set row_count = 4 where seal_no = 2"], 2, Some(5), true, What::RowInserted).await;
    let link = format!("update audit_entry set link = '{zeros}' where seal_no = 2 and position = 3");
    check(&[&link], 2, Some(3), true, What::LinkChanged).await;
}

#[tokio::test]
async fn a_removed_seal_is_missed_and_a_removed_last_one_by_the_kept_head() {
    check(
        &["delete from audit_entry where seal_no = 2", "delete from audit_seal where seal_no = 2"],
        2,
        None,
        false,
        What::SealMissing,
    )
    .await;
    let last = ["delete from audit_entry where seal_no = 3", "delete from audit_seal where seal_no = 3"];
    check(&last, 3, None, false, What::EndsBeforeKept { last: 2 }).await;
}

#[tokio::test]
async fn a_chain_that_was_sealed_anew_is_told_by_the_kept_head() {
    on_both(async |world| {
        let before = sealed(world).await;
        break_in(world).await;
        world.run(&format!("update audit set detail = 'nothing' where audit_id = {VICTIM}")).await;
        for statement in ["delete from audit_entry where seal_no >= 2", "delete from audit_seal where seal_no >= 2"] {
            world.run(statement).await;
        }
        while world.db.seal_audit(Look::All, Suite::Sha256, world.now()).await.unwrap().is_some() {
            // the rest is sealed as if nothing had happened; one more seal, so that the kept number is reached
            record(world, None, usize::from(world.count("audit_seal").await < 4)).await;
        }
        assert_eq!(verify(world, Vec::new()).await.faults, [], "the database alone does not tell");
        let faults = verify(world, kept(&before)).await.faults;
        assert_eq!(faults[0].what, What::OtherThanKept);
        let hash_only = vec![Kept { seal: None, hash: before.hash().to_owned(), at: None }];
        assert_eq!(verify(world, hash_only).await.faults[0].what, What::KeptHashAbsent);
    })
    .await;
}

#[tokio::test]
async fn rows_under_a_seal_outside_the_chain_are_found() {
    for no in [0, -1] {
        let seal = format!(
            "insert into audit_seal (seal_no, row_count, total, previous_hash, root, suite, hash, created_at) \
             values ({no}, 2, 2, '', '', 'sha256', '', 0)"
        );
        let entries = format!(
            "insert into audit_entry (audit_id, seal_no, position, link, created_at) \
             select audit_id, {no}, case when detail = 'row 0' then 1 else 2 end, '', 0 from audit \
             where audit_id not in (select audit_id from audit_entry)"
        );
        check(&[&seal, &entries], no, None, false, What::Stray).await;
    }
}

#[tokio::test]
async fn a_row_dated_back_that_no_seal_covers_is_counted_as_late() {
    on_both(async |world| {
        sealed(world).await;
        let at = world.now() - jiff::SignedDuration::from_hours(20);
        let row = world.audit_row(None, "put in later").args(at).to_vec();
        world.write(async |tx| tx.insert_many(AUDIT_COLUMNS, AUDIT_WIDTH, &[row]).await).await;
        let verdict = verify(world, Vec::new()).await;
        assert_eq!((verdict.unsealed, verdict.late, verdict.faults.as_slice()), (3, 1, &[][..]));
    })
    .await;
}

#[tokio::test]
async fn one_altered_byte_in_the_file_of_the_database_names_the_row() {
    let world = World::on(Engine::Sqlite).await;
    for at in 0..12 {
        let row = world.audit_row(None, &format!("marker-{at}-of-the-row"));
        world.write(async |tx| tx.audit(&row, world.now()).await).await;
        world.pass(1);
    }
    world.db.seal_audit(Look::Recent, Suite::Sm3, world.now()).await.unwrap().unwrap();
    let id = world.named("(select audit_id from audit where detail = 'marker-7-of-the-row')").await;
    world.db.close().await;
    let file = world.database.url.trim_start_matches("sqlite://").split('?').next().unwrap().to_owned();
    let mut bytes = std::fs::read(&file).unwrap();
    let needle = b"marker-7-of-the-row";
    let found: Vec<usize> = (0..bytes.len() - needle.len()).filter(|at| bytes[*at..].starts_with(needle)).collect();
    assert!(!found.is_empty());
    for at in found {
        bytes[at + 14] ^= 1;
    }
    std::fs::write(&file, &bytes).unwrap();
    let db = crate::Db::open(&crate::DbOptions::new(&world.database.url, KeySource::local(MASTER_KEY, [1; 32]))).await.unwrap();
    let faults = db.verify_audit(Vec::new(), DAYS).await.unwrap().faults;
    assert_eq!(faults, [Fault { seal: 1, position: Some(8), row: Some(id), what: What::RowChanged }]);
    assert_eq!(faults[0].to_string(), format!("seal 1, row 8, id {id}: a column is not what was sealed"));
    db.close().await;
}

#[tokio::test]
async fn a_full_seal_takes_its_rows_and_hides_no_further_one() {
    on_both(async |world| {
        let more = usize::try_from(ROWS_IN_A_SEAL).unwrap() + 1;
        let rows: Vec<_> = (0..more).map(|_| world.audit_row(None, "many").args(world.now()).to_vec()).collect();
        world.write(async |tx| tx.insert_many(AUDIT_COLUMNS, AUDIT_WIDTH, &rows).await).await;
        let seal = world.db.seal_audit(Look::Recent, Suite::Sha256, world.now()).await.unwrap().unwrap();
        assert_eq!(seal.rows, ROWS_IN_A_SEAL);
        let verdict = verify(world, Vec::new()).await;
        assert_eq!((verdict.unsealed, verdict.faults.as_slice()), (1, &[][..]));
        // the one that is left, put behind the last row of the full seal
        let forged = world.named("(select audit_id from audit where audit_id not in (select audit_id from audit_entry))").await;
        let entry = args![forged, 1_i64, ROWS_IN_A_SEAL + 1, "", world.now()].to_vec();
        world.write(async |tx| tx.insert_many(ENTRY_COLUMNS, ENTRY_WIDTH, &[entry]).await).await;
        let faults = verify(world, Vec::new()).await.faults;
        assert_eq!((faults[0].seal, faults[0].row), (1, Some(forged)));
    })
    .await;
}

#[tokio::test]
async fn a_row_that_came_more_than_an_hour_late_is_sealed_by_the_look_at_all_rows() {
    on_both(async |world| {
        record(world, None, 3).await;
        assert!(
            world
                .db
                .seal_audit(Look::Recent, Suite::Sha256, world.now())
                .await
                .unwrap()
                .is_some_and(|seal| seal.rows == 3 && !is_full(&seal))
        );
        for (minutes, looks) in [(30, [Some(1), None]), (120, [None, Some(1)])] {
            let at = world.now() - jiff::SignedDuration::from_mins(minutes);
            let row = world.audit_row(None, "late").args(at).to_vec();
            world.write(async |tx| tx.insert_many(AUDIT_COLUMNS, AUDIT_WIDTH, &[row]).await).await;
            for (look, expected) in [Look::Recent, Look::All].into_iter().zip(looks) {
                let sealed = world.db.seal_audit(look, Suite::Sha256, world.now()).await.unwrap();
                assert_eq!(sealed.map(|seal| seal.rows), expected, "{minutes} minutes, {look:?}");
            }
        }
        let verdict = verify(world, Vec::new()).await;
        assert_eq!((verdict.rows, verdict.unsealed, verdict.faults.as_slice()), (5, 0, &[][..]));
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
            works.spawn(async move { db.seal_audit(Look::Recent, Suite::Sha256, now).await.is_ok() });
        }
        assert!(works.join_all().await.into_iter().any(|sealed| sealed));
        let verdict = verify(world, Vec::new()).await;
        assert_eq!((verdict.rows, verdict.unsealed, verdict.faults.as_slice()), (40, 0, &[][..]));
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
        let (id, from) = (AuditId::from_uuid(uuid::Uuid::max()), jiff::Timestamp::MIN);
        let before = Before { at: world.now(), id };
        let reach = Reach::of(&auditor.scope::<act::ReadAudit>(), &path("620000/620700/"));
        assert!(reach.is_whole());
        let found = world.db.audit_search(&reach, &By::Time, before, from, 2).await.unwrap();
        let page = found.rows;
        assert_eq!((page.len(), found.end.map(|end| end.id)), (2, Some(page[1].id)));
        assert!(page[0].at > page[1].at);
        let next = Before { at: page[1].at, id: page[1].id };
        let older = world.db.audit_search(&reach, &By::Time, next, from, 2).await.unwrap();
        assert_eq!((older.rows.len(), older.end), (1, None), "the page behind a row begins behind it");
        let by = [(By::Account(staff), 1), (By::Person(person), 2), (By::Person(other), 1), (By::Refused, 0)];
        for (by, expected) in by.into_iter().chain([(By::Action("read_person".to_owned()), 3), (By::Record(person.uuid()), 2)]) {
            let found = world.db.audit_search(&reach, &by, before, from, 10).await.unwrap();
            assert_eq!(found.rows.len(), expected, "{by:?}");
        }
    })
    .await;
}
