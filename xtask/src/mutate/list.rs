//! Which checks are removed, one at a time, and which tests must notice.

/// A check, what stands in its place, and the tests that must fail.
pub(super) struct Mutation {
    pub(super) name: &'static str,
    pub(super) file: &'static str,
    /// stands once in the file
    pub(super) check: &'static str,
    pub(super) instead: &'static str,
    /// arguments of `cargo test`
    pub(super) tests: &'static [&'static str],
}

const fn mutation(
    name: &'static str,
    file: &'static str,
    check: &'static str,
    instead: &'static str,
    tests: &'static [&'static str],
) -> Mutation {
    Mutation { name, file, check, instead, tests }
}

const ACCESS: &[&str] = &["-p", "xinqiao-access", "--lib"];
const PERMITS: &[&str] = &["-p", "xinqiao-store", "--lib", "permits"];
const STORE: &[&str] = &["-p", "xinqiao-store", "--lib", "people"];
const USE_CASES: &[&str] = &["-p", "xinqiao-app", "--test", "stories", "use_cases"];
const SIDE_BY_SIDE: &[&str] = &["-p", "xinqiao-app", "--test", "stories", "side_by_side"];
const ROUTES: &[&str] = &["-p", "xinqiao-web", "--test", "rights"];
const LINES: &[&str] = &["-p", "xinqiao-web", "--test", "pages", "lines"];
const APART: &[&str] = &["-p", "xinqiao-app", "--test", "stories", "apart"];
const ERASING: &[&str] = &["-p", "xinqiao-app", "--test", "stories", "erasing"];
const AT_ONCE: &[&str] = &["-p", "xinqiao-app", "--test", "stories", "at_once"];
const REVIEWS: &[&str] = &["-p", "xinqiao-app", "--test", "stories", "reviews"];
const TIDY: &[&str] = &["-p", "xtask", "the_tree_is_tidy"];

