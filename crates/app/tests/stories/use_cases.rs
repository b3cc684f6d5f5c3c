//! Every use case that somebody calls × every role × several places: allowed exactly when the policy says so, and kept in the audit.
//!
//! `cargo run -p xtask -- tidy` sees to it that no public function of the crate that takes a `Caller` is missing here. The records are ended
//! ones (a closed warning, a dismissed signal, an imported file), so that what is allowed answers "that is over" and changes nothing.

mod made;
mod walk;

use std::pin::Pin;

use jiff::civil::date;
use xinqiao_access::{Action, Age, Moment, Purpose, Resource, Role, would_permit};
use xinqiao_app::accounts::{By, Grant, Origin, Returned, Verdict};
use xinqiao_app::aggregates::{Asked, Measure};
use xinqiao_app::assessment::{ContactTime, ContactWish, Sharing};
use xinqiao_app::campaigns::{ImportOptions, LedgerRows, NewCampaign};
use xinqiao_app::consent::{Binding, GuardianIs, Saying};
use xinqiao_app::duties::{NewDuty, NewEntry};
use xinqiao_app::emergency::{EmergencyAsked, WhoIsIt};
use xinqiao_app::intake::{Concern, ConcernRecord, Described, Identity, Whom};
use xinqiao_app::operations::audit::{AuditQuery, ExportAsked, ExportFormat};
use xinqiao_app::rights::{Answer, Asking, Format, NewDisclosureForm, Wanted};
use xinqiao_app::warnings::{Confirmation, StepInput, Submitted};
use xinqiao_app::{App, Caller, Result};
use xinqiao_consent::{Basis, Proof, Purpose as Use, Relation, RequestKind, RequestState, WordKind};
use xinqiao_duties::{Kind as DutyKind, Step as DutyStep};
use xinqiao_kernel::id::{
    AccountId, AssignmentId, CampaignId, DataRequestId, DisclosureId, DutyId, EmergencyId, GuardianshipId, HoldId, ImportId,
    PersonId, ResponseId, ReviewLineId, SessionId, SignalId, WarningId,
};
use xinqiao_warnings::{Dismissal, Finding, Hearing, Level, Outcome, Party};

use crate::world::{COUNTY, SCHOOL, SIXTEEN, TODAY, TOWNSHIP, World, path, phq9};

/// Where the records are, and where people have their roles: there, above, below, beside it with a similar name, and far away.
const HERE: &str = TOWNSHIP;
const PLACES: [&str; 5] = [HERE, COUNTY, SCHOOL, "620000/620700/620702/6207021020/", "450000/"];

/// The records of the story.
struct Things {
    person: PersonId,
    signal: SignalId,
    warning: WarningId,
    sheet: ResponseId,
    campaign: CampaignId,
    import: ImportId,
    /// answered
    request: DataRequestId,
    /// ended
    hold: HoldId,
    /// ended
    bond: GuardianshipId,
    /// open
    duty: DutyId,
    /// under 18
    age: Age,
    /// of somebody who works at the place
    account: AccountId,
    /// a role of theirs that has ended
    role: AssignmentId,
    /// that role on the list of the quarter's review
    line: ReviewLineId,
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
        const CASES: &[Case] = &[$(Case {
            name: $name,
            needs: $needs,
            audited: is_audited!($audited),
            run: |$things, $app, $who| Box::pin(async move { let _ = $things; $call.await.map(drop) }),
        }),*];
    };
}

fn step<'a>(things: &'a Things, app: &'a App, who: &'a Caller, step: StepInput) -> Running<'a> {
    let input = Submitted { event: app.fresh_event(), note: Some("记".to_owned()), step };
    Box::pin(async move { app.warning_step(who, things.warning, &input).await })
}

fn confirmation(things: &Things, app: &App) -> Confirmation {
    Confirmation { signals: vec![things.signal], level: Level::Blue, owner: None, note: None, event: app.fresh_event() }
}

