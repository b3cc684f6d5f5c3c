use jiff::ToSpan;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::{Act, Fields, Purpose, Refusal, act, permit, scope};

/// Asserts for one action that a permit and a scope agree, in the record, the fields and the refusal.
fn agree<A: Act>(actor: &Actor, resource: &Resource, purpose: Purpose, today: Date) {
    let one: Result<Fields, Refusal> = permit::<A>(actor, resource, purpose, today).map(|permit| permit.fields());
    match scope::<A>(actor, purpose, today) {
        Ok(list) => {
            assert_eq!(one.is_ok(), list.contains(resource), "{}", A::ACTION);
            assert_eq!(one.ok(), list.fields_of(resource), "{}", A::ACTION);
        }
        Err(why) => assert_eq!(one, Err(why), "{}", A::ACTION),
    }
}

/// Asserts that a permit for a person's record rests on an assignment of the day that covers it, or on the record being the actor's own.
fn is_grounded<A: Act>(actor: &Actor, resource: &Resource, purpose: Purpose, today: Date) {
    let Ok(permit) = permit::<A>(actor, resource, purpose, today) else {
        return;
    };
    let own = permit.role() == Role::Resident && actor.person().is_some() && resource.person == actor.person();
    let held = actor.in_force(today).filter(|assignment| assignment.role == permit.role());
    let mut covering = held.filter(|assignment| own || assignment.place.covers(&resource.place));
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
            CloseWarning SecondClose HandOverWarning ReadPerson ReadIdentity ReadAnswers ReadScores CreateCampaign
            ImportResponses ReadCampaign ListCampaigns ReadAggregates ReadJobs ManageAccounts ReadSecurityEvents
            ReadAudit VerifyAudit RunBackup)
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
        1 => select(Role::ALL),
    ];
    let days = prop_oneof![3 => Just((0, None)), 1 => (-3_i32..2, proptest::option::of(0_i32..4))];
    (role, any_place(), days).prop_map(|(role, place, (begins, lasts))| {
        let from = TODAY + begins.days();
        Assignment { role, place, from, until: lasts.map(|days| from + days.days()) }
    })
}

fn any_actor() -> impl Strategy<Value = Actor> {
    (proptest::option::of(0_u64..2), proptest::collection::vec(any_assignment(), 0..5))
        .prop_filter_map("administrators exclude one another", |(of, assignments)| {
            Actor::new(account(1), of.map(person), assignments).ok()
        })
}

fn any_resource() -> impl Strategy<Value = Resource> {
    let some = || proptest::option::of(0_u64..3);
    (any_place(), some(), some(), some()).prop_map(|(place, of, owner, reporter)| Resource {
        place,
        person: of.map(person),
        owner: owner.map(account),
        reporter: reporter.map(account),
    })
}

fn some_resources() -> impl Strategy<Value = Vec<Resource>> {
    proptest::collection::vec(any_resource(), 8)
}

proptest! {
    #[test]
    fn a_scope_holds_exactly_the_records_that_are_permitted(actor in any_actor(), resources in some_resources()) {
        for (resource, purpose) in resources.iter().flat_map(|resource| Purpose::ALL.iter().map(move |purpose| (resource, *purpose))) {
            for_all_actions!(agree(&actor, resource, purpose, TODAY));
        }
    }

    #[test]
    fn every_permit_rests_on_a_role_of_the_day(actor in any_actor(), resources in some_resources(), purpose in select(Purpose::ALL)) {
        for resource in &resources {
            for_all_actions!(is_grounded(&actor, resource, purpose, TODAY));
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
