//! What others notice comes in: whom it is about, what is proposed, who hears back.

use xinqiao_app::intake::{Concern, Described, Identity, ReportState, Teller, Whom};
use xinqiao_app::rights::Format;
use xinqiao_app::warnings::{EvidenceSeen, StepInput};
use xinqiao_app::{AppError, Caller};
use xinqiao_kernel::id::PersonId;
use xinqiao_warnings::{Dismissal, Evidence, Level};

use crate::world::{FAR_COUNTY, TOWNSHIP, World, is_conflict, is_not_found, on_both, path};

const FAREWELL: &str =
    "我把欠小李的钱都还清了，猫也送人了，大家不用找我，这些年谢谢你们。今晚之后就不再打扰任何人了，药我已经买好了。";

fn about(whom: Whom, world: &World, reference: &str) -> Concern {
    Concern {
        source: "family".to_owned(),
        whom,
        noticed_at: world.now(),
        observations: vec!["changed".to_owned()],
        words: None,
        told_by: None,
        reference: format!("reference-{reference}"),
    }
}

fn described(name: &str) -> Whom {
    Whom::Described(Described { name: Some(name.to_owned()), place: Some(path(TOWNSHIP)), ..Described::default() })
}

async fn received(world: &World, by: &Caller, concern: &Concern) -> xinqiao_app::intake::Received {
    world.app().report_concern(by, concern).await.unwrap()
}

/// How many people of a name there are.
async fn called(world: &World, by: &Caller, name: &str) -> usize {
    world.app().search_people(by, name, xinqiao_access::Purpose::DutyResponse).await.unwrap().people.len()
}

async fn number(world: &World, person: PersonId, number: &str) {
    let mut tx = world.db.begin().await.unwrap();
    tx.add_identifier(person.uuid(), "gb11643", number, person, world.now()).await.unwrap();
    tx.commit().await.unwrap();
}

#[track_caller]
fn is_invalid<T>(outcome: xinqiao_app::Result<T>, field: &str) {
    match outcome {
        Err(AppError::Invalid(faults)) => assert_eq!(faults[0].field, field),
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("{field} was taken"),
    }
}

#[tokio::test]
async fn a_letter_of_farewell_waits_at_the_desk_as_red_with_the_words_that_speak() {
    on_both(async |world| {
        let duty = world.caller("duty1").await;
        let letter = Concern {
            source: "letter".to_owned(),
            observations: Vec::new(),
            words: Some(FAREWELL.to_owned()),
            told_by: Some(Teller { relation: "写信人".to_owned(), ..Teller::default() }),
            ..about(described("不具名"), world, "letter")
        };
        let done = received(world, &duty, &letter).await;
        assert!(done.is_new && done.may_open);
        let row = world.signals(&duty).await.into_iter().find(|row| row.id == done.signal).unwrap();
        assert_eq!((row.level.as_str(), row.source.as_str(), row.is_provisional), ("red", "letter", true));
        let detail = world.app().signal(&duty, done.signal).await.unwrap();
        assert_eq!(detail.handed_in.as_ref().unwrap().words.as_deref(), Some(FAREWELL));
        let [EvidenceSeen::Open(Evidence::Text(read))] = detail.evidence.as_slice() else { panic!("{:?}", detail.evidence) };
        assert!(3 <= read.level && !read.marks.is_empty());
        assert!(read.marks.iter().all(|mark| mark.start < mark.end && mark.end as usize <= FAREWELL.chars().count()));
    })
    .await;
}

#[tokio::test]
async fn what_somebody_ticked_is_never_lowered_by_what_was_read() {
    on_both(async |world| {
        let duty = world.caller("duty1").await;
        let calm = Concern {
            observations: vec!["changed".to_owned(), "plan-with-means".to_owned()],
            words: Some("今天天气很好，一家人去公园放了风筝。".to_owned()),
            ..about(described("某人"), world, "calm")
        };
        let done = received(world, &duty, &calm).await;
        let row = world.signals(&duty).await.into_iter().find(|row| row.id == done.signal).unwrap();
        assert_eq!((row.level.as_str(), row.code.as_str()), ("red", "plan-with-means"));
    })
    .await;
}

