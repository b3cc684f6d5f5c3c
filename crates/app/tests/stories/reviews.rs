//! The quarter's review of rights: its list, who decides, what a decision does, and that what nobody decides is asked for again.

use jiff::civil::date;
use xinqiao_access::Role;
use xinqiao_app::accounts::{AccessReview, By, ReviewedRole, Verdict};
use xinqiao_app::{AppError, Caller};
use xinqiao_kernel::id::{AccessReviewId, ReviewLineId};
use xinqiao_kernel::{IdSource, Quarter};
use xinqiao_store::reviews::Review;

use crate::emergency::notices;
use crate::world::{CITY, COUNTY, FAR_COUNTY, TODAY, World, is_conflict, is_denied, is_not_found, on_both, path, refused};

async fn all(world: &World, by: By<'_>) -> AccessReview {
    world.app().access_review(by, None, None, false).await.unwrap().expect("there is a review")
}

async fn line(world: &World, login: &str) -> ReviewedRole {
    all(world, By::Operator).await.lines.into_iter().find(|line| line.login == login).expect("the role is on the list")
}

async fn told(world: &World, login: &str, kind: &str) -> usize {
    notices(world, login).await.iter().filter(|one| *one == kind).count()
}

fn end(why: &str) -> Verdict {
    Verdict::End(why.to_owned())
}

#[tokio::test]
async fn a_quarter_begins_with_a_list_of_every_role_for_work_and_those_who_decide_are_told_once() {
    on_both(async |world| {
        let app = world.app();
        assert!(app.access_review(By::Operator, None, None, false).await.unwrap().is_none());
        app.sweep_reviews().await.unwrap();
        app.sweep_reviews().await.unwrap();
        let review = all(world, By::Operator).await;
        assert_eq!((review.review.quarter.to_string().as_str(), review.review.due_on), ("2026Q4", date(2026, 12, 6)));
        let mut expected = 0;
        let mut after = None;
        while let Some(page) = Some(app.staff_accounts(By::Operator, after, 50).await.unwrap()).filter(|page| !page.is_empty()) {
            after = page.last().map(|last| last.facts.id);
            let holds = |until: Option<jiff::civil::Date>| until.is_none_or(|until| TODAY <= until);
            let roles = page.iter().flat_map(|account| &account.roles);
            expected += roles.filter(|row| row.ended_at.is_none() && holds(row.until) && row.role != "resident").count();
        }
        assert_eq!((review.counts.roles, review.counts.decided), (i64::try_from(expected).unwrap(), 0));
        assert!(expected > 8 && review.lines.len() == expected, "one page holds them");
        assert!(review.lines.iter().all(|line| !["resident", "guardian"].contains(&line.line.role.role.as_str())));
        for (login, count) in [("secadmin", 1), ("head", 1), ("duty1", 0), ("auditor", 0)] {
            assert_eq!(told(world, login, "notice-access-review").await, count, "{login}");
        }
        // a role that is given later stands on the next quarter's list
        world.pass_h(1);
        let roles = [(Role::Counsellor, path(COUNTY), TODAY, None)];
        world.account("later", "钱舟", None, &roles).await;
        app.sweep_reviews().await.unwrap();
        assert_eq!(all(world, By::Operator).await.counts.roles, review.counts.roles);
        world.pass_h(40 * 24);
        app.sweep_reviews().await.unwrap();
        let next = all(world, By::Operator).await;
        assert_eq!(next.review.quarter.to_string(), "2027Q1");
        assert!(next.lines.iter().any(|line| line.login == "later"));
        assert_eq!(next.quarters, ["2027Q1", "2026Q4"].map(|text| text.parse::<Quarter>().unwrap()));
        assert_eq!(told(world, "secadmin", "notice-access-review").await, 2);
        let before = app.access_review(By::Operator, "2026Q4".parse().ok(), None, false).await.unwrap().unwrap();
        assert_eq!(before.counts.roles, review.counts.roles);
        is_not_found(app.access_review(By::Operator, "2026Q3".parse().ok(), None, false).await);
    })
    .await;
}

