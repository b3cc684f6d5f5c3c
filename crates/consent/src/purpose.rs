//! What personal information is used for, and on what ground.

use crate::closed::words;

words! {
    /// One purpose of using personal information. A use that is not in this list does not happen (PIPL 28: a specific purpose).
    Purpose: "purposes of use" {
        /// Keep the person's own self-test results for them.
        KeepResult = "keep_result",
        /// Let the people on duty see a result and get in touch, because the person asked.
        Contact = "contact",
        /// Ask people near the person (guardian, class teacher) what they see, and read it beside what the person answered.
        AskOthers = "ask_others",
        /// Take part in one screening: each campaign is asked for by itself.
        Screening = "screening",
        /// Keep what devices send about the person, and their own ratings, for them and for those who accompany them.
        Devices = "devices",
        /// Keep a register of the people who are served.
        Register = "register",
        /// Protect somebody's life or health in an emergency.
        DangerToLife = "danger_to_life",
        /// Keep a record of who opened what.
        AccessLog = "access_log",
    }
}

words! {
    /// On what ground information is used.
    Basis: "grounds" {
        /// The person, or a child's guardian, agreed (PIPL 13(1)(1), 29).
        Consent = "consent",
        /// A duty by law (PIPL 13(1)(3), 34, 35).
        Duty = "duty",
        /// Life or health in an emergency (PIPL 13(1)(4), 18 ¶2).
        Emergency = "emergency",
    }
}

impl Purpose {
    /// Is it asked for once for each subject (a campaign), and not once for all?
    pub const fn is_by_subject(self) -> bool {
        matches!(self, Self::Screening)
    }
}