pub(super) const MUTATIONS: &[Mutation] = &[
    mutation(
        "access-place",
        "crates/access/src/within.rs",
        "Self::Below(place) => place.covers(&resource.place),",
        "Self::Below(_) => true,",
        ACCESS,
    ),
    mutation(
        "access-relation",
        "crates/access/src/within.rs",
        "relation.holds(*account, resource) && place.covers(&resource.place),",
        "{ let _ = (relation, account); place.covers(&resource.place) }",
        ACCESS,
    ),
    mutation(
        "access-purpose",
        "crates/access/src/decide.rs",
        "rule.action == action && rule.purposes.contains(&purpose);\n    actor",
        "{ let _ = purpose; rule.action == action };\n    actor",
        ACCESS,
    ),
    mutation(
        "access-role-ended",
        "crates/access/src/assignment.rs",
        "self.from <= today && self.ends_on().is_none_or(|until| today <= until)",
        "self.from <= today",
        ACCESS,
    ),
    mutation(
        "access-credential",
        "crates/access/src/assignment.rs",
        "(Some(until), Some(credential)) => Some(until.min(credential)),\n            (until, credential) => until.or(credential),",
        "(until, _) => { let _ = credential; until }",
        ACCESS,
    ),
    mutation(
        "access-unknown-age",
        "crates/access/src/decide.rs",
        "resource.age != Age::Adult",
        "resource.age == Age::Minor",
        ACCESS,
    ),
    mutation("access-emergency-end", "crates/access/src/actor.rs", "at < self.until", "at <= self.until", ACCESS),
    mutation(
        "access-own-review",
        "crates/access/src/within.rs",
        "resource.author.is_some_and(|author| author != account)",
        "resource.author.is_some()",
        ACCESS,
    ),
    mutation(
        "access-administrators",
        "crates/access/src/actor.rs",
        "roles().find(|role| role.is_administrator())",
        "roles().find(|_| false)",
        ACCESS,
    ),
    mutation(
        "access-ward-of-18",
        "crates/access/src/actor.rs",
        ".filter(|years| in_force && *years < crate::Age::OF_AGE)",
        ".filter(|_| in_force)",
        ACCESS,
    ),
    mutation(
        "policy-police",
        "crates/access/src/policy/liaison.rs",
        "row(ReadSmdDuty, EXCHANGE, &[Reach::Endangered], Fields::SMD_DUTY),",
        "row(ReadSmdDuty, EXCHANGE, BELOW, Fields::SMD_DUTY),",
        ACCESS,
    ),
    mutation(
        "policy-process-notes",
        "crates/access/src/policy/care.rs",
        "row(ReadProcessNotes, SERVICE, &[Reach::Author], Fields::PROCESS),",
        "row(ReadProcessNotes, SERVICE, TEAM, Fields::PROCESS),",
        ACCESS,
    ),
    mutation(
        "policy-class-teacher",
        "crates/access/src/policy/school.rs",
        "row(ReadReferralAdvice, SERVICE, &[Reach::Pupils], Fields::ADVICE),",
        "row(ReadReferralAdvice, SERVICE, &[Reach::Pupils], ATTENTION),",
        ACCESS,
    ),
    mutation(
        "policy-leader",
        "crates/access/src/policy/lead.rs",
        "pub(super) const LEADER: Rows = &[\n",
        "pub(super) const LEADER: Rows = &[\n    row(ReadScores, SCREENING, BELOW, SCORES),\n",
        ACCESS,
    ),
    mutation(
        "store-record-of-permit",
        "crates/store/src/warnings/read.rs",
        "permit.place() == place && permit.person().is_none_or(|known| known == person)",
        "permit.person().is_none_or(|known| known == person || *place == *permit.place())",
        PERMITS,
    ),
    mutation(
        "store-campaign-of-permit",
        "crates/store/src/campaigns/campaign.rs",
        ".is_some_and(|found| found.place == *permit.place())",
        ".is_some_and(|_| { let _ = permit; true })",
        PERMITS,
    ),
    mutation(
        "store-correction",
        "crates/store/src/assessment/response.rs",
        "if at.as_deref() != Some(permit.place().as_str()) {",
        "if at.is_none() && permit.place().depth() > 99 {",
        PERMITS,
    ),
    mutation(
        "store-mask",
        "crates/store/src/people/mod.rs",
        "if !permit.fields().contains(Fields::IDENTITY) {",
        "if permit.fields().contains(Fields::PROCESS) {",
        STORE,
    ),
    mutation(
        "app-audit-of-a-reading",
        "crates/app/src/warnings/detail.rs",
        "tx.audit(&done(self, &permit, \"warning\", Some(id.uuid()), loaded.row.state.step.clone()), now).await?;",
        "let _ = (&mut tx, now);",
        USE_CASES,
    ),
    mutation(
        "app-audit-of-a-refusal",
        "crates/app/src/campaigns/detail.rs",
        "self.listing(caller, self.scope::<act::ListCampaigns>(caller, Purpose::Screening)).await?",
        "self.scope::<act::ListCampaigns>(caller, Purpose::Screening)?",
        USE_CASES,
    ),
    mutation(
        "app-existence",
        "crates/app/src/authorise.rs",
        "Ok(()) if matches!(why, Refusal::OutsideScope | Refusal::NoEmergency) => AppError::NotFound,",
        "",
        &["-p", "xinqiao-app", "--test", "stories", "access"],
    ),
    mutation(
        "app-queue-of-everybody",
        "crates/store/src/warnings/open_below.sql",
        "open.place_path >= $1 and",
        "(open.place_path >= $1 or true) and",
        SIDE_BY_SIDE,
    ),
    mutation(
        "web-events-without-a-desk",
        "crates/web/src/pages/desk/serve/events.rs",
        "if !areas(&site, caller).contains(&Area::Desk) {",
        "if areas(&site, caller).len() > 99 {",
        ROUTES,
    ),
    mutation(
        "web-line-of-an-ended-session",
        "crates/web/src/pages/desk/serve/events.rs",
        "self.actor = self.app.still(&self.caller).await.ok().flatten()?;",
        "let _ = self.app.still(&self.caller).await;",
        LINES,
    ),
    mutation(
        "web-refreshing-is-use",
        "crates/web/src/visitor.rs",
        "true => site.app.authenticate_unattended(cookie.value()).await,",
        "true => site.app.authenticate(cookie.value()).await,",
        LINES,
    ),
    mutation(
        "store-audit-of-everybody",
        "crates/store/src/audit/reach.rs",
        "self.ranges.iter().any(|range| range.contains(place))",
        "self.ranges.iter().any(|range| range.contains(place) || !range.below.is_empty())",
        APART,
    ),
    mutation(
        "store-search-of-stored-only",
        "crates/store/src/people/found_by_tokens.sql",
        "(cast($10 as bigint) = 0 or person.restricted_at is null)",
        "(cast($10 as bigint) = 0 or person.person_id is not null)",
        ERASING,
    ),
    mutation(
        "app-erasing-beside-a-hold",
        "crates/app/src/rights/erase.rs",
        "        tx.freeze_person(request.person).await?;\n",
        "",
        AT_ONCE,
    ),
    mutation(
        "app-review-of-an-administrator",
        "crates/app/src/accounts/review_access.rs",
        "reviewer == Role::SecurityAdmin || !role",
        "reviewer != Role::Leader || !role",
        REVIEWS,
    ),
    mutation("list-route", "crates/web/tests/rights/table.rs", "    route JOBS in at get List(ReadJobs);\n", "", TIDY),
    mutation(
        "list-use-case",
        "crates/app/tests/stories/use_cases.rs",
        "    case \"own_phone\" silent",
        "    cased \"own_phone\" silent",
        TIDY,
    ),
];