#[tokio::test]
async fn the_same_reference_of_the_same_account_raises_one_signal_and_keeps_one_record() {
    on_both(async |world| {
        let duty = world.caller("duty1").await;
        let concern = about(described("某人"), world, "twice");
        let (app, other) = (world.app(), world.app());
        let (one, two) = tokio::join!(app.report_concern(&duty, &concern), other.report_concern(&duty, &concern));
        let (one, two) = (one.unwrap(), two.unwrap());
        let three = received(world, &duty, &concern).await;
        assert_eq!((one.signal, one.signal), (two.signal, three.signal));
        assert_eq!(usize::from(one.is_new) + usize::from(two.is_new) + usize::from(three.is_new), 1);
        assert_eq!(called(world, &duty, "某人").await, 1);
        let another = world.caller("duty2").await;
        assert_ne!(received(world, &another, &concern).await.signal, one.signal);
    })
    .await;
}

#[tokio::test]
async fn somebody_of_the_index_is_chosen_and_a_stranger_to_the_place_is_nobody() {
    on_both(async |world| {
        let lin = world.resident("lan", TOWNSHIP).await.person().unwrap();
        let away = world.resident("away", FAR_COUNTY).await.person().unwrap();
        let duty = world.caller("duty1").await;
        let done = received(world, &duty, &about(Whom::Person(lin), world, "known")).await;
        let row = world.signals(&duty).await.into_iter().find(|row| row.id == done.signal).unwrap();
        assert_eq!((row.person, row.is_provisional), (lin, false));
        is_not_found(world.app().report_concern(&duty, &about(Whom::Person(away), world, "away")).await);
        is_not_found(
            world.app().report_concern(&duty, &about(Whom::Person(PersonId::from_uuid(uuid::Uuid::max())), world, "none")).await,
        );
        let far = Whom::Described(Described { place: Some(path(FAR_COUNTY)), ..Described::default() });
        is_not_found(world.app().report_concern(&duty, &about(far, world, "far")).await);
    })
    .await;
}

#[tokio::test]
async fn a_citizen_number_finds_its_person_in_reach_and_says_nothing_of_others() {
    on_both(async |world| {
        let numbered = |number: &str| Whom::Described(Described { number: Some(number.to_owned()), ..Described::default() });
        let lin = world.resident("lan", TOWNSHIP).await.person().unwrap();
        let away = world.resident("away", FAR_COUNTY).await.person().unwrap();
        number(world, lin, "11010519491231002X").await;
        number(world, away, "440524188001010014").await;
        let duty = world.caller("duty1").await;
        let near = received(world, &duty, &about(numbered("11010519491231002x"), world, "near")).await;
        let far = received(world, &duty, &about(numbered("440524188001010014"), world, "far")).await;
        let rows = world.signals(&duty).await;
        let person = |signal| rows.iter().find(|row| row.id == signal).unwrap();
        assert_eq!(person(near.signal).person, lin);
        assert!(person(far.signal).is_provisional && person(far.signal).person != away);
    })
    .await;
}

#[tokio::test]
async fn saying_who_it_is_gives_the_signals_to_that_person_and_leaves_no_second_record() {
    on_both(async |world| {
        let lin = world.resident("lan", TOWNSHIP).await.person().unwrap();
        let duty = world.caller("duty1").await;
        let words = Concern { words: Some("她说不想活了".to_owned()), ..about(described("小林"), world, "who") };
        let done = received(world, &duty, &words).await;
        let from = world.signals(&duty).await[0].person;
        // a second one about the same record is set aside before anybody knows who it is
        let false_alarm = received(world, &duty, &about(Whom::Person(from), world, "false-alarm")).await;
        world.app().dismiss_signal(&duty, false_alarm.signal, Dismissal::Duplicate, None).await.unwrap();
        assert_eq!(world.app().identify(&duty, done.signal, &Identity::Known(lin)).await.unwrap(), lin);
        let row = world.signals(&duty).await.into_iter().find(|row| row.id == done.signal).unwrap();
        assert_eq!((row.person, row.is_provisional), (lin, false));
        // the words went along, sealed for the person that they are about
        let detail = world.app().signal(&duty, done.signal).await.unwrap();
        assert_eq!(detail.handed_in.unwrap().words.as_deref(), Some("她说不想活了"));
        assert!(world.db.erased_at(from).await.unwrap().is_some());
        let file =
            world.app().person_file(&world.caller("counsellor").await, lin, xinqiao_access::Purpose::Service).await.unwrap();
        assert_eq!(file.signals.unwrap().iter().map(|row| row.id).collect::<Vec<_>>(), [done.signal]);
        is_conflict(world.app().identify(&duty, done.signal, &Identity::Known(lin)).await, "person_known");
    })
    .await;
}

