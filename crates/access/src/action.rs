//! The closed list of actions, and a marker type for each.

use crate::closed::closed_list;

/// A marker type of [`act`]: the action that a permit or a scope is for.
pub trait Act: sealed::Sealed + 'static {
    /// The action.
    const ACTION: Action;
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        closed_list! {
            /// Everything that access is decided for.
            Action: "action" {
                $($(#[$doc])* $name = $code,)*
            }
        }

        /// One type per action, so that a permit for one is not taken for another.
        pub mod act {
            $(
                $(#[$doc])*
                #[derive(Debug)]
                pub enum $name {}

                impl super::sealed::Sealed for $name {}

                impl super::Act for $name {
                    const ACTION: super::Action = super::Action::$name;
                }
            )*
        }
    };
}

actions! {
    /// Answer a self-test or a screening about oneself.
    AnswerSelf = "answer_self",
    /// Read the own records.
    ReadOwnRecords = "read_own_records",
    /// Read who opened the own records, when and what for.
    ReadWhoLooked = "read_who_looked",
    /// Ask to be called back.
    RequestContact = "request_contact",

    /// List signals 线索.
    ListSignals = "list_signals",
    /// Read a signal with its evidence.
    ReadSignal = "read_signal",
    /// Confirm a signal as a warning.
    ConfirmWarning = "confirm_warning",
    /// Confirm as the second person a warning that needs two.
    SecondWarning = "second_warning",
    /// Dismiss a signal with a reason.
    DismissSignal = "dismiss_signal",

    /// List warnings 预警.
    ListWarnings = "list_warnings",
    /// Read a warning with its events.
    ReadWarning = "read_warning",
    /// Acknowledge a warning.
    AcknowledgeWarning = "acknowledge_warning",
    /// Record what checking a warning on the spot found.
    VerifyWarning = "verify_warning",
    /// Record an intervention.
    InterveneWarning = "intervene_warning",
    /// Tell whoever reported what came of it.
    FeedbackWarning = "feedback_warning",
    /// Close a warning with an outcome.
    CloseWarning = "close_warning",
    /// Agree as the second person to a closing that needs two.
    SecondClose = "second_close",
    /// Hand a warning over to another owner.
    HandOverWarning = "hand_over_warning",

    /// Read a person with masked identity.
    ReadPerson = "read_person",
    /// Read a person's name, number, phone and address unmasked.
    ReadIdentity = "read_identity",
    /// Read a person's answers.
    ReadAnswers = "read_answers",
    /// Read a person's scores and bands.
    ReadScores = "read_scores",

    /// Plan a screening campaign 普查.
    CreateCampaign = "create_campaign",
    /// Import answer sheets into a campaign.
    ImportResponses = "import_responses",
    /// Read a campaign: progress and counts.
    ReadCampaign = "read_campaign",
    /// List campaigns.
    ListCampaigns = "list_campaigns",

    /// Read counts and rates, small cells hidden.
    ReadAggregates = "read_aggregates",

    /// Read background jobs and their faults.
    ReadJobs = "read_jobs",
    /// Make and lock accounts, give and end roles.
    ManageAccounts = "manage_accounts",
    /// Read refusals, failed sign-ins and other security events.
    ReadSecurityEvents = "read_security_events",
    /// Read the audit.
    ReadAudit = "read_audit",
    /// Verify the hash chain of the audit.
    VerifyAudit = "verify_audit",
    /// Make a backup.
    RunBackup = "run_backup",
}
