//! The audit as its administrator uses it, and what it refuses to lose.

use std::io;
use std::sync::{Arc, Mutex};

use jiff::civil::date;
use xinqiao_app::AppError;
use xinqiao_app::operations::audit::{ActionKind, AuditQuery, AuditSettings, ExportAsked, ExportFormat, Heads, Kept, Suite};
use xinqiao_audit::file::{FileWalk, Line};
use xinqiao_audit::{SignedHead, Walk, What};

use crate::world::{World, is_conflict, is_denied, on_both, refused};
use xinqiao_app::warnings::StepInput;

#[derive(Default)]
struct Lines(Mutex<Vec<String>>);

impl Heads for Lines {
    fn keep(&self, line: &str) -> io::Result<()> {
        self.0.lock().unwrap().push(line.to_owned());
        Ok(())
    }
}

async fn work_off(world: &World) {
    while world.app().work_once().await.unwrap() {}
}

/// How many rows the queue of somebody left, with their details.
async fn queue_rows(world: &World, login: &str) -> Vec<String> {
    let account = world.account_of(login).await;
    let rows = world.audit().await.into_iter();
    rows.filter(|row| row.account == Some(account) && row.record_kind == "queue").map(|row| row.detail).collect()
}

#[tokio::test]
async fn a_list_that_refreshes_itself_leaves_one_row_a_minute_that_counts_the_rest() {
    on_both(async |world| {
        let [lin, duty] = world.callers(["lin", "duty1"]).await;
        let warning = world.yellow(&lin, "duty1").await;
        let before = queue_rows(world, "duty1").await.len();
        world.pass_s(60);
        for _ in 0..5 {
            world.app().queue(&duty).await.unwrap();
            world.pass_s(10);
        }
        assert_eq!(queue_rows(world, "duty1").await.len(), before + 1);
        world.pass_s(60);
        world.app().queue(&duty).await.unwrap();
        assert!(queue_rows(world, "duty1").await.last().unwrap().ends_with(" repeats=4"));
        // opening a record leaves a row each time
        for _ in 0..3 {
            world.app().warning(&duty, warning).await.unwrap();
        }
        let opened =
            world.audit().await.iter().filter(|row| row.record == Some(warning.uuid()) && row.action == "read_warning").count();
        assert_eq!(opened, 3);
        // what nobody asks for again is told by the job that seals
        world.app().queue(&duty).await.unwrap();
        world.pass_s(60);
        world.app().ensure_jobs().await.unwrap();
        work_off(world).await;
        assert!(queue_rows(world, "duty1").await.last().unwrap().ends_with(" repeats=1"));
    })
    .await;
}

#[tokio::test]
async fn nothing_is_done_or_shown_when_its_audit_row_cannot_be_written() {
    on_both(async |world| {
        let [lin, duty] = world.callers(["lin", "duty1"]).await;
        let warning = world.yellow(&lin, "duty1").await;
        world.pass_s(60);
        // ids that are used up by audit rows; then a program that draws the same ids again, so that only the audit refuses them
        world.restart_as(77);
        for _ in 0..12 {
            world.app().warning(&duty, warning).await.unwrap();
        }
        let event = {
            world.restart_as(99);
            world.event()
        };
        world.restart_as(77);
        let (before, _) = world.kept(warning).await;
        let input = xinqiao_app::warnings::Submitted { event, note: None, step: StepInput::Acknowledge };
        let fault = refused(world.app().warning_step(&duty, warning, &input).await);
        assert!(!matches!(fault, AppError::Denied(_) | AppError::NotFound), "{fault:?}");
        world.restart_as(77);
        assert!(world.app().warning(&duty, warning).await.is_err());
        world.restart_as(77);
        assert!(world.app().queue(&duty).await.is_err());
        assert_eq!(world.kept(warning).await.0.state, before.state, "nothing was done");
        world.restart_as(78);
        world.app().warning_step(&duty, warning, &input).await.unwrap();
    })
    .await;
}

fn query() -> AuditQuery {
    AuditQuery { from: Some(date(2026, 11, 22)), until: Some(date(2026, 11, 22)), ..AuditQuery::default() }
}

