use proptest::prelude::*;

use super::{World, rules};
use crate::Refusal;
use crate::incident::{Authority, Cause, Incident, Information, Missing, Step};

fn recorded(world: &World, minors: bool) -> Incident {
    let step = Step::Recorded {
        discovered_at: world.now,
        information: vec![Information::Contact],
        cause: Cause::WrongRecipient,
        people: 12,
        minors,
    };
    Incident::begin(&world.entry(0, step, "a list of telephone numbers went to the wrong mailbox")).unwrap()
}

fn told() -> Step {
    Step::AuthorityTold { authority: Authority::Cyberspace, reference: String::new() }
}

#[test]
fn an_incident_is_closed_only_after_remedy_authority_people_and_guardians() {
    let world = World::new();
    let mut incident = recorded(&world, true);
    let steps = [Step::Remedied, told(), Step::PersonsTold { people: 12 }, Step::GuardiansTold { people: 3 }];
    for (at, step) in steps.into_iter().enumerate() {
        assert_eq!(incident.missing().len(), 4 - at);
        assert_eq!(incident.clone().apply(&world.entry(0, Step::Closed, "")), Err(Refusal::Missing));
        incident = incident.apply(&world.entry(0, step, "as the words say")).unwrap();
    }
    let closed = incident.apply(&world.entry(0, Step::Closed, "")).unwrap();
    assert_eq!(closed.closed_at, Some(world.now));
    assert_eq!(closed.apply(&world.entry(0, Step::Remedied, "late")), Err(Refusal::Ended));
}

#[test]
fn the_authority_is_owed_word_a_day_after_the_discovery_and_no_longer_once_it_has_it() {
    let world = World::new();
    let incident = recorded(&world, false);
    assert_eq!(incident.due_at(&rules()), Some("2026-11-23T02:00:00Z".parse().unwrap()));
    let incident = incident.apply(&world.entry(0, told(), "")).unwrap();
    assert_eq!(incident.due_at(&rules()), None);
}

#[test]
fn people_may_stay_untold_after_a_remedy_with_a_reason_until_the_authority_orders_it() {
    let world = World::new();
    let incident = recorded(&world, true).apply(&world.entry(0, told(), "")).unwrap();
    let untold = world.entry(0, Step::NotTold, "the file was never opened");
    assert_eq!(incident.clone().apply(&untold), Err(Refusal::OutOfTurn), "not before a remedy");
    let incident = incident.apply(&world.entry(0, Step::Remedied, "deleted at the other end")).unwrap();
    assert_eq!(incident.clone().apply(&world.entry(0, Step::NotTold, " ")), Err(Refusal::Wordless));
    let incident = incident.apply(&untold).unwrap();
    assert_eq!(incident.missing(), []);
    let incident = incident.apply(&world.entry(0, Step::Ordered, "")).unwrap();
    assert_eq!(incident.missing(), [Missing::Persons, Missing::Guardians]);
    assert_eq!(incident.apply(&untold), Err(Refusal::OutOfTurn), "not against an order");
}

#[test]
fn more_people_than_thought_have_to_be_told_again() {
    let world = World::new();
    let incident = recorded(&world, false);
    let incident = incident.apply(&world.entry(0, Step::PersonsTold { people: 12 }, "by telephone")).unwrap();
    let step = |people, minors| Step::Reassessed {
        information: vec![Information::Contact, Information::Answers],
        cause: Cause::Fault,
        people,
        minors,
    };
    let same = incident.clone().apply(&world.entry(0, step(12, false), "answers as well")).unwrap();
    assert!(same.persons_told);
    let more = incident.apply(&world.entry(0, step(40, true), "a second list")).unwrap();
    assert_eq!(more.missing(), [Missing::Remedy, Missing::Authority, Missing::Persons, Missing::Guardians]);
}

#[test]
fn an_incident_begins_with_what_was_found_in_words_and_not_in_the_future() {
    let world = World::new();
    let step =
        |information, discovered_at| Step::Recorded { discovered_at, information, cause: Cause::Lost, people: 1, minors: false };
    let begin = |step, note: &str| Incident::begin(&world.entry(0, step, note));
    assert_eq!(begin(step(vec![Information::Notes], world.now), ""), Err(Refusal::Wordless));
    assert_eq!(begin(step(vec![], world.now), "a folder"), Err(Refusal::Nothing));
    assert_eq!(begin(step(vec![Information::Notes], world.after(1).now), "a folder"), Err(Refusal::InTheFuture));
    assert_eq!(begin(Step::Remedied, "a folder"), Err(Refusal::Beginning));
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        Just(Step::Remedied),
        Just(told()),
        Just(Step::Ordered),
        Just(Step::NotTold),
        Just(Step::Closed),
        (0..50_u32).prop_map(|people| Step::PersonsTold { people }),
        (0..50_u32).prop_map(|people| Step::GuardiansTold { people }),
        (0..50_u32, any::<bool>()).prop_map(|(people, minors)| Step::Reassessed {
            information: vec![Information::Other],
            cause: Cause::Unknown,
            people,
            minors,
        }),
    ]
}

proptest! {
    #[test]
    fn whatever_is_done_in_whatever_order_a_closed_incident_misses_nothing(steps in prop::collection::vec(any_step(), 0..24), minors: bool) {
        let world = World::new();
        let mut incident = recorded(&world, minors);
        for step in steps {
            if let Ok(next) = incident.clone().apply(&world.entry(1, step, "words")) {
                prop_assert!(incident.closed_at.is_none());
                incident = next;
            }
        }
        if incident.closed_at.is_some() {
            prop_assert!(incident.missing().is_empty());
            prop_assert!(incident.remedied && incident.authority_at.is_some());
            prop_assert!(incident.persons_told || (incident.not_told && !incident.ordered));
        }
    }
}
