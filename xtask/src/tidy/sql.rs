//! SQL that both engines understand and that knows no clock and no chance.

use std::collections::BTreeSet;

use crate::text::{line_at, positions, word_before};
use crate::tree::{File, Tree};

/// What a statement must not hold, and why.
const FORBIDDEN: [(&str, &str); 11] = [
    ("now(", "the instant is a parameter"),
    ("current_timestamp", "the instant is a parameter"),
    ("current_date", "the day is a parameter"),
    ("current_time", "the instant is a parameter"),
    ("random(", "chance is a parameter"),
    ("gen_random_uuid(", "ids are parameters"),
    ("like ", "case-insensitive search differs between engines: search in Rust or by a normalised column"),
    ("ilike ", "only PostgreSQL knows it"),
    ("json_", "JSON is read in Rust"),
    ("jsonb", "JSON is read in Rust"),
    ("->", "JSON is read in Rust"),
];

const ENGINES: [&str; 2] = ["sqlite", "postgres"];

/// All faults of this kind.
pub(crate) fn faults(tree: &Tree) -> Vec<String> {
    let mut faults: Vec<String> = tree.below("crates/", &["sql"]).flat_map(faults_of).collect();
    faults.extend(migration_faults(tree));
    faults
}

fn faults_of(file: &File) -> Vec<String> {
    let sql = bare(&file.text).to_lowercase();
    let mut faults = Vec::new();
    if !is_script(&file.path) {
        let statements = sql.split(';').filter(|statement| !statement.trim().is_empty()).count();
        if statements != 1 {
            faults.push(file.fault(1, &format!("{statements} statements: one to a file")));
        }
    }
    for (word, reason) in FORBIDDEN {
        // A longer word that ends alike (`unlike `) is another word.
        let starts_word = word.starts_with(char::is_alphabetic);
        let found = positions(&sql, word).filter(|position| !starts_word || !word_before(&sql, *position));
        faults.extend(found.map(|position| file.fault(line_at(&sql, position), &format!("`{}`: {reason}", word.trim()))));
    }
    for (position, _) in sql.match_indices("select") {
        let after = sql[position + "select".len()..].trim_start();
        let after = after.strip_prefix("distinct").map_or(after, str::trim_start);
        if after.starts_with('*') {
            faults.push(file.fault(line_at(&sql, position), "`select *`: list the columns"));
        }
    }
    faults
}

/// Migrations and dumped schemas hold many statements.
fn is_script(path: &str) -> bool {
    path.contains("/migrations/") || path.contains("/schema/")
}

/// The statement without comments and text constants; lines stay where they are.
fn bare(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let (mut in_text, mut in_comment) = (false, false);
    while let Some(character) = characters.next() {
        match character {
            '\n' => {
                in_comment = false;
                result.push('\n');
            }
            _ if in_comment => {}
            '\'' => in_text = !in_text,
            _ if in_text => {}
            '-' if characters.peek() == Some(&'-') => in_comment = true,
            _ => result.push(character),
        }
    }
    result
}

fn migration_faults(tree: &Tree) -> Vec<String> {
    let [sqlite, postgres] = ENGINES.map(|engine| {
        let folder = format!("crates/store/migrations/{engine}/");
        let names = tree.files.iter().filter_map(|file| file.path.strip_prefix(&folder));
        names.map(str::to_owned).collect::<BTreeSet<String>>()
    });
    sqlite
        .symmetric_difference(&postgres)
        .map(|name| format!("crates/store/migrations: {name} exists for one engine only"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, sql: &str, count: usize) {
        let faults = faults(&Tree::of(&[(path, sql)]));
        assert_eq!(faults.len(), count, "{sql}: {faults:?}");
    }

    #[test]
    fn a_file_holds_one_statement() {
        let path = "crates/store/src/place/by_id.sql";
        check(path, "-- one; really\nselect name from place where note = ';';\n", 0);
        check(path, "delete from a; delete from b;", 1);
        check(path, "-- nothing\n", 1);
        check("crates/store/migrations/sqlite/1.sql", "create table a (b text); create table c (d text);", 1);
    }

    #[test]
    fn a_statement_knows_no_clock_chance_json_or_engine() {
        let path = "crates/store/src/place/by_id.sql";
        check(path, "select now()", 1);
        check(path, "select known(a) from b where c = 'now()' -- now()", 0);
        check(path, "select a -> 'b' from c", 1);
        check(path, "select a from b where c like $1", 1);
        check(path, "select * from b", 1);
        check(path, "select count(*) from b", 0);
        check(path, "select distinct\n  * from b", 1);
    }

    #[test]
    fn migrations_exist_for_both_engines() {
        let tree = Tree::of(&[
            ("crates/store/migrations/sqlite/0001_person.sql", "create table a (b text)"),
            ("crates/store/migrations/postgres/0001_person.sql", "create table a (b text)"),
            ("crates/store/migrations/sqlite/0002_place.sql", "create table c (d text)"),
        ]);
        assert_eq!(faults(&tree), ["crates/store/migrations: 0002_place.sql exists for one engine only"]);
    }
}
