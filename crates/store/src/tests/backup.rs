//! One file that either engine writes and either takes back, whole or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use xinqiao_kernel::id::{AccountId, AssignmentId, ImportId, JobId, NoticeId, PersonId, SessionId, SiteId, WebhookId};
use xinqiao_testkit::Engine;

use super::world::{Desk, SCHOOL, TODAY, World, about, path};
use crate::accounts::AssignmentRow;
use crate::assessment::{ImportRow, NewImport};
use crate::attention::Pass;
use crate::notices::Notice;
use crate::places::Site;
use crate::schema::tables;
use crate::webhooks::Webhook;
use crate::{MIGRATIONS, StoreError};

const ODD_TEXT: &str = "引号 ' \" 反斜 \\ 换行\n制表\t𠮷 😀 \u{1}";

/// Rows in every table: nulls, odd texts, bytes, large and small numbers.
async fn fill(world: &World) {
    let now = world.now();
    let account = world.account("zhou").await;
    let campaign = world.campaign(SCHOOL, account).await;
    let person = world.person(SCHOOL).await;
    let province = world.place_row("620000/", None);
    let mut city = world.place_row("620000/620700/", Some(province.id));
    city.name = ODD_TEXT.to_owned();
    let mut bare = world.person_row(SCHOOL);
    (bare.sex, bare.birth_on, bare.phone) = (None, None, None);
    let site = Site {
        id: SiteId::new(&world.ids, now),
        place: path(SCHOOL),
        name: "辅导室".to_owned(),
        kind: "school_room".to_owned(),
        address: ODD_TEXT.to_owned(),
        phone: None,
        hours: String::new(),
    };
    let assignment = AssignmentRow {
        id: AssignmentId::new(&world.ids, now),
        account,
        role: "duty_officer".to_owned(),
        place: path(SCHOOL),
        from: TODAY,
        until: None,
    };
    let session = SessionId::new(&world.ids, now);
    let secret = world.ids.secret();
    let new = world.session(session, &secret, account, 5);
    let job = JobId::new(&world.ids, now);
    let attempt = world.ids.uuid(now);
    let webhook = Webhook {
        id: WebhookId::new(&world.ids, now),
        url: "https://hooks.example/".to_owned(),
        topics: "[]".to_owned(),
        secret: vec![0, 255],
        created_at: now,
    };
    world
        .write(async |tx| {
            tx.add_place(&province, now).await?;
            tx.add_place(&city, now).await?;
            for system in ["nbs2023", "mca2026"] {
                for code in ["1", "2", "3"] {
                    tx.add_place_code(system, code, city.id, now).await?;
                }
            }
            tx.add_site(&site, now).await?;
            tx.add_people(&[bare], now).await?;
            tx.add_identifier(world.ids.uuid(now), "school", "2026001", person, now).await?;
            tx.add_assignment(&assignment, now).await?;
            tx.add_session(&new, now).await?;
            tx.add_login_attempt(attempt, "zhou", "::1", false, now).await?;
            tx.add_job(job, "sweep", "{}", now, now).await?;
            let event = world.message("warning.opened");
            tx.tell(&event, now).await?;
            tx.add_webhook(&webhook).await?;
            tx.add_delivery(webhook.id, event.id, now).await?;
            let leased = tx.lease_job(now, now).await?.expect("the job is due");
            tx.retry_job(&leased, now, ODD_TEXT).await
        })
        .await;
    fill_answers(world, account, campaign).await;
    fill_affairs(world, account, person, campaign).await;
    super::sign_in::fill(world, account, assignment.id).await;
    super::dispatches::fill(world, account).await;
    super::roster::fill(world, account, person).await;
    fill_figures(world, account).await;
    fill_audit(world, account, person).await;
}

