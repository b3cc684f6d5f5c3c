//! What of a view the permit's fields open: the table of the pack says what a seat sees, the policy what a role sees, and both must agree.

use xinqiao_access::Fields;
use xinqiao_cases::CaseView;

/// The view without what the fields do not open. Without notes (a minor, and nobody in charge has approved) everything goes that stands in
/// words about the person; codes, days and one's own tasks stay.
pub(crate) fn within(view: CaseView, fields: Fields) -> CaseView {
    let mut view = view;
    if !fields.contains(Fields::ATTENTION) {
        view.risk = None;
    }
    if !fields.contains(Fields::NOTES) {
        view.notes = None;
        view.goals = None;
        view.safety = None;
        view.shared_safety = None;
        view.contacts = None;
        view.outcomes = None;
    }
    view
}
