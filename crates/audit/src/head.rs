//! The head of a chain, signed with the key of the deployment, to be kept where nobody who can write into the database can write.

use ed25519_dalek::{Signature, Signer as _, SigningKey, Verifier as _, VerifyingKey};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::suite::{hex, unhex};
use crate::{Seal, Suite};

/// The form of a head; also the first field of what is signed.
pub const FORM: &str = "xinqiao-audit-head/1";

/// The last seal of a chain at an instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub form: String,
    /// the jurisdiction
    pub place: String,
    /// number of the last seal
    pub seal: i64,
    /// rows that the chain covers
    pub rows: i64,
    /// hash of the last seal
    pub hash: String,
    pub suite: Suite,
    /// when the head was taken
    pub at: Timestamp,
}

/// A head with its signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedHead {
    #[serde(flatten)]
    pub head: Head,
    /// public key, 64 hexadecimal digits
    pub key: String,
    /// Ed25519 over the fields of the head, 128 hexadecimal digits
    pub signature: String,
}

/// Why a kept head cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeadFault {
    #[error("it is neither a hash of 64 hexadecimal digits nor a line that `xinqiao audit head` wrote")]
    NoHead,
    #[error("its form is {0:?}, this program knows {FORM:?}")]
    OtherForm(String),
    #[error("its signature does not fit: the line was changed, or signed with another key")]
    BadSignature,
    #[error("it is signed with the key {found}, and not with the key {expected} that you named")]
    OtherKey { expected: String, found: String },
}

impl Head {
    /// The head that a seal makes.
    pub fn of(seal: &Seal, place: impl Into<String>, at: Timestamp) -> Self {
        Self {
            form: FORM.to_owned(),
            place: place.into(),
            seal: seal.no,
            rows: seal.total,
            hash: seal.hash.clone(),
            suite: seal.suite,
            at,
        }
    }

    /// What is signed: the fields in order, each behind its length.
    pub fn message(&self) -> Vec<u8> {
        let (seal, rows, at) = (self.seal.to_string(), self.rows.to_string(), self.at.as_microsecond().to_string());
        let fields = [&self.form, &self.place, &seal, &rows, &self.hash, self.suite.code(), &at];
        let mut bytes = Vec::with_capacity(256);
        for field in fields {
            bytes.extend_from_slice(&(field.len() as u64).to_be_bytes());
            bytes.extend_from_slice(field.as_bytes());
        }
        bytes
    }

    /// Signs it.
    pub fn sign(self, secret: &[u8; 32]) -> SignedHead {
        let key = SigningKey::from_bytes(secret);
        let signature = hex(&key.sign(&self.message()).to_bytes());
        SignedHead { head: self, key: hex(key.verifying_key().as_bytes()), signature }
    }
}

/// The public key of a secret one, as hexadecimal digits.
pub fn public_key(secret: &[u8; 32]) -> String {
    hex(SigningKey::from_bytes(secret).verifying_key().as_bytes())
}

impl SignedHead {
    /// Is it signed by the key that it names, and is that the key that was expected?
    pub fn check(&self, expected: Option<&str>) -> Result<(), HeadFault> {
        if self.head.form != FORM {
            return Err(HeadFault::OtherForm(self.head.form.clone()));
        }
        if let Some(expected) = expected.filter(|expected| !expected.eq_ignore_ascii_case(&self.key)) {
            return Err(HeadFault::OtherKey { expected: expected.to_owned(), found: self.key.clone() });
        }
        let key = unhex::<32>(&self.key).and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
        let signature = unhex::<64>(&self.signature).map(|bytes| Signature::from_bytes(&bytes));
        match (key, signature) {
            (Some(key), Some(signature)) => key.verify(&self.head.message(), &signature).map_err(|_| HeadFault::BadSignature),
            _ => Err(HeadFault::BadSignature),
        }
    }

    /// One line of JSON.
    ///
    /// # Errors
    /// None that a head can cause.
    pub fn line(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

/// A head that was kept elsewhere: a whole one, or only its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub seal: Option<i64>,
    pub hash: String,
    /// when it was taken
    pub at: Option<Timestamp>,
}

impl Kept {
    /// Reads a hash, or a signed line whose signature is checked.
    pub fn read(text: &str, expected_key: Option<&str>) -> Result<Self, HeadFault> {
        let text = text.trim();
        if unhex::<32>(text).is_some() {
            return Ok(Self { seal: None, hash: text.to_ascii_lowercase(), at: None });
        }
        let signed: SignedHead = serde_json::from_str(text).map_err(|_| HeadFault::NoHead)?;
        signed.check(expected_key)?;
        Ok(Self { seal: Some(signed.head.seal), hash: signed.head.hash, at: Some(signed.head.at) })
    }
}
