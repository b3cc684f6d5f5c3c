//! Reading and writing the rows of a sealed column in the order of their keys, a batch at a time.
//!
//! The statements are put together from the list of sealed columns, never from input.

use std::collections::HashMap;

use uuid::Uuid;
use xinqiao_vault::{Field, Spot};

use super::sealed::{By, Sealed};
use crate::arg::Arg;
use crate::migrate::MIGRATIONS;
use crate::row::Row;
use crate::schema::{ColumnKind, tables};
use crate::{Result, StoreError, Tx};

/// The primary key of a row, value by value.
pub(crate) type Key = Vec<Arg>;

/// One row of a sealed column.
pub(crate) struct SealedRow {
    pub(crate) key: Key,
    pub(crate) spot: Spot,
    pub(crate) sealed: Vec<u8>,
    /// whose key opens it, when it is a person's
    pub(crate) person: Option<Uuid>,
}

/// The kinds of the columns of a table's primary key, in order.
pub(crate) fn kinds(field: Field, key: &[&str]) -> Result<Vec<ColumnKind>> {
    let tables = tables(MIGRATIONS.len());
    let table = tables.iter().find(|table| table.name == field.table);
    let kind = |name: &&str| table?.columns.iter().find(|column| column.name == **name).map(|column| column.kind);
    let kinds: Option<Vec<ColumnKind>> = key.iter().map(kind).collect();
    kinds.ok_or(StoreError::Corrupt {
        table: field.table,
        column: field.column,
        expected: "a column of the schema",
        found: key.join(", "),
    })
}

/// Reads the values of a primary key that begin a row.
pub(crate) fn key_of(row: &Row, kinds: &[ColumnKind]) -> Result<Key> {
    let read = |(at, kind): (usize, &ColumnKind)| {
        Ok(match kind {
            ColumnKind::Int => Arg::Int(Some(row.int(at)?)),
            ColumnKind::Id => Arg::Id(Some(row.uuid(at)?)),
            ColumnKind::Bytes => Arg::Bytes(Some(row.bytes(at)?)),
            ColumnKind::Text | ColumnKind::Real => Arg::Text(Some(row.text(at)?)),
        })
    };
    kinds.iter().enumerate().map(read).collect()
}

/// The spot of a row, as [`Sealed::key`] says.
pub(crate) fn spot(field: Field, key: &[Arg]) -> Spot {
    if let [Arg::Id(Some(id))] = key {
        return field.of(*id);
    }
    let parts: Vec<Vec<u8>> = key
        .iter()
        .map(|value| match value {
            Arg::Id(Some(id)) => id.as_bytes().to_vec(),
            Arg::Int(Some(number)) => number.to_be_bytes().to_vec(),
            Arg::Text(Some(text)) => text.as_bytes().to_vec(),
            Arg::Bytes(Some(bytes)) => bytes.clone(),
            _ => Vec::new(),
        })
        .collect();
    let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
    field.of_key(&parts)
}

/// `select … from … where key > … order by key limit …`, and its arguments.
pub(crate) fn page(table: &str, key: &[&str], columns: &str, filter: &str, after: &[Arg], limit: usize) -> (String, Vec<Arg>) {
    let names = key.join(", ");
    let places: Vec<String> = (1..=key.len()).map(|at| format!("${at}")).collect();
    let mut text = format!("select {names}, {columns} from {table} where {filter}");
    if !after.is_empty() {
        text.push_str(&format!(" and ({names}) > ({})", places.join(", ")));
    }
    text.push_str(&format!(" order by {names} limit {limit}"));
    (text, after.to_vec())
}

impl Tx {
    /// The next rows of a sealed column after a key; from the beginning when it is empty.
    pub(crate) async fn sealed_page(&mut self, column: &Sealed, after: &[Arg], limit: usize) -> Result<Vec<SealedRow>> {
        let Field { table, column: name } = column.field;
        let kinds = kinds(column.field, column.key)?;
        let person = match column.by {
            By::Person(expression) => format!(", {expression}"),
            By::Class(_) => String::new(),
        };
        let (text, args) = page(table, column.key, &format!("{name}{person}"), &format!("{name} is not null"), after, limit);
        let mut rows = Vec::new();
        self.each_with(&text, &args, |row| {
            let key = key_of(&row, &kinds)?;
            let sealed = row.bytes(kinds.len())?;
            let person = if person.is_empty() { None } else { row.uuid_opt(kinds.len() + 1)? };
            rows.push(SealedRow { spot: spot(column.field, &key), key, sealed, person });
            Ok(())
        })
        .await?;
        Ok(rows)
    }

    /// Writes a value if the old one is still there; false when somebody else was first.
    pub(crate) async fn replace(&mut self, field: Field, key: (&[&str], &[Arg]), old: &[u8], new: Vec<u8>) -> Result<bool> {
        let (names, values) = key;
        let Field { table, column } = field;
        let mut text = format!("update {table} set {column} = $1 where {column} = $2");
        let mut args = vec![Arg::from(new), Arg::from(old.to_vec())];
        for (at, (name, value)) in names.iter().zip(values).enumerate() {
            text.push_str(&format!(" and {name} = ${}", at + 3));
            args.push(value.clone());
        }
        Ok(self.exec_built(&text, &args).await? == 1)
    }

    /// The wrapped keys of people; those who were erased or are not there are left out.
    pub(crate) async fn wrapped_keys(&mut self, people: &[Uuid]) -> Result<HashMap<Uuid, Vec<u8>>> {
        const AT_ONCE: usize = 16;
        let mut found = HashMap::with_capacity(people.len());
        let places: Vec<String> = (1..=AT_ONCE).map(|at| format!("${at}")).collect();
        let text = format!(
            "select person_id, key_sealed from person where key_sealed is not null and person_id in ({})",
            places.join(", ")
        );
        for some in people.chunks(AT_ONCE) {
            let mut args: Vec<Arg> = some.iter().map(|id| Arg::from(*id)).collect();
            args.resize(AT_ONCE, Arg::Id(None));
            self.each_with(&text, &args, |row| {
                found.insert(row.uuid(0)?, row.bytes(1)?);
                Ok(())
            })
            .await?;
        }
        Ok(found)
    }
}
