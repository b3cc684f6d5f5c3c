//! Every statement is prepared by both engines against the migrated schema.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use sqlx::{AssertSqlSafe, Column, Executor, SqlSafeStr, Statement, TypeInfo};

use super::world::World;
use crate::Tx;
use crate::assessment::{IMPORT_ROW_COLUMNS, IMPORT_ROW_WIDTH, RESPONSE_COLUMNS, RESPONSE_WIDTH};
use crate::attention::{LOOK_COLUMNS, LOOK_ENDING, LOOK_WIDTH};
use crate::audit::{AUDIT_COLUMNS, AUDIT_WIDTH, ENTRY_COLUMNS, ENTRY_WIDTH};
use crate::campaigns::{MEMBER_COLUMNS, MEMBER_WIDTH};
use crate::consent::{CONSENT_COLUMNS, CONSENT_WIDTH};
use crate::lane::{OUTBOX_COLUMNS, OUTBOX_WIDTH};
use crate::people::{
    IDENTIFIER_COLUMNS, IDENTIFIER_WIDTH, PERSON_COLUMNS, PERSON_WIDTH, TOKEN_COLUMNS, TOKEN_ENDING, TOKEN_WIDTH,
};
use crate::releases::{CELL_COLUMNS, CELL_WIDTH};
use crate::tx::{Inner, values_statement};
use crate::warnings::{SIGNAL_COLUMNS, SIGNAL_ENDING, SIGNAL_WIDTH};
use xinqiao_testkit::Engine;

/// What inserts many rows at once: target, width, ending.
const MANY: [(&str, usize, &str); 16] = [
    (crate::areas::WEEK_COLUMNS, crate::areas::WEEK_WIDTH, crate::areas::WEEK_ENDING),
    (crate::group_reports::MEAN_COLUMNS, crate::group_reports::MEAN_WIDTH, ""),
    (crate::quality::PACE_COLUMNS, crate::quality::PACE_WIDTH, ""),
    (CONSENT_COLUMNS, CONSENT_WIDTH, ""),
    (RESPONSE_COLUMNS, RESPONSE_WIDTH, ""),
    (AUDIT_COLUMNS, AUDIT_WIDTH, ""),
    (SIGNAL_COLUMNS, SIGNAL_WIDTH, SIGNAL_ENDING),
    (LOOK_COLUMNS, LOOK_WIDTH, LOOK_ENDING),
    (OUTBOX_COLUMNS, OUTBOX_WIDTH, ""),
    (PERSON_COLUMNS, PERSON_WIDTH, ""),
    (IDENTIFIER_COLUMNS, IDENTIFIER_WIDTH, ""),
    (TOKEN_COLUMNS, TOKEN_WIDTH, TOKEN_ENDING),
    (MEMBER_COLUMNS, MEMBER_WIDTH, ""),
    (IMPORT_ROW_COLUMNS, IMPORT_ROW_WIDTH, ""),
    (ENTRY_COLUMNS, ENTRY_WIDTH, ""),
    (CELL_COLUMNS, CELL_WIDTH, ""),
];

/// The kinds that [`crate::Arg`] binds and [`crate::Row`] reads.
const KINDS: [&str; 5] = ["INT8", "TEXT", "UUID", "FLOAT8", "BYTEA"];

pub(super) fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// All files below `folder` with the extension, in order.
pub(super) fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            found.extend(files(&entry, extension));
        } else if entry.extension().is_some_and(|found| found == extension) {
            found.push(entry);
        }
    }
    found
}

/// The highest `$n` of a statement, and whether each from 1 on is there.
fn placeholders(text: &str) -> BTreeSet<usize> {
    text.split('$')
        .skip(1)
        .map(|rest| {
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            digits.parse().unwrap()
        })
        .collect()
}

