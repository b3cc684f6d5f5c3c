//! Every use case that somebody calls × every role × several places: allowed exactly when the policy says so, and kept in the audit.
//!
//! `cargo run -p xtask -- tidy` sees to it that no public function of the crate that takes a `Caller` is missing here. The records are ended
//! ones (a closed warning, a dismissed signal, an imported file), so that what is allowed answers "that is over" and changes nothing.

mod forms;
mod made;
mod walk;

use std::pin::Pin;

use jiff::civil::date;
use xinqiao_access::{Action, Age, Moment, Purpose, Resource, Role, would_permit};
use xinqiao_app::accounts::{By, Grant, Origin, Returned, Verdict};
use xinqiao_app::aggregates::{Asked, Measure};
use xinqiao_app::assessment::{ContactTime, ContactWish, Sharing};
use xinqiao_app::campaigns::{Enrolment, ImportOptions, LedgerRows, LifeStep, NewCampaign, NewPart, NewSitting, PaperFile};
use xinqiao_app::casework::{CaseFilter, CasePage, CaseSort, CaseVerb};
use xinqiao_app::consent::{Binding, GuardianIs, Saying};
use xinqiao_app::devices::{DeviceStep, NewDevice, Ratings, Relaxed};
use xinqiao_app::disputes::{DisputeInput, DisputeStep, Wanted as WantedDisputes};
use xinqiao_app::duties::{NewDuty, NewEntry};
use xinqiao_app::emergency::{EmergencyAsked, WhoIsIt};
use xinqiao_app::group_reports::{GroupAsked, TakenAs};
use xinqiao_app::groups::{GroupInput, GroupStep, GroupWhom, NewEntry as NewGroupEntry, RegisterAsked};
use xinqiao_app::informants::AskInformant;
use xinqiao_app::intake::{Concern, ConcernRecord, Described, Identity, Whom};
use xinqiao_app::missed::{MissedInput, MissedStep};
use xinqiao_app::notify::Channel;
use xinqiao_app::operations::audit::{AuditQuery, ExportAsked, ExportFormat};
use xinqiao_app::protocols::{AidMove, AidStep, GreenMove, GreenStep};
use xinqiao_app::quality::{Export, Which};
use xinqiao_app::receptions::{NewReception, ReceptionInput, ReceptionStep};
use xinqiao_app::referrals::{DeskChange, Draft, Ground, Move, MoveInput, NewDesk, Tab, To};
use xinqiao_app::rescores::{Class, Verdict as RescoreVerdict};
use xinqiao_app::rights::{Answer, Asking, Format, NewDisclosureForm, Wanted};
use xinqiao_app::roster::NewLine;
use xinqiao_app::warnings::{Confirmation, Mark, StepInput, Submitted, TakeUp, Which as Rows};
use xinqiao_app::{App, Caller, Result};
use xinqiao_consent::{Basis, Proof, Purpose as Use, Relation, RequestKind, RequestState, WordKind};
use xinqiao_duties::{Kind as DutyKind, Step as DutyStep};
use xinqiao_kernel::TestForm;
use xinqiao_kernel::id::{
    AccountId, AreaNoticeId, AssignmentId, CampaignId, CaseId, DataRequestId, DeviceId, DeviceResultId, DisclosureId, DisputeId,
    DutyId, EmergencyId, GroupEntryId, GuardianshipId, HoldId, ImportId, InformantRequestId, MissedReviewId, PersonId,
    QuestionnaireVersionId, ReceptionId, RescoreId, ResponseId, RetestId, ReviewLineId, SessionId, SignalId, WarningId,
};
use xinqiao_psychometrics::definition::Informant;
use xinqiao_warnings::{Dismissal, Finding, Hearing, Level, Outcome, Party, Post};

use self::forms::{confirmation, draft, file, grant, incident, new_campaign, step};
use crate::drafts::{gad7, who5};
use crate::world::{COUNTY, SCHOOL, SIXTEEN, TODAY, TOWNSHIP, World, path, phq9};

