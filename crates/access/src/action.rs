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
    /// Sign as a clinician that a milder level of a warning holds.
    SignLevel = "sign_level",
    /// Read a duty roster 值班表.
    ReadRoster = "read_roster",
    /// Keep a duty roster.
    KeepRoster = "keep_roster",

    /// Read a person with masked identity.
    ReadPerson = "read_person",
    /// Read a person's name, number, phone and address unmasked.
    ReadIdentity = "read_identity",
    /// Read how much attention a person needs, and why.
    ReadAttention = "read_attention",
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
    /// Run a campaign: who is asked, pauses, reminders, sittings, its end.
    RunCampaign = "run_campaign",
    /// Sign a campaign off as a second person, or send it back.
    SignCampaign = "sign_campaign",
    /// Read who still has something open in a campaign, and nothing else about them.
    ReadCompletion = "read_completion",

    /// Build a questionnaire of the operator's own, try it, hand it in, withdraw it.
    BuildQuestionnaire = "build_questionnaire",
    /// Read the own questionnaires and their versions.
    ReadQuestionnaires = "read_questionnaires",
    /// Release a questionnaire that somebody else built, or send it back.
    ReleaseQuestionnaire = "release_questionnaire",

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

    /// Give and withdraw the own consents.
    ManageConsent = "manage_consent",
    /// Ask for a copy, a correction, an explanation or the deletion of the own data (PIPL 44–50).
    RequestOwnData = "request_own_data",
    /// Take the own data along.
    ReadOwnExport = "read_own_export",
    /// Set up and remove the own second factors.
    ManageOwnSecondFactors = "manage_own_second_factors",
    /// See and end the own sessions.
    ManageOwnSessions = "manage_own_sessions",

    /// Search people by name, pinyin, initials or number; the hits are masked.
    SearchPeople = "search_people",
    /// Enter a person into the index.
    RegisterPerson = "register_person",
    /// Say who somebody is who was known by a description only.
    IdentifyPerson = "identify_person",
    /// Report a concern about a person.
    ReportConcern = "report_concern",
    /// Hear back what came of a report.
    ReadFeedback = "read_feedback",

    /// List cases 个案.
    ListCases = "list_cases",
    /// Read a case: aims, plan, steps.
    ReadCase = "read_case",
    /// Open a case.
    OpenCase = "open_case",
    /// Plan a case and record its steps.
    WorkOnCase = "work_on_case",
    /// Close a case.
    CloseCase = "close_case",
    /// Send work about a person to somebody else: assign 指派, transfer 移交, refer 转介, consult 会商.
    ReferCase = "refer_case",
    /// Take on or decline what was sent to a desk for which one answers, and report back.
    AnswerReferral = "answer_referral",
    /// Read a referral that one sent, owes or received: where it stands, and the packet as far as it gives sight.
    ReadReferral = "read_referral",
    /// Carry on a referral for its sender: answer a question, send on, take back, read the result.
    CarryReferral = "carry_referral",
    /// Keep the register of receiving desks and of the accounts that answer for them.
    ManageReceivers = "manage_receivers",
    /// Carry a green channel 绿色通道 of a school on: its steps, its return plan.
    RunGreenChannel = "run_green_channel",
    /// Open the file of one-stop aid 一站式救助 for a minor victim; whoever opens it keeps it.
    OpenAid = "open_aid",
    /// Work on one-stop aid 一站式救助 for a minor victim; the sealed file opens to named accounts only.
    WorkOnAid = "work_on_aid",
    /// Read counselling notes 咨询记录.
    ReadCounsellingNotes = "read_counselling_notes",
    /// Write counselling notes.
    WriteCounsellingNotes = "write_counselling_notes",
    /// Read process notes 过程记录.
    ReadProcessNotes = "read_process_notes",
    /// Write process notes.
    WriteProcessNotes = "write_process_notes",
    /// Read clinical text: diagnosis, medication, letters.
    ReadClinical = "read_clinical",
    /// Write clinical text.
    WriteClinical = "write_clinical",
    /// Tell a class teacher which pupil should be pointed to the school counsellor.
    GiveReferralAdvice = "give_referral_advice",
    /// Read that a pupil should be pointed to the school counsellor.
    ReadReferralAdvice = "read_referral_advice",

    /// List the cases under the own supervision 督导.
    ListSupervisedCases = "list_supervised_cases",
    /// Read a case under the own supervision, without identity.
    ReadSupervisedCase = "read_supervised_case",
    /// Write down what supervision found.
    GiveSupervision = "give_supervision",

    /// List patients with severe mental disorders.
    ListSmdPatients = "list_smd_patients",
    /// Read the duty fields of a patient.
    ReadSmdDuty = "read_smd_duty",
    /// Enter a patient into the register.
    RegisterSmdPatient = "register_smd_patient",
    /// Record a follow-up visit 随访.
    RecordSmdFollowUp = "record_smd_follow_up",
    /// Record an emergency disposal 应急处置.
    RecordSmdEmergency = "record_smd_emergency",
    /// Report an incident 肇事肇祸 of a patient.
    ReportSmdIncident = "report_smd_incident",

    /// Record a call to the hotline.
    RecordCall = "record_call",
    /// Read recorded calls.
    ReadCalls = "read_calls",

    /// Read whom to contact for an assigned task.
    ReadTaskContact = "read_task_contact",
    /// Record what became of an assigned task.
    RecordTask = "record_task",

    /// Open the records of a person in an emergency, with a reason, for a short time (break-glass).
    BreakGlass = "break_glass",
    /// Review an emergency that somebody else opened.
    ReviewBreakGlass = "review_break_glass",
    /// Approve that staff open records of people under 18.
    ApproveMinorAccess = "approve_minor_access",
    /// Report suspected harm to a minor, as the law demands (`domain_rules` C.8).
    MandatoryReport = "mandatory_report",
    /// Enter into the register what was given to another body.
    RecordDisclosure = "record_disclosure",
    /// Read the register of disclosures.
    ReadDisclosures = "read_disclosures",
    /// Handle what people ask about their data.
    HandleDataRequest = "handle_data_request",
    /// Record an incident with personal data and whom it was reported to (PIPL 57).
    RecordIncident = "record_incident",
    /// Set how long records are kept.
    ManageRetention = "manage_retention",
    /// Keep records from being deleted for a legal reason, and release them.
    PlaceLegalHold = "place_legal_hold",
    /// Assess the impact of processing personal data (PIPL 55).
    AssessImpact = "assess_impact",

    /// Take the audit out as a file.
    ExportAudit = "export_audit",
    /// See who is signed in.
    ListSessions = "list_sessions",
    /// End other people's sessions.
    EndSessions = "end_sessions",
    /// Review each quarter who still needs which role.
    ReviewAccess = "review_access",
    /// Make, rotate and erase keys.
    ManageKeys = "manage_keys",
    /// Keep the definitions of indicators.
    ManageIndicators = "manage_indicators",
    /// Take counts and rates out as a file.
    ExportAggregates = "export_aggregates",
    /// Keep the list of an agency's own staff.
    ManageAgencyStaff = "manage_agency_staff",

    /// Register a dispute 矛盾纠纷 that was found or brought.
    RegisterDispute = "register_dispute",
    /// List and read disputes.
    ReadDispute = "read_dispute",
    /// Mediate a dispute and record every other step.
    WorkOnDispute = "work_on_dispute",
    /// Take disputes out for the governance system 综治 and bring its rows in.
    ExchangeDisputes = "exchange_disputes",
    /// Read how well each rule does, small cells hidden.
    ReadQuality = "read_quality",
    /// Try changed rules on answers of the past; nothing about a person is shown or written.
    ReplayRules = "replay_rules",
    /// Record something that no signal preceded, and review why.
    ReviewMissed = "review_missed",
    /// List and read receptions of petitioners 信访.
    ReadReception = "read_reception",
    /// Receive a petitioner, offer help, guide, call a crisis expert.
    WorkOnReception = "work_on_reception",
    /// Read notices about places that had more than their own past lets expect, and say what came of them.
    WatchAreas = "watch_areas",
    /// Read who is on record in the population groups 人群名册 that the role works with; the pack of groups says which.
    ReadGroups = "read_groups",
    /// Enter, confirm and end entries of those groups.
    RecordGroup = "record_group",
    /// See whose answers could not be counted and are asked again, and say what came of it; no answer and no level.
    AskAgain = "ask_again",
    /// Plan that kept sheets are counted again by a corrected version, and see whose result would differ.
    PlanRescore = "plan_rescore",
    /// Read what counting again would change, in numbers; nobody is named.
    ReadRescore = "read_rescore",
    /// Agree as a second person that second results are put beside the first, or refuse it.
    ApproveRescore = "approve_rescore",
    /// Register devices of a site, renew and lock their keys, withdraw them; no result.
    ManageDevices = "manage_devices",
    /// Open a session with a person for a device.
    PairDevice = "pair_device",
    /// Read what devices sent about a person.
    ReadDeviceResults = "read_device_results",
    /// Ask the person, a guardian or a teacher to answer about a person, and read what they answered side by side.
    CompareInformants = "compare_informants",
    /// Answer about a person as somebody who was asked to: the own request, and nothing else of the person.
    AnswerAsInformant = "answer_as_informant",
}

impl Action {
    /// Is it the very act of opening who somebody is, what they answered or what was written about them?
    ///
    /// Such records open one by one, never as a list, and those of a person under 18 not at all without approval. Other actions go on without
    /// the guarded fields, so that nobody's warning waits for a signature.
    pub const fn opens_guarded(self) -> bool {
        matches!(
            self,
            Self::ReadIdentity
                | Self::ReadAnswers
                | Self::ReadCounsellingNotes
                | Self::ReadProcessNotes
                | Self::ReadClinical
                | Self::ReadSmdDuty
                | Self::ReadTaskContact
        )
    }
}
