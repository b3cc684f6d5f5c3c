//! The ciphers of the two suites behind one name.

use aes_gcm::AesGcm;
use aes_gcm::aead::consts::{U12, U16};
use aes_gcm_siv::Aes256GcmSiv;
use aes_gcm_siv::aead::{AeadInOut, KeyInit};
use sm4::Sm4;
use zeroize::Zeroizing;

use crate::suite::Keyed;
use crate::{Suite, VaultError};

pub(crate) const NONCE: usize = 12;
pub(crate) const TAG: usize = 16;

pub(crate) type Sm4Gcm = AesGcm<Sm4, U12, U16>;

/// A key made ready for its cipher. Both wipe their round keys when they are dropped.
#[derive(Clone)]
pub(crate) enum Cipher {
    Aes(Box<Aes256GcmSiv>),
    Sm4(Box<Sm4Gcm>),
}

impl Cipher {
    /// AES takes the 32 bytes as they are; SM4, whose keys have 16, takes the first half of a keyed hash with them.
    pub(crate) fn new(suite: Suite, key: &[u8; 32]) -> Self {
        match suite {
            Suite::Aes256GcmSiv => Self::Aes(Box::new(Aes256GcmSiv::new(key.into()))),
            Suite::Sm4Gcm => {
                let hash = Keyed::new(suite, key).hash(&[b"xinqiao sm4-gcm"]);
                let mut half = Zeroizing::new([0_u8; 16]);
                for (to, from) in half.iter_mut().zip(hash.iter()) {
                    *to = *from;
                }
                Self::Sm4(Box::new(Sm4Gcm::new((&*half).into())))
            }
        }
    }

    pub(crate) const fn suite(&self) -> Suite {
        match self {
            Self::Aes(_) => Suite::Aes256GcmSiv,
            Self::Sm4(_) => Suite::Sm4Gcm,
        }
    }

    /// Encrypts in place; the tag. `None` for a value of more than 64 GiB.
    pub(crate) fn encrypt(&self, nonce: &[u8; NONCE], associated: &[u8], bytes: &mut [u8]) -> Option<[u8; TAG]> {
        let tag = match self {
            Self::Aes(cipher) => cipher.encrypt_inout_detached(nonce.into(), associated, bytes.into()),
            Self::Sm4(cipher) => cipher.encrypt_inout_detached(nonce.into(), associated, bytes.into()),
        };
        tag.ok().map(Into::into)
    }

    /// Decrypts in place if the tag fits.
    pub(crate) fn decrypt(
        &self,
        nonce: &[u8; NONCE],
        associated: &[u8],
        bytes: &mut [u8],
        tag: &[u8; TAG],
        refusal: impl FnOnce() -> VaultError,
    ) -> Result<(), VaultError> {
        let opened = match self {
            Self::Aes(cipher) => cipher.decrypt_inout_detached(nonce.into(), associated, bytes.into(), tag.into()),
            Self::Sm4(cipher) => cipher.decrypt_inout_detached(nonce.into(), associated, bytes.into(), tag.into()),
        };
        opened.map_err(|_| refusal())
    }
}