/// Where the records are, and where people have their roles: there, above, below, beside it with a similar name, and far away.
const HERE: &str = TOWNSHIP;
const PLACES: [&str; 5] = [HERE, COUNTY, SCHOOL, "620000/620700/620702/6207021020/", "450000/"];

/// The records of the story.
struct Things {
    person: PersonId,
    signal: SignalId,
    warning: WarningId,
    /// open, of a team that nobody else is in
    case: CaseId,
    sheet: ResponseId,
    campaign: CampaignId,
    import: ImportId,
    /// answered
    request: DataRequestId,
    /// ended
    hold: HoldId,
    /// ended
    bond: GuardianshipId,
    /// open, both
    duty: DutyId,
    dispute: DisputeId,
    /// over: who came declined
    reception: ReceptionId,
    /// open, about nobody of the index
    missed: MissedReviewId,
    /// of a group that the justice office enters and counsellors see too; it has ended
    group: GroupEntryId,
    area: AreaNoticeId,
    /// settled by nobody's account: whoever asks comes too late
    retest: RetestId,
    /// stopped before anybody agreed to it
    rescore: RescoreId,
    device: DeviceId,
    /// taken back; the person was asked
    informant: InformantRequestId,
    /// of the person
    own_account: AccountId,
    /// withdrawn; somebody else built and released it
    questionnaire: QuestionnaireVersionId,
    /// under 18
    age: Age,
    /// of somebody who works at the place
    account: AccountId,
    /// a role of theirs that has ended
    role: AssignmentId,
    /// that role on the list of the quarter's review
    line: ReviewLineId,
    /// taken back; somebody else sent it
    referral: xinqiao_referrals::ReferralId,
    /// a desk of the place
    desk: xinqiao_referrals::ReceiverId,
    /// both run; a school counsellor of the place and a duty officer of the place opened them
    green: xinqiao_referrals::ChannelId,
    aid: xinqiao_referrals::AidId,
    serial: std::sync::atomic::AtomicU64,
}

impl Things {
    /// A name that nothing has yet.
    fn fresh(&self, what: &str) -> String {
        format!("{what}-{}", self.serial.fetch_add(1, std::sync::atomic::Ordering::SeqCst))
    }
}

/// What a use case asks for.
#[derive(Clone, Copy)]
enum Needs {
    /// to be signed in: one's own messages
    Session,
    /// the action, on the own records
    Own(Action),
    /// the action on records of one's own; those of the story are somebody else's
    Stranger,
    /// the action, somewhere
    List(Action),
    /// the action on the entry of the story: its group takes away from the policy whoever is not of these roles
    Circle(&'static [Action; 1], &'static [Role]),
    /// the actions, on the record of the story
    On(&'static [Action], Kind),
}

#[derive(Clone, Copy)]
enum Kind {
    /// about the person of the story
    Person,
    /// about the same person, who studies at the place
    Pupil,
    /// of the place
    Place,
    /// of the account at the place
    Account,
    /// of the whole jurisdiction
    Whole,
}

type Running<'a> = Pin<Box<dyn Future<Output = Result<()>> + 'a>>;

struct Case {
    name: &'static str,
    needs: Needs,
    /// does it leave a row that says what was done?
    audited: bool,
    run: for<'a> fn(&'a Things, &'a App, &'a Caller) -> Running<'a>,
}

macro_rules! is_audited {
    (audited) => {
        true
    };
    (silent) => {
        false
    };
}

macro_rules! cases {
    ($(case $name:literal $audited:ident $needs:expr => |$things:ident, $app:ident, $who:ident| $call:expr;)*) => {
        pub(in crate::use_cases) const CASES: &[Case] = &[$(Case {
            name: $name,
            needs: $needs,
            audited: is_audited!($audited),
            run: |$things, $app, $who| Box::pin(async move { let _ = $things; $call.await.map(drop) }),
        }),*];
    };
}

const READ: Action = Action::ReadWarning;
const PERSON: Kind = Kind::Person;

mod office;

