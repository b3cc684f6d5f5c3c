//! What the offices of two counties see in the lists beside the desk: search, requests, registers, duties, emergencies, accounts, reviews, counts
//! and the audit with its export. What belongs to one county is in none of the other's.

use std::fmt::Debug;

use jiff::civil::date;
use xinqiao_access::{Purpose, Role};
use xinqiao_app::accounts::By;
use xinqiao_app::aggregates::{Asked, Measure};
use xinqiao_app::assessment::Sharing;
use xinqiao_app::duties::NewDuty;
use xinqiao_app::emergency::{EmergencyAsked, WhoIsIt};
use xinqiao_app::operations::audit::{AuditQuery, ExportAsked, ExportFormat};
use xinqiao_app::rights::{NewDisclosureForm, Wanted};
use xinqiao_app::{App, Caller};
use xinqiao_consent::{Basis, DataKind, RequestKind};
use xinqiao_duties::incident::{Cause, Information, Step};
use xinqiao_duties::{Kind, Step as DutyStep};
use xinqiao_kernel::id::DisclosureId;
use xinqiao_warnings::Level;

use crate::world::{COUNTY, FAR_COUNTY, SIXTEEN, TODAY, World, on_both, path};

/// The offices of a county.
struct County {
    head: Caller,
    security: Caller,
    auditor: Caller,
    counsellor: Caller,
    duty: Caller,
    /// what only its own lists may name: places, logins, names, ids, texts
    marks: Vec<String>,
}

async fn staff(world: &World, side: &str, at: &str, code: &str, role: Role) -> Caller {
    let login = format!("{side}-{code}");
    let name = format!("{}{code}", if side == "near" { "近" } else { "远" });
    world.account(&login, &name, None, &[(role, path(at), date(2026, 1, 1), None)]).await;
    world.caller(&login).await
}

fn incident(app: &App, at: &str, note: &str) -> NewDuty {
    let (id, entry) = app.new_duty_ids();
    let step = Step::Recorded {
        discovered_at: app.now(),
        information: vec![Information::Contact],
        cause: Cause::Unknown,
        people: 1,
        minors: false,
    };
    NewDuty { id, entry, place: path(at), person: None, note: note.to_owned(), step: DutyStep::Incident(step) }
}

/// A warning, a request, a disclosure, a hold, an incident and an emergency in a county.
async fn county(world: &World, side: &str, at: &str, number: (u128, &str)) -> County {
    let app = world.app();
    let head = staff(world, side, at, "head", Role::DepartmentHead).await;
    let security = staff(world, side, at, "security", Role::SecurityAdmin).await;
    let auditor = staff(world, side, at, "auditor", Role::AuditAdmin).await;
    let counsellor = staff(world, side, at, "counsellor", Role::Counsellor).await;
    let duty = staff(world, side, at, "duty", Role::DutyOfficer).await;
    let resident = world.resident(&format!("{side}-resident"), at).await;
    let person = resident.person().unwrap();
    let mut tx = world.db.begin().await.unwrap();
    tx.add_identifier(uuid::Uuid::from_u128(number.0), "gb11643", number.1, person, world.now()).await.unwrap();
    tx.commit().await.unwrap();
    world.submit(&resident, side, SIXTEEN, Sharing::Contact).await;
    let signal = world.signal(&duty, "phq9-moderately-severe").await;
    let warning = world.confirm(&duty, signal, Level::Yellow, Some(duty.login())).await;
    let request = crate::rights::ask(world, &resident, RequestKind::Explain, "help").await;
    let note = format!("{side}-note");
    let given = NewDisclosureForm {
        person,
        recipient: note.clone(),
        basis: Basis::Emergency,
        law: "民法典 1005".to_owned(),
        fields: vec![DataKind::Contact],
        withheld: None,
        given_at: app.now(),
    };
    app.record_disclosure(&head, &given).await.unwrap();
    let hold = app.place_hold(&head, Some(person), "court").await.unwrap();
    let duty_of = app.open_duty(&head, &incident(&app, at, &note)).await.unwrap();
    let asked = EmergencyAsked {
        who: WhoIsIt::Number(number.1.to_owned()),
        reason: "danger_to_self".to_owned(),
        words: "来电说已经写好了信，电话断了".to_owned(),
        minutes: 30,
    };
    let emergency = app.open_emergency(&duty, &asked).await.unwrap();
    let mut marks = vec![at.to_owned(), format!("{side}-"), note, person.to_string(), warning.to_string()];
    marks.extend([request.to_string(), hold.to_string(), duty_of.to_string(), emergency.to_string()]);
    for who in [&head, &security, &auditor, &counsellor, &duty, &resident] {
        marks.extend([who.account().to_string(), who.name().to_owned()]);
    }
    // all residents are called the same: a list must not tell them apart by luck
    marks.retain(|mark| mark != "林晓溪");
    County { head, security, auditor, counsellor, duty, marks }
}

