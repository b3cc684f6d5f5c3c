//! Finding people whose names and phones are sealed.
//!
//! For each piece of a name or phone (crate `names`) a row of `person_token` holds a truncated keyed hash with the place and the person. A search
//! hashes the pieces of what was typed, reads the people below the caller's places that have them, opens each and keeps the ones that fit: a hash that two
//! pieces share never shows anybody. See the ADR "search over sealed names".

use uuid::Uuid;
use xinqiao_access::{Clause, Resource, Scope, act};
use xinqiao_kernel::person::{masked_name, masked_phone};
use xinqiao_kernel::place::PathRange;
use xinqiao_names::{Fit, Query, phone_pieces, pieces};
use xinqiao_vault::Vault;

use super::Person;
use crate::arg::{Arg, args};
use crate::fields::{LOOKUP_TOKEN, lookup_args};
use crate::{Db, Result, Tx};

pub(crate) const TOKEN_COLUMNS: &str = "person_token (token, place_path, person_id)";
pub(crate) const TOKEN_WIDTH: usize = 3;
/// Two pieces of a name may share a token.
pub(crate) const TOKEN_ENDING: &str = " on conflict (token, place_path, person_id) do nothing";

/// Bits of a token: so few that in a large place every token stands for several pieces, and a rare one for many people.
const TOKEN_BITS: u32 = 20;
/// People whom one statement gives.
const PAGE: u32 = 100;
/// People who are opened for one search.
const MOST_CANDIDATES: usize = 2_000;
/// Pieces that one statement asks for together.
const TOGETHER: usize = 4;

/// People who fit, best first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// name and phone masked
    pub people: Vec<(Person, Fit)>,
    /// there are more than were asked for: something longer should be typed
    pub is_cut: bool,
}

/// The tokens of a piece: the one that is written, and the one that may be there while keys change.
fn tokens(vault: &Vault, piece: &str) -> Result<[i64; 2]> {
    Ok(vault.lookups(LOOKUP_TOKEN, piece.as_bytes())?.map(token))
}

/// The first four bytes name the key; the token is cut from what follows.
fn token(hash: [u8; 32]) -> i64 {
    let [_, _, _, _, a, b, c, d, ..] = hash;
    i64::from(u32::from_be_bytes([a, b, c, d]) >> (32 - TOKEN_BITS))
}

/// Rows of `person_token` for somebody.
fn token_rows(vault: &Vault, person: &Person, rows: &mut Vec<Vec<Arg>>) -> Result<()> {
    let of_phone = person.phone.as_deref().map(phone_pieces).unwrap_or_default();
    for piece in pieces(&person.name).into_iter().chain(of_phone) {
        let written = token(vault.lookup(LOOKUP_TOKEN, piece.as_bytes())?);
        rows.push(args![written, person.place.as_str(), person.id.uuid()].to_vec());
    }
    Ok(())
}

impl Tx {
    /// Writes the tokens by which people are found.
    pub(crate) async fn add_tokens(&mut self, vault: &Vault, people: &[Person]) -> Result<()> {
        let mut rows = Vec::with_capacity(people.len() * 12);
        for person in people {
            token_rows(vault, person, &mut rows)?;
        }
        // one after the other in the order of the index
        rows.sort_by_key(|row| match row.first() {
            Some(Arg::Int(Some(token))) => *token,
            _ => 0,
        });
        self.insert_many_with(TOKEN_COLUMNS, TOKEN_WIDTH, &rows, TOKEN_ENDING).await.map(|_| ())
    }

    /// Takes somebody out of the search: their tokens are computed from name and phone and deleted. To be done before their key is destroyed.
    pub async fn forget_tokens(&mut self, person: &Person) -> Result<()> {
        let of_phone = person.phone.as_deref().map(phone_pieces).unwrap_or_default();
        let vault = self.vault();
        for piece in pieces(&person.name).into_iter().chain(of_phone) {
            for token in tokens(&vault, &piece)? {
                let row = args![token, person.place.as_str(), person.id.uuid()];
                self.exec(include_str!("forget_token.sql"), &row).await?;
            }
        }
        Ok(())
    }
}

