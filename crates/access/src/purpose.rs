//! The closed list of purposes.

use crate::closed::closed_list;

closed_list! {
    /// What a record is opened for. It is stated with every decision and kept with every audit row. Source: PIPL 28 (`domain_rules` F.3).
    Purpose: "purpose" {
        /// A person's use of the own records.
        SelfService = "self_service",
        /// Counselling and care of a person.
        Service = "service",
        /// Answering a warning in time.
        DutyResponse = "duty_response",
        /// A voluntary screening and the care that follows from it.
        Screening = "screening",
        /// A lead group's view of whether duties are done.
        Supervision = "supervision",
        /// Aggregates for planning and reports.
        Statistics = "statistics",
        /// Running the program, its accounts and its security.
        Administration = "administration",
        /// Checking who did what.
        Audit = "audit",
    }
}
