//! The mandatory report that was owed was made; the crate `duties` keeps it, this one knows its id.

use xinqiao_kernel::id::DutyId;

use crate::Refusal;
use crate::event::{Act, Event, What};
use crate::referral::{Change, Referral};

/// Cites the report. Possible after the end as well.
///
/// Errors: [`Refusal::OutOfTurn`] when none is owed.
pub fn cite_report(referral: &Referral, act: &Act, report: DutyId) -> Result<Change, Refusal> {
    referral.change(Event::of(act, What::ReportCited { report }))
}

pub(crate) fn apply(next: &mut Referral, report: DutyId) -> Result<(), Refusal> {
    if next.report.is_none() {
        return Err(Refusal::OutOfTurn);
    }
    next.cite(report);
    Ok(())
}
