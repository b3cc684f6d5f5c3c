use std::collections::HashSet;

use crate::policy::{Rule, rules};
use crate::{Action, Fields, Purpose, Reach, Role};

fn all() -> impl Iterator<Item = (Role, &'static Rule)> {
    Role::ALL.iter().flat_map(|role| rules(*role).map(|rule| (*role, rule)))
}

fn holders(action: Action) -> Vec<Role> {
    Role::ALL.iter().copied().filter(|role| rules(*role).any(|rule| rule.action == action)).collect()
}

#[test]
fn every_action_is_held_by_a_role() {
    let unheld: Vec<&Action> = Action::ALL.iter().filter(|action| holders(**action).is_empty()).collect();
    assert_eq!(unheld, [] as [&Action; 0]);
}

#[test]
fn residents_reach_only_themselves_and_nobody_else_does_so() {
    for (role, rule) in all() {
        let own_account = rule.reach == [Reach::Account];
        assert!(!own_account || rule.fields.is_none());
        assert_eq!(rule.reach.contains(&Reach::Own), role == Role::Resident && !own_account, "{role} {}", rule.action);
        assert!(role != Role::Resident || own_account || rule.reach == [Reach::Own]);
    }
}

#[test]
fn everybody_keeps_the_own_account() {
    for action in [Action::ManageOwnSecondFactors, Action::ManageOwnSessions] {
        assert_eq!(holders(action), Role::ALL);
    }
}

#[test]
fn no_row_stands_twice() {
    let mut seen = HashSet::new();
    for (role, rule) in all() {
        for purpose in rule.purposes {
            for reach in rule.reach {
                assert!(seen.insert((role, rule.action, *purpose, *reach)), "{role} {} {purpose} {}", rule.action, reach.code());
            }
        }
    }
}

#[test]
fn every_reach_is_used() {
    let used: HashSet<Reach> = all().flat_map(|(_, rule)| rule.reach.iter().copied()).collect();
    assert_eq!(used, HashSet::from(Reach::ALL));
}

#[test]
fn residents_see_scores_only_among_their_own_records() {
    let with_scores = rules(Role::Resident).filter(|rule| rule.fields.contains(Fields::SCORES));
    let actions: Vec<Action> = with_scores.map(|rule| rule.action).collect();
    assert_eq!(actions, [Action::ReadOwnRecords, Action::ReadOwnExport]);
}

#[test]
fn administrators_see_no_content_and_share_no_action() {
    let mut seen = HashSet::new();
    for (role, rule) in all().filter(|(role, rule)| role.is_administrator() && rule.reach != [Reach::Account]) {
        assert_eq!(rule.fields, Fields::NONE);
        assert!(seen.insert(rule.action), "{role} shares {}", rule.action);
    }
}

#[test]
fn accounts_keys_and_the_audit_are_in_one_hand_each() {
    let of = |actions: &[Action]| actions.iter().flat_map(|action| holders(*action)).collect::<HashSet<Role>>();
    assert_eq!(of(&[Action::ManageAccounts, Action::EndSessions]), HashSet::from([Role::SecurityAdmin]));
    assert_eq!(of(&[Action::ManageKeys, Action::RunBackup]), HashSet::from([Role::SystemAdmin]));
    assert_eq!(of(&[Action::ReadAudit, Action::VerifyAudit, Action::ExportAudit]), HashSet::from([Role::AuditAdmin]));
}

#[test]
fn a_school_counsellor_works_with_screening_results_for_screening_only() {
    let screened = [Action::ReadSignal, Action::ReadWarning, Action::ReadScores, Action::ReadCampaign];
    let everyday = rules(Role::SchoolCounsellor).filter(|rule| !rule.reach.contains(&Reach::Emergency));
    assert!(everyday.filter(|rule| screened.contains(&rule.action)).all(|rule| rule.purposes == [Purpose::Screening]));
}

#[test]
fn names_and_contacts_open_by_their_own_action_only() {
    let unmasked = |rule: &Rule| rule.fields.contains(Fields::IDENTITY);
    let actions: HashSet<Action> = all().filter(|(_, rule)| unmasked(rule)).map(|(_, rule)| rule.action).collect();
    let own = [Action::ReadOwnRecords, Action::ReadOwnExport];
    let expected = own.into_iter().chain([Action::ReadIdentity, Action::HandleDataRequest, Action::ReadCompletion]).collect();
    assert_eq!(actions, expected);
}

#[test]
fn aggregates_carry_no_field_of_a_person() {
    let about = [Action::ReadAggregates, Action::ReadCampaign, Action::ListCampaigns];
    assert!(all().filter(|(_, rule)| about.contains(&rule.action)).all(|(_, rule)| rule.fields == Fields::NONE));
}

#[test]
fn whoever_may_own_a_warning_can_take_every_step_with_it() {
    let steps = [
        Action::ListWarnings,
        Action::ReadWarning,
        Action::AcknowledgeWarning,
        Action::VerifyWarning,
        Action::InterveneWarning,
        Action::FeedbackWarning,
        Action::CloseWarning,
        Action::HandOverWarning,
        Action::ReadPerson,
        Action::ReadIdentity,
    ];
    for role in holders(Action::AcknowledgeWarning) {
        let may = |action: Action| {
            let reaches = |reach: &Reach| matches!(reach, Reach::Owned | Reach::Below);
            rules(role).any(|rule| rule.action == action && rule.reach.iter().any(reaches))
        };
        let missing: Vec<&Action> = steps.iter().filter(|action| !may(**action)).collect();
        assert_eq!(missing, [] as [&Action; 0], "{role}");
    }
}

#[test]
fn of_two_rows_for_one_action_one_shows_all_that_the_other_shows() {
    // then "the row with the most fields" is also the row that shows everything that the role may see
    for (role, rule) in all() {
        for other in rules(role).filter(|other| other.action == rule.action) {
            let nested = rule.fields.contains(other.fields) || other.fields.contains(rule.fields);
            assert!(nested, "{role} {}", rule.action);
        }
    }
}
