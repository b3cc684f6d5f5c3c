//! The tables as the migrations make them, in an order in which every row's parents come first.

use crate::migrate::MIGRATIONS;

/// What a column holds, the same on both engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    Int,
    Real,
    Text,
    Id,
    Bytes,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub kind: ColumnKind,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
}

/// All tables, read from the PostgreSQL texts of the first `migrations` migrations (they tell ids from bytes).
pub fn tables(migrations: usize) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    for migration in MIGRATIONS.iter().take(migrations) {
        let mut inside = false;
        for line in migration.postgres.lines() {
            if let Some(rest) = line.strip_prefix("create table ") {
                let name = rest.trim_end_matches(['(', ' ']).to_owned();
                tables.push(Table { name, columns: Vec::new() });
                inside = true;
            } else if line.starts_with(')') {
                inside = false;
            } else if inside {
                if let (Some(column), Some(table)) = (column(line), tables.last_mut()) {
                    table.columns.push(column);
                }
            } else if let Some(rest) = line.strip_prefix("alter table ") {
                alter(&mut tables, rest);
            }
        }
    }
    tables
}

/// Adds or drops a column; everything else leaves the columns as they are.
fn alter(tables: &mut [Table], change: &str) {
    let mut words = change.split_whitespace();
    let (name, verb) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let Some(table) = tables.iter_mut().find(|table| table.name == name) else { return };
    let Some((_, rest)) = change.split_once(" column ") else { return };
    match verb {
        "add" => table.columns.extend(column(rest)),
        "drop" => table.columns.retain(|column| column.name != rest.trim_end_matches([' ', ';'])),
        _ => {}
    }
}

fn column(line: &str) -> Option<Column> {
    let mut words = line.split_whitespace();
    let name = words.next()?;
    let kind = match words.next()?.trim_end_matches([',', ';']) {
        "uuid" => ColumnKind::Id,
        "bigint" => ColumnKind::Int,
        "text" => ColumnKind::Text,
        "double" => ColumnKind::Real,
        "bytea" => ColumnKind::Bytes,
        _ => return None,
    };
    Some(Column { name: name.to_owned(), kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_of_the_migrations_is_found_with_its_columns() {
        let tables = tables(MIGRATIONS.len());
        let place = tables.iter().find(|table| table.name == "place").unwrap();
        let names: Vec<&str> = place.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["place_id", "path", "parent_id", "name", "level", "kind", "created_at"]);
        assert_eq!(place.columns[0].kind, ColumnKind::Id);
        // added by one migration, dropped by a later one
        assert!(
            tables
                .iter()
                .all(|table| table.name != "person_standing" || table.columns.iter().all(|column| column.name != "model"))
        );
        let made: usize = MIGRATIONS.iter().map(|m| m.postgres.matches("\ncreate table ").count()).sum();
        assert!(tables.len() >= made && tables.iter().all(|table| table.columns.len() >= 3));
    }

    #[test]
    fn a_table_stands_after_the_tables_it_refers_to() {
        let names: Vec<String> = tables(MIGRATIONS.len()).into_iter().map(|table| table.name).collect();
        for migration in MIGRATIONS {
            for (at, line) in migration.postgres.lines().enumerate() {
                let Some((_, rest)) = line.split_once(" references ") else {
                    continue;
                };
                let target = rest.split([' ', ',', '(']).next().unwrap();
                let own = migration.postgres.lines().take(at).filter_map(|l| l.strip_prefix("create table ")).last().unwrap();
                let position = |name: &str| names.iter().position(|known| known == name).unwrap();
                assert!(position(target) <= position(own.trim_end_matches([' ', '('])), "{own} before {target}");
            }
        }
    }
}
