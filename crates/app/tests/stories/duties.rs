//! Duties of whoever runs the service, by the people who have them.

use std::collections::BTreeSet;

use jiff::civil::date;
use xinqiao_access::Role;
use xinqiao_app::Caller;
use xinqiao_app::duties::{NewDuty, NewEntry};
use xinqiao_duties::report::{Means, Recipient};
use xinqiao_duties::{Kind, Step, approval, impact, incident, report};
use xinqiao_kernel::id::{DutyId, PersonId};

use super::world::{COUNTY, FAR_COUNTY, SCHOOL, World, is_conflict, is_denied, is_not_found, on_both, path, refused};

impl World {
    async fn heads(&self) -> (Caller, Caller) {
        (self.head("head1", COUNTY).await, self.head("head2", COUNTY).await)
    }

    async fn head(&self, login: &str, at: &str) -> Caller {
        self.account(login, "负责人", None, &[(Role::DepartmentHead, path(at), date(2026, 1, 1), None)]).await;
        self.caller(login).await
    }

    async fn student(&self) -> PersonId {
        self.caller("lin").await.person().unwrap()
    }

    fn new_duty(&self, place: &str, person: Option<PersonId>, note: &str, step: Step) -> NewDuty {
        let (id, entry) = self.app().new_duty_ids();
        NewDuty { id, entry, place: path(place), person, note: note.to_owned(), step }
    }

    fn next(&self, note: &str, step: Step) -> NewEntry {
        NewEntry { id: self.app().new_duty_ids().1, note: note.to_owned(), step }
    }

    fn recorded(&self, place: &str) -> NewDuty {
        let step = Step::Incident(incident::Step::Recorded {
            discovered_at: self.app().now(),
            information: vec![incident::Information::Contact],
            cause: incident::Cause::WrongRecipient,
            people: 3,
            minors: false,
        });
        self.new_duty(place, None, "a list went to the wrong mailbox", step)
    }
}

#[tokio::test]
async fn an_incident_is_recorded_once_and_seen_by_those_of_the_place_only() {
    on_both(async |world| {
        let app = world.app();
        let (head, other) = world.heads().await;
        let far = world.head("farhead", FAR_COUNTY).await;
        let new = world.recorded(COUNTY);
        let id = app.open_duty(&head, &new).await.unwrap();
        assert_eq!(app.open_duty(&head, &new).await.unwrap(), id, "the same form, sent again");
        assert_eq!(app.duties(&other, Kind::Incident, false, None).await.unwrap().duties.len(), 1);
        assert_eq!(app.duties(&far, Kind::Incident, false, None).await.unwrap().duties.len(), 0);
        is_not_found(app.duty(&far, id).await);
        is_not_found(app.open_duty(&far, &world.recorded(COUNTY)).await);
        let duty1 = world.caller("duty1").await;
        is_denied(app.open_duty(&duty1, &world.recorded(COUNTY)).await);
        let closed = world.next("", Step::Incident(incident::Step::Closed));
        is_conflict(app.duty_step(&head, id, &closed).await, "duty_missing");
        let remedied = world.next("the mailbox was emptied", Step::Incident(incident::Step::Remedied));
        app.duty_step(&head, id, &remedied).await.unwrap();
        app.duty_step(&head, id, &remedied).await.unwrap();
        let view = app.duty(&other, id).await.unwrap();
        let notes: Vec<_> = view.entries.iter().map(|view| view.entry.note.as_str()).collect();
        assert_eq!(notes, ["a list went to the wrong mailbox", "the mailbox was emptied"]);
        let rows = world.audit().await;
        let of_kind = |word: &str| rows.iter().filter(|row| row.record_kind == "incident" && row.detail == word).count();
        assert_eq!((of_kind("recorded"), of_kind("remedied"), of_kind("read")), (1, 1, 1));
    })
    .await;
}

