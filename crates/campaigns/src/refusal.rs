//! Why a step is refused. A refusal changes nothing.

use xinqiao_kernel::closed_list;

closed_list! {
    /// Why nothing happened.
    Refusal: "refusal of a campaign" {
        /// A history begins with exactly one plan.
        Beginning = "beginning",
        /// Another step is the present one: signing what was signed, pausing what rests.
        OutOfTurn = "out_of_turn",
        /// Who planned it, or changed it, does not sign it off.
        OwnPlan = "own_plan",
        /// The step needs a reason in words.
        Wordless = "wordless",
        /// The last day lies before the first, or in the past.
        Window = "window",
        /// Only the program itself pauses for want of capacity, and does nothing else.
        NeedsPerson = "needs_person",
    }
}

impl std::error::Error for Refusal {}
