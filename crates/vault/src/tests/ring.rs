//! The ring: wrong master keys, unknown keys, rotation.

use super::{NAME, id, rows, source, vault, vault_of};
use crate::{Class, KeySource, MasterError, State, Suite, Vault, VaultError, WrappedKey};

#[test]
fn another_master_key_opens_no_ring_and_has_another_check_value() {
    for suite in Suite::ALL {
        let right = source(suite);
        let rows = rows(&right, 1, State::Active);
        let wrong = KeySource::local([8; 32], [9; 32]).with_suite(suite);
        let fault = Vault::open_ring(&rows, &*wrong.master, wrong.random.clone()).unwrap_err();
        assert_eq!(fault, MasterError::Wrong { number: 1 });
        let [one, other] = [&right, &wrong].map(|source| source.master.check_value().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.len(), 16);
    }
}

#[test]
fn a_wrapped_key_cannot_stand_for_another_number_class_or_suite() {
    let source = source(Suite::Aes256GcmSiv);
    let [person, account, ..] = &rows(&source, 1, State::Active)[..] else { panic!("too few keys") };
    let changed = [
        WrappedKey { number: 9, ..person.clone() },
        WrappedKey { class: Class::File, ..person.clone() },
        WrappedKey { suite: Suite::Sm4Gcm, ..person.clone() },
        WrappedKey { wrapped: account.wrapped.clone(), ..person.clone() },
    ];
    for row in changed {
        let fault = Vault::open_ring(std::slice::from_ref(&row), &*source.master, source.random.clone()).unwrap_err();
        assert_eq!(fault, MasterError::Wrong { number: row.number });
    }
}

#[test]
fn the_master_key_changes_without_the_data_keys() {
    let (old, new) = (source(Suite::Aes256GcmSiv), KeySource::local([8; 32], [1; 32]).with_suite(Suite::Sm4Gcm));
    let before = rows(&old, 1, State::Active);
    let after: Vec<WrappedKey> = before.iter().map(|row| row.rewrap(&*old.master, &*new.master).unwrap()).collect();
    let sealed = vault_of(&old, &before).seal(Class::File, &NAME.of(id(1)), b"as it was").unwrap();
    assert_eq!(&vault_of(&new, &after).open(Class::File, &NAME.of(id(1)), &sealed).unwrap()[..], b"as it was");
    assert!(Vault::open_ring(&after, &*old.master, old.random.clone()).is_err());
}

#[test]
fn a_value_of_a_newer_key_says_that_the_ring_must_be_read_again() {
    let source = source(Suite::Aes256GcmSiv);
    let mut rows = rows(&source, 1, State::Active);
    let old = vault_of(&source, &rows);
    rows.iter_mut().for_each(|row| row.state = State::Retiring);
    rows.extend(super::rows(&source, 5, State::Active));
    let new = vault_of(&source, &rows);
    let spot = NAME.of(id(1));
    let sealed = new.seal(Class::Account, &spot, b"x").unwrap();
    assert_eq!(old.open(Class::Account, &spot, &sealed).unwrap_err(), VaultError::UnknownKey { number: 6 });
    // and what the old ring sealed opens with the new one, and is sealed anew once
    let sealed = old.seal(Class::Account, &spot, b"x").unwrap();
    let anew = new.reseal(Class::Account, &spot, &sealed).unwrap().unwrap();
    assert_eq!(new.reseal(Class::Account, &spot, &anew).unwrap(), None);
    assert_eq!(new.open_text(Class::Account, &spot, &anew).unwrap(), "x");
}

#[test]
fn while_keys_for_look_ups_change_both_hashes_are_given() {
    let source = source(Suite::Sm4Gcm);
    let one = rows(&source, 1, State::Active);
    let hash = |rows: &[WrappedKey]| vault_of(&source, rows).lookups("phone", b"1").unwrap();
    let [only, same] = hash(&one);
    assert_eq!(only, same);
    let coming = [one.clone(), rows(&source, 5, State::Coming)].concat();
    assert_eq!(hash(&coming)[0], only, "a key that comes does not write yet");
    let next = hash(&coming)[1];
    let mut both = [one, rows(&source, 5, State::Active)].concat();
    // the same keys, one step later
    both[4..].clone_from_slice(&coming[4..]);
    both.iter_mut().for_each(|row| row.state = if row.number < 5 { State::Retiring } else { State::Active });
    assert_eq!(hash(&both), [next, only]);
    both.iter_mut().filter(|row| row.number < 5).for_each(|row| row.state = State::Retired);
    assert_eq!(hash(&both), [next, only], "a row that a slow process wrote is still found");
}

#[test]
fn without_its_key_a_person_is_erased() {
    let vault = vault(Suite::Aes256GcmSiv);
    assert_eq!(vault.person_key(id(1), None).unwrap_err(), VaultError::Erased);
}

#[test]
fn what_is_no_sealed_value_is_named() {
    let vault = vault(Suite::Aes256GcmSiv);
    let spot = NAME.of(id(1));
    let sealed = vault.seal(Class::Account, &spot, &[0xff]).unwrap();
    let with = |at: usize, byte: u8| {
        let mut bytes = sealed.clone();
        bytes[at] = byte;
        vault.open(Class::Account, &spot, &bytes).unwrap_err()
    };
    assert_eq!(with(0, 9), VaultError::UnknownFormat { found: 9 });
    assert_eq!(with(1, 7), VaultError::UnknownSuite { found: 7 });
    assert_eq!(with(5, 77), VaultError::UnknownKey { number: 77 });
    assert_eq!(with(5, 4), VaultError::OtherKey { number: 4 });
    let not_text = vault.open_text(Class::Account, &spot, &sealed).unwrap_err();
    assert_eq!(not_text, VaultError::NotText { table: "account", column: "name_sealed" });
    let empty = Vault::open_ring(&[], &*super::source(Suite::Sm4Gcm).master, super::source(Suite::Sm4Gcm).random).unwrap();
    assert_eq!(empty.seal(Class::File, &spot, b"x").unwrap_err(), VaultError::NoActiveKey { class: Class::File });
    assert_eq!(empty.newest(), 0);
}