/// Consents, duties, disputes and whatever else has rows about a person.
async fn fill_affairs(world: &World, account: AccountId, person: PersonId, campaign: xinqiao_kernel::id::CampaignId) {
    super::campaign_life::fill(world, account, person, campaign).await;
    super::consent::fill(world, account, person, campaign).await;
    super::duties::fill(world, account, person).await;
    super::disputes::fill(world, account, person).await;
    super::receptions::fill(world, account, person).await;
    super::drafts::fill(world, account, person).await;
    super::devices::fill(world, account, person).await;
    super::hand_overs::fill(world, account, person, campaign).await;
    super::missed::fill(world, account, person).await;
    super::groups::fill(world, account, person).await;
    super::retests::fill(world, account, person).await;
    super::rescores::fill(world, account, person).await;
    super::informants::fill(world, account, person).await;
    super::norms::fill(world).await;
    super::questionnaires::fill(world, account).await;
    super::referrals::fill(world, account, person).await;
}

/// Published counts and a replay.
async fn fill_figures(world: &World, account: AccountId) {
    let release = super::releases::release(&[("a/", 30), ("b/", 3)]);
    let new = super::releases::publication(world, "warnings/2026-10", 1, &release);
    world.write(async |tx| tx.add_publication(&new, world.now()).await).await;
    world.write(async |tx| tx.add_paces(new.id, &super::quality::paces()).await).await;
    world.write(async |tx| tx.add_group_means(new.id, &super::group_reports::means()).await).await;
    let replay = super::quality::replay(world, account);
    world.write(async |tx| tx.add_replay(&replay).await.map(|_| ())).await;
}

/// Rows of the audit, seals, checks, heads, hints, an emergency, and a row that went.
async fn fill_audit(world: &World, account: AccountId, person: PersonId) {
    let now = world.now();
    for at in 0..7 {
        let mut row = world.audit_row(Some(person), &format!("row {at}"));
        if at == 0 {
            // about nobody: what is about a person whom a hold is on stays
            row.action = "list_warnings".to_owned();
            row.person = None;
        }
        world.write(async |tx| tx.audit(&row, now).await).await;
        if at == 4 {
            world.db.seal_audit(crate::audit::Look::Recent, xinqiao_audit::Suite::Sha256, now).await.unwrap().unwrap();
        }
    }
    let found = world.db.verify_audit(Vec::new(), 180).await.unwrap();
    let hint = xinqiao_audit::Hint { rule: "night".to_owned(), account: account.uuid(), from: now, until: now, count: 3 };
    let ids = [world.ids.uuid(now), world.ids.uuid(now), world.ids.uuid(now)];
    world
        .write(async |tx| {
            tx.add_audit_check(ids[0], &found, now).await?;
            tx.add_anchor(ids[1], 1, "{}", now).await?;
            tx.add_hint(ids[2], "night", &hint, now).await
        })
        .await;
    let duty = Desk::new(account, None, xinqiao_access::Role::DutyOfficer, SCHOOL, xinqiao_access::Purpose::Emergency);
    let emergency = crate::emergency::NewEmergency {
        id: xinqiao_kernel::id::EmergencyId::new(&world.ids, now),
        reason: "danger_to_self".to_owned(),
        words: ODD_TEXT.to_owned(),
        until_at: now,
        review_due_at: now,
    };
    let permit = duty.permit(&about(person, SCHOOL));
    world.write(async |tx| tx.open_emergency(&permit, person, &emergency, now).await).await;
    // one row goes as the retention job takes it
    let pack = super::pruning::pack_of_lists();
    let later = now + jiff::SignedDuration::from_hours(24);
    let pruned = world.db.prune_audit(&pack, 10, later, &|detail| super::pruning::told(world, detail)).await.unwrap();
    assert_eq!((pruned.seals, pruned.rows), (1, 1));
}