#[tokio::test]
async fn the_audit_administrator_finds_rows_by_account_record_kind_place_and_outcome() {
    on_both(async |world| {
        let [lin, duty, auditor, leader] = world.callers(["lin", "duty1", "auditor", "leader"]).await;
        let warning = world.yellow(&lin, "duty1").await;
        world.app().warning(&duty, warning).await.unwrap();
        is_denied(world.app().queue(&leader).await);
        let (row, _) = world.kept(warning).await;
        let find = async |query: AuditQuery| world.app().search_audit(&auditor, &query, 50).await.unwrap();
        let by_login = find(AuditQuery { who: "DUTY1".to_owned(), ..query() }).await;
        assert!(!by_login.rows.is_empty() && by_login.rows.iter().all(|row| row.account == Some(duty.account())));
        let by_name = find(AuditQuery { who: "何穗".to_owned(), ..query() }).await;
        assert_eq!(by_name.rows.len(), by_login.rows.len());
        assert_eq!(find(AuditQuery { who: "nobody".to_owned(), ..query() }).await.unknown, Some("who"));
        for what in [row.number.clone(), warning.to_string(), row.person.to_string()] {
            let found = find(AuditQuery { what, ..query() }).await;
            assert!(found.rows.iter().any(|row| row.action == "read_warning"), "{:?}", found.rows.len());
        }
        assert_eq!(find(AuditQuery { what: "W1-1".to_owned(), ..query() }).await.unknown, Some("what"));
        let refused = find(AuditQuery { refused: true, ..query() }).await;
        assert!(refused.rows.iter().all(|row| row.outcome == "refused") && !refused.rows.is_empty());
        let written = find(AuditQuery { kind: Some(ActionKind::Write), ..query() }).await;
        assert!(written.rows.iter().all(|row| !row.action.starts_with("read_")) && !written.rows.is_empty());
        let far = find(AuditQuery { place: Some(crate::world::path(crate::world::FAR_COUNTY)), ..query() }).await;
        assert_eq!(far.rows.len(), 0);
        let other_day = AuditQuery { from: Some(date(2026, 11, 21)), until: Some(date(2026, 11, 21)), ..query() };
        assert_eq!(find(other_day).await.rows.len(), 0);
        let wrong = AuditQuery { until: Some(date(2026, 11, 21)), ..query() };
        assert!(matches!(world.app().search_audit(&auditor, &wrong, 5).await, Err(AppError::Invalid(_))));
        is_denied(world.app().search_audit(&duty, &query(), 5).await);
    })
    .await;
}

#[tokio::test]
async fn pages_of_the_search_hold_every_row_once() {
    on_both(async |world| {
        let [lin, duty, auditor] = world.callers(["lin", "duty1", "auditor"]).await;
        let warning = world.yellow(&lin, "duty1").await;
        for _ in 0..25 {
            // all at one instant: the id tells them apart
            world.app().warning(&duty, warning).await.unwrap();
        }
        let mut asked = AuditQuery { who: "duty1".to_owned(), ..query() };
        let mut seen = Vec::new();
        loop {
            let page = world.app().search_audit(&auditor, &asked, 7).await.unwrap();
            seen.extend(page.rows.iter().map(|row| row.id));
            match page.next {
                Some(next) => asked.before = Some(next),
                None => break,
            }
        }
        let all = world.app().search_audit(&auditor, &AuditQuery { before: None, ..asked }, 500).await.unwrap();
        assert_eq!(seen, all.rows.iter().map(|row| row.id).collect::<Vec<_>>());
        assert!(seen.len() >= 26);
    })
    .await;
}

#[tokio::test]
async fn a_row_tells_where_it_stands_in_the_chain() {
    on_both(async |world| {
        let [lin, duty, auditor] = world.callers(["lin", "duty1", "auditor"]).await;
        let warning = world.yellow(&lin, "duty1").await;
        world.app().warning(&duty, warning).await.unwrap();
        let id = world.audit().await.iter().find(|row| row.action == "read_warning").unwrap().id;
        let fresh = world.app().audit_detail(&auditor, id).await.unwrap();
        assert!(fresh.standing.is_none());
        world.app().ensure_jobs().await.unwrap();
        work_off(world).await;
        let sealed = world.app().audit_detail(&auditor, id).await.unwrap();
        assert!(sealed.fits && sealed.standing.is_some_and(|standing| standing.seal == 1));
        assert!(sealed.same_person.iter().any(|(name, count)| name == "何穗" && *count >= 1), "{:?}", sealed.same_person);
        is_denied(world.app().audit_detail(&duty, id).await);
    })
    .await;
}

