//! No statement reads a table that grows from one end to the other: SQLite says how it would read each, without statistics as in a new file.

use std::fs;

use sqlx::{AssertSqlSafe, Row as _, SqlSafeStr};

use super::statements::{files, sources};
use super::world::World;
use crate::tx::Inner;
use xinqiao_testkit::Engine;

/// Read whole: a few rows for ever, or a temporary result.
const SMALL: [&str; 9] =
    ["CONSTANT", "bounded", "latest", "seen", "people", "audit_seal", "data_key", "legal_hold", "access_review"];

/// Statements that have to read everything: the whole walk of the audit, the count of places.
const WHOLE: [&str; 2] = ["audit/stray_entry.sql", "places/count.sql"];

/// Statements with the index that they must read by, whatever other index is added.
const BY: [(&str, &str); 3] = [
    ("accounts/sessions.sql", "token_hash=?"),
    ("accounts/session.sql", "token_hash=?"),
    ("lane/existing.sql", "submission_key=?"),
];

/// The steps of a plan.
async fn plan(world: &World, text: &str) -> Vec<String> {
    let mut tx = world.db.begin().await.unwrap();
    let Inner::Sqlite(inner) = &mut tx.inner else { panic!("the plans are those of SQLite") };
    let sql = AssertSqlSafe(format!("explain query plan {text}")).into_sql_str();
    let rows = sqlx::query(sql).fetch_all(&mut **inner).await.unwrap();
    rows.iter().map(|row| row.get::<String, _>(3)).collect()
}

/// Does a step read a whole table, not by an index over a chosen part of it?
fn reads_all(step: &str) -> bool {
    let Some(rest) = step.strip_prefix("SCAN ") else { return false };
    let table = rest.split(' ').next().unwrap_or_default();
    let by_part = rest.contains(" USING ") && !rest.contains("sqlite_autoindex");
    !by_part && !SMALL.contains(&table)
}

#[tokio::test]
async fn every_statement_finds_what_it_reads_by_an_index() {
    let world = World::on(Engine::Sqlite).await;
    let (mut looked, mut whole) = (0, Vec::new());
    for file in files(&sources(), "sql") {
        let name = file.strip_prefix(sources()).unwrap().display().to_string();
        let text = fs::read_to_string(&file).unwrap();
        if text.trim_start().starts_with("insert") {
            continue;
        }
        looked += 1;
        let steps = plan(&world, &text).await;
        let all = steps.iter().filter(|step| reads_all(step) && !WHOLE.contains(&name.as_str()));
        whole.extend(all.map(|step| format!("{name}: {step}")));
        if let Some((_, by)) = BY.iter().find(|(known, _)| *known == name) {
            assert!(steps.iter().any(|step| step.contains(by)), "{name}: {steps:?}");
        }
    }
    assert!(looked > 200, "{looked} statements");
    assert!(whole.is_empty(), "{}", whole.join("\n"));
}

#[test]
fn a_plan_that_reads_a_whole_table_is_told_from_one_that_reads_a_part() {
    assert!(reads_all("SCAN account") && reads_all("SCAN account USING INDEX sqlite_autoindex_account_1"));
    assert!(!reads_all("SCAN assignment USING INDEX assignment_staff_id") && !reads_all("SEARCH account USING INDEX x (y=?)"));
    assert!(!reads_all("SCAN bounded"));
}
