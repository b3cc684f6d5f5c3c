//! What is guarded of people under 18 opens for a role with the approval of the person in charge, and closes with it.

use jiff::civil::date;
use xinqiao_access::{Fields, Role};
use xinqiao_app::AppError;

use crate::emergency::notices;
use crate::world::{COUNTY, FAR_COUNTY, TODAY, World, is_conflict, is_denied, is_not_found, on_both, path, refused};

async fn role_of(world: &World, login: &str) -> xinqiao_kernel::id::AssignmentId {
    world.db.roles_of(world.account_of(login).await).await.unwrap()[0].id
}

#[tokio::test]
async fn a_role_opens_who_a_minor_is_from_the_approval_on_until_its_last_day_or_until_it_is_taken_back() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let warning = world.yellow(&lin, "duty1").await;
        let roles = [(Role::DutyOfficer, path(COUNTY), date(2026, 1, 1), None)];
        world.unapproved("newcomer", "吴越", None, &roles).await;
        let app = world.app();
        let opens = async || {
            let who = world.caller("newcomer").await;
            let seen = world.app().warning(&who, warning).await.unwrap();
            assert_eq!(seen.fields.contains(Fields::NOTES), seen.may_identify);
            // the page offers to ask for what is missing, and nothing where nothing is
            assert_eq!(seen.needs_approval.is_some(), !seen.may_identify);
            seen.may_identify
        };
        assert!(!opens().await, "the warning goes on, and does not say whom it is about");
        is_denied(app.warning_identity(&world.caller("newcomer").await, warning).await);
        let head = world.caller("head").await;
        let id = role_of(world, "newcomer").await;
        let listed = app.roles_for_minors(&head, None).await.unwrap().roles;
        let line = listed.iter().find(|line| line.row.id == id).unwrap();
        assert!(line.row.minors.is_none() && !line.is_own && line.role == Role::DutyOfficer && line.name == "吴越");
        app.approve_minors(&head, id, Some(date(2026, 11, 24))).await.unwrap();
        assert!(opens().await);
        app.warning_identity(&world.caller("newcomer").await, warning).await.unwrap();
        assert!(notices(world, "newcomer").await.contains(&"notice-minors-approved".to_owned()));
        app.approve_minors(&head, id, None).await.unwrap();
        assert!(!opens().await);
        app.approve_minors(&head, id, Some(date(2026, 11, 24))).await.unwrap();
        world.pass_h(48);
        assert!(opens().await, "the last day counts");
        world.pass_h(24);
        assert!(!opens().await);
    })
    .await;
}

#[tokio::test]
async fn nobody_approves_of_the_own_role_of_a_far_one_of_one_that_needs_none_or_for_more_than_a_year() {
    on_both(async |world| {
        let app = world.app();
        let head = world.caller("head").await;
        let roles = [(Role::DepartmentHead, path(FAR_COUNTY), date(2026, 1, 1), None)];
        world.account("head-far", "季南", None, &roles).await;
        let duty = role_of(world, "duty1").await;
        let far = world.caller("head-far").await;
        is_not_found(app.approve_minors(&far, duty, Some(TODAY)).await);
        assert!(app.roles_for_minors(&far, None).await.unwrap().roles.iter().all(|line| line.row.id != duty));
        is_not_found(app.approve_minors(&head, role_of(world, "head").await, Some(TODAY)).await);
        is_conflict(app.approve_minors(&head, role_of(world, "leader").await, Some(TODAY)).await, "needs_no_approval");
        for until in [date(2026, 11, 21), date(2027, 12, 1)] {
            let fault = refused(app.approve_minors(&head, duty, Some(until)).await);
            assert!(matches!(&fault, AppError::Invalid(faults) if faults[0].field == "until"), "{fault:?}");
        }
        for login in ["duty1", "leader", "secadmin"] {
            is_denied(app.approve_minors(&world.caller(login).await, duty, Some(TODAY)).await);
            is_denied(app.roles_for_minors(&world.caller(login).await, None).await);
        }
    })
    .await;
}
