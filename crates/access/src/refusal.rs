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
    /// Only roles that have ended, or not yet begun, or whose credential has expired, have the action. Shown as "forbidden".
    #[error("the account's roles with the action are not in force today")]
    Expired,
    /// The person is under 18, or of unknown age, and the person in charge has not approved. Shown as "needs approval".
    #[error("records of a person under 18 or of unknown age open with the approval of the person in charge only")]
    NeedsApproval,
    /// The person asked for deletion, and what has to stay is stored and used for nothing else (PIPL 47 ¶2). Shown as "no longer used".
    #[error("the person's records are stored only, and not used for this purpose")]
    Restricted,
    /// The purpose is an emergency, and none is open for this person. Shown as "not found".
    #[error("no emergency is open for the person")]
    NoEmergency,
    /// The action opens what one person is, said or was told: record by record, never as a list.
    #[error("such records open one by one, never as a list")]
    OneByOne,
}