#[tokio::test]
async fn an_assessment_is_approved_of_by_somebody_else_than_its_writer() {
    on_both(async |world| {
        let app = world.app();
        let (head, other) = world.heads().await;
        let begun = Step::Impact(impact::Step::Begun { occasions: vec![impact::Occasion::Sensitive] });
        let id = app.open_duty(&head, &world.new_duty(COUNTY, None, "a screening of all schools", begun)).await.unwrap();
        for question in impact::Question::ALL {
            let answered = Step::Impact(impact::Step::Answered { question: *question });
            app.duty_step(&head, id, &world.next("the answer", answered)).await.unwrap();
        }
        let conclusion = impact::Conclusion::Acceptable;
        let concluded = Step::Impact(impact::Step::Concluded { conclusion });
        app.duty_step(&head, id, &world.next("fine", concluded)).await.unwrap();
        let review_on = app.day(app.now()).tomorrow().unwrap();
        let approved = Step::Impact(impact::Step::Approved { review_on });
        is_conflict(app.duty_step(&head, id, &world.next("", approved.clone())).await, "same_person");
        app.duty_step(&other, id, &world.next("", approved)).await.unwrap();
        let listed = app.duties(&head, Kind::Impact, false, None).await.unwrap();
        assert_eq!(app.day(listed.duties[0].0.due_at.unwrap()), review_on);
    })
    .await;
}

#[tokio::test]
async fn a_report_about_a_minor_stands_until_the_police_know_and_is_sealed_with_the_minors_key() {
    on_both(async |world| {
        let app = world.app();
        let (shen, far) = (world.caller("shen").await, world.caller("far").await);
        let pupil = world.student().await;
        let opened =
            Step::MinorReport(report::Step::Opened { situations: BTreeSet::from(["5".to_owned()]), noticed_at: app.now() });
        let new = world.new_duty(SCHOOL, Some(pupil), "what the class teacher saw", opened.clone());
        is_not_found(app.open_duty(&far, &world.new_duty(SCHOOL, Some(pupil), "words", opened)).await);
        let id = app.open_duty(&shen, &new).await.unwrap();
        assert_eq!(app.duties(&shen, Kind::MinorReport, false, None).await.unwrap().duties[0].0.due_at, Some(app.now()));
        let told = |recipient| {
            let (means, receipt) = (Means::Telephone, "a number".to_owned());
            world.next("", Step::MinorReport(report::Step::Told { recipient, means, receipt }))
        };
        app.duty_step(&shen, id, &told(Recipient::Police)).await.unwrap();
        app.duty_step(&shen, id, &told(Recipient::Education)).await.unwrap();
        app.duty_step(&shen, id, &world.next("", Step::MinorReport(report::Step::Closed))).await.unwrap();
        assert!(app.duties(&shen, Kind::MinorReport, false, None).await.unwrap().duties.is_empty());
        assert_eq!(app.duties(&shen, Kind::MinorReport, true, None).await.unwrap().duties.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn access_to_a_minors_records_is_asked_for_in_words_and_granted_by_somebody_else() {
    on_both(async |world| {
        let app = world.app();
        let (head, _) = world.heads().await;
        let (shen, far) = (world.caller("shen").await, world.caller("far").await);
        let pupil = world.student().await;
        let ask = async |caller: &Caller, note: &str| app.ask_minor_access(caller, pupil, app.new_duty_ids(), note).await;
        refused(ask(&shen, "").await);
        is_not_found(ask(&far, "words").await);
        let id: DutyId = ask(&shen, "two conversations after the screening").await.unwrap();
        assert_eq!(app.own_access_requests(&shen).await.unwrap().len(), 1);
        let today = app.day(app.now());
        let granted = || world.next("", Step::MinorAccess(approval::Step::Granted { until: today }));
        is_denied(app.duty_step(&shen, id, &granted()).await);
        app.duty_step(&head, id, &granted()).await.unwrap();
        let again = world.caller("shen").await;
        assert!(again.actor().approved(today).any(|person| person == pupil), "from the next request on");
        assert!(!again.actor().approved(today.tomorrow().unwrap()).any(|person| person == pupil));
        let told = app.notices(&shen, 10).await.unwrap();
        assert_eq!(told[0].kind, "notice-minor-access-granted");
    })
    .await;
}
