//! What of signing in is sealed, and opening it.

use uuid::Uuid;
use xinqiao_vault::{Class, Field, VaultError};

use crate::{Db, Result, StoreError, Tx};

/// The secret of an authenticator app.
pub const TOTP_SECRET: Field = Field::new("totp", "secret_sealed");
/// Public key, counter and flags of a passkey.
pub const PASSKEY_RECORD: Field = Field::new("passkey", "record_sealed");
/// The state of a ceremony.
pub const CEREMONY_STATE: Field = Field::new("ceremony", "state_sealed");
/// Issuer and subject of a linked identity.
pub const IDENTITY_SUBJECT: Field = Field::new("linked_identity", "subject_sealed");
/// The number of the credential behind a role.
pub const CREDENTIAL_NUMBER: Field = Field::new("assignment", "credential_number_sealed");

impl Tx {
    pub(crate) fn seal_account(&self, field: Field, row: Uuid, plain: &[u8]) -> Result<Vec<u8>> {
        self.vault().seal(Class::Account, &field.of(row), plain).map_err(StoreError::from)
    }
}

impl Db {
    /// Opens a sealed value of an account; a key that another process has just made is read first.
    pub(crate) async fn open_account(&self, field: Field, row: Uuid, sealed: &[u8]) -> Result<Vec<u8>> {
        let spot = field.of(row);
        let opened = match self.vault().open(Class::Account, &spot, sealed) {
            Err(VaultError::UnknownKey { .. }) => {
                self.reload_keys().await?;
                self.vault().open(Class::Account, &spot, sealed)
            }
            other => other,
        };
        Ok(opened?.to_vec())
    }
}
