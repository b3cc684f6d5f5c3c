//! Tokens of people are computed anew when the key of look-ups changes.

use std::collections::BTreeSet;

use uuid::Uuid;
use xinqiao_vault::{Field, Vault};

use super::Person;
use super::search::{TOKEN_COLUMNS, TOKEN_ENDING, TOKEN_WIDTH, pieces_of, tokens};
use crate::arg::{Arg, args};
use crate::keys::scan;
use crate::row::FromRow;
use crate::{Result, Tx};

const PERSON: Field = Field::new("person", "person_id");
const COLUMNS: &str = "place_path, name_sealed, sex, birth_on, phone_sealed, key_sealed";

impl Tx {
    /// Writes the tokens of one batch of people under the active key and deletes those of the key before; how many rows changed, and the person
    /// after whom the next batch begins.
    pub(crate) async fn retoken(&mut self, vault: &Vault, after: Option<Uuid>, size: usize) -> Result<(u64, Option<Uuid>)> {
        let after: Vec<Arg> = after.into_iter().map(Arg::from).collect();
        let (text, after) = scan::page(PERSON.table, &[PERSON.column], COLUMNS, "key_sealed is not null", &after, size);
        let mut people = Vec::with_capacity(size);
        self.each_with(&text, &after, |row| {
            people.push(Person::from_row(&row)?);
            Ok(())
        })
        .await?;
        let mut touched = 0;
        for person in &people {
            touched += self.retoken_person(vault, person).await?;
        }
        let last = people.last().filter(|_| people.len() == size);
        Ok((touched, last.map(|person| person.id.uuid())))
    }

    async fn retoken_person(&mut self, vault: &Vault, person: &Person) -> Result<u64> {
        let (mut wanted, mut others) = (BTreeSet::new(), BTreeSet::new());
        for piece in pieces_of(person) {
            let [now, other] = tokens(vault, &piece)?;
            wanted.insert(now);
            others.insert(other);
        }
        let row = |token: i64| args![token, person.place.as_str(), person.id.uuid()];
        let rows: Vec<Vec<Arg>> = wanted.iter().map(|token| row(*token).to_vec()).collect();
        let mut touched = self.insert_many_with(TOKEN_COLUMNS, TOKEN_WIDTH, &rows, TOKEN_ENDING).await?;
        for token in others.difference(&wanted) {
            touched += self.exec(include_str!("forget_token.sql"), &row(*token)).await?;
        }
        Ok(touched)
    }
}
