use jiff::ToSpan;
use proptest::prelude::*;
use proptest::sample::select;

use jiff::Timestamp;
use xinqiao_kernel::id::EmergencyId;

use super::*;
use crate::{Act, Danger, EmergencyGrant, Fields, Moment, PersonApproval, Purpose, Refusal, Ward, act, permit, scope};

const NOW: Timestamp = Timestamp::constant(1_795_312_800, 0);
const AT: Moment = Moment::new(TODAY, NOW);

/// Asserts for one action that a permit and a scope agree, in the record, the fields and the refusal.
fn agree<A: Act>(actor: &Actor, resource: &Resource, purpose: Purpose, today: Moment) {
    let one: Result<Fields, Refusal> = permit::<A>(actor, resource, purpose, today).map(|permit| permit.fields());
    match scope::<A>(actor, purpose, today) {
        Err(Refusal::OneByOne) => assert!(A::ACTION.opens_guarded()),
        Ok(list) => {
            assert_eq!(one.is_ok(), list.contains(resource), "{}", A::ACTION);
            assert_eq!(one.ok(), list.fields_of(resource), "{}", A::ACTION);
        }
        Err(why) => assert_eq!(one, Err(why), "{}", A::ACTION),
    }
}

/// Asserts that a permit for a person's record rests on an assignment of the day that covers it, or on the record being the actor's own.
fn is_grounded<A: Act>(actor: &Actor, resource: &Resource, purpose: Purpose, today: Moment) {
    let Ok(permit) = permit::<A>(actor, resource, purpose, today) else {
        return;
    };
    let about = |person| resource.person == Some(person);
    let own = permit.role() == Role::Resident && actor.person().is_some_and(about);
    let ward = permit.role() == Role::Guardian && actor.wards().iter().any(|ward| about(ward.person));
    let open = permit.emergency().is_some() && actor.emergencies(today).any(|open| about(open.person));
    let given = actor.given().iter().any(|person| about(*person));
    let account = resource.owner == Some(actor.account()) && permit.fields().is_none();
    let anyone = A::ACTION == crate::Action::BreakGlass;
    let held = actor.in_force(today.day).filter(|assignment| assignment.role == permit.role());
    let covers = |assignment: &&Assignment| {
        let class = resource.class.as_ref().is_some_and(|class| assignment.place.covers(class));
        assignment.place.covers(&resource.place) || (class && assignment.role == Role::ClassTeacher)
    };
    let mut covering = held.filter(|assignment| own || ward || open || given || account || anyone || covers(assignment));
    assert!(covering.next().is_some(), "{}", A::ACTION);
}

macro_rules! for_actions {
    ($check:ident $args:tt: $($name:ident)*) => { $($check::<act::$name>$args;)* };
}

macro_rules! for_all_actions {
    ($check:ident $args:tt) => {
        for_actions!($check $args:
            AnswerSelf ReadOwnRecords ReadWhoLooked RequestContact ListSignals ReadSignal ConfirmWarning SecondWarning
            DismissSignal ListWarnings ReadWarning AcknowledgeWarning VerifyWarning InterveneWarning FeedbackWarning
            CloseWarning SecondClose HandOverWarning SignLevel ReadRoster KeepRoster ReadPerson ReadIdentity ReadAttention ReadAnswers ReadScores CreateCampaign
            ImportResponses ReadCampaign ListCampaigns RunCampaign SignCampaign ReadCompletion BuildQuestionnaire ReadQuestionnaires ReleaseQuestionnaire ReadAggregates ReadJobs ManageAccounts ReadSecurityEvents
            ReadAudit VerifyAudit RunBackup ManageConsent RequestOwnData ReadOwnExport ManageOwnSecondFactors
            ManageOwnSessions SearchPeople RegisterPerson IdentifyPerson ReportConcern ReadFeedback ListCases ReadCase OpenCase
            WorkOnCase CloseCase ReferCase AnswerReferral ReadReferral CarryReferral ManageReceivers RunGreenChannel OpenAid WorkOnAid ReadCounsellingNotes WriteCounsellingNotes ReadProcessNotes
            WriteProcessNotes ReadClinical WriteClinical GiveReferralAdvice ReadReferralAdvice ListSupervisedCases
            ReadSupervisedCase GiveSupervision ListSmdPatients ReadSmdDuty RegisterSmdPatient RecordSmdFollowUp
            RecordSmdEmergency ReportSmdIncident RecordCall ReadCalls ReadTaskContact RecordTask BreakGlass
            ReviewBreakGlass ApproveMinorAccess MandatoryReport RecordDisclosure ReadDisclosures HandleDataRequest
            RecordIncident ManageRetention PlaceLegalHold AssessImpact ExportAudit ListSessions EndSessions ReviewAccess
            ManageKeys ManageIndicators ExportAggregates ManageAgencyStaff RegisterDispute ReadDispute
            WorkOnDispute ExchangeDisputes ReadQuality ReplayRules ReviewMissed ReadReception WorkOnReception
            WatchAreas ReadGroups RecordGroup AskAgain PlanRescore ReadRescore ApproveRescore ManageDevices PairDevice ReadDeviceResults CompareInformants AnswerAsInformant)
    };
}

fn any_place() -> impl Strategy<Value = PlacePath> {
    let below = |above: PlacePath, part: &&str| above.child(part).unwrap();
    proptest::collection::vec(select(vec!["1", "12"]), 0..3).prop_map(move |parts| parts.iter().fold(PlacePath::root(), below))
}

