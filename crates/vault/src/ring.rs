//! The open key ring.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use uuid::Uuid;
use xinqiao_kernel::IdSource;
use zeroize::Zeroizing;

use crate::cipher::Cipher;
use crate::suite::Keyed;
use crate::{
    Class, Field, Header, MasterError, MasterKey, PersonKey, Result, Spot, State, Suite, VaultError, WrappedKey, sealed,
};

/// The column in which a person's own key lies, wrapped.
pub(crate) const PERSON_KEY: Field = Field::new("person", "key_sealed");

struct Held {
    class: Class,
    state: State,
    suite: Suite,
    use_of: Use,
}

enum Use {
    Seal(Cipher),
    Hash(Keyed),
}

/// The open key ring: every data key, ready to seal and open. Its `Debug` shows no key.
pub struct Vault {
    keys: BTreeMap<u32, Held>,
    random: Arc<IdSource>,
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vault").field("numbers", &self.keys.keys().collect::<Vec<_>>()).finish_non_exhaustive()
    }
}

impl Vault {
    /// Opens all keys with the master key. Errors: `Wrong` when another master key wrapped one of them.
    pub fn open_ring(rows: &[WrappedKey], master: &dyn MasterKey, random: Arc<IdSource>) -> Result<Self, MasterError> {
        let mut keys = BTreeMap::new();
        for row in rows {
            let key = row.open(master)?;
            let use_of = match row.class {
                Class::Index => Use::Hash(Keyed::new(row.suite, &key)),
                Class::Person | Class::Account | Class::File => Use::Seal(Cipher::new(row.suite, &key)),
            };
            keys.insert(row.number, Held { class: row.class, state: row.state, suite: row.suite, use_of });
        }
        Ok(Self { keys, random })
    }

    /// The highest key number; 0 for an empty ring.
    pub fn newest(&self) -> u32 {
        self.keys.keys().next_back().copied().unwrap_or(0)
    }

    /// The number of the key that seals for a class.
    pub fn active(&self, class: Class) -> Result<u32> {
        self.active_key(class).map(|(number, _)| number)
    }

    /// How the values of a class begin that its active key sealed. Errors: `NoActiveKey`.
    pub fn active_header(&self, class: Class) -> Result<Header> {
        self.active_key(class).map(|(key, held)| Header { suite: held.suite, key })
    }

    fn active_key(&self, class: Class) -> Result<(u32, &Held)> {
        let mut found = self.keys.iter().rev().filter(|(_, held)| held.class == class && held.state == State::Active);
        found.next().map(|(number, held)| (*number, held)).ok_or(VaultError::NoActiveKey { class })
    }

    /// Seals a value with the active key of its class. Values of a person are sealed with [`Vault::person_key`] instead.
    pub fn seal(&self, class: Class, spot: &Spot, plain: &[u8]) -> Result<Vec<u8>> {
        let (number, held) = self.active_key(class)?;
        match &held.use_of {
            Use::Seal(cipher) => sealed::seal(cipher, number, &self.random, spot, plain),
            Use::Hash(_) => Err(VaultError::OtherKey { number }),
        }
    }

    /// Opens a value with the key that it names. Errors: `UnknownKey` when the ring is older than the value.
    pub fn open(&self, class: Class, spot: &Spot, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let header = Header::of(sealed)?;
        let number = header.key;
        let held = self.keys.get(&number).ok_or(VaultError::UnknownKey { number })?;
        match &held.use_of {
            Use::Seal(cipher) if held.class == class && cipher.suite() == header.suite => sealed::open(cipher, spot, sealed),
            Use::Seal(_) | Use::Hash(_) => Err(VaultError::OtherKey { number }),
        }
    }

    /// [`Vault::open`] for a value that holds text.
    pub fn open_text(&self, class: Class, spot: &Spot, sealed: &[u8]) -> Result<String> {
        sealed::text(spot, &self.open(class, spot, sealed)?)
    }

    /// Makes the key of a new person: the key, and what is kept in the column `key_sealed` of the person's row.
    pub fn new_person_key(&self, person: Uuid) -> Result<(PersonKey, Vec<u8>)> {
        let (_, held) = self.active_key(Class::Person)?;
        let suite = held.suite;
        let mut payload = Zeroizing::new([0_u8; 33]);
        self.random.fill(payload.as_mut());
        payload[0] = suite.byte();
        let wrapped = self.seal(Class::Person, &PERSON_KEY.of(person), payload.as_ref())?;
        Ok((self.key_of_payload(person, payload.as_ref())?, wrapped))
    }

    /// Opens the key of a person from the column `key_sealed`. Errors: `Erased` when there is none.
    pub fn person_key(&self, person: Uuid, wrapped: Option<&[u8]>) -> Result<PersonKey> {
        let wrapped = wrapped.ok_or(VaultError::Erased)?;
        let payload = self.open(Class::Person, &PERSON_KEY.of(person), wrapped)?;
        self.key_of_payload(person, &payload)
    }

    fn key_of_payload(&self, person: Uuid, payload: &[u8]) -> Result<PersonKey> {
        let spot = PERSON_KEY.of(person);
        let (suite, key) = payload.split_first().ok_or_else(|| sealed::refusal(&spot))?;
        let suite = Suite::of_byte(*suite).ok_or(VaultError::UnknownSuite { found: *suite })?;
        let key: &[u8; 32] = key.try_into().map_err(|_| sealed::refusal(&spot))?;
        Ok(PersonKey::new(suite, key, Arc::clone(&self.random)))
    }

    /// The value under the active key, or `None` when it is already. Nobody but this function sees what it holds.
    pub fn reseal(&self, class: Class, spot: &Spot, sealed: &[u8]) -> Result<Option<Vec<u8>>> {
        if Header::of(sealed)?.key == self.active(class)? {
            return Ok(None);
        }
        let plain = self.open(class, spot, sealed)?;
        self.seal(class, spot, &plain).map(Some)
    }

    /// The keyed hash by which rows are looked up, with the active key. `kind` names what is hashed (`phone`, `login`, …); the bytes must be
    /// normalised by the caller. The first four bytes are the number of the key.
    pub fn lookup(&self, kind: &str, normalised: &[u8]) -> Result<[u8; 32]> {
        let (number, held) = self.active_key(Class::Index)?;
        hash(number, held, kind, normalised)
    }

    /// Both hashes by which a row may be found: with the active key first, and with the one that a rotation brings or replaces; outside a
    /// rotation with the one before, for a row that a slow process wrote. Without a second key the first comes twice: a statement has two.
    pub fn lookups(&self, kind: &str, normalised: &[u8]) -> Result<[[u8; 32]; 2]> {
        let first = self.lookup(kind, normalised)?;
        let of_state = |state| self.keys.iter().rev().find(|(_, held)| held.class == Class::Index && held.state == state);
        let other = of_state(State::Coming).or_else(|| of_state(State::Retiring)).or_else(|| of_state(State::Retired));
        let second = other.map(|(number, held)| hash(*number, held, kind, normalised)).transpose()?;
        Ok([first, second.unwrap_or(first)])
    }
}

fn hash(number: u32, held: &Held, kind: &str, normalised: &[u8]) -> Result<[u8; 32]> {
    let Use::Hash(keyed) = &held.use_of else { return Err(VaultError::OtherKey { number }) };
    let hash = keyed.hash(&[kind.as_bytes(), normalised]);
    let mut found = [0_u8; 32];
    let bytes = number.to_be_bytes().into_iter().chain(hash.iter().copied());
    for (to, from) in found.iter_mut().zip(bytes) {
        *to = from;
    }
    Ok(found)
}
