//! Why something is not allowed.

/// Why a decision was against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// A role has the action for the purpose, but not for this record. Shown as "not found": that the record exists is confidential.
    #[error("record lies outside the reach of the account's roles")]
    OutsideScope,
    /// No role of the account has the action. Shown as "forbidden".
    #[error("no role of the account has the action")]
    RoleLacksAction,
    /// A role has the action, but for other purposes. Shown as "forbidden".
    #[error("no role of the account has the action for this purpose")]
    PurposeNotAllowed,
    /// Only roles that have ended, or not yet begun, have the action. Shown as "forbidden".
    #[error("the account's roles with the action are not in force today")]
    Expired,
}