#[tokio::test]
async fn a_role_that_is_not_needed_ends_with_the_decision_and_each_is_decided_once() {
    on_both(async |world| {
        let app = world.app();
        app.sweep_reviews().await.unwrap();
        let [head, security] = world.callers(["head", "secadmin"]).await;
        let token = app.open_session(world.account_of("duty1").await).await.unwrap();
        let duty = line(world, "duty1").await.line.id;
        for why in ["", "  "] {
            let fault = refused(app.decide_access(By::Caller(&head), duty, &end(why)).await);
            assert!(matches!(&fault, AppError::Invalid(faults) if faults[0].field == "why"), "{fault:?}");
        }
        let me = app.authenticate(token.as_str()).await.unwrap().unwrap();
        app.queue(&me).await.unwrap();
        app.decide_access(By::Caller(&head), duty, &end("调到别的单位")).await.unwrap();
        let me = app.authenticate(token.as_str()).await.unwrap().unwrap();
        is_denied(app.queue(&me).await);
        for verdict in [Verdict::Keep, end("又一次")] {
            is_conflict(app.decide_access(By::Caller(&security), duty, &verdict).await, "review_decided");
        }
        let kept = line(world, "counsellor").await.line.id;
        app.decide_access(By::Caller(&security), kept, &Verdict::Keep).await.unwrap();
        is_conflict(app.decide_access(By::Caller(&head), kept, &end("不来了")).await, "review_decided");
        assert!(line(world, "counsellor").await.line.role.ended_at.is_none());
        // what ends in another way needs no decision
        let other = line(world, "duty2").await.line;
        app.end_role(By::Caller(&security), other.role.id, "left").await.unwrap();
        let found = all(world, By::Operator).await;
        assert_eq!((found.counts.decided, found.counts.ended), (3, 2));
        let shown = found.lines.iter().find(|line| line.login == "duty1").unwrap();
        assert_eq!((shown.decided_by.as_deref(), shown.line.role.ended_why.as_deref()), (Some("苏明"), Some("调到别的单位")));
        let open = app.access_review(By::Operator, None, None, true).await.unwrap().unwrap();
        assert!(open.lines.iter().all(|line| !["duty1", "duty2", "counsellor"].contains(&line.login.as_str())));
        let rows = world.audit().await;
        let by_head =
            |row: &&xinqiao_store::audit::AuditRow| row.account == Some(head.account()) && row.action == "review_access";
        let written = rows.iter().filter(by_head).filter(|row| row.detail.starts_with("not needed role=duty_officer")).count();
        assert_eq!(written, 1, "and the reason, which may name people, is not in the audit");
        assert!(rows.iter().all(|row| !row.detail.contains("调到")));
    })
    .await;
}

#[tokio::test]
async fn nobody_decides_about_the_own_role_or_a_far_one_and_a_head_ends_no_administrator() {
    on_both(async |world| {
        let app = world.app();
        let roles = [(Role::DepartmentHead, path(FAR_COUNTY), date(2026, 1, 1), None)];
        world.account("head-far", "季南", None, &roles).await;
        let roles = [(Role::AgencyManager, path(COUNTY), date(2026, 1, 1), None)];
        world.account("manager", "庄重", None, &roles).await;
        app.sweep_reviews().await.unwrap();
        let [head, security, far, manager] = world.callers(["head", "secadmin", "head-far", "manager"]).await;
        let decide = async |who: &Caller, login: &str, verdict: Verdict| {
            let id: ReviewLineId = line(world, login).await.line.id;
            world.app().decide_access(By::Caller(who), id, &verdict).await
        };
        is_not_found(decide(&head, "head", Verdict::Keep).await);
        is_not_found(decide(&security, "secadmin", Verdict::Keep).await);
        is_not_found(decide(&far, "duty1", Verdict::Keep).await);
        is_not_found(decide(&manager, "head", Verdict::Keep).await);
        is_conflict(decide(&head, "auditor", end("不需要")).await, "review_administrator");
        is_conflict(decide(&head, "secadmin", end("不需要")).await, "review_administrator");
        decide(&head, "secadmin", Verdict::Keep).await.unwrap();
        decide(&security, "auditor", end("轮岗")).await.unwrap();
        decide(&manager, "duty1", Verdict::Keep).await.unwrap();
        app.decide_access(By::Operator, line(world, "head").await.line.id, &Verdict::Keep).await.unwrap();
        for login in ["duty1", "leader", "sysadmin", "lin"] {
            let other = world.caller(login).await;
            is_denied(app.access_review(By::Caller(&other), None, None, false).await);
            is_denied(decide(&other, "counsellor", Verdict::Keep).await);
        }
        // the id of a line of another place opens no page behind it
        let near = line(world, "duty1").await.line.id;
        is_not_found(app.access_review(By::Caller(&far), None, Some(near), false).await);
        let duty = all(world, By::Caller(&head)).await.lines.into_iter();
        let ends: Vec<(String, bool)> = duty.map(|line| (line.login, line.may_end)).collect();
        for (login, may_end) in [("duty2", true), ("sysadmin", false), ("head", false)] {
            assert!(ends.contains(&(login.to_owned(), may_end)), "{login}: {ends:?}");
        }
        let seen = all(world, By::Caller(&far)).await;
        assert!(seen.lines.iter().all(|line| line.line.role.place.as_str().starts_with(FAR_COUNTY)));
        assert_eq!(seen.counts.roles, i64::try_from(seen.lines.len()).unwrap());
        assert!(
            seen.lines.iter().any(|line| line.is_own) && seen.counts.roles < all(world, By::Caller(&head)).await.counts.roles
        );
    })
    .await;
}