/// Answer sheets, an import, a signal in a warning and a notice about it.
async fn fill_answers(world: &World, account: xinqiao_kernel::id::AccountId, campaign: xinqiao_kernel::id::CampaignId) {
    let now = world.now();
    let import = NewImport {
        id: ImportId::new(&world.ids, now),
        campaign,
        file_name: "一.csv".to_owned(),
        file_sha256: String::new(),
        options: "{}".to_owned(),
        created: 1,
        updated: 0,
        skipped: 0,
        failed: i64::MAX,
        by: account,
    };
    let totals = [Some(0.1 + 0.2), Some(-0.0), Some(5e-324), Some(f64::MAX), Some(1.0 / 11.0), None];
    for (at, total) in totals.into_iter().enumerate() {
        let person = world.person(SCHOOL).await;
        let mut sheet = world.sheet(person, SCHOOL, &format!("k{at}"));
        (sheet.total, sheet.band) = (total, None);
        sheet.answers = ODD_TEXT.to_owned();
        let mut warning = world.warning(person, SCHOOL, account, 30);
        warning.number = format!("W20261122-{at:04}");
        let mut signal = world.signal(person, SCHOOL, &format!("k{at}"));
        signal.response = Some(sheet.id);
        let notice = Notice {
            id: NoticeId::new(&world.ids, now),
            account,
            kind: "warning_due".to_owned(),
            warning: Some(warning.id),
            params: "{}".to_owned(),
            read_at: None,
            at: now,
        };
        let event = world.event(1, "confirmed", Some(account));
        let permit = Desk::counsellor(account, SCHOOL).permit(&about(person, SCHOOL));
        let of_warning = warning.id;
        let rows = [ImportRow {
            import: import.id,
            row: 1,
            external_id: None,
            outcome: "created".to_owned(),
            reason: "ok".to_owned(),
            detail: ODD_TEXT.to_owned(),
            response: Some(sheet.id),
        }];
        let bytes: Vec<u8> = (0..=255).collect();
        world
            .write(async |tx| {
                tx.add_response(&sheet, now).await?;
                tx.open_warning(&warning, &[event], now).await?;
                tx.add_signal(&signal, now).await?;
                tx.look_again(signal.person, &signal.place, false, now).await?;
                tx.save_risk_pass(&Pass { model: "default@1".to_owned(), cursor: Some(signal.person), ended_at: None }, now)
                    .await?;
                if at > 0 {
                    tx.take_up_signal(&permit, signal.id, warning.id).await?;
                } else {
                    tx.add_import(&import, bytes, now, &rows, now).await?;
                }
                tx.add_notice(&notice).await
            })
            .await;
        super::cases::fill(world, account, person, of_warning).await;
    }
}

/// The rows of a backup, by table, without header and end.
fn content(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let mut table = "";
    let mut found: Vec<String> = lines[1..lines.len() - 1]
        .iter()
        .map(|line| {
            if line.starts_with('{') {
                table = line;
            }
            format!("{table} {line}")
        })
        .collect();
    found.sort();
    found
}

/// A folder with the backup of a filled database of the engine.
async fn backed_up(engine: Engine) -> (TempDir, PathBuf, World) {
    let world = World::on(engine).await;
    fill(&world).await;
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("city.backup");
    let report = world.db.backup(&file, world.now()).await.unwrap();
    assert_eq!(report.bytes, fs::metadata(&file).unwrap().len());
    assert_eq!(report.tables, tables(MIGRATIONS.len()).len());
    (folder, file, world)
}

/// How many rows all tables have together.
async fn rows_in(world: &World) -> i64 {
    let mut sum = 0;
    for table in tables(MIGRATIONS.len()) {
        sum += world.count(&table.name).await;
    }
    sum
}

/// The same without the keys that migrating makes.
async fn beside_keys(world: &World) -> i64 {
    rows_in(world).await - world.count("data_key").await
}

#[tokio::test]
async fn the_filled_town_has_rows_in_every_table() {
    let (_folder, _file, world) = backed_up(Engine::Sqlite).await;
    for table in tables(MIGRATIONS.len()) {
        assert!(world.count(&table.name).await > 0, "{}", table.name);
    }
}