/// Mostly the roles that share purposes, and mostly in force, so that reaches meet in one actor.
fn any_assignment() -> impl Strategy<Value = Assignment> {
    let role = prop_oneof![
        3 => select(vec![Role::Counsellor, Role::VillageDoctor, Role::DutyOfficer]),
        2 => select(Role::ALL),
    ];
    let days = prop_oneof![3 => Just((0, None)), 1 => (-3_i32..2, proptest::option::of(0_i32..4))];
    (role, any_place(), days, any::<bool>()).prop_map(|(role, place, (begins, lasts), approved)| {
        let from = TODAY + begins.days();
        let held = Assignment::new(role, place, from, lasts.map(|days| from + days.days()));
        if approved { held.approved_for_minors(account(9), TODAY) } else { held }
    })
}

fn any_actor() -> impl Strategy<Value = Actor> {
    let wards = proptest::collection::vec((0_u64..3, select(vec![2000, 2011, 2020])), 0..2);
    let emergencies = proptest::collection::vec((0_u64..3, any::<bool>()), 0..2);
    let approvals = proptest::collection::vec(0_u64..3, 0..2);
    let given = proptest::collection::vec(0_u64..3, 0..2);
    (proptest::option::of(0_u64..2), proptest::collection::vec(any_assignment(), 0..5), wards, emergencies, approvals, given)
        .prop_filter_map("administrators exclude one another", |(of, assignments, wards, emergencies, approvals, given)| {
            let ward = |(of, year): &(u64, i16)| Ward {
                person: person(*of),
                born: date(*year, 5, 1),
                assent: Fields::SCORES.and(Fields::ATTENTION),
                until: None,
            };
            let open = |(of, live): &(u64, bool)| emergency(*of, *live);
            let approved =
                |of: &u64| PersonApproval { person: person(*of), approval: crate::Approval { by: account(9), until: TODAY } };
            let actor = Actor::new(account(1), of.map(person), assignments).ok()?;
            let actor = actor.with_wards(wards.iter().map(ward).collect());
            let actor = actor.with_emergencies(emergencies.iter().map(open).collect());
            let actor = actor.with_given(given.into_iter().map(person).collect());
            actor.with_approvals(approvals.iter().map(approved).collect()).ok()
        })
}

/// An emergency that is open now, or was until now.
fn emergency(of: u64, live: bool) -> EmergencyGrant {
    let until = if live { NOW + 1.hour() } else { NOW };
    EmergencyGrant { id: EmergencyId::from_uuid(person(of).uuid()), person: person(of), from: NOW - 1.hour(), until }
}

fn any_resource() -> impl Strategy<Value = Resource> {
    let some = || proptest::option::of(0_u64..3);
    let people = (some(), some(), some(), some(), some(), proptest::collection::vec(0_u64..3, 0..3));
    let age = select(vec![Age::Adult, Age::Minor, Age::Unknown]);
    let danger = (proptest::option::of(0_u8..6), any::<bool>(), proptest::bool::weighted(0.2));
    (any_place(), people, age, proptest::option::of(any_place()), danger).prop_map(
        |(place, (of, owner, reporter, author, supervisor, team), age, class, (grade, incident, restricted))| Resource {
            place,
            person: of.map(person),
            age,
            owner: owner.map(account),
            reporter: reporter.map(account),
            author: author.map(account),
            supervisor: supervisor.map(account),
            team: team.into_iter().map(account).collect(),
            class,
            danger: Danger { grade, incident },
            restricted,
        },
    )
}

fn some_resources() -> impl Strategy<Value = Vec<Resource>> {
    proptest::collection::vec(any_resource(), 3)
}

proptest! {
    #[test]
    fn a_scope_holds_exactly_the_records_that_are_permitted(actor in any_actor(), resources in some_resources()) {
        for (resource, purpose) in resources.iter().flat_map(|resource| Purpose::ALL.iter().map(move |purpose| (resource, *purpose))) {
            for_all_actions!(agree(&actor, resource, purpose, AT));
        }
    }

    #[test]
    fn every_permit_rests_on_a_role_of_the_day(actor in any_actor(), resources in some_resources(), purpose in select(Purpose::ALL)) {
        for resource in &resources {
            for_all_actions!(is_grounded(&actor, resource, purpose, AT));
        }
    }

    #[test]
    fn no_permit_outlives_its_assignments(
        actor in any_actor(), resource in any_resource(), purpose in select(Purpose::ALL),
    ) {
        let much_later = date(2036, 1, 1);
        prop_assume!(actor.in_force(much_later).next().is_none());
        prop_assert!(permit::<act::ReadPerson>(&actor, &resource, purpose, much_later).is_err());
    }

    #[test]
    fn more_roles_never_take_a_record_away(
        actor in any_actor(), more in any_assignment(), resource in any_resource(), purpose in select(Purpose::ALL),
    ) {
        let mut assignments = actor.assignments().to_vec();
        let actor = Actor::new(actor.account(), actor.person(), assignments.clone()).unwrap();
        assignments.push(more);
        if let Ok(richer) = Actor::new(actor.account(), actor.person(), assignments) {
            let fields = |actor| permit::<act::ReadWarning>(actor, &resource, purpose, TODAY).map(|permit| permit.fields().count());
            if let Ok(before) = fields(&actor) {
                prop_assert!(fields(&richer).is_ok_and(|after| before <= after));
            }
        }
    }
}

#[test]
fn the_list_of_actions_in_these_properties_is_complete() {
    let mut seen = Vec::new();
    fn note_one<A: Act>(seen: &mut Vec<crate::Action>) {
        seen.push(A::ACTION);
    }
    for_all_actions!(note_one(&mut seen));
    assert_eq!(seen, crate::Action::ALL);
}