cases! {
    case "queue" audited Needs::List(Action::ListWarnings) => |_t, app, who| app.queue(who);
    case "queue_page" audited Needs::List(Action::ListWarnings) => |_t, app, who| app.queue_page(who, Rows::All, Mark { due_at: app.now(), ..Mark::FIRST });
    case "closed_warnings" audited Needs::List(Action::ListWarnings) => |_t, app, who| app.closed_warnings(who, 10);
    case "notices" silent Needs::Session => |_t, app, who| app.notices(who, 10);
    case "read_notices" silent Needs::Session => |_t, app, who| app.read_notices(who);
    case "signal" audited Needs::On(&[Action::ReadSignal], PERSON) => |t, app, who| app.signal(who, t.signal);
    case "confirm_warning" audited Needs::On(&[Action::ReadSignal, Action::ConfirmWarning], PERSON)
        => |t, app, who| async { app.confirm_warning(who, &confirmation(t, app)).await };
    case "dismiss_signal" audited Needs::On(&[Action::ReadSignal, Action::DismissSignal], PERSON)
        => |t, app, who| app.dismiss_signal(who, t.signal, Dismissal::Duplicate, None);
    case "warning" audited Needs::On(&[READ], PERSON) => |t, app, who| app.warning(who, t.warning);
    case "warning_identity" audited Needs::On(&[Action::ReadIdentity], PERSON) => |t, app, who| app.warning_identity(who, t.warning);
    case "warning_step" audited Needs::On(&[READ, Action::AcknowledgeWarning], PERSON)
        => |t, app, who| step(t, app, who, StepInput::Acknowledge);
    case "warning_step" audited Needs::On(&[READ, Action::SecondWarning], PERSON)
        => |t, app, who| step(t, app, who, StepInput::SetAside { reason: Dismissal::Duplicate });
    case "warning_step" audited Needs::On(&[READ, Action::VerifyWarning], PERSON)
        => |t, app, who| step(t, app, who, StepInput::Verify { finding: Finding::NeedsSupport });
    case "warning_step" audited Needs::On(&[READ, Action::InterveneWarning], PERSON)
        => |t, app, who| step(t, app, who, StepInput::Note);
    case "warning_step" audited Needs::On(&[READ, Action::FeedbackWarning], PERSON)
        => |t, app, who| step(t, app, who, StepInput::Feedback { party: Party::Person, hearing: Hearing::Heard });
    case "warning_step" audited Needs::On(&[READ, Action::CloseWarning], PERSON)
        => |t, app, who| step(t, app, who, StepInput::Close { outcome: Outcome::FalseAlarm });
    case "warning_step" audited Needs::On(&[READ, Action::SecondClose], PERSON)
        => |t, app, who| step(t, app, who, StepInput::SecondClose);
    case "warning_step" audited Needs::On(&[READ, Action::HandOverWarning], PERSON)
        => |t, app, who| step(t, app, who, StepInput::HandOver { to: who.account() });
    case "take_up_signals" audited Needs::On(&[READ, Action::ReadSignal, Action::ConfirmWarning], PERSON) => |t, app, who| async {
        let (signals, event) = (vec![t.signal], app.fresh_event());
        app.take_up_signals(who, &TakeUp { signals, warning: t.warning, level: Level::Blue, second: None, note: None, event }).await
    };
    case "merge_warnings" audited Needs::On(&[READ, Action::ConfirmWarning], PERSON)
        => |t, app, who| app.merge_warnings(who, t.warning, t.warning, app.fresh_event(), None);
    case "warning_step" audited Needs::On(&[READ, Action::SignLevel], PERSON)
        => |t, app, who| step(t, app, who, StepInput::SignLower);
    case "own_care" audited Needs::Own(Action::RequestOwnData) => |_t, app, who| app.own_care(who);
    case "object" audited Needs::Stranger => |t, app, who| app.object(who, t.warning, app.fresh_event(), "?");
    case "shift" audited Needs::List(Action::ListWarnings) => |_t, app, who| app.shift(who);
    case "hand_shift" audited Needs::On(&[READ, Action::HandOverWarning], PERSON) => |t, app, who| async {
        app.hand_shift(who, &[(t.warning, who.account(), app.fresh_event())], None).await
    };
    // of a warning that has ended nothing is accepted
    case "accept_shift" silent Needs::On(&[READ, Action::AcknowledgeWarning], PERSON)
        => |t, app, who| async { app.accept_shift(who, &[(t.warning, app.fresh_event())]).await };
    case "roster" audited Needs::On(&[Action::ReadRoster], Kind::Place) => |_t, app, who| async { app.roster(who, &path(HERE), TODAY).await };
    case "enter_roster_line" audited Needs::On(&[Action::KeepRoster], Kind::Place) => |_t, app, who| async {
        let (from, until) = (app.now(), app.now() + jiff::SignedDuration::from_hours(100));
        let line = NewLine { id: app.fresh_roster_line(), account: who.account(), post: Post::Duty, from, until };
        app.enter_roster_line(who, &path(HERE), &line).await
    };
    // there is no such line: nothing is taken back
    case "end_roster_line" silent Needs::On(&[Action::KeepRoster], Kind::Place)
        => |_t, app, who| async { app.end_roster_line(who, &path(HERE), app.fresh_roster_line()).await };
    case "submit" audited Needs::Own(Action::AnswerSelf) => |t, app, who| async {
        let key = t.fresh("again");
        let sheet = xinqiao_app::assessment::Sheet {
            instrument: "phq-9".to_owned(),
            answers: phq9([0; 9]),
            sharing: Sharing::Private,
            key,
            answered_at: app.now(),
            seconds: None,
            form: xinqiao_kernel::TestForm::Fixed,
        };
        app.submit(who, sheet).await
    };
    case "request_contact" audited Needs::Own(Action::RequestContact) => |_t, app, who| async {
        app.request_contact(who, &ContactWish { time: ContactTime::Any, phone: None }).await
    };
    // an account without a person has no phone on file, which is an answer
    case "own_phone" silent Needs::Session => |_t, app, who| app.own_phone(who);
    case "records" audited Needs::Own(Action::ReadOwnRecords) => |_t, app, who| app.records(who, app.now(), 10);
    case "record" audited Needs::Stranger => |t, app, who| app.record(who, t.sheet);
    case "share_record" audited Needs::Stranger => |t, app, who| app.share_record(who, t.sheet);
    case "forget_record" audited Needs::Stranger => |t, app, who| app.forget_record(who, t.sheet);
    case "who_looked" silent Needs::Own(Action::ReadWhoLooked) => |_t, app, who| app.who_looked(who, app.now(), 10);
    case "open_campaigns" silent Needs::Own(Action::AnswerSelf) => |_t, app, who| app.open_campaigns(who);
    case "open_campaign" silent Needs::Stranger => |t, app, who| app.open_campaign(who, t.campaign);
    case "decline_campaign" audited Needs::Stranger => |t, app, who| app.decline_campaign(who, t.campaign);
    // of their own, before anything is begun
    case "draft" silent Needs::Own(Action::AnswerSelf) => |_t, app, who| async { app.draft(who, &gad7()).await };
    case "drafts" silent Needs::Own(Action::AnswerSelf) => |_t, app, who| app.drafts(who);
    case "begin_draft" audited Needs::Own(Action::AnswerSelf)
        => |t, app, who| async { app.begin_draft(who, &gad7(), &t.fresh("draftbegun").replace('-', "0")).await };
    case "choose_form" audited Needs::Own(Action::AnswerSelf)
        => |t, app, who| async { app.choose_form(who, &who5(), &t.fresh("form").replace('-', "000"), TestForm::Fixed).await };
    case "take_up_draft" audited Needs::Own(Action::AnswerSelf) => |_t, app, who| async { app.take_up_draft(who, &gad7()).await };
    case "drop_draft" silent Needs::Own(Action::AnswerSelf) => |_t, app, who| async { app.drop_draft(who, &gad7()).await };
    case "keep_answers" audited Needs::Own(Action::AnswerSelf)
        => |t, app, who| async { app.keep_answers(who, &gad7(), &t.fresh("kept").replace('-', "000"), &[(0, Some(1.0))]).await };
    case "handed_in" silent Needs::Own(Action::AnswerSelf) => |t, app, who| app.handed_in(who, t.campaign, "phq-9");
    case "campaign_places" silent Needs::List(Action::CreateCampaign) => |_t, app, who| app.campaign_places(who);
    case "campaigns" audited Needs::List(Action::ListCampaigns) => |_t, app, who| app.campaigns(who);
    case "campaigns_standing" audited Needs::List(Action::ListCampaigns) => |_t, app, who| app.campaigns_standing(who);
    case "campaign" audited Needs::On(&[Action::ReadCampaign], Kind::Place) => |t, app, who| app.campaign(who, t.campaign);
    case "group_report" audited Needs::On(&[Action::ReadCampaign], Kind::Place) => |t, app, who| async {
        let asked = GroupAsked { campaign: t.campaign, place: None, taken_as: TakenAs::Page };
        app.group_report(who, &asked).await
    };
    case "reliability" audited Needs::On(&[Action::ReadCampaign], Kind::Place) => |t, app, who| app.reliability(who, t.campaign);
    case "create_campaign" audited Needs::On(&[Action::CreateCampaign], Kind::Place)
        => |_t, app, who| async { app.create_campaign(who, &new_campaign()).await };
    case "create_campaign_once" audited Needs::On(&[Action::CreateCampaign], Kind::Place)
        => |_t, app, who| async {
            let id = CampaignId::from_uuid(app.fresh_event().uuid());
            app.create_campaign_once(who, id, &new_campaign()).await
        };
    case "campaign_life" silent Needs::On(&[Action::ReadCampaign], Kind::Place) => |t, app, who| app.campaign_life(who, t.campaign);
    case "campaign_step" audited Needs::On(&[Action::RunCampaign], Kind::Place)
        => |t, app, who| app.campaign_step(who, t.campaign, 2, LifeStep::Close, "");
    case "campaign_step" audited Needs::On(&[Action::SignCampaign], Kind::Account)
        => |t, app, who| app.campaign_step(who, t.campaign, 2, LifeStep::SendBack, "x");
    case "enrol" audited Needs::On(&[Action::RunCampaign], Kind::Place)
        => |t, app, who| app.enrol(who, t.campaign, &Enrolment::default());
    case "campaign_units" audited Needs::On(&[Action::ReadCampaign], Kind::Place)
        => |t, app, who| app.campaign_units(who, t.campaign, None);
    case "remind" audited Needs::On(&[Action::RunCampaign], Kind::Place)
        => |t, app, who| app.remind(who, t.campaign, &path(HERE));
    case "plan_sitting" audited Needs::On(&[Action::RunCampaign], Kind::Place) => |t, app, who| async {
        let begins_at = app.now();
        let new = NewSitting { id: app.fresh_sitting(), unit: path(HERE), begins_at, room: "机房".to_owned() };
        app.plan_sitting(who, t.campaign, &new).await
    };
    case "sittings" silent Needs::On(&[Action::ReadCampaign], Kind::Place) => |t, app, who| app.sittings(who, t.campaign);
    case "class_campaigns" silent Needs::List(Action::ReadCompletion) => |_t, app, who| app.class_campaigns(who);
    case "campaign_talks" audited Needs::On(&[Action::ListSignals], Kind::Place) => |t, app, who| app.campaign_talks(who, t.campaign, None);
    case "completion" audited Needs::On(&[Action::ReadCompletion], Kind::Pupil)
        => |t, app, who| app.completion(who, t.campaign, Some(&path(HERE)), None);
    case "campaign_to_hand_over" audited Needs::On(&[Action::ImportResponses], Kind::Place)
        => |t, app, who| app.campaign_to_hand_over(who, t.campaign);
    case "open_hand_over" audited Needs::On(&[Action::ImportResponses], Kind::Place)
        => |t, app, who| async { app.open_hand_over(who, t.campaign, "nobody has it").await };
    case "paper_form" audited Needs::On(&[Action::ImportResponses], Kind::Place) => |t, app, who| app.paper_form(who, t.campaign, 0, 2);
    case "paper_file" audited Needs::On(&[Action::ImportResponses], Kind::Place)
        => |t, app, who| app.paper_file(who, t.campaign, 0, PaperFile::Csv);
    case "add_members" audited Needs::On(&[Action::CreateCampaign], Kind::Place)
        => |t, app, who| app.add_members(who, t.campaign, &[]);
    case "check_import" audited Needs::On(&[Action::ImportResponses], Kind::Place) => |t, app, who| async {
        app.check_import(who, t.campaign, "a.csv", file(), &ImportOptions::new("id")).await
    };
    case "import_report" audited Needs::On(&[Action::ImportResponses], Kind::Place)
        => |t, app, who| app.import_report(who, t.import, 0, 10);
    case "import_detail" audited Needs::On(&[Action::ImportResponses], Kind::Place)
        => |t, app, who| app.import_detail(who, t.import, LedgerRows::All, 0, 10);
    case "start_import" audited Needs::On(&[Action::ImportResponses], Kind::Place)
        => |t, app, who| app.start_import(who, t.import);
    case "apply_import" audited Needs::On(&[Action::ImportResponses], Kind::Place)
        => |t, app, who| app.apply_import(who, t.import, None);
    case "corrected_copy" audited Needs::On(&[Action::ImportResponses], Kind::Place)
        => |t, app, who| app.corrected_copy(who, t.import, &|key| key.to_owned());
    case "consents" silent Needs::Own(Action::ManageConsent) => |_t, app, who| app.consents(who, None);
    case "consents" silent Needs::Stranger => |t, app, who| app.consents(who, Some(t.person));
    case "say_consent" audited Needs::Own(Action::ManageConsent) => |_t, app, who| async {
        app.say_consent(who, None, &Saying { purpose: Use::KeepResult, subject: None, kind: WordKind::Refused }).await
    };
    case "waits_for_guardian" silent Needs::Own(Action::AnswerSelf)
        => |_t, app, who| app.waits_for_guardian(who, Use::KeepResult, None);
    case "ward_consents" silent Needs::Session => |_t, app, who| app.ward_consents(who);
    case "bind_guardian" audited Needs::On(&[Action::RegisterPerson], PERSON) => |t, app, who| async {
        let binding = Binding {
            guardian: GuardianIs::Login("nobody".to_owned()),
            ward: t.person,
            relation: Relation::Parent,
            proof: Proof::HouseholdBook,
            until: None,
        };
        app.bind_guardian(who, &binding).await
    };
    case "moving" audited Needs::On(&[Action::RegisterPerson], PERSON) => |t, app, who| app.moving(who, t.person);
    case "move_person" audited Needs::On(&[Action::RegisterPerson], PERSON) => |t, app, who| async {
        app.move_person(who, t.person, &path(HERE)).await
    };
    case "guardians" audited Needs::On(&[Action::RegisterPerson], PERSON) => |t, app, who| app.guardians(who, t.person);
    case "end_guardian" audited Needs::On(&[Action::RegisterPerson], PERSON) => |t, app, who| app.end_guardian(who, t.person, t.bond);
    case "ask_about_data" audited Needs::Own(Action::RequestOwnData) => |_t, app, who| async {
        app.ask_about_data(who, &Asking { kind: RequestKind::Explain, target: "help".to_owned() }).await
    };
    case "own_requests" silent Needs::Own(Action::RequestOwnData) => |_t, app, who| app.own_requests(who);
    case "take_request_back" audited Needs::Stranger => |t, app, who| app.take_request_back(who, t.request);
    case "own_disclosures" silent Needs::Own(Action::ReadWhoLooked) => |_t, app, who| app.own_disclosures(who);
    case "export_own_data" audited Needs::Own(Action::ReadOwnExport) => |_t, app, who| app.export_own_data(who, Format::Json);
    case "open_data_requests" audited Needs::List(Action::HandleDataRequest) => |_t, app, who| app.open_data_requests(who);
    case "data_request" audited Needs::On(&[Action::HandleDataRequest], PERSON) => |t, app, who| app.data_request(who, t.request);
    case "answer_data_request" audited Needs::On(&[Action::HandleDataRequest], PERSON) => |t, app, who| async {
        app.answer_data_request(who, t.request, &Answer { state: RequestState::Fulfilled, ground: None }).await
    };
    case "erasing" audited Needs::On(&[Action::HandleDataRequest], PERSON) => |t, app, who| app.erasing(who, t.request);
    case "erase_person" audited Needs::On(&[Action::HandleDataRequest], PERSON) => |t, app, who| app.erase_person(who, t.request);
    case "end_restriction" audited Needs::On(&[Action::HandleDataRequest], PERSON)
        => |t, app, who| app.end_restriction(who, t.request);
    case "record_disclosure" audited Needs::On(&[Action::RecordDisclosure], PERSON) => |t, app, who| async {
        let form = NewDisclosureForm {
            person: t.person,
            recipient: String::new(),
            basis: Basis::Emergency,
            law: String::new(),
            fields: Vec::new(),
            withheld: None,
            given_at: app.now(),
        };
        app.record_disclosure(who, &form).await
    };
    case "disclosures" audited Needs::List(Action::ReadDisclosures) => |_t, app, who| async {
        let after = (app.now(), DisclosureId::from_uuid(uuid::Uuid::max()));
        app.disclosures(who, &Wanted { after, basis: "", recipient: "" }, 10).await
    };
    case "disclosure_about" audited Needs::On(&[Action::RecordDisclosure], PERSON)
        => |t, app, who| app.disclosure_about(who, t.person);
    case "cases" audited Needs::List(Action::ListCases)
        => |_t, app, who| app.cases(who, &CaseSort::Open(CaseFilter::default()), CasePage::First);
    case "case" audited Needs::On(&[Action::ReadCase], PERSON) => |t, app, who| app.case(who, t.case);
    case "case_act_on" audited Needs::On(&[Action::ReadCase, Action::WorkOnCase], PERSON)
        => |t, app, who| made::case_verb(t, app, who, CaseVerb::Note);
    case "case_act_on" audited Needs::On(&[Action::ReadCase, Action::CloseCase], PERSON)
        => |t, app, who| made::case_verb(t, app, who, CaseVerb::ApproveClose);
    case "case_offer" audited Needs::On(&[Action::OpenCase], PERSON) => |t, app, who| app.case_offer(who, t.person);
    case "open_case" silent Needs::On(&[Action::OpenCase], PERSON) => |t, app, who| async {
        app.open_case(who, &made::new_case(t.person, app)).await
    };
    case "own_plan" audited Needs::Own(Action::ReadOwnRecords) => |_t, app, who| app.own_plan(who);
    case "attention" audited Needs::On(&[Action::ReadAttention], PERSON) => |t, app, who| app.attention(who, t.person);
    case "concerned" audited Needs::On(&[Action::SearchPeople, Action::ReportConcern], PERSON) => |t, app, who| app.concerned(who, t.person);
    case "report_concern" audited Needs::On(&[Action::ReportConcern], Kind::Pupil) => |t, app, who| async {
        let source = app.own_sources(who)?.first().map(|kind| kind.code.to_string()).unwrap_or_default();
        let observations = vec!["nothing of the list".to_owned()];
        let (whom, noticed_at, reference) = (Whom::Person(t.person), app.now(), "reference".to_owned());
        app.report_concern(who, &Concern { source, whom, noticed_at, observations, words: None, told_by: None, reference }).await
    };
    case "own_reports" audited Needs::List(Action::ReportConcern) => |_t, app, who| app.own_reports(who);
    case "report_record" audited Needs::List(Action::ReportConcern)
        => |_t, app, who| async { app.report_record(who, &ConcernRecord { noticed_at: app.now().to_string(), ..ConcernRecord::default() }).await };
    case "report_file" audited Needs::List(Action::ReportConcern)
        => |_t, app, who| app.report_file(who, "a.csv", b"source,reference,noticed_at\n".to_vec(), true);
    case "own_groups" silent Needs::Own(Action::ReadOwnRecords) => |_t, app, who| app.own_groups(who);
    case "record_group" audited Needs::On(&[Action::RecordGroup], PERSON)
        => |t, app, who| async { app.record_group(who, &made::an_entry(app, t.person, "none")).await };
    case "may_enter_groups" silent Needs::List(Action::RecordGroup) => |_t, app, who| app.may_enter_groups(who);
    case "group_candidate" audited Needs::On(&[Action::ReadGroups, Action::RecordGroup], PERSON) => |t, app, who| app.group_candidate(who, t.person);
    case "group_entry" audited Needs::Circle(&[Action::ReadGroups], &[Role::Justice, Role::Counsellor]) => |t, app, who| app.group_entry(who, t.group);
    case "group_step" audited Needs::Circle(&[Action::RecordGroup], &[Role::Justice]) => |t, app, who| async {
        let step = GroupStep { id: app.fresh_group_event(), note: None, input: GroupInput::Confirm };
        app.group_step(who, t.group, &step).await
    };
    case "register" audited Needs::List(Action::ReadGroups) => |_t, app, who| async { app.register(who, &RegisterAsked::default()).await };
    case "cohort" audited Needs::On(&[Action::ReadGroups], Kind::Place)
        => |_t, app, who| async { app.cohort(who, &path(HERE), &["none"], None, 9).await };
    case "group_file" audited Needs::List(Action::RecordGroup)
        => |_t, app, who| app.group_file(who, "a.csv", b"group,since\n".to_vec(), true);
    case "register_places" silent Needs::Session => |_t, app, who| app.register_places(who);
    case "recording_places" silent Needs::Session => |_t, app, who| app.recording_places(who);
    case "report_places" silent Needs::Session => |_t, app, who| app.report_places(who);
    case "identify" audited Needs::On(&[Action::ReadSignal, Action::IdentifyPerson], PERSON)
        => |t, app, who| app.identify(who, t.signal, &Identity::New(Described { name: Some("?".to_owned()), ..Described::default() }));
}