#[tokio::test]
async fn a_backup_survives_the_way_through_both_engines_unchanged() {
    let chains = [
        [Engine::Sqlite, Engine::Sqlite, Engine::Sqlite],
        [Engine::Postgres, Engine::Postgres, Engine::Postgres],
        [Engine::Sqlite, Engine::Postgres, Engine::Sqlite],
    ];
    for [first, second, third] in chains {
        let (folder, file, world) = backed_up(first).await;
        let expected = content(&file);
        let head = world.db.verify_audit(Vec::new(), 180).await.unwrap();
        assert_eq!((head.rows, head.gone, head.unsealed), (4, 1, 3));
        let mut source = file;
        for (at, engine) in [second, third].into_iter().enumerate() {
            let taker = World::bare(engine).await;
            let report = taker.db.restore(&source, taker.now()).await.unwrap();
            assert_eq!(report.bytes, fs::metadata(&source).unwrap().len());
            assert_eq!(i64::try_from(report.rows), Ok(rows_in(&taker).await));
            source = folder.path().join(format!("{at}.backup"));
            taker.pass(60);
            let written = taker.db.backup(&source, taker.now()).await.unwrap();
            assert_eq!(written.rows, report.rows);
            assert_eq!(content(&source), expected, "{first:?} → {engine:?}");
            assert_eq!(taker.db.verify_audit(Vec::new(), 180).await.unwrap(), head);
        }
    }
}

