//! Why nobody was known.

use xinqiao_egress::EgressError;

/// What went wrong at a provider. No variant holds a code, a token or a name.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IdentityError {
    /// The provider was not reached, or its answer broke off.
    #[error("the provider was not reached")]
    Unreachable(#[source] EgressError),
    /// What the provider answered is not what the protocol says.
    #[error("the provider's answer is not usable: {0}")]
    Answer(&'static str),
    /// The provider refused the program: wrong secret, wrong address, out of order. Its own word for it.
    #[error("the provider refused: {0}")]
    Refused(String),
    /// The person said no at the provider.
    #[error("the person declined at the provider")]
    Declined,
    /// The code was used before, has expired or belongs to another request.
    #[error("the code counts no more")]
    Code,
    /// What came back does not belong to what was begun.
    #[error("what came back does not belong to what was begun: {0}")]
    Mismatch(&'static str),
    /// The token does not prove anything.
    #[error("the token does not hold: {0}")]
    Token(String),
}

impl IdentityError {
    /// A word for lists and logs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreachable(_) => "unreachable",
            Self::Answer(_) => "answer",
            Self::Refused(_) => "refused",
            Self::Declined => "declined",
            Self::Code => "code",
            Self::Mismatch(_) => "mismatch",
            Self::Token(_) => "token",
        }
    }

    /// A refusal in the provider's word, without anything that does not belong into a log.
    pub(crate) fn refused(word: &str) -> Self {
        let fits = |sign: &char| sign.is_ascii_alphanumeric() || "_-".contains(*sign);
        Self::Refused(word.chars().filter(fits).take(40).collect())
    }
}