fn new_campaign() -> NewCampaign {
    NewCampaign {
        place: path(HERE),
        title: "冬季筛查".to_owned(),
        instrument: "phq-9".to_owned(),
        consent_text: "自愿参加".to_owned(),
        opens_on: TODAY,
        closes_on: date(2027, 1, 31),
    }
}

fn incident(app: &App) -> NewDuty {
    let step = DutyStep::Incident(xinqiao_duties::incident::Step::Recorded {
        discovered_at: app.now(),
        information: vec![xinqiao_duties::incident::Information::Contact],
        cause: xinqiao_duties::incident::Cause::Unknown,
        people: 1,
        minors: false,
    });
    let (id, entry) = app.new_duty_ids();
    NewDuty { id, entry, place: path(HERE), person: None, note: "名单发错了".to_owned(), step }
}

fn grant() -> Grant {
    Grant { role: Role::CommunityWorker, place: path(HERE), from: TODAY, until: None, credential: None }
}

fn file() -> Vec<u8> {
    b"id,q1,q2,q3,q4,q5,q6,q7,q8,q9\n1,0,0,0,0,0,0,0,0,0\n".to_vec()
}

const READ: Action = Action::ReadWarning;
const PERSON: Kind = Kind::Person;

cases! {
    case "queue" audited Needs::List(Action::ListWarnings) => |_t, app, who| app.queue(who);
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
    case "submit" audited Needs::Own(Action::AnswerSelf) => |t, app, who| async {
        let key = t.fresh("again");
        let sheet = xinqiao_app::assessment::Sheet {
            instrument: "phq-9".to_owned(),
            answers: phq9([0; 9]),
            sharing: Sharing::Private,
            key,
            answered_at: app.now(),
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
    case "campaign_places" silent Needs::List(Action::CreateCampaign) => |_t, app, who| app.campaign_places(who);
    case "campaigns" audited Needs::List(Action::ListCampaigns) => |_t, app, who| app.campaigns(who);
    case "campaigns_standing" audited Needs::List(Action::ListCampaigns) => |_t, app, who| app.campaigns_standing(who);
    case "campaign" audited Needs::On(&[Action::ReadCampaign], Kind::Place) => |t, app, who| app.campaign(who, t.campaign);
    case "create_campaign" audited Needs::On(&[Action::CreateCampaign], Kind::Place)
        => |_t, app, who| async { app.create_campaign(who, &new_campaign()).await };
    case "create_campaign_once" audited Needs::On(&[Action::CreateCampaign], Kind::Place)
        => |_t, app, who| async {
            let id = CampaignId::from_uuid(app.fresh_event().uuid());
            app.create_campaign_once(who, id, &new_campaign()).await
        };
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
    case "report_places" silent Needs::Session => |_t, app, who| app.report_places(who);
    case "identify" audited Needs::On(&[Action::ReadSignal, Action::IdentifyPerson], PERSON)
        => |t, app, who| app.identify(who, t.signal, &Identity::New(Described { name: Some("?".to_owned()), ..Described::default() }));
    case "retention_page" audited Needs::List(Action::ManageRetention) => |_t, app, who| app.retention_page(who);
    case "place_hold" audited Needs::On(&[Action::PlaceLegalHold], PERSON) => |t, app, who| app.place_hold(who, Some(t.person), "?");
    case "place_hold_on" audited Needs::List(Action::PlaceLegalHold) => |_t, app, who| app.place_hold_on(who, "11010519491231002X", "?");
    case "end_hold" audited Needs::On(&[Action::PlaceLegalHold], PERSON) => |t, app, who| app.end_hold(who, t.hold);
    case "holds" audited Needs::List(Action::PlaceLegalHold) => |_t, app, who| app.holds(who);
    case "aggregates" audited Needs::List(Action::ReadAggregates) => |_t, app, who| async {
        let asked = Asked { measure: Measure::Warnings, place: None, month: None, is_export: false };
        app.aggregates(who, &asked).await
    };
    case "audit_rows" audited Needs::List(Action::ReadAudit) => |_t, app, who| app.audit_rows(who, app.now(), 10);
    case "search_audit" audited Needs::List(Action::ReadAudit)
        => |_t, app, who| async { app.search_audit(who, &AuditQuery::default(), 3).await };
    case "audit_detail" audited Needs::List(Action::ReadAudit) => |_t, app, who| async {
        let page = app.search_audit(who, &AuditQuery::default(), 1).await?;
        app.audit_detail(who, page.rows[0].id).await
    };
    case "resolve_audit" silent Needs::List(Action::ReadAudit) => |_t, app, who| app.resolve_audit(who, "duty1", "");
    case "audit_hints" silent Needs::List(Action::ReadAudit) => |_t, app, who| app.audit_hints(who);
    case "settle_hint" audited Needs::List(Action::ReadAudit) => |t, app, who| app.settle_hint(who, t.person.uuid(), "expected");
    case "chain_state" silent Needs::List(Action::VerifyAudit) => |_t, app, who| app.chain_state(who);
    case "export_audit" audited Needs::List(Action::ExportAudit) => |_t, app, who| async {
        let (from, until, format) = (date(2026, 1, 1), date(2026, 1, 1), ExportFormat::Csv);
        let asked = ExportAsked { from, until, reason: "inspection".to_owned(), format, most: 10 };
        app.export_audit(who, &asked, &mut Vec::new()).await
    };
    case "open_emergency" audited Needs::List(Action::BreakGlass) => |_t, app, who| async {
        let asked = EmergencyAsked {
            who: WhoIsIt::Number("1".to_owned()),
            reason: "danger_to_self".to_owned(),
            words: "说要去河边，电话断了".to_owned(),
            minutes: 30,
        };
        app.open_emergency(who, &asked).await
    };
    case "emergency" audited Needs::Stranger => |t, app, who| app.emergency(who, EmergencyId::from_uuid(t.person.uuid()));
    case "end_emergency" audited Needs::Stranger => |t, app, who| app.end_emergency(who, EmergencyId::from_uuid(t.person.uuid()));
    case "own_emergencies" silent Needs::Session => |_t, app, who| app.own_emergencies(who);
    case "open_emergencies" silent Needs::Session => |_t, app, who| app.open_emergencies(who);
    case "emergency_reviews" audited Needs::List(Action::ReviewBreakGlass) => |_t, app, who| app.emergency_reviews(who);
    case "review_emergency" audited Needs::Stranger
        => |t, app, who| app.review_emergency(who, EmergencyId::from_uuid(t.person.uuid()), "justified", "已核对通话记录");
    case "hold_emergency" audited Needs::Stranger
        => |t, app, who| app.hold_emergency(who, EmergencyId::from_uuid(t.person.uuid()), "investigation", 1);
    case "told_in_person" audited Needs::Stranger => |t, app, who| app.told_in_person(who, EmergencyId::from_uuid(t.person.uuid()));
    case "may_search" silent Needs::List(Action::SearchPeople) => |_t, app, who| app.may_search(who);
    case "search_people" audited Needs::List(Action::SearchPeople) => |_t, app, who| async {
        let purpose = app.search_purposes(who).first().copied().unwrap_or(Purpose::Service);
        app.search_people(who, "林晓溪", purpose).await
    };
    case "person_file" audited Needs::On(&[Action::ReadPerson], PERSON) => |t, app, who| async {
        let purpose = app.file_purposes(who).first().copied().unwrap_or(Purpose::Service);
        app.person_file(who, t.person, purpose).await
    };
    case "person_identity" audited Needs::On(&[Action::ReadPerson, Action::ReadIdentity], PERSON) => |t, app, who| async {
        let purpose = app.file_purposes(who).first().copied().unwrap_or(Purpose::Service);
        app.person_identity(who, t.person, purpose).await
    };
    case "open_duty" audited Needs::On(&[Action::RecordIncident], Kind::Place)
        => |_t, app, who| async { app.open_duty(who, &incident(app)).await };
    case "duties" audited Needs::List(Action::RecordIncident) => |_t, app, who| app.duties(who, DutyKind::Incident, true, None);
    case "duties" audited Needs::List(Action::MandatoryReport) => |_t, app, who| app.duties(who, DutyKind::MinorReport, true, None);
    case "duty" audited Needs::On(&[Action::RecordIncident], Kind::Place) => |t, app, who| app.duty(who, t.duty);
    case "duty_step" audited Needs::On(&[Action::RecordIncident], Kind::Place) => |t, app, who| async {
        let step = DutyStep::Incident(xinqiao_duties::incident::Step::Ordered);
        app.duty_step(who, t.duty, &NewEntry { id: app.new_duty_ids().1, note: String::new(), step }).await
    };
    case "ask_minor_access" audited Needs::On(&[Action::ReadPerson], PERSON)
        => |t, app, who| app.ask_minor_access(who, t.person, app.new_duty_ids(), "两次谈话");
    case "own_access_requests" silent Needs::Session => |_t, app, who| app.own_access_requests(who);
    case "own_factors" silent Needs::Session => |_t, app, who| app.own_factors(who);
    case "own_password_rules" silent Needs::Session => |_t, app, who| app.own_password_rules(who);
    case "change_password" silent Needs::Session => |_t, app, who| app.change_password(who, "?", "another horse 9", Origin::default());
    case "begin_totp" silent Needs::Session => |_t, app, who| app.begin_totp(who);
    case "pending_totp" silent Needs::Session => |_t, app, who| app.pending_totp(who);
    case "confirm_totp" silent Needs::Session => |_t, app, who| async { app.confirm_totp(who, "?", Origin::default()).await.map(drop) };
    case "remove_totp" silent Needs::Session => |_t, app, who| app.remove_totp(who);
    case "prove_code" silent Needs::Session => |_t, app, who| async { app.prove_code(who, "?", Origin::default()).await.map(drop) };
    case "begin_passkey" silent Needs::Session => |_t, app, who| app.begin_passkey(who, "localhost");
    case "finish_passkey" silent Needs::Session
        => |_t, app, who| async { app.finish_passkey(who, "localhost", "{}", "", Origin::default()).await.map(drop) };
    case "remove_passkey" silent Needs::Stranger => |t, app, who| app.remove_passkey(who, t.person.uuid());
    case "begin_passkey_proof" silent Needs::Session => |_t, app, who| app.begin_passkey_proof(who, "localhost");
    case "prove_passkey" silent Needs::Session
        => |_t, app, who| async { app.prove_passkey(who, "localhost", "{}", Origin::default()).await.map(drop) };
    case "renew_recovery_codes" silent Needs::Session => |_t, app, who| app.renew_recovery_codes(who);
    case "begin_linking" silent Needs::Session
        => |_t, app, who| async { app.begin_linking(who, "city", "localhost", "/back").await.map(drop) };
    case "finish_identity" silent Needs::Session => |_t, app, who| async {
        let returned = Returned { code: Some("?".to_owned()), state: Some("?".to_owned()), ..Returned::default() };
        app.finish_identity(Some(who), "city", "?", &returned, Origin::default()).await.map(drop)
    };
    case "own_identities" silent Needs::Session => |_t, app, who| app.own_identities(who);
    case "unlink_identity" silent Needs::Stranger => |t, app, who| app.unlink_identity(who, t.person.uuid());
    case "ask_linking_code" silent Needs::Session
        => |_t, app, who| app.ask_linking_code(who, "13812345678", "en", Origin::default());
    case "link_phone" silent Needs::Session => |_t, app, who| app.link_phone(who, "13812345678", "?", Origin::default());
    case "own_sessions" silent Needs::Session => |_t, app, who| app.own_sessions(who);
    case "still" silent Needs::Session => |_t, app, who| app.still(who);
    case "end_own_session" silent Needs::Stranger => |t, app, who| app.end_own_session(who, SessionId::from_uuid(t.person.uuid()));
    case "end_other_sessions" silent Needs::Session => |_t, app, who| app.end_other_sessions(who);
    case "managed_account" audited Needs::On(&[Action::ManageAccounts], Kind::Place)
        => |t, app, who| app.managed_account(By::Caller(who), t.account);
    case "managed_login" audited Needs::On(&[Action::ManageAccounts], Kind::Place)
        => |_t, app, who| app.managed_login(By::Caller(who), "newcomer");
    case "staff_accounts" audited Needs::List(Action::ManageAccounts) => |_t, app, who| app.staff_accounts(By::Caller(who), None, 3);
    case "add_account" audited Needs::On(&[Action::ManageAccounts], Kind::Place)
        => |t, app, who| async { app.add_account(By::Caller(who), &t.fresh("new"), "某人", None, &grant()).await };
    case "roles_for_minors" audited Needs::List(Action::ApproveMinorAccess) => |_t, app, who| app.roles_for_minors(who, None);
    case "approve_minors" audited Needs::On(&[Action::ApproveMinorAccess], Kind::Account)
        => |t, app, who| app.approve_minors(who, t.role, Some(TODAY));
    case "access_review" audited Needs::List(Action::ReviewAccess)
        => |_t, app, who| app.access_review(By::Caller(who), None, None, false);
    case "decide_access" audited Needs::On(&[Action::ReviewAccess], Kind::Account)
        => |t, app, who| async { app.decide_access(By::Caller(who), t.line, &Verdict::Keep).await };
    case "lock_account" audited Needs::On(&[Action::ManageAccounts], Kind::Place)
        => |t, app, who| app.lock_account(By::Caller(who), t.account);
    case "unlock_account" audited Needs::On(&[Action::ManageAccounts], Kind::Place)
        => |t, app, who| app.unlock_account(By::Caller(who), t.account);
    case "link_account" audited Needs::On(&[Action::ManageAccounts], Kind::Place)
        => |t, app, who| async { app.link_account(By::Caller(who), t.account, "city", &t.fresh("p")).await };
    case "unlink_account" audited Needs::On(&[Action::ManageAccounts], Kind::Place)
        => |t, app, who| app.unlink_account(By::Caller(who), t.account);
    case "reset_factors" audited Needs::On(&[Action::ManageAccounts], Kind::Place)
        => |t, app, who| app.reset_factors(By::Caller(who), t.account);
    case "reset_password" audited Needs::On(&[Action::ManageAccounts], Kind::Place)
        => |t, app, who| app.reset_password(By::Caller(who), t.account);
    case "give_role" audited Needs::On(&[Action::ManageAccounts], Kind::Place)
        => |t, app, who| async { app.give_role(By::Caller(who), t.account, &Grant { role: Role::SocialWorker, ..grant() }).await };
    case "end_role" audited Needs::On(&[Action::ManageAccounts], Kind::Place)
        => |t, app, who| app.end_role(By::Caller(who), t.role, "left");
    case "verify_audit" silent Needs::List(Action::VerifyAudit) => |_t, app, who| app.verify_audit(who);
    case "undelivered" audited Needs::List(Action::ReadJobs) => |_t, app, who| app.undelivered(who, 10);
    case "jobs" audited Needs::List(Action::ReadJobs) => |_t, app, who| app.jobs(who, app.now(), 10);
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
            Self::On(actions, kind) => {
                let place = Resource::at(path(HERE));
                let record = match kind {
                    Kind::Person => place.of(things.person).aged(things.age),
                    Kind::Pupil => place.of(things.person).aged(things.age).in_class(path(HERE)),
                    Kind::Place => place,
                    Kind::Account => place.written_by(things.account),
                };
                let may = |action: &Action| {
                    let decided =
                        |purpose: &Purpose| would_permit(actor, *action, &record, *purpose, Moment::from(TODAY)).is_ok();
                    Purpose::ALL.iter().any(decided)
                };
                (actions.iter().all(may), actions.last().copied())
            }
        }
    }
}
