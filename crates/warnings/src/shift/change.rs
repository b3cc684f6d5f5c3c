//! The end of a shift: who takes over what the leaving one owes.

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, WarningId};

use super::{DutyEntry, on_duty};
use crate::{Owner, Warning};

/// One warning of the leaving one, and to whom it is to be offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handing {
    pub warning: WarningId,
    /// `None`: nobody is on duty, here or above; it stays with the leaving one, and the desk should know before they go.
    pub to: Option<Owner>,
}

/// To whom every open warning whose step `leaving` owes is to be offered at `at`, in the order of the warnings.
///
/// The next one is the first on duty for the place of the owner, at that place or above. Each is offered with [`crate::offer()`] and is
/// theirs once they [`crate::accept()`]; until then the leaving one owes it. A warning that is on offer already is left out.
pub fn shift_change(leaving: AccountId, warnings: &[Warning], roster: &[DutyEntry], at: Timestamp) -> Vec<Handing> {
    let owned = warnings.iter().filter_map(|warning| {
        let (_, open) = warning.state().open()?;
        (open.owner.account == leaving && warning.offer().is_none()).then_some((warning.id(), &open.owner.place))
    });
    owned
        .map(|(warning, place)| {
            let to = on_duty(roster, place, at).into_iter().find(|owner| owner.account != leaving);
            Handing { warning, to }
        })
        .collect()
}