#[tokio::test]
async fn heads_are_signed_every_hour_and_an_export_is_verified_without_the_database() {
    on_both(async |world| {
        let heads = Arc::new(Lines::default());
        let settings = AuditSettings { suite: Suite::Sm3, key: Some([5; 32]), heads: Some(heads.clone()) };
        assert!(world.app().set_audit(settings));
        let [lin, duty, auditor] = world.callers(["lin", "duty1", "auditor"]).await;
        world.yellow(&lin, "duty1").await;
        world.app().ensure_jobs().await.unwrap();
        work_off(world).await;
        world.pass_s(3_600);
        work_off(world).await;
        let line = heads.0.lock().unwrap().last().unwrap().clone();
        let signed: SignedHead = serde_json::from_str(&line).unwrap();
        signed.check(Some(&xinqiao_audit::head::public_key(&[5; 32]))).unwrap();
        assert_eq!(signed.head.suite, Suite::Sm3);
        let state = world.app().chain_state(&auditor).await.unwrap();
        assert!(state.is_anchored && state.anchor.is_some_and(|anchor| anchor.line == line));
        assert_eq!(state.check.unwrap().faults, 0);
        for format in [ExportFormat::JsonLines, ExportFormat::Csv] {
            let (from, until) = (date(2026, 11, 22), date(2026, 11, 22));
            let asked = ExportAsked { from, until, reason: "inspection".to_owned(), format, most: 10_000 };
            let mut bytes = Vec::new();
            let done = world.app().export_audit(&auditor, &asked, &mut bytes).await.unwrap();
            assert!(done.rows >= 3 && done.seals >= 1);
            let row = world.audit().await.into_iter().find(|row| row.record == Some(done.export)).unwrap();
            assert_eq!((row.action.as_str(), row.account), ("export_audit", Some(auditor.account())));
            let text = String::from_utf8(bytes).unwrap();
            let kept = vec![Kept::read(&line, None).unwrap()];
            assert_eq!(walked(&text, format, kept), [], "{format:?}");
            let altered = text.replacen("read_signal", "read_person", 1).replacen("confirm_warning", "confirm_warnin9", 1);
            let faults = walked(&altered, format, Vec::new());
            assert!(faults.contains(&What::RowChanged), "{faults:?}");
            is_denied(world.app().export_audit(&duty, &asked, &mut Vec::new()).await);
            let few = ExportAsked { most: 1, ..asked.clone() };
            assert!(matches!(world.app().export_audit(&auditor, &few, &mut Vec::new()).await, Err(AppError::Invalid(_))));
            let reason = ExportAsked { reason: "curiosity".to_owned(), ..asked };
            assert!(matches!(world.app().export_audit(&auditor, &reason, &mut Vec::new()).await, Err(AppError::Invalid(_))));
        }
    })
    .await;
}

pub fn walked(text: &str, format: ExportFormat, kept: Vec<Kept>) -> Vec<What> {
    let mut walk = FileWalk::new(Walk::of_part(kept, 180));
    let mut before = String::new();
    for line in text.split_inclusive('\n') {
        let parsed = match format {
            ExportFormat::JsonLines => Some(Line::from_json(line.trim_end()).unwrap()),
            ExportFormat::Csv if before.is_empty() => None,
            ExportFormat::Csv => {
                let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
                let cells: Vec<String> = reader.records().next().unwrap().unwrap().iter().map(str::to_owned).collect();
                Some(Line::from_cells(&cells).unwrap())
            }
        };
        if let Some(parsed) = parsed {
            walk.take(parsed, || Suite::Sha256.of_bytes(before.as_bytes()));
        }
        before.push_str(line);
    }
    walk.end();
    walk.walk.faults.into_iter().map(|fault| fault.what).collect()
}

#[tokio::test]
async fn repeated_refusals_are_a_hint_until_somebody_has_looked() {
    on_both(async |world| {
        let [auditor, leader] = world.callers(["auditor", "leader"]).await;
        for _ in 0..5 {
            is_denied(world.app().queue(&leader).await);
        }
        world.app().ensure_jobs().await.unwrap();
        world.pass_s(1);
        work_off(world).await;
        let hints = world.app().audit_hints(&auditor).await.unwrap();
        assert_eq!(hints.len(), 1);
        assert_eq!((hints[0].rule.as_str(), hints[0].account, hints[0].count), ("refusals", leader.account(), 5));
        assert!(world.app().settle_hint(&auditor, hints[0].id, "whatever").await.is_err());
        world.app().settle_hint(&auditor, hints[0].id, "expected").await.unwrap();
        is_conflict(world.app().settle_hint(&auditor, hints[0].id, "misuse").await, "hint_settled");
        world.pass_s(300);
        work_off(world).await;
        assert_eq!(world.app().audit_hints(&auditor).await.unwrap().len(), 0, "the same rows are not told again");
        is_denied(world.app().audit_hints(&leader).await);
    })
    .await;
}
