//! Data keys as they lie in the database: wrapped by the master key.

use xinqiao_kernel::IdSource;
use zeroize::Zeroizing;

use crate::{Class, MasterError, MasterKey, State, Suite};

/// A data key, wrapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedKey {
    /// 1, 2, 3, … over all classes; never used again.
    pub number: u32,
    pub class: Class,
    pub suite: Suite,
    pub state: State,
    /// What the master key made of it.
    pub wrapped: Vec<u8>,
}

impl WrappedKey {
    /// Makes a random key and wraps it.
    pub fn make(
        number: u32,
        class: Class,
        suite: Suite,
        state: State,
        master: &dyn MasterKey,
        random: &IdSource,
    ) -> Result<Self, MasterError> {
        let mut key = Zeroizing::new([0_u8; 32]);
        random.fill(key.as_mut());
        let wrapped = master.wrap(number, &payload(number, class, suite, &key))?;
        Ok(Self { number, class, suite, state, wrapped })
    }

    /// The key itself. Errors: `Wrong` when it was wrapped by another master key, or for another number, class or suite.
    pub(crate) fn open(&self, master: &dyn MasterKey) -> Result<Zeroizing<[u8; 32]>, MasterError> {
        let wrong = MasterError::Wrong { number: self.number };
        let opened = master.open(self.number, &self.wrapped)?;
        let (context, key) = opened.split_last_chunk::<32>().ok_or_else(|| wrong.clone())?;
        if context != context_of(self.number, self.class, self.suite) {
            return Err(wrong);
        }
        Ok(Zeroizing::new(*key))
    }

    /// The same key under another master key, which is tried at once. Errors: as opening and wrapping.
    pub fn rewrap(&self, old: &dyn MasterKey, new: &dyn MasterKey) -> Result<Self, MasterError> {
        let key = self.open(old)?;
        let wrapped = new.wrap(self.number, &payload(self.number, self.class, self.suite, &key))?;
        let anew = Self { wrapped, ..self.clone() };
        if *anew.open(new)? != *key {
            return Err(MasterError::Wrong { number: self.number });
        }
        Ok(anew)
    }
}

/// Number, class and suite stand inside what is wrapped: a service that authenticates nothing else cannot be given one key for another.
fn payload(number: u32, class: Class, suite: Suite, key: &[u8; 32]) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(context_of(number, class, suite));
    bytes.reserve_exact(key.len());
    bytes.extend_from_slice(key);
    bytes
}

fn context_of(number: u32, class: Class, suite: Suite) -> Vec<u8> {
    format!("xinqiao data key {number} {} {} ", class.code(), suite.code()).into_bytes()
}