fn told(what: &str, list: &impl Debug) -> (String, String) {
    (what.to_owned(), format!("{list:?}"))
}

/// Every list of the offices, each as text with its name.
async fn lists(app: &App, of: &County) -> Vec<(String, String)> {
    let County { head, security, auditor, counsellor, duty, .. } = of;
    let mut all = vec![
        told("search", &app.search_people(counsellor, "林晓溪", Purpose::Service).await.unwrap().people),
        told("search of the desk", &app.search_people(duty, "lxx", Purpose::DutyResponse).await.unwrap().people),
        told("requests", &app.open_data_requests(head).await.unwrap()),
        told("holds", &app.holds(head).await.unwrap()),
        told("incidents", &app.duties(head, Kind::Incident, true, None).await.unwrap()),
        told("incidents for security", &app.duties(security, Kind::Incident, true, None).await.unwrap()),
        told("emergencies", &app.own_emergencies(duty).await.unwrap()),
        told("accounts", &app.staff_accounts(By::Caller(security), None, 200).await.unwrap()),
        told("roles for minors", &app.roles_for_minors(head, None).await.unwrap()),
        told("audit", &app.search_audit(auditor, &AuditQuery::default(), 500).await.unwrap().rows),
        told("older audit", &app.audit_rows(auditor, app.now(), 500).await.unwrap()),
    ];
    let reviews = |all: Vec<_>| format!("{all:?}");
    for (what, who) in [("emergency reviews", head), ("emergency reviews for security", security)] {
        let found = app.emergency_reviews(who).await.unwrap().into_iter().map(|one| (one.row, one.late)).collect();
        all.push((what.to_owned(), reviews(found)));
    }
    for (what, who) in [("disclosures", head), ("disclosures for the audit", auditor)] {
        let after = (app.now() + jiff::SignedDuration::from_secs(1), DisclosureId::from_uuid(uuid::Uuid::max()));
        all.push(told(what, &app.disclosures(who, &Wanted { after, basis: "", recipient: "" }, 50).await.unwrap()));
    }
    for (what, who) in [("review of rights", head), ("review of rights for security", security)] {
        all.push(told(what, &app.access_review(By::Caller(who), None, None, false).await.unwrap().unwrap().lines));
    }
    for (measure, what) in [(Measure::Warnings, "counts of warnings"), (Measure::Signals, "counts of signals")] {
        let asked = Asked { measure, place: None, month: None, is_export: false };
        all.push(told(what, &app.aggregates(head, &asked).await.unwrap()));
    }
    let mut file = Vec::new();
    let asked =
        ExportAsked { from: TODAY, until: TODAY, reason: "inspection".to_owned(), format: ExportFormat::Csv, most: 10_000 };
    app.export_audit(auditor, &asked, &mut file).await.unwrap();
    let file = String::from_utf8(file).unwrap();
    // rows of others stand in it as links: a stranger still checks the whole chain
    assert!(file.contains("outside"));
    assert_eq!(crate::audit::walked(&file, ExportFormat::Csv, Vec::new()), []);
    all.push(("export of the audit".to_owned(), file));
    all
}

#[tokio::test]
async fn the_offices_of_two_counties_share_nothing_in_any_list() {
    on_both(async |world| {
        let near = county(world, "near", COUNTY, (1, "11010519491231002X")).await;
        let away = county(world, "away", FAR_COUNTY, (2, "440524188001010014")).await;
        let app = world.app();
        // the list of the quarter's review, and seals over what was written
        world.pass_s(120);
        app.ensure_jobs().await.unwrap();
        while app.work_once().await.unwrap() {}
        world.pass_s(1);
        let (mut looked, mut empty) = (0, Vec::new());
        for (own, other) in [(&near, &away), (&away, &near)] {
            for (what, text) in lists(&app, own).await {
                looked += 1;
                for mark in &other.marks {
                    assert!(!text.contains(mark.as_str()), "{what} of {} names {mark}", own.head.login());
                }
                if !own.marks.iter().any(|mark| text.contains(mark.as_str())) {
                    empty.push(what);
                }
            }
        }
        println!("{looked} lists of two counties were compared");
        assert!(empty.is_empty(), "these lists say nothing of their own county either: {empty:?}");
    })
    .await;
}
