//! What a group report promises, on both engines.

use jiff::SignedDuration;
use jiff::civil::date;
use xinqiao_access::{Refusal, Role};
use xinqiao_indicators::Cell;
use xinqiao_kernel::Sex;
use xinqiao_kernel::id::{CampaignId, PersonId, PlaceId, ResponseId};
use xinqiao_store::assessment::NewResponse;
use xinqiao_store::people::Person;
use xinqiao_store::places::Place;

use super::{Axis, Column, GroupAsked, GroupReport, LineName, NotYet, TakenAs};
use crate::AppError;
use crate::campaigns::NewCampaign;
use crate::campaigns::tests::world::{CITY, OTHER_SCHOOL, SCHOOL, World, is_conflict, on_both, path, refused};

const CLASSES: [&str; 3] = ["c1", "c2", "c3"];

/// Band and points of the sheets of the story.
const STEADY: (&str, f64) = ("none", 2.0);
const MILD: (&str, f64) = ("mild", 7.0);
const SEVERE: (&str, f64) = ("severe", 22.0);

async fn classes(world: &World) {
    let school = world.db.place(&path(SCHOOL)).await.unwrap().unwrap();
    for class in CLASSES {
        let id = PlaceId::new(world.app.ids(), world.app.now());
        let path = path(&format!("{SCHOOL}{class}/"));
        let name = format!("{class}班");
        let place = Place { id, path, parent: Some(school.id), name, level: "unit".to_owned(), kind: None };
        let mut tx = world.db.begin().await.unwrap();
        tx.add_place(&place, world.app.now()).await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// Asks so many pupils of a class; of each of the others a sheet with its band and points comes in.
async fn pupils(world: &World, campaign: CampaignId, class: &str, silent: usize, sheets: &[(usize, (&str, f64))]) {
    let now = world.app.now();
    let mut tx = world.db.begin().await.unwrap();
    let all = sheets.iter().flat_map(|(count, sheet)| std::iter::repeat_n(Some(*sheet), *count));
    for (at, sheet) in all.chain(std::iter::repeat_n(None, silent)).enumerate() {
        let person = Person {
            id: PersonId::new(world.app.ids(), now),
            place: path(&format!("{SCHOOL}{class}/")),
            name: "无名".to_owned(),
            sex: Some(if at % 2 == 0 { Sex::Female } else { Sex::Male }),
            birth_on: (at % 5 != 0).then_some(date(2011, 3, 4)),
            phone: None,
        };
        tx.add_person(&person, now).await.unwrap();
        tx.add_member(campaign, person.id, now).await.unwrap();
        if let Some((band, points)) = sheet {
            let id = ResponseId::new(world.app.ids(), now);
            let response = NewResponse {
                id,
                key: id.to_string(),
                person: person.id,
                campaign: Some(campaign),
                place: person.place.clone(),
                instrument: "phq-9".to_owned(),
                version: "1".to_owned(),
                source: "campaign",
                sharing: "campaign",
                answers: "[0,0,0,0,0,0,0,0,0]".to_owned(),
                outcome: "{}".to_owned(),
                total: Some(points + (at % 3) as f64),
                band: Some(band.to_owned()),
                attention: 1,
                answered_at: now,
            };
            tx.add_response(&response, now).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
}

/// A school with two classes of many and one of few; its campaign has ended.
async fn school(world: &World) -> CampaignId {
    classes(world).await;
    let campaign = world.campaign().await;
    pupils(world, campaign, "c1", 12, &[(30, STEADY), (14, MILD)]).await;
    pupils(world, campaign, "c2", 10, &[(28, STEADY), (12, MILD), (2, SEVERE)]).await;
    pupils(world, campaign, "c3", 1, &[(3, STEADY)]).await;
    world.clock.advance(SignedDuration::from_hours(24 * 10));
    campaign
}

fn asked(campaign: CampaignId) -> GroupAsked {
    GroupAsked { campaign, place: None, taken_as: TakenAs::Page }
}

async fn report(world: &World, campaign: CampaignId) -> GroupReport {
    world.app.group_report(&world.desk, &asked(campaign)).await.unwrap().report.unwrap()
}

fn lines(report: &GroupReport, axis: Axis) -> Vec<(LineName, Cell, Cell, bool)> {
    let found = report.axes.iter().find(|one| one.axis == axis).unwrap();
    found.lines.iter().map(|(name, line)| (name.clone(), line.asked, line.answered, line.mean.is_some())).collect()
}

#[tokio::test]
async fn the_whole_is_told_with_what_few_answered_taken_together() {
    on_both(async |world| {
        let campaign = school(world).await;
        let report = report(world, campaign).await;
        assert_eq!((report.whole.asked, report.whole.answered), (Cell::Count(112), Cell::Count(89)));
        let told: u64 = report.whole.shares.iter().filter_map(|share| share.count.shown()).sum();
        assert_eq!(told, 89, "{:?}", report.whole.shares);
        // two severe sheets are no line of their own, and none is hidden that would give them away
        assert!(!report.columns.contains(&Column::Step(4)), "{:?}", report.columns);
        assert!(report.whole.shares.iter().all(|share| share.share.is_some()));
        let mean = report.whole.mean.unwrap();
        assert_eq!(mean.persons, 89);
        assert!(mean.mean.low < mean.mean.value && mean.mean.value < mean.mean.high);
    })
    .await;
}

#[tokio::test]
async fn a_class_of_few_is_hidden_and_follows_from_no_other() {
    on_both(async |world| {
        let campaign = school(world).await;
        let report = report(world, campaign).await;
        let classes = lines(&report, Axis::Place);
        assert_eq!(classes.len(), 3);
        let hidden: Vec<bool> = classes.iter().map(|(_, asked, ..)| *asked == Cell::Hidden).collect();
        assert!(hidden[2], "{classes:?}");
        assert!(hidden[0] || hidden[1], "the school less two classes would be the third: {classes:?}");
        // whose number is hidden has no mean; and the school less the shown ones is not of few
        let shown: u64 = report.axes[0].lines.iter().filter_map(|(_, line)| line.mean).map(|mean| mean.persons).sum();
        let rest = report.whole.mean.unwrap().persons - shown;
        assert!(rest == 0 || 10 <= rest, "{rest}");
        assert!(classes.iter().all(|(_, _, answered, has_mean)| *answered != Cell::Hidden || !has_mean));
    })
    .await;
}

#[tokio::test]
async fn groups_by_sex_and_age_add_up_or_are_hidden() {
    on_both(async |world| {
        let campaign = school(world).await;
        let report = report(world, campaign).await;
        let sexes: Vec<LineName> = lines(&report, Axis::Sex).into_iter().map(|(name, ..)| name).collect();
        assert_eq!(sexes, [LineName::Female, LineName::Male]);
        let ages = lines(&report, Axis::Age);
        assert_eq!(ages[0].0, LineName::Age(0, Some(17)));
        assert_eq!(ages.last().unwrap().0, LineName::Unknown);
        let asked: u64 = ages.iter().filter_map(|(_, asked, ..)| asked.shown()).sum();
        assert_eq!(asked, 112);
    })
    .await;
}

#[tokio::test]
async fn what_went_out_stays_as_it_is_and_each_look_leaves_a_row() {
    on_both(async |world| {
        let campaign = school(world).await;
        let first = report(world, campaign).await;
        pupils(world, campaign, "c1", 0, &[(40, SEVERE)]).await;
        let pdf = GroupAsked { taken_as: TakenAs::Pdf, ..asked(campaign) };
        let second = world.app.group_report(&world.desk, &pdf).await.unwrap().report.unwrap();
        assert_eq!((first.whole, first.axes, first.counted_at), (second.whole, second.axes, second.counted_at));
        let auditor = world.auditor().await;
        let rows = world.app.audit_rows(&auditor, jiff::Timestamp::MAX, 100).await.unwrap();
        let mut found: Vec<&str> =
            rows.iter().filter(|row| row.record_kind == "group_report").map(|row| row.detail.as_str()).collect();
        found.sort_unstable();
        let at = format!("at={SCHOOL} is_there=true");
        assert_eq!(found, [format!("page {at}"), format!("pdf {at}")]);
        let published =
            rows.iter().filter(|row| row.action == "publish_counts" && row.detail.starts_with("group-report/")).count();
        assert_eq!(published, 4);
    })
    .await;
}

#[tokio::test]
async fn before_the_end_and_of_few_people_there_is_no_report_and_no_file() {
    on_both(async |world| {
        classes(world).await;
        let campaign = world.campaign().await;
        pupils(world, campaign, "c1", 2, &[(4, STEADY)]).await;
        let why = |found: super::GroupReportView| found.report.unwrap_err();
        assert_eq!(why(world.app.group_report(&world.desk, &asked(campaign)).await.unwrap()), NotYet::Running);
        let file = GroupAsked { taken_as: TakenAs::Excel, ..asked(campaign) };
        is_conflict(world.app.group_report(&world.desk, &file).await, "group_report_not_yet");
        world.clock.advance(SignedDuration::from_hours(24 * 10));
        assert_eq!(why(world.app.group_report(&world.desk, &asked(campaign)).await.unwrap()), NotYet::TooFew);
        is_conflict(world.app.group_report(&world.desk, &file).await, "group_report_not_yet");
    })
    .await;
}

#[tokio::test]
async fn a_few_late_sheets_do_not_count_since_the_campaigns_page_does_not_show_them() {
    on_both(async |world| {
        let campaign = school(world).await;
        // the page shows 89; two more come in, which are too few to show
        world.app.campaign(&world.desk, campaign).await.unwrap();
        world.clock.advance(SignedDuration::from_mins(10));
        pupils(world, campaign, "c2", 0, &[(2, SEVERE)]).await;
        let report = report(world, campaign).await;
        assert_eq!((report.whole.asked, report.whole.answered), (Cell::Count(112), Cell::Count(89)));
    })
    .await;
}

#[tokio::test]
async fn a_school_sees_its_own_part_of_a_citys_campaign_once_the_city_has_opened_it() {
    on_both(async |world| {
        classes(world).await;
        let city = world.reader("city", Role::Counsellor, CITY).await;
        let new = NewCampaign { place: path(CITY), ..world.new_campaign() };
        let campaign = world.app.create_campaign(&city, &new).await.unwrap();
        pupils(world, campaign, "c1", 12, &[(30, STEADY), (14, MILD)]).await;
        pupils(world, campaign, "c2", 11, &[(28, STEADY), (12, MILD)]).await;
        world.clock.advance(SignedDuration::from_hours(24 * 10));
        let own = GroupAsked { place: Some(path(SCHOOL)), ..asked(campaign) };
        let early = world.app.group_report(&world.desk, &own).await.unwrap();
        assert_eq!(early.report.unwrap_err(), NotYet::NotOpened);
        // the whole is the city's
        assert!(matches!(refused(world.app.group_report(&world.desk, &asked(campaign)).await), AppError::NotFound));
        world.app.group_report(&city, &asked(campaign)).await.unwrap().report.unwrap();
        let view = world.app.group_report(&world.desk, &own).await.unwrap();
        assert!(!view.is_whole);
        let report = view.report.unwrap();
        assert_eq!((report.whole.asked, report.whole.answered), (Cell::Count(107), Cell::Count(84)));
        // by sex and age only the whole campaign is told
        assert_eq!(report.axes.iter().map(|axis| axis.axis).collect::<Vec<_>>(), [Axis::Place]);
        assert_eq!(lines(&report, Axis::Place).len(), 2);
        let elsewhere = GroupAsked { place: Some(path(OTHER_SCHOOL)), ..asked(campaign) };
        assert!(matches!(refused(world.app.group_report(&world.desk, &elsewhere).await), AppError::NotFound));
        assert!(matches!(refused(world.app.group_report(&world.pupil, &own).await), AppError::Denied(Refusal::RoleLacksAction)));
    })
    .await;
}

#[tokio::test]
async fn a_place_that_is_not_in_the_campaign_has_no_report() {
    on_both(async |world| {
        let campaign = school(world).await;
        let city = world.reader("city", Role::Counsellor, CITY).await;
        for at in [CITY, OTHER_SCHOOL] {
            let elsewhere = GroupAsked { place: Some(path(at)), ..asked(campaign) };
            assert!(matches!(refused(world.app.group_report(&city, &elsewhere).await), AppError::NotFound), "{at}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_changed_since_the_campaign_before_is_told_with_an_interval() {
    on_both(async |world| {
        let first = school(world).await;
        report(world, first).await;
        let new = NewCampaign { opens_on: date(2026, 12, 1), closes_on: date(2026, 12, 9), ..world.new_campaign() };
        let second = world.app.create_campaign(&world.desk, &new).await.unwrap();
        pupils(world, second, "c1", 20, &[(20, STEADY), (40, MILD)]).await;
        world.clock.advance(SignedDuration::from_hours(24 * 10));
        let (earlier, change) = report(world, second).await.earlier.unwrap();
        assert_eq!(earlier.id, first);
        let (response, mean) = (change.response.unwrap(), change.mean.unwrap());
        assert!((response.value - (60.0 / 80.0 - 89.0 / 112.0)).abs() < 1e-12);
        assert!(0.0 < mean.low && mean.low < mean.value && mean.value < mean.high);
    })
    .await;
}
