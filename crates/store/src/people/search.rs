//! Finding people whose names and phones are sealed.
//!
//! For each piece of a name or phone (crate `names`) a row of `person_token` holds a truncated keyed hash with the place and the person. A search
//! hashes the pieces of what was typed, reads the people below the caller's places that have them, opens each and keeps the ones that fit: a hash that two
//! pieces share never shows anybody. See the ADR "search over sealed names".

use uuid::Uuid;
use xinqiao_access::{Act, Clause, Resource, Scope, act};
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
/// People of one name that are compared.
const CALLED: u32 = 200;
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
pub(crate) fn tokens(vault: &Vault, piece: &str) -> Result<[i64; 2]> {
    Ok(vault.lookups(LOOKUP_TOKEN, piece.as_bytes())?.map(token))
}

/// The first four bytes name the key; the token is cut from what follows.
fn token(hash: [u8; 32]) -> i64 {
    let [_, _, _, _, a, b, c, d, ..] = hash;
    i64::from(u32::from_be_bytes([a, b, c, d]) >> (32 - TOKEN_BITS))
}

/// The pieces under which somebody is found.
pub(super) fn pieces_of(person: &Person) -> impl Iterator<Item = String> {
    let of_phone = person.phone.as_deref().map(phone_pieces).unwrap_or_default();
    pieces(&person.name).into_iter().chain(of_phone)
}

/// Rows of `person_token` for somebody.
fn token_rows(vault: &Vault, person: &Person, rows: &mut Vec<Vec<Arg>>) -> Result<()> {
    for piece in pieces_of(person) {
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
        let vault = self.vault();
        for piece in pieces_of(person) {
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
    /// Whose records are stored only (PIPL 47 ¶2) is found by the whole number alone, which nobody types without the person's card: so that
    /// somebody who comes back is not entered a second time. `number_system` is the system of identifiers that a number is looked up in.
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

    /// Reads one page of each alternative in turn: a token that a rare piece shares with a frequent one must not use up what the others need.
    /// People of the scope's places who are called so, or alike, with their names: for the program's own comparison.
    pub(crate) async fn people_of_name<A: Act>(&self, scope: &Scope<A>, name: &str) -> Result<Vec<Person>> {
        let Ok(query) = Query::parse(name) else { return Ok(Vec::new()) };
        let (found, _) = self.of_pieces(scope, &query, CALLED).await?;
        Ok(found.into_iter().map(|(person, _)| person).collect())
    }

    async fn of_pieces<A: Act>(&self, scope: &Scope<A>, query: &Query, limit: u32) -> Result<(Vec<(Person, Fit)>, bool)> {
        let no_stored = scope.purpose().ends_with_restriction();
        let mut found = Hits { query, limit: limit as usize, people: Vec::new(), looked_at: 0, no_stored };
        let mut lanes = lanes(&self.vault(), scope, query)?;
        while !lanes.is_empty() && !found.is_enough() {
            let mut open = Vec::with_capacity(lanes.len());
            for mut lane in lanes {
                if !found.is_enough() && self.next_page(&mut lane, &mut found).await? {
                    open.push(lane);
                }
            }
            lanes = open;
        }
        let is_cut = found.looked_at >= MOST_CANDIDATES;
        Ok((found.people, is_cut))
    }

    /// Adds the next people of a lane who fit; false when there are no more.
    async fn next_page(&self, lane: &mut Lane, found: &mut Hits<'_>) -> Result<bool> {
        let Some((first, rest)) = lane.tokens.split_first() else { return Ok(false) };
        let mut others: Vec<Arg> = rest.iter().take(TOGETHER - 1).map(|token| Arg::from(*token)).collect();
        others.resize(TOGETHER - 1, Arg::Int(None));
        let (from, place, person) = &lane.after;
        let mut row = args![*first, from, &lane.below].to_vec();
        row.extend(others);
        row.extend(args![i64::from(PAGE), place, *person, i64::from(found.no_stored)]);
        let page: Vec<Person> = self.all(include_str!("found_by_tokens.sql"), &row).await?;
        let is_full = page.len() == PAGE as usize;
        if let Some(last) = page.last() {
            lane.after = (last.place.as_str().to_owned(), last.place.as_str().to_owned(), last.id.uuid());
        }
        found.take(page);
        Ok(is_full)
    }
}

/// One alternative in one range of places, and how far it was read.
struct Lane {
    tokens: Vec<i64>,
    below: String,
    after: (String, String, Uuid),
}

/// The alternatives in every range; while keys change also with the tokens of the other key.
fn lanes<A: Act>(vault: &Vault, scope: &Scope<A>, query: &Query) -> Result<Vec<Lane>> {
    let mut lanes = Vec::new();
    for pieces in query.alternatives() {
        let pairs = pieces.iter().map(|piece| tokens(vault, piece)).collect::<Result<Vec<_>>>()?;
        let is_changing = pairs.iter().any(|pair| pair[0] != pair[1]);
        for which in [0, 1].into_iter().take(1 + usize::from(is_changing)) {
            lanes.extend(ranges(scope).map(|range| Lane {
                tokens: pairs.iter().map(|pair| pair[which]).collect(),
                below: range.below.clone(),
                after: (range.from.clone(), String::new(), Uuid::nil()),
            }));
        }
    }
    Ok(lanes)
}

/// What was found so far.
struct Hits<'a> {
    query: &'a Query,
    limit: usize,
    people: Vec<(Person, Fit)>,
    looked_at: usize,
    /// leave out whose records are stored only
    no_stored: bool,
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
fn ranges<A: Act>(scope: &Scope<A>) -> impl Iterator<Item = &PathRange> {
    scope.clauses().iter().filter_map(|clause| match clause {
        Clause::Below(range) => Some(range),
        _ => None,
    })
}
