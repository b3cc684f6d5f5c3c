//! Which routes there are, and what each of them asks for: the one list. `cargo run -p xtask -- tidy` compares it with the router.

use xinqiao_access::Action::{self, *};
use xinqiao_web::links::pattern as at;
use xinqiao_web::pages::desk::address::pattern as own;

/// What a route asks for.
#[derive(Clone, Copy)]
pub enum Needs {
    /// Nothing: it answers everybody.
    Nobody,
    /// To be signed in.
    Session,
    /// The action, on the own records.
    Own(Action),
    /// The action on one's own records; the record of the test is somebody else's.
    Stranger,
    /// The action, somewhere.
    List(Action),
    /// One of two actions, somewhere: who has only the second is led to where that is done.
    Either(Action, Action),
    /// The actions, on a record about the person of the test.
    Person(&'static [Action]),
    /// The actions, on a record of the place of the test.
    Place(&'static [Action]),
    /// The actions, on the class that the place of the test is.
    Class(&'static [Action]),
    /// The actions, on what is about the whole jurisdiction.
    Whole(&'static [Action]),
}
use Needs::*;

pub struct Route {
    pub pattern: &'static str,
    pub get: Option<Needs>,
    pub post: Option<Needs>,
}

macro_rules! routes {
    ($(route $name:ident in $module:ident $(get $get:expr)?; $(post $post:expr;)?)*) => {
        pub const ROUTES: &[Route] = &[$(Route {
            pattern: $module::$name,
            get: routes!(@one $($get)?),
            post: routes!(@one $($post)?),
        }),*];
    };
    (@one) => { None };
    (@one $needs:expr) => { Some($needs) };
}

routes! {
    route HOME in at get Nobody;
    route SELF_TESTS in at get Nobody;
    route SELF_TEST in at get Nobody; post Nobody;
    route SELF_TEST_QUESTION in at get Nobody; post Nobody;
    route SELF_TEST_SHEET in at get Nobody;
    route SELF_TEST_ANSWERS in at; post Nobody;
    route SELF_TEST_TAKE_UP in at get Nobody; post Nobody;
    route SELF_TEST_SUBMIT in at; post Own(AnswerSelf);
    route ACCOMPANY in at get Nobody;
    route RESULT in at get Nobody;
    route RESULT_CHOICE in at; post Nobody;
    route LOGIN in at get Nobody; post Nobody;
    route LOGIN_SECOND in at get Session; post Session;
    route LOGIN_PASSKEY in at; post Session;
    route LOGIN_WITH in at get Nobody;
    route LOGIN_BACK in at get Nobody;
    route LOGIN_PHONE in at get Nobody; post Nobody;
    route LOGIN_PHONE_CODE in at; post Nobody;
    route LOGOUT in at; post Nobody;
    route ME in at get Session;
    route WHO_LOOKED in at get Own(ReadWhoLooked);
    route SECURITY in at get Session;
    route SECURITY_PASSWORD in at; post Session;
    route SECURITY_TOTP in at get Session; post Session;
    route SECURITY_TOTP_CONFIRM in at; post Session;
    route SECURITY_TOTP_REMOVE in at; post Session;
    route SECURITY_PASSKEY in at get Session; post Session;
    route SECURITY_PASSKEY_REMOVE in at; post Stranger;
    route SECURITY_CODES in at; post Session;
    route SECURITY_LINK in at; post Session;
    route SECURITY_UNLINK in at; post Stranger;
    route SECURITY_PHONE in at get Session; post Session;
    route SECURITY_PHONE_CODE in at; post Session;
    route SECURITY_END_OTHERS in at; post Session;
    route SECURITY_END in at; post Stranger;
    route RECORDS in at get Own(ReadOwnRecords);
    route OWN_HISTORY in at get Own(ReadOwnRecords);
    route RECORD_CONTACT in at; post Stranger;
    route RECORD_FORGET in at; post Stranger;
    route PRIVACY in at get Own(ManageConsent);
    route PRIVACY_CONSENT in at; post Stranger;
    route PRIVACY_NOTICE in at get Stranger;
    route PRIVACY_EXPORT in at; post Own(ReadOwnExport);
    route PRIVACY_ASK in at get Stranger; post Stranger;
    route PRIVACY_TAKE_BACK in at; post Stranger;
    route WARDS in at get Session;
    route ASKED_OF_ME in at get List(AnswerAsInformant);
    route ASKED_ONE in at get Stranger; post Stranger;
    route ASKED_DECLINE in at; post Stranger;
    route CAMPAIGN_ASKED in at get Stranger;
    route CAMPAIGN_JOIN in at; post Stranger;
    route CAMPAIGN_DECLINE in at; post Stranger;
    route CAMPAIGN_DECLINED in at get Session;
    route CAMPAIGN_QUESTION in at get Stranger; post Stranger;
    route CAMPAIGN_SHEET in at get Stranger;
    // a browser that sends answers hears in JSON that nobody is signed in, or that the campaign is over for it
    route CAMPAIGN_ANSWERS in at; post Stranger;
    route CAMPAIGN_FORM in at; post Stranger;
    route CAMPAIGN_TAKE_UP in at get Stranger; post Stranger;
    route KIOSK in at get Nobody; post Nobody;
    route KIOSK_END in at; post Nobody;
    route CONTACT in at get Nobody; post Own(RequestContact);
    route SITES in at get Nobody;
    route BREATHING in at get Nobody;
    route RELAX in at get Nobody; post Nobody;
    route OWN_DEVICES in at get Own(ReadOwnRecords); post Own(AnswerSelf);
    route OWN_DEVICE_DELETE in at; post Stranger;
    route LARGE_ON in at get Nobody;
    route LARGE_OFF in at get Nobody;
    route HEALTH in at get Nobody;
    route ASSET_FILE in at get Nobody;
    route DESK in at get Session;
    route DESK_QUEUE in at get List(ListWarnings);
    route DESK_EVENTS in at get List(ListWarnings);
    route WARNINGS in own get List(ListWarnings);
    route NOTICES in own get Session;
    route NOTICES_READ in own; post Session;
    route REACHED in own get Session;
    route WAY in own; post Session;
    route REPORT in at get List(ReportConcern); post List(ReportConcern);
    route REPORT_FILE in at get List(ReportConcern); post List(ReportConcern);
    route REPORT_SEARCH in at; post List(SearchPeople);
    route DISPUTES in at get List(ReadDispute); post List(RegisterDispute);
    route DISPUTE_NEW in at get List(RegisterDispute);
    route DISPUTE_SEARCH in at; post List(SearchPeople);
    route DISPUTE_EXCHANGE in at get List(ExchangeDisputes); post List(ExchangeDisputes);
    route DISPUTE_EXPORT in at; post List(ExchangeDisputes);
    route DISPUTE in at get Stranger;
    route DISPUTE_STEP in at; post Stranger;
    route GROUPS in at get Either(ReadGroups, RecordGroup); post List(RecordGroup);
    route GROUP_NEW in at get List(RecordGroup);
    route GROUP_FILE in at get List(RecordGroup); post List(RecordGroup);
    route GROUP_ENTRY in at get Stranger;
    route GROUP_STEP in at; post Stranger;
    route RECEPTIONS in at get List(ReadReception); post List(WorkOnReception);
    route RECEPTION_NEW in at get List(WorkOnReception);
    route RECEPTION_SEARCH in at; post List(SearchPeople);
    route RECEPTION in at get Stranger;
    route RECEPTION_STEP in at; post Stranger;
    // asks for a token of a program; no session of a browser opens it
    route CASES in at get List(ListCases); post Person(&[OpenCase]);
    route CASE_NEW in at get Person(&[OpenCase]);
    route CASE in at get Stranger;
    route CASE_SAFETY in at get Stranger;
    route CASE_DO in at; post Stranger;
    route PLAN in at get Own(ReadOwnRecords);
    route ATTENTION in at get Person(&[ReadAttention]);
    route API_SIGNALS in at; post Stranger;
    // a device has a key and no session
    route API_DEVICE_RESULTS in at; post Stranger;
    route SIGNAL in at get Person(&[ReadSignal]);
    route SIGNAL_SEARCH in at; post Person(&[ReadSignal]);
    route SIGNAL_IDENTIFY in at; post Person(&[ReadSignal, IdentifyPerson]);
    route SIGNAL_CONFIRM in at; post Person(&[ReadSignal, ConfirmWarning]);
    route SIGNAL_DISMISS in at; post Person(&[ReadSignal, DismissSignal]);
    route WARNING in at get Person(&[ReadWarning]);
    route WARNING_SECOND in at; post Person(&[ReadWarning, SecondWarning]);
    route WARNING_SET_ASIDE in at; post Person(&[ReadWarning, SecondWarning]);
    route WARNING_REVIEW in at; post Person(&[ReadWarning, InterveneWarning]);
    route WARNING_RAISE in at; post Person(&[ReadWarning, InterveneWarning]);
    route WARNING_SECOND_RAISE in at; post Person(&[ReadWarning, SecondWarning]);
    route WARNING_REFUSE_RAISE in at; post Person(&[ReadWarning, SecondWarning]);
    route WARNING_ACKNOWLEDGE in at; post Person(&[ReadWarning, AcknowledgeWarning]);
    route WARNING_VERIFY in at; post Person(&[ReadWarning, VerifyWarning]);
    route WARNING_INTERVENE in at; post Person(&[ReadWarning, InterveneWarning]);
    route WARNING_FEEDBACK in at; post Person(&[ReadWarning, FeedbackWarning]);
    route WARNING_CLOSE in at; post Person(&[ReadWarning, CloseWarning]);
    route WARNING_SECOND_CLOSE in at; post Person(&[ReadWarning, SecondClose]);
    route WARNING_HAND_OVER in at; post Person(&[ReadWarning, HandOverWarning]);
    route WARNING_NOTE in at; post Person(&[ReadWarning, InterveneWarning]);
    route WARNING_LOWER in at; post Person(&[ReadWarning, InterveneWarning]);
    route WARNING_SIGN_LOWER in at; post Person(&[ReadWarning, SignLevel]);
    route WARNING_OFFER in at; post Person(&[ReadWarning, HandOverWarning]);
    route WARNING_ACCEPT in at; post Person(&[ReadWarning, AcknowledgeWarning]);
    route WARNING_PASS_ON in at; post Person(&[ReadWarning, HandOverWarning]);
    route WARNING_MERGE in at; post Person(&[ReadWarning, ConfirmWarning]);
    route WARNING_REOPEN in at; post Person(&[ReadWarning, ConfirmWarning]);
    route WARNING_OBJECT in at; post Person(&[ReadWarning, InterveneWarning]);
    route WARNING_ANSWER in at; post Person(&[ReadWarning, SecondWarning]);
    route WARNING_SECOND_ANSWER in at; post Person(&[ReadWarning, SecondWarning]);
    route SIGNAL_TAKE_UP in at; post Person(&[ReadSignal, ReadWarning, ConfirmWarning]);
    route SHIFT in at get List(ListWarnings);
    route SHIFT_OFFER in at; post Person(&[ReadWarning, HandOverWarning]);
    route SHIFT_ACCEPT in at; post Person(&[ReadWarning, AcknowledgeWarning]);
    route ROSTER in at get List(ReadRoster); post Place(&[KeepRoster]);
    route ROSTER_END in at; post Place(&[KeepRoster]);
    route CARE in at get Session;
    route CARE_OBJECT in at; post Stranger;
    route WARNING_IDENTITY in at; post Person(&[ReadWarning, ReadIdentity]);
    route PEOPLE in at get List(SearchPeople); post List(SearchPeople);
    route PERSON in at get Person(&[ReadPerson]);
    route PERSON_DEVICES in at get Person(&[ReadDeviceResults]); post Person(&[PairDevice]);
    route DEVICES in at get List(ManageDevices); post Place(&[ManageDevices]);
    route DEVICE in at; post Stranger;
    route PERSON_SCORES in at get Person(&[ReadScores]);
    route PERSON_IDENTITY in at; post Person(&[ReadPerson, ReadIdentity]);
    route MOVE in at get Person(&[RegisterPerson]); post Person(&[RegisterPerson]);
    route GUARDIANS in at get Person(&[RegisterPerson]); post Person(&[RegisterPerson]);
    route GUARDIAN_END in at; post Stranger;
    route REFERRALS in at get List(ReadReferral);
    route REFERRAL_NEW in at get Person(&[ReferCase]); post Person(&[ReferCase]);
    route REFERRAL in at get Stranger;
    route REFERRAL_ON in at get Stranger; post Stranger;
    route REFERRAL_STEP in at; post Stranger;
    route GREENS in at get List(RunGreenChannel);
    route GREEN_NEW in at get Person(&[RunGreenChannel]); post Person(&[RunGreenChannel]);
    route GREEN in at get Stranger;
    route GREEN_STEP in at; post Stranger;
    route AIDS in at get List(WorkOnAid);
    route AID_NEW in at get Person(&[OpenAid]); post Person(&[OpenAid]);
    route AID in at get Stranger;
    route AID_STEP in at; post Stranger;
    route AID_OPEN in at; post Stranger;
    route RECEIVERS in at get List(ManageReceivers); post List(ManageReceivers);
    route RECEIVER in at get Stranger; post Stranger;
    route OWN_REFERRALS in at get Own(ManageConsent);
    route OWN_REFERRAL_WITHDRAW in at; post Stranger;
    route DUTIES_HOME in own get Session;
    route DUTIES in own get List(RecordIncident); post List(RecordIncident);
    route DUTY_NEW in own get List(RecordIncident);
    route DUTY in own get Stranger;
    route DUTY_STEP in own; post Stranger;
    route ACCOUNTS in at get List(ManageAccounts); post List(ManageAccounts);
    route ACCOUNTS_FIND in at; post List(ManageAccounts);
    route ACCOUNT in at get Stranger;
    route ACCOUNT_DO in at; post Stranger;
    route ACCOUNT_ROLE_END in at; post Stranger;
    route ACCESS_REVIEW in at get List(ReviewAccess); post List(ReviewAccess);
    route MINORS in at get List(ApproveMinorAccess);
    route MINORS_DECIDE in at; post Stranger;
    route CAMPAIGNS in at get List(ListCampaigns); post Place(&[CreateCampaign]);
    route CAMPAIGN_NEW in own get List(CreateCampaign);
    route CAMPAIGN in at get Place(&[ReadCampaign]);
    route CAMPAIGN_MANAGE in at get Place(&[ReadCampaign]);
    route CAMPAIGN_STEP in at; post Place(&[RunCampaign]);
    route CAMPAIGN_ENROL in at; post Place(&[RunCampaign]);
    route CAMPAIGN_SITTING in at; post Place(&[RunCampaign]);
    route CAMPAIGN_REMIND in at; post Place(&[RunCampaign]);
    route CAMPAIGN_COMPLETION in at get Class(&[ReadCompletion]);
    route CAMPAIGN_TALKS in at get Place(&[ListSignals]);
    route CLASSES in at get List(ReadCompletion);
    route CAMPAIGN_HAND_OVER in at get Place(&[ImportResponses]); post Place(&[ImportResponses]);
    route CAMPAIGN_PAPER in at get Place(&[ImportResponses]);
    route CAMPAIGN_PAPER_FILE in at get Place(&[ImportResponses]);
    route GROUP_REPORT in at get Place(&[ReadCampaign]);
    route GROUP_REPORT_PDF in at get Place(&[ReadCampaign]);
    route GROUP_REPORT_WORD in at get Place(&[ReadCampaign]);
    route GROUP_REPORT_EXCEL in at get Place(&[ReadCampaign]);
    route RELIABILITY in at get Place(&[ReadCampaign]);
    route CAMPAIGN_IMPORT in at get Place(&[ReadCampaign, ImportResponses]); post Place(&[ReadCampaign, ImportResponses]);
    route IMPORT in at get Place(&[ImportResponses]);
    route IMPORT_COPY in at get Place(&[ImportResponses]);
    route IMPORT_RUN in own; post Place(&[ImportResponses]);
    route AUDIT in at get List(ReadAudit); post List(ReadAudit);
    route AUDIT_EXPORT in at get List(ExportAudit); post List(ExportAudit);
    route AUDIT_VERIFY in at; post List(VerifyAudit);
    route AUDIT_HINT in at; post List(ReadAudit);
    route EMERGENCIES in at get List(BreakGlass); post List(BreakGlass);
    route EMERGENCY in at get Stranger;
    route EMERGENCY_END in at; post Stranger;
    route EMERGENCY_REVIEWS in at get List(ReviewBreakGlass);
    route EMERGENCY_REVIEW in at; post Stranger;
    route EMERGENCY_HOLD in at; post Stranger;
    route EMERGENCY_TOLD in at; post Stranger;
    route DATA_REQUESTS in at get List(HandleDataRequest);
    route DATA_REQUEST in at get Stranger; post Stranger;
    route DATA_REQUEST_ERASE in at get Stranger; post Stranger;
    route DATA_REQUEST_RELEASE in at; post Stranger;
    route DISCLOSURES in at get List(ReadDisclosures); post Stranger;
    route DISCLOSURE_NEW in at get Person(&[RecordDisclosure]);
    route HOLDS in at get List(PlaceLegalHold); post List(PlaceLegalHold);
    route HOLD_END in at; post Stranger;
    route RETENTION in at get List(ManageRetention);
    route AGGREGATES in at get List(ReadAggregates);
    route AGGREGATES_FILE in at get List(ExportAggregates);
    route QUALITY in at get Whole(&[ReadQuality]);
    route QUALITY_REPLAY in at get Whole(&[ReplayRules]); post Whole(&[ReplayRules]);
    route QUALITY_FILE in at get Whole(&[ReadQuality, ExportAggregates]);
    route MODEL_QUALITY in at get Whole(&[ReadQuality]);
    route MODEL_SIMULATED in at get Whole(&[ReadQuality]);
    route AREAS in at get List(WatchAreas);
    route AREA in at; post Stranger;
    route RESCORES in at get List(ReadRescore); post Place(&[PlanRescore]);
    route RESCORE_NEW in at get List(PlanRescore);
    route RESCORE in at get Stranger;
    route RESCORE_FILE in at get Stranger;
    route RESCORE_STEP in at; post Stranger;
    route INFORMANTS in at get Person(&[CompareInformants]); post Person(&[CompareInformants]);
    route INFORMANT_WITHDRAW in at; post Stranger;
    route ASKED_OF_CLASS in at get List(AnswerAsInformant);
    route ASKED_OF_CLASS_ONE in at get Stranger; post Stranger;
    route ASKED_OF_CLASS_DECLINE in at; post Stranger;
    route QUESTIONNAIRES in at get List(ReadQuestionnaires); post Place(&[BuildQuestionnaire]);
    route QUESTIONNAIRE_NEW in at get List(BuildQuestionnaire); post List(BuildQuestionnaire);
    route QUESTIONNAIRE in at get Stranger; post Stranger;
    route QUESTIONNAIRE_STEP in at; post Stranger;
    route QUESTIONNAIRE_PREVIEW in at get Stranger; post Stranger;
    route QUESTIONNAIRE_TRY in at get Stranger; post Stranger;
    route QUESTIONNAIRE_FILE in at get Stranger;
    route RETESTS in at get List(AskAgain);
    route RETEST in at; post Stranger;
    route MISSED in at get List(ReviewMissed); post List(ReviewMissed);
    route MISSED_NEW in at get List(ReviewMissed);
    route MISSED_ADVICE in at get Whole(&[ReadQuality]);
    route MISSED_ONE in at get Stranger;
    route MISSED_STEP in at; post Stranger;
    route JOBS in at get List(ReadJobs);
    route UNDELIVERED in at get List(ReadJobs);
}
