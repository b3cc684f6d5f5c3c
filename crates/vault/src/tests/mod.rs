//! Published vectors, properties, the ring.

mod properties;
mod ring;
mod vectors;

use std::sync::Arc;

use uuid::Uuid;
use xinqiao_kernel::IdSource;

use crate::{Class, Field, KeySource, State, Suite, Vault, WrappedKey};

const NAME: Field = Field::new("account", "name_sealed");

fn source(suite: Suite) -> KeySource {
    KeySource::local([7; 32], [9; 32]).with_suite(suite)
}

/// One key for each class, numbered from `first` on.
fn rows(source: &KeySource, first: u32, state: State) -> Vec<WrappedKey> {
    let numbered = (first..).zip(Class::ALL);
    numbered
        .map(|(no, class)| WrappedKey::make(no, class, source.suite, state, &*source.master, &source.random).unwrap())
        .collect()
}

fn vault_of(source: &KeySource, rows: &[WrappedKey]) -> Vault {
    Vault::open_ring(rows, &*source.master, Arc::new(IdSource::seeded(3))).unwrap()
}

fn vault(suite: Suite) -> Vault {
    let source = source(suite);
    vault_of(&source, &rows(&source, 1, State::Active))
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}