#[tokio::test]
async fn a_new_person_is_completed_and_found_by_name_from_then_on() {
    on_both(async |world| {
        let duty = world.caller("duty1").await;
        let done = received(world, &duty, &about(described(""), world, "new")).await;
        let app = world.app();
        let nameless = Identity::New(Described::default());
        is_invalid(app.identify(&duty, done.signal, &nameless).await, "name");
        let known =
            Described {
                name: Some("苗青禾".to_owned()), number: Some("11010519491231002X".to_owned()), ..Described::default()
            };
        let person = app.identify(&duty, done.signal, &Identity::New(known)).await.unwrap();
        let found = app.search_people(&duty, "苗青禾", xinqiao_access::Purpose::DutyResponse).await.unwrap();
        assert_eq!(found.people.iter().map(|(person, _)| person.id).collect::<Vec<_>>(), [person]);
        let row = world.signals(&duty).await.into_iter().find(|row| row.id == done.signal).unwrap();
        assert!(!row.is_provisional);
        is_conflict(
            app.identify(&duty, done.signal, &Identity::New(Described { name: Some("别人".to_owned()), ..Described::default() }))
                .await,
            "person_known",
        );
    })
    .await;
}

#[tokio::test]
async fn a_record_on_which_a_warning_hangs_is_completed_and_not_given_away() {
    on_both(async |world| {
        let lin = world.resident("lan", TOWNSHIP).await.person().unwrap();
        let duty = world.caller("duty1").await;
        let urgent = Concern { observations: vec!["life-event".to_owned()], ..about(described("小林"), world, "urgent") };
        let done = received(world, &duty, &urgent).await;
        world.confirm(&duty, done.signal, Level::Yellow, Some("duty2")).await;
        let app = world.app();
        is_conflict(app.identify(&duty, done.signal, &Identity::Known(lin)).await, "records_kept");
        let known = Described { name: Some("林小禾".to_owned()), ..Described::default() };
        app.identify(&duty, done.signal, &Identity::New(known)).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn whoever_handed_it_in_hears_that_somebody_takes_care_and_nothing_else() {
    on_both(async |world| {
        let app = world.app();
        let (duty, counsellor) = (world.caller("duty1").await, world.caller("counsellor").await);
        let concern = |reference: &str| Concern { source: "family".to_owned(), ..about(described("某人"), world, reference) };
        let (first, second) =
            (received(world, &counsellor, &concern("one-to-do")).await, received(world, &counsellor, &concern("another")).await);
        let states = async || {
            let own = app.own_reports(&counsellor).await.unwrap();
            [first.signal, second.signal].map(|id| own.iter().find(|report| report.signal == id).unwrap().state)
        };
        assert_eq!(states().await, [ReportState::Waiting, ReportState::Waiting]);
        let warning = world.confirm(&duty, first.signal, Level::Blue, Some("duty1")).await;
        app.dismiss_signal(&duty, second.signal, Dismissal::Duplicate, None).await.unwrap();
        assert_eq!(states().await, [ReportState::TakenOver, ReportState::Done]);
        world.step(&duty, warning, StepInput::Acknowledge).await.unwrap();
        assert!(app.own_reports(&world.caller("duty2").await).await.unwrap().is_empty());
        world.pass_h(24 * 40);
        let late = received(world, &counsellor, &concern("late")).await;
        world.pass_h(24 * 31);
        let own = app.own_reports(&counsellor).await.unwrap();
        assert_eq!(own.iter().find(|report| report.signal == late.signal).unwrap().state, ReportState::Lapsed);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_used_is_named_by_its_field_and_nothing_is_kept() {
    on_both(async |world| {
        let app = world.app();
        let duty = world.caller("duty1").await;
        let sound = || about(described("某人"), world, "wrong");
        let wrong: [(Concern, &str); 8] = [
            (Concern { source: "weather".to_owned(), ..sound() }, "source"),
            // a hotline seat's and a duty officer's source, but no class teacher's
            (Concern { source: "village-doctor".to_owned(), ..sound() }, "source"),
            (Concern { reference: "short".to_owned(), ..sound() }, "reference"),
            (Concern { noticed_at: world.within_min(60), ..sound() }, "noticed_at"),
            (Concern { observations: vec!["petitioner".to_owned()], ..sound() }, "observations"),
            (Concern { observations: Vec::new(), words: Some("  ".to_owned()), ..sound() }, "observations"),
            (Concern { words: Some("长".repeat(20_001)), ..sound() }, "words"),
            (Concern { source: "police".to_owned(), words: Some("原话".to_owned()), ..sound() }, "words"),
        ];
        for (concern, field) in wrong {
            is_invalid(app.report_concern(&duty, &concern).await, field);
        }
        let number =
            Whom::Described(Described { number: Some("123".to_owned()), phone: Some("abc".to_owned()), ..Described::default() });
        let Err(AppError::Invalid(faults)) = app.report_concern(&duty, &about(number, world, "number")).await else { panic!() };
        assert_eq!(faults.iter().map(|fault| fault.field).collect::<Vec<_>>(), ["phone", "number"]);
        assert_eq!((called(world, &duty, "某人").await, world.signals(&duty).await.len()), (0, 0));
        let leader = world.caller("leader").await;
        assert!(matches!(app.report_concern(&leader, &sound()).await, Err(AppError::Denied(_))));
        assert!(app.own_sources(&leader).unwrap().is_empty());
        let offered: Vec<&str> = app.own_sources(&duty).unwrap().iter().map(|kind| kind.code.as_str()).collect();
        assert!(offered.contains(&"police") && !offered.contains(&"chat-bot"));
    })
    .await;
}

#[tokio::test]
async fn whoever_reported_is_named_to_the_person_neither_on_the_page_nor_in_the_copy() {
    on_both(async |world| {
        let app = world.app();
        let lan = world.resident("lan", TOWNSHIP).await;
        let counsellor = world.caller("counsellor").await;
        let told = Teller { relation: "邻居".to_owned(), name: "某邻居".to_owned(), phone: "13900000001".to_owned() };
        let heard = Concern {
            words: Some("半夜听见他打人".to_owned()),
            told_by: Some(told),
            ..about(Whom::Person(lan.person().unwrap()), world, "told")
        };
        let said = Concern {
            source: "self".to_owned(),
            words: Some("我自己说的话".to_owned()),
            ..about(Whom::Person(lan.person().unwrap()), world, "said")
        };
        received(world, &counsellor, &heard).await;
        received(world, &counsellor, &said).await;
        world.pass_s(1);
        let looks = app.who_looked(&lan, world.now(), 100).await.unwrap();
        assert!(
            looks.iter().all(|look| look.action != "report_concern" && look.by.as_deref() != Some(counsellor.name())),
            "{looks:?}"
        );
        let copy = String::from_utf8(app.export_own_data(&lan, Format::Json).await.unwrap().bytes).unwrap();
        for hidden in ["某邻居", "13900000001", "半夜听见他打人", "report_concern", counsellor.name()] {
            assert!(!copy.contains(hidden), "{hidden}");
        }
        assert!(copy.contains("我自己说的话"), "own words are the person's own");
    })
    .await;
}

#[tokio::test]
async fn completing_a_record_says_nothing_of_whoever_has_the_number_elsewhere() {
    on_both(async |world| {
        let away = world.resident("away", FAR_COUNTY).await.person().unwrap();
        let near = world.resident("lan", TOWNSHIP).await.person().unwrap();
        number(world, away, "440524188001010014").await;
        number(world, near, "11010519491231002X").await;
        let duty = world.caller("duty1").await;
        let done = received(world, &duty, &about(described(""), world, "number")).await;
        let with = |number: &str| {
            Identity::New(Described {
                name: Some("苗青禾".to_owned()), number: Some(number.to_owned()), ..Described::default()
            })
        };
        let app = world.app();
        is_invalid(app.identify(&duty, done.signal, &with("11010519491231002X")).await, "number");
        app.identify(&duty, done.signal, &with("440524188001010014")).await.unwrap();
    })
    .await;
}