#[tokio::test]
async fn what_nobody_decides_in_time_is_asked_for_once_more_and_does_not_end() {
    on_both(async |world| {
        let app = world.app();
        let roles = [(Role::DepartmentHead, path(FAR_COUNTY), date(2026, 1, 1), None)];
        world.account("head-far", "季南", None, &roles).await;
        app.sweep_reviews().await.unwrap();
        // all of the far county is decided
        let security = world.caller("secadmin").await;
        for found in all(world, By::Operator).await.lines {
            if found.line.role.place.as_str().starts_with(FAR_COUNTY) {
                app.decide_access(By::Caller(&security), found.line.id, &Verdict::Keep).await.unwrap();
            }
        }
        world.pass_h(14 * 24);
        app.sweep_reviews().await.unwrap();
        assert!(!all(world, By::Operator).await.is_late, "the last day counts");
        assert_eq!(told(world, "head", "notice-access-review-late").await, 0);
        world.pass_h(24);
        app.sweep_reviews().await.unwrap();
        app.sweep_reviews().await.unwrap();
        assert!(all(world, By::Operator).await.is_late);
        let late = |login: &'static str| told(world, login, "notice-access-review-late");
        assert_eq!([late("head").await, late("secadmin").await, late("head-far").await], [1, 1, 0]);
        assert!(line(world, "duty1").await.line.role.ended_at.is_none());
    })
    .await;
}

#[tokio::test]
async fn a_list_that_was_cut_off_is_filled_by_the_next_run_and_only_then_is_anybody_told() {
    on_both(async |world| {
        let (app, now, ids) = (world.app(), world.now(), IdSource::seeded(77));
        let quarter = Quarter::of(TODAY);
        let id = AccessReviewId::new(&ids, now);
        let review = Review { id, quarter, due_on: TODAY, created_at: now, told_at: None, late_told_at: None };
        let mut tx = world.db.begin().await.unwrap();
        assert!(tx.begin_review(&review).await.unwrap() && !tx.begin_review(&review).await.unwrap());
        let some = world.db.unlisted_roles(&review, None, TODAY, 3).await.unwrap();
        for (role, place) in &some {
            tx.list_role(ReviewLineId::new(&ids, now), id, (*role, place), now).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(all(world, By::Operator).await.counts.roles, 3);
        assert_eq!(told(world, "secadmin", "notice-access-review").await, 0);
        app.sweep_reviews().await.unwrap();
        let found = all(world, By::Operator).await;
        assert!(found.counts.roles > 8 && found.review.id == id);
        assert_eq!(told(world, "secadmin", "notice-access-review").await, 1);
        let mut roles: Vec<_> = found.lines.iter().map(|line| line.line.role.id).collect();
        roles.sort_unstable();
        roles.dedup();
        assert_eq!(roles.len(), found.lines.len(), "each role once");
    })
    .await;
}

#[tokio::test]
async fn whoever_no_longer_has_the_role_is_told_of_no_emergency_and_no_review() {
    on_both(async |world| {
        let app = world.app();
        let roles = [(Role::DepartmentHead, path(CITY), date(2026, 1, 1), None)];
        world.account("head-before", "魏平", None, &roles).await;
        let before = app.managed_login(By::Operator, "head-before").await.unwrap();
        app.end_role(By::Operator, before.roles[0].id, "retired").await.unwrap();
        let over = world.db.reviewers_over(&path(COUNTY), TODAY, 60).await.unwrap();
        assert!(over.iter().any(|one| one.role == "department_head"));
        assert!(over.iter().all(|one| one.account != before.facts.id));
        let reviewers = world.db.access_reviewers(TODAY, 100).await.unwrap();
        assert!(!reviewers.is_empty() && reviewers.iter().all(|(account, _)| *account != before.facts.id));
    })
    .await;
}