impl Db {
    /// People of the scope's places who fit, best first, at most `limit`; names and phones masked.
    ///
    /// `number_system` is the system of identifiers that a whole number is looked up in.
    pub async fn search_people(
        &self,
        scope: &Scope<act::SearchPeople>,
        query: &Query,
        number_system: &str,
        limit: u32,
    ) -> Result<Found> {
        let (mut found, is_cut) = match query {
            Query::Number(number) => (self.of_number(scope, number_system, number).await?, false),
            Query::Characters(_) | Query::Letters(_) | Query::Phone(_) | Query::PhoneEnd(_) => {
                self.of_pieces(scope, query, limit).await?
            }
        };
        found.sort_by(|(one, fit), (other, better)| {
            (fit, &one.place, &one.name, one.id).cmp(&(better, &other.place, &other.name, other.id))
        });
        let is_cut = is_cut || found.len() > limit as usize;
        found.truncate(limit as usize);
        for (person, _) in &mut found {
            person.name = masked_name(&person.name);
            person.phone = person.phone.as_deref().map(masked_phone);
        }
        Ok(Found { people: found, is_cut })
    }

    async fn of_number(&self, scope: &Scope<act::SearchPeople>, system: &str, number: &str) -> Result<Vec<(Person, Fit)>> {
        let [one, other] = lookup_args(&self.vault(), system, number)?;
        let found: Vec<Person> = self.all(include_str!("found_by_identifier.sql"), &[Arg::from(system), one, other]).await?;
        let inside = |person: &Person| scope.contains(&Resource::at(person.place.clone()).of(person.id));
        Ok(found.into_iter().filter(inside).map(|person| (person, Fit::Whole)).collect())
    }

    async fn of_pieces(&self, scope: &Scope<act::SearchPeople>, query: &Query, limit: u32) -> Result<(Vec<(Person, Fit)>, bool)> {
        let mut found = Hits { query, limit: limit as usize, people: Vec::new(), looked_at: 0 };
        let vault = self.vault();
        for pieces in query.alternatives() {
            let mut pairs = Vec::with_capacity(pieces.len());
            for piece in &pieces {
                pairs.push(tokens(&vault, piece)?);
            }
            for which in [0, 1] {
                let wanted: Vec<i64> = pairs.iter().map(|pair| pair[which]).collect();
                if which == 1 && pairs.iter().all(|pair| pair[0] == pair[1]) {
                    continue;
                }
                for range in ranges(scope) {
                    self.candidates(range, &wanted, &mut found).await?;
                }
            }
            if found.is_enough() {
                break;
            }
        }
        let is_cut = found.looked_at >= MOST_CANDIDATES;
        Ok((found.people, is_cut))
    }

    /// Adds the people of a range who have all tokens and fit, page by page until there are enough.
    async fn candidates(&self, range: &PathRange, tokens: &[i64], found: &mut Hits<'_>) -> Result<()> {
        let Some((first, rest)) = tokens.split_first() else { return Ok(()) };
        let mut others: Vec<Arg> = rest.iter().take(TOGETHER - 1).map(|token| Arg::from(*token)).collect();
        others.resize(TOGETHER - 1, Arg::Int(None));
        let mut after = (range.from.clone(), String::new(), Uuid::nil());
        loop {
            let (from, place, person) = &after;
            let mut row = args![*first, from, &range.below].to_vec();
            row.extend(others.iter().cloned());
            row.extend(args![i64::from(PAGE), place, *person]);
            let page: Vec<Person> = self.all(include_str!("found_by_tokens.sql"), &row).await?;
            let is_last = page.len() < PAGE as usize;
            if let Some(last) = page.last() {
                after = (last.place.as_str().to_owned(), last.place.as_str().to_owned(), last.id.uuid());
            }
            found.take(page);
            if is_last || found.is_enough() {
                return Ok(());
            }
        }
    }
}

/// What was found so far.
struct Hits<'a> {
    query: &'a Query,
    limit: usize,
    people: Vec<(Person, Fit)>,
    looked_at: usize,
}

impl Hits<'_> {
    fn take(&mut self, page: Vec<Person>) {
        self.looked_at += page.len();
        for person in page {
            let fit = self.query.fit(&person.name, person.phone.as_deref());
            if let Some(fit) = fit
                && self.people.iter().all(|(known, _)| known.id != person.id)
            {
                self.people.push((person, fit));
            }
        }
    }

    /// One more than is shown, so that it is known whether there are more; or so many that do not fit that the search must end.
    fn is_enough(&self) -> bool {
        self.people.len() > self.limit || self.looked_at >= MOST_CANDIDATES
    }
}

/// The ranges of a scope; nobody searches among records by owner or by person.
fn ranges(scope: &Scope<act::SearchPeople>) -> impl Iterator<Item = &PathRange> {
    scope.clauses().iter().filter_map(|clause| match clause {
        Clause::Below(range) => Some(range),
        _ => None,
    })
}
