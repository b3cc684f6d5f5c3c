//! Password hashes: argon2id with 19 MiB and two passes, at most two at a time so that a rush of sign-ins cannot eat the machine.

use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use tokio::sync::Semaphore;

use crate::{AppError, Result};

const AT_ONCE: usize = 2;

/// Hashes and checks passwords off the serving threads.
#[derive(Clone)]
pub(crate) struct Passwords {
    turns: Arc<Semaphore>,
}

impl Passwords {
    pub fn new() -> Self {
        Self { turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// The PHC string of a password with a salt of 16 bytes or more.
    pub async fn hash(&self, password: &str, salt: [u8; 16]) -> Result<String> {
        let password = password.to_owned();
        self.run(move || {
            let hash: Result<PasswordHash, _> = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
            hash.map(|hash| hash.to_string()).map_err(|fault| AppError::broken(format!("hash a password: {fault}")))
        })
        .await?
    }

    /// Does the password fit the hash? A damaged hash fits nothing.
    pub async fn fits(&self, password: &str, hash: &str) -> Result<bool> {
        let (password, hash) = (password.to_owned(), hash.to_owned());
        self.run(move || {
            PasswordHash::new(&hash).is_ok_and(|known| Argon2::default().verify_password(password.as_bytes(), &known).is_ok())
        })
        .await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let turn = self.turns.clone().acquire_owned().await;
        let turn = turn.map_err(|_| AppError::broken("the password workers have stopped"))?;
        let outcome = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        });
        outcome
            .await
            .map_err(|fault| AppError::Broken { what: "a password worker failed".to_owned(), source: Some(Box::new(fault)) })
    }
}