/// Prepares a statement; how many parameters it has.
async fn prepared(tx: &mut Tx, text: &str) -> Result<usize, String> {
    let sql = AssertSqlSafe(text.to_owned()).into_sql_str();
    let parameters = match &mut tx.inner {
        Inner::Sqlite(inner) => {
            let statement = (&mut **inner).prepare(sql).await;
            let statement = statement.map_err(|fault| fault.to_string())?;
            statement.parameters().map(|found| found.right())
        }
        Inner::Postgres(inner) => {
            let statement = (&mut **inner).prepare(sql).await;
            let statement = statement.map_err(|fault| fault.to_string())?;
            for column in statement.columns() {
                let kind = column.type_info().name().to_owned();
                if !KINDS.contains(&kind.as_str()) {
                    return Err(format!("column {} is {kind}", column.name()));
                }
            }
            let kinds = statement.parameters().and_then(|found| found.left());
            if let Some(other) = kinds.unwrap_or_default().iter().find(|kind| !KINDS.contains(&kind.name())) {
                return Err(format!("a parameter is {}", other.name()));
            }
            kinds.map(|kinds| Some(kinds.len()))
        }
    };
    Ok(parameters.flatten().unwrap_or(0))
}

/// Prepares all on one engine; one line for each that does not fit.
async fn faults(engine: Engine, texts: &[(String, String)]) -> Vec<String> {
    let world = World::on(engine).await;
    let mut faults = Vec::new();
    for (name, text) in texts {
        let mut tx = world.db.begin().await.unwrap();
        match prepared(&mut tx, text).await {
            Err(fault) => faults.push(format!("{engine:?} {name}: {fault}")),
            Ok(count) => {
                let expected: BTreeSet<usize> = (1..=count).collect();
                if placeholders(text) != expected {
                    faults.push(format!("{engine:?} {name}: {count} parameters, written {:?}", placeholders(text)));
                }
            }
        }
        tx.rollback().await.unwrap();
    }
    faults
}

#[tokio::test]
async fn every_statement_file_is_prepared_by_both_engines() {
    let texts: Vec<(String, String)> = files(&sources(), "sql")
        .into_iter()
        .map(|file| (file.display().to_string(), fs::read_to_string(&file).unwrap()))
        .collect();
    assert!(texts.len() > 100, "only {} files were found", texts.len());
    for engine in Engine::both() {
        let found = faults(engine, &texts).await;
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

#[tokio::test]
async fn every_insert_of_many_rows_is_prepared_by_both_engines() {
    let mut texts = Vec::new();
    for (target, width, ending) in MANY {
        let columns = target.split(['(', ')']).nth(1).unwrap();
        assert_eq!(columns.split(',').count(), width, "{target}");
        for rows in [32, 16, 8, 4, 2, 1] {
            let text = values_statement(target, width, rows, ending);
            texts.push((format!("{target} × {rows}"), text));
        }
    }
    for engine in Engine::both() {
        let found = faults(engine, &texts).await;
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

#[test]
fn the_list_of_inserts_of_many_rows_is_whole() {
    let own = sources().join("tests");
    let defined: usize = files(&sources(), "rs")
        .into_iter()
        .filter(|file| !file.starts_with(&own))
        .map(|file| {
            let text = fs::read_to_string(file).unwrap();
            text.matches("_COLUMNS: &str").count()
        })
        .sum();
    assert_eq!(defined, MANY.len());
}

#[test]
fn every_statement_file_holds_one_statement_and_is_used_beside_it() {
    for file in files(&sources(), "sql") {
        let text = fs::read_to_string(&file).unwrap();
        let shown = file.display();
        assert!(!text.contains(';'), "{shown} holds more than one statement");
        assert!(text.ends_with('\n'), "{shown} has no end of line");
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let used = files(file.parent().unwrap(), "rs").iter().any(|source| {
            let source = fs::read_to_string(source).unwrap();
            source.contains(&format!("include_str!(\"{name}\")"))
        });
        assert!(used, "{shown} is used nowhere");
    }
}