#[tokio::test]
async fn a_new_backup_replaces_the_old_one_and_leaves_nothing_beside_it() {
    for engine in Engine::both() {
        let (folder, file, world) = backed_up(engine).await;
        let before = content(&file);
        let tokens = world.count("person_token").await;
        world.person(SCHOOL).await;
        let tokens = usize::try_from(world.count("person_token").await - tokens).unwrap();
        assert!(tokens > 5, "a person is found by the pieces of name and phone");
        world.db.backup(&file, world.now()).await.unwrap();
        assert_eq!(content(&file).len(), before.len() + 1 + tokens);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

/// Tries to restore `bytes`; why it is refused. Nothing may be written.
async fn refusal(taker: &World, file: &Path, bytes: &[u8]) -> String {
    fs::write(file, bytes).unwrap();
    let fault = taker.db.restore(file, taker.now()).await;
    let Err(StoreError::Backup { path, what }) = fault else {
        panic!("{:?}: {fault:?}", taker.database.engine);
    };
    assert_eq!(path, file.display().to_string());
    what
}

#[tokio::test]
async fn a_damaged_byte_is_found_wherever_it_is_and_nothing_is_written() {
    let (folder, file, _world) = backed_up(Engine::Sqlite).await;
    let sound = fs::read(&file).unwrap();
    let damaged = folder.path().join("damaged.backup");
    let end = sound.len();
    for engine in Engine::both() {
        let taker = World::on(engine).await;
        let places = (0..end).step_by(end / 40).chain(end - 100..end);
        for at in places {
            for change in [1, 0x80] {
                let mut bytes = sound.clone();
                bytes[at] ^= change;
                refusal(&taker, &damaged, &bytes).await;
            }
        }
        assert_eq!(beside_keys(&taker).await, 0);
    }
}

#[tokio::test]
async fn a_wrong_number_of_rows_at_the_end_is_refused_before_anything_is_written() {
    let (folder, file, _world) = backed_up(Engine::Sqlite).await;
    let sound = fs::read_to_string(&file).unwrap();
    let (start, end) = sound.rsplit_once(r#"{"rows":"#).unwrap();
    let forged = format!(r#"{start}{{"rows":9{end}"#);
    for engine in Engine::both() {
        let taker = World::bare(engine).await;
        let damaged = folder.path().join("damaged.backup");
        let why = refusal(&taker, &damaged, forged.as_bytes()).await;
        assert!(why.contains("rows"), "{why}");
        assert_eq!(beside_keys(&taker).await, 0);
        // and the database can still take the sound one
        taker.db.restore(&file, taker.now()).await.unwrap();
    }
}

#[tokio::test]
async fn a_file_that_was_cut_off_is_refused() {
    let (folder, file, _world) = backed_up(Engine::Sqlite).await;
    let sound = fs::read(&file).unwrap();
    let cut = folder.path().join("cut.backup");
    for engine in Engine::both() {
        let taker = World::on(engine).await;
        let third = sound.len() / 3;
        let line = sound[..third].iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
        for length in [0, 1, 40, line, third, sound.len() - 70, sound.len() - 2, sound.len() - 1] {
            let why = refusal(&taker, &cut, &sound[..length]).await;
            assert!(why.contains("cut off"), "{length}: {why}");
        }
        assert_eq!(beside_keys(&taker).await, 0);
    }
}

#[tokio::test]
async fn a_file_of_another_kind_or_of_a_newer_program_is_refused() {
    let (folder, file, _world) = backed_up(Engine::Sqlite).await;
    let sound = fs::read_to_string(&file).unwrap();
    let other = folder.path().join("other");
    let with_header = |header: &str| {
        use sha2::Digest as _;
        let body = format!("{header}\n");
        let hash = crate::migrate::hex(&sha2::Sha256::digest(body.as_bytes()));
        format!("{body}{{\"rows\":0,\"sha256\":\"{hash}\"}}\n")
    };
    let header = sound.lines().next().unwrap();
    let cases = [
        ("id,name\n1,林\n".to_owned(), "not a backup"),
        ("{}\n{}\n".to_owned(), "not a backup"),
        (with_header(&header.replace(r#""xinqiao_backup":1"#, r#""xinqiao_backup":2"#)), "newer"),
        (with_header(&header.replace("0002_", "0099_")), "newer or another"),
        (with_header(&header.replace(r#""],"#, r#"","9999_later.sql"],"#)), "newer or another"),
    ];
    for engine in Engine::both() {
        let taker = World::bare(engine).await;
        for (text, reason) in &cases {
            let why = refusal(&taker, &other, text.as_bytes()).await;
            assert!(why.contains(reason), "{text}: {why}");
        }
        let why = refusal(&taker, &other, b"\x89PNG\r\n\x1a\n\0\0").await;
        assert!(why.contains("not text"), "{why}");
        let missing = taker.db.restore(&folder.path().join("none"), taker.now()).await;
        assert!(matches!(missing, Err(StoreError::File { .. })), "{missing:?}");
        assert!(taker.db.applied().await.unwrap().is_empty(), "not even the tables are made");
    }
}

#[tokio::test]
async fn a_database_that_holds_anything_is_not_restored_into() {
    let (_folder, file, _world) = backed_up(Engine::Sqlite).await;
    for engine in Engine::both() {
        let taker = World::on(engine).await;
        taker.account("admin").await;
        let fault = taker.db.restore(&file, taker.now()).await;
        let Err(StoreError::Backup { what, .. }) = fault else {
            panic!("{fault:?}");
        };
        assert!(what.contains("not empty"), "{what}");
        assert_eq!(beside_keys(&taker).await, 1);
    }
}

#[tokio::test]
async fn a_backup_that_cannot_be_written_leaves_no_file_and_keeps_the_old_one() {
    for engine in Engine::both() {
        let (folder, file, world) = backed_up(engine).await;
        let before = fs::read(&file).unwrap();
        let fails = async |target: &Path| {
            let fault = world.db.backup(target, world.now()).await;
            assert!(matches!(fault, Err(StoreError::File { .. })), "{fault:?}");
        };
        fails(&folder.path().join("missing/city.backup")).await;
        let occupied = folder.path().join("occupied");
        fs::create_dir(&occupied).unwrap();
        fails(&occupied).await;
        fs::remove_dir(&occupied).unwrap();
        // a disk without room
        #[cfg(target_os = "linux")]
        {
            let full = folder.path().join("city.backup.unfinished");
            std::os::unix::fs::symlink("/dev/full", full).unwrap();
            fails(&file).await;
        }
        assert_eq!(fs::read(&file).unwrap(), before);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