impl Needs {
    /// What the policy says, and the action that the audit must name.
    fn expected(self, who: &Caller, things: &Things) -> (bool, Option<Action>) {
        let actor = who.actor();
        match self {
            Self::Session => (true, None),
            Self::Stranger => (false, None),
            Self::Own(action) => (who.person().is_some() && actor.may(action, TODAY), Some(action)),
            Self::List(action) => (actor.may(action, TODAY), Some(action)),
            Self::Circle(action, roles) => {
                let (may, _) = Self::On(action, Kind::Person).expected_on(things, actor);
                let inside = actor.in_force(TODAY).any(|held| roles.contains(&held.role));
                (may && inside, action.first().copied())
            }
            Self::On(..) => self.expected_on(things, actor),
        }
    }

    fn expected_on(self, things: &Things, actor: &xinqiao_access::Actor) -> (bool, Option<Action>) {
        match self {
            Self::On(actions, kind) => {
                let place = Resource::at(path(HERE));
                let record = match kind {
                    Kind::Person => place.of(things.person).aged(things.age),
                    Kind::Pupil => place.of(things.person).aged(things.age).in_class(path(HERE)),
                    Kind::Place => place,
                    Kind::Account => place.written_by(things.account),
                    Kind::Whole => Resource::at(path(crate::world::CITY)),
                };
                let may = |action: &Action| {
                    let decided =
                        |purpose: &Purpose| would_permit(actor, *action, &record, *purpose, Moment::from(TODAY)).is_ok();
                    Purpose::ALL.iter().any(decided)
                };
                (actions.iter().all(may), actions.last().copied())
            }
            _ => (false, None),
        }
    }
}
