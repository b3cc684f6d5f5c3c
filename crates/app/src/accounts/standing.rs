//! What a session may do: everything that the roles allow, or only the step that is missing.

use jiff::SignedDuration;
use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_access::{Assignment, Role};
use xinqiao_kernel::id::SessionId;
use xinqiao_signin::{Holder, SignInRules};
use xinqiao_store::accounts::SessionRow;

use super::SecondFactor;

/// How far a sign-in has come. In all but `Full` the caller has no role and no person: no use case opens anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// All that the roles allow.
    Full,
    /// The password was right; the second factor is still to be proved.
    SecondStep,
    /// The password was given by somebody else, or is older than the rules allow.
    ChangePassword,
    /// A role needs a second factor and there is none.
    Enrol,
}

/// The session of a caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub id: SessionId,
    /// how its holder proved who they are
    pub proof: String,
    /// when a second factor was proved
    pub proved_at: Option<Timestamp>,
    /// confirmed second factors of the account
    pub factors: i64,
}

impl Held {
    /// The proof as one of the codes that the program writes.
    pub(crate) fn proof_code(&self) -> &'static str {
        ["totp", "passkey", "recovery", "identity", "phone", "program", "service"]
            .into_iter()
            .find(|code| *code == self.proof)
            .unwrap_or("password")
    }
}

/// What the rules call a holder of these roles.
pub(crate) fn holder(roles: impl IntoIterator<Item = Role>) -> Holder {
    let kind = |role: Role| match role {
        role if role.is_administrator() => Holder::Administrator,
        role if role.is_staff() => Holder::Staff,
        _ => Holder::Resident,
    };
    roles.into_iter().map(kind).max().unwrap_or(Holder::Resident)
}

/// How far a session has come.
pub(crate) fn standing(
    rules: &SignInRules,
    asked: SecondFactor,
    row: &SessionRow,
    assignments: &[Assignment],
    today: Date,
    now: Timestamp,
) -> Standing {
    let with_password = !["program", "identity", "phone"].contains(&row.proof.as_str());
    if row.proof == "program" || row.proof == super::session::SERVICE {
        return Standing::Full;
    }
    if row.factors > 0 && row.proved_at.is_none() {
        return Standing::SecondStep;
    }
    let of_today = || assignments.iter().filter(|held| held.is_in_force(today)).map(|held| held.role);
    let days = i64::from(rules.password(holder(of_today())).rotate_days);
    let is_old = days > 0 && SignedDuration::from_hours(24 * days) < now.duration_since(row.password_set_at);
    if with_password && (row.must_change || is_old) {
        return Standing::ChangePassword;
    }
    // a provider whose word the operator takes for it stands in for a factor of the account's own
    let is_proved = row.factors > 0 || (row.proof == "identity" && row.proved_at.is_some());
    let needs = asked == SecondFactor::Required && of_today().any(Role::needs_second_factor);
    if needs && !is_proved { Standing::Enrol } else { Standing::Full }
}
