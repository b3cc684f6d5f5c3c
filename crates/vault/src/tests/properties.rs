//! What is sealed opens where it was sealed, and only as it was sealed.

use proptest::collection::vec;
use proptest::prelude::*;

use super::{NAME, id, source, vault};
use crate::{Class, Field, Header, LONGER_BY, Suite, VaultError};

fn suites() -> impl Strategy<Value = Suite> {
    prop_oneof![Just(Suite::Aes256GcmSiv), Just(Suite::Sm4Gcm)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_sealed_opens_and_is_longer_by_the_same_always(suite in suites(), plain in vec(any::<u8>(), 0..300), row: u128) {
        let vault = vault(suite);
        let spot = NAME.of(id(row));
        let sealed = vault.seal(Class::Account, &spot, &plain).unwrap();
        prop_assert_eq!(sealed.len(), plain.len() + LONGER_BY);
        prop_assert_eq!(Header::of(&sealed).unwrap(), vault.active_header(Class::Account).unwrap());
        prop_assert_eq!(&vault.open(Class::Account, &spot, &sealed).unwrap()[..], &plain[..]);
        let (key, wrapped) = vault.new_person_key(id(row)).unwrap();
        let of_person = key.seal(&spot, &plain).unwrap();
        let again = vault.person_key(id(row), Some(&wrapped)).unwrap();
        prop_assert_eq!(&again.open(&spot, &of_person).unwrap()[..], &plain[..]);
    }

    #[test]
    fn a_change_of_any_single_bit_is_refused(suite in suites(), plain in vec(any::<u8>(), 0..40)) {
        let vault = vault(suite);
        let spot = NAME.of(id(1));
        let (key, wrapped) = vault.new_person_key(id(1)).unwrap();
        let by_class = vault.seal(Class::Account, &spot, &plain).unwrap();
        let by_person = key.seal(&spot, &plain).unwrap();
        for bit in 0..by_class.len() * 8 {
            let flip = |bytes: &[u8]| {
                let mut bytes = bytes.to_vec();
                bytes[bit / 8] ^= 1 << (bit % 8);
                bytes
            };
            prop_assert!(vault.open(Class::Account, &spot, &flip(&by_class)).is_err(), "bit {}", bit);
            prop_assert!(key.open(&spot, &flip(&by_person)).is_err(), "bit {}", bit);
        }
        for bit in 0..wrapped.len() * 8 {
            let mut changed = wrapped.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(vault.person_key(id(1), Some(&changed)).is_err(), "bit {}", bit);
        }
    }

    #[test]
    fn what_is_cut_off_is_refused(suite in suites(), plain in vec(any::<u8>(), 0..40), cut in 1_usize..80) {
        let vault = vault(suite);
        let spot = NAME.of(id(1));
        let sealed = vault.seal(Class::Account, &spot, &plain).unwrap();
        let rest = &sealed[..sealed.len().saturating_sub(cut)];
        let fault = vault.open(Class::Account, &spot, rest).unwrap_err();
        if rest.len() < LONGER_BY {
            prop_assert_eq!(fault, VaultError::Truncated { length: rest.len() });
        } else {
            prop_assert_eq!(fault, VaultError::NotOpened { table: "account", column: "name_sealed" });
        }
    }

    #[test]
    fn no_value_opens_in_another_row_column_or_table_or_with_another_persons_key(suite in suites(), a: u128, b: u128) {
        prop_assume!(a != b);
        let vault = vault(suite);
        let (key, _) = vault.new_person_key(id(a)).unwrap();
        let (other, wrapped) = vault.new_person_key(id(b)).unwrap();
        let spot = NAME.of(id(a));
        let by_class = vault.seal(Class::Account, &spot, b"x").unwrap();
        let by_person = key.seal(&spot, b"x").unwrap();
        let elsewhere = [
            NAME.of(id(b)),
            Field::new("account", "secret_sealed").of(id(a)),
            Field::new("person", "name_sealed").of(id(a)),
            Field::new("accountn", "ame_sealed").of(id(a)),
        ];
        for spot in &elsewhere {
            prop_assert!(vault.open(Class::Account, spot, &by_class).is_err());
            prop_assert!(key.open(spot, &by_person).is_err());
        }
        prop_assert!(vault.open(Class::File, &spot, &by_class).is_err());
        prop_assert!(other.open(&spot, &by_person).is_err());
        prop_assert!(key.open(&spot, &by_class).is_err());
        prop_assert!(vault.open(Class::Account, &spot, &by_person).is_err());
        prop_assert!(vault.person_key(id(a), Some(&wrapped)).is_err());
    }

    #[test]
    fn the_suites_do_not_open_each_other(plain in vec(any::<u8>(), 0..40)) {
        let [first, second] = Suite::ALL.map(vault);
        let spot = NAME.of(id(1));
        for (ours, theirs) in [(&first, &second), (&second, &first)] {
            let mut sealed = ours.seal(Class::Account, &spot, &plain).unwrap();
            prop_assert_eq!(theirs.open(Class::Account, &spot, &sealed).unwrap_err(), VaultError::OtherKey { number: 2 });
            // also not when the value lies about its suite
            sealed[1] = theirs.active_header(Class::Account).unwrap().suite.byte();
            prop_assert!(theirs.open(Class::Account, &spot, &sealed).is_err());
            prop_assert!(ours.open(Class::Account, &spot, &sealed).is_err());
        }
    }

    #[test]
    fn parts_of_a_compound_key_cannot_be_moved_from_one_to_the_next(a in vec(any::<u8>(), 0..6), b in vec(any::<u8>(), 0..6)) {
        let vault = vault(Suite::Aes256GcmSiv);
        let whole = [&a[..], &b[..]].concat();
        let sealed = vault.seal(Class::File, &NAME.of_key(&[&a, &b]), b"x").unwrap();
        for at in (0..=whole.len()).filter(|at| *at != a.len()) {
            let (left, right) = whole.split_at(at);
            prop_assert!(vault.open(Class::File, &NAME.of_key(&[left, right]), &sealed).is_err());
        }
    }

    #[test]
    fn look_ups_find_equal_values_of_the_same_kind_only(suite in suites(), a in ".{0,12}", b in ".{0,12}") {
        let vault = vault(suite);
        let hash = |kind, text: &str| vault.lookup(kind, text.as_bytes()).unwrap();
        prop_assert_eq!(hash("phone", &a), hash("phone", &a));
        prop_assert_eq!(hash("phone", &a) == hash("phone", &b), a == b);
        prop_assert_ne!(hash("phone", &a), hash("login", &a));
    }
}

#[test]
fn nothing_of_a_key_is_printed_by_debug() {
    for suite in Suite::ALL {
        let vault = vault(suite);
        let (key, _) = vault.new_person_key(id(1)).unwrap();
        assert_eq!(format!("{vault:?}"), "Vault { numbers: [1, 2, 3, 4], .. }");
        assert_eq!(format!("{key:?}"), "PersonKey");
        let shown = format!("{:?}", source(suite));
        assert!(shown.starts_with("KeySource { suite:") && !shown.contains('7'), "{shown}");
    }
}
