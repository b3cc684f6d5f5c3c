//! How grave the present risk is.

use xinqiao_kernel::closed_list;

closed_list! {
    /// Grade of the present risk, mildest first. The enum is fixed, its labels are the operator's: in some places "level one" is the worst,
    /// in others the mildest. Source: domain_rules C.1.
    Grade: "grade of risk" {
        /// Mild or moderate scores, adaptation problems.
        Low = "low",
        /// Passive ideation, marked life event.
        Medium = "medium",
        /// Ideation with method or intent, recent self-harm.
        High = "high",
        /// Attempt, plan with means and intent, psychosis with danger.
        Crisis = "crisis",
    }
}
