//! The closed list of purposes.

use crate::closed::closed_list;

closed_list! {
    /// What a record is opened for. It is stated with every decision and kept with every audit row. Source: PIPL 28 (`domain_rules` F.3).
    ///
    /// Five kinds: service (`self_service`, `service`, `duty_response`, `screening` are its forms, told apart because the person reads them),
    /// supervision, statistics, emergency and exchange. `administration` and `audit` open no record of a person.
    Purpose: "purpose" {
        /// A person's use of the own records, and a guardian's of a ward's.
        SelfService = "self_service",
        /// Counselling and care of a person.
        Service = "service",
        /// Answering a warning in time.
        DutyResponse = "duty_response",
        /// A voluntary screening and the care that follows from it.
        Screening = "screening",
        /// Whether work is done and done well: a lead group's view of duties, a supervisor's of cases.
        Supervision = "supervision",
        /// Aggregates for planning and reports.
        Statistics = "statistics",
        /// Danger to life or health, opened with a reason for a short time, told and reviewed afterwards (PIPL 18).
        Emergency = "emergency",
        /// Giving or receiving what a law names to another body: reports of duty, disclosures, joint care (PIPL 13(3), 23, 34).
        Exchange = "exchange",
        /// Running the program, its accounts and its security.
        Administration = "administration",
        /// Checking who did what.
        Audit = "audit",
    }
}

impl Purpose {
    /// Does it end where somebody asked for deletion and the record may only be stored (PIPL 47 ¶2)? Storing and protecting go on: danger to
    /// life, what a law names, the person's own use, and the running of the program.
    pub const fn ends_with_restriction(self) -> bool {
        matches!(self, Self::Service | Self::Screening | Self::Supervision | Self::Statistics)
    }
}
