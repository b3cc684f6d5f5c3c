use jiff::civil::date;
use xinqiao_access::{Resource, act};
use xinqiao_indicators::RawCounts;
use xinqiao_kernel::id::PersonId;
use xinqiao_kernel::place::PlacePath;

use super::world::{Desk, NEIGHBOURS, SCHOOL, TODAY, about, on_both, path};
use crate::consent::Touched;
use crate::warnings::NewSignal;

/// People with the unit that they are counted to.
fn at_school(people: &[PersonId]) -> Vec<(PersonId, PlacePath)> {
    people.iter().map(|person| (*person, path(SCHOOL))).collect()
}

#[tokio::test]
async fn a_cohort_counts_who_is_asked_who_declined_and_who_answered() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let id = world.campaign(SCHOOL, account).await;
        let mut people = Vec::new();
        for _ in 0..5 {
            people.push(world.person(SCHOOL).await);
        }
        let (late, stranger) = (people.pop().unwrap(), world.person(SCHOOL).await);
        let add = async |person| world.write(async |tx| tx.add_member(id, person, world.now()).await).await;
        let decline = async |person| world.write(async |tx| tx.decline(id, person, world.now()).await).await;
        world.write(async |tx| tx.add_members(id, &at_school(&people), world.now()).await).await;
        assert!(add(late).await);
        assert!(!add(late).await);
        assert!(decline(people[0]).await);
        assert!(!decline(people[0]).await);
        assert!(!decline(stranger).await);
        let mut sheet = world.sheet(people[1], SCHOOL, "k1");
        sheet.campaign = Some(id);
        sheet.sharing = "campaign";
        world.write(async |tx| tx.add_response(&sheet, world.now()).await).await;
        let permit = Desk::counsellor(account, SCHOOL).permit(&Resource::at(path(SCHOOL)));
        let counts = world.db.campaign_numbers(&permit, id).await.unwrap();
        let at_root = |count| RawCounts::of([(String::new(), String::new(), count)]);
        assert_eq!((counts.asked, counts.declined), (at_root(5), at_root(1)));
        for (person, asked) in [(people[0], false), (people[1], true), (stranger, false)] {
            let found = world.db.campaign_asking(id, person).await.unwrap();
            assert_eq!(found.map(|one| one.campaign.id), asked.then_some(id));
        }
    })
    .await;
}

#[tokio::test]
async fn a_person_is_asked_from_first_to_last_day_until_they_decline() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let id = world.campaign(SCHOOL, account).await;
        let person = world.person(SCHOOL).await;
        world.write(async |tx| tx.add_member(id, person, world.now()).await).await;
        let permit = Desk::resident(account, person, SCHOOL).permit(&about(person, SCHOOL));
        let asked = async |day| {
            let found = world.db.campaigns_of(&permit, day).await.unwrap();
            found.into_iter().map(|one| one.id).collect::<Vec<_>>()
        };
        for day in [date(2026, 11, 20), TODAY, date(2026, 11, 30)] {
            assert_eq!(asked(day).await, [id], "{day}");
        }
        for day in [date(2026, 11, 19), date(2026, 12, 1)] {
            assert!(asked(day).await.is_empty(), "{day}");
        }
        world.write(async |tx| tx.decline(id, person, world.now()).await).await;
        assert!(asked(TODAY).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn campaigns_are_listed_inside_the_scope_only() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let own = world.campaign(SCHOOL, account).await;
        for at in NEIGHBOURS {
            world.campaign(at, account).await;
        }
        let scope = Desk::counsellor(account, SCHOOL).scope();
        let found = world.db.campaigns(&scope, 10).await.unwrap();
        assert_eq!(found.iter().map(|one| one.id).collect::<Vec<_>>(), [own]);
        assert_eq!(found[0].consent_text, "自愿参加");
        let city = Desk::counsellor(account, "620000/620700/").scope::<act::ListCampaigns>();
        assert_eq!(world.db.campaigns(&city, 10).await.unwrap().len(), 3);
        assert_eq!(world.db.campaigns(&city, 2).await.unwrap().len(), 2);
        assert_eq!(world.db.campaign(own).await.unwrap().unwrap(), found[0]);
    })
    .await;
}

#[tokio::test]
async fn bands_are_counted_in_one_order_with_the_sheets_without_a_band_first() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let id = world.campaign(SCHOOL, account).await;
        let bands = [Some("severe"), Some("minimal"), None, Some("minimal")];
        for (at, band) in bands.into_iter().enumerate() {
            let person = world.person(SCHOOL).await;
            let mut sheet = world.sheet(person, SCHOOL, &format!("k{at}"));
            sheet.campaign = Some(id);
            sheet.sharing = "campaign";
            sheet.band = band.map(str::to_owned);
            world.write(async |tx| tx.add_response(&sheet, world.now()).await).await;
        }
        let permit = Desk::counsellor(account, SCHOOL).permit(&Resource::at(path(SCHOOL)));
        let found = world.db.campaign_numbers(&permit, id).await.unwrap().answered;
        let expected = [("-/", 1), ("minimal/", 2), ("severe/", 1)];
        assert_eq!(found, RawCounts::of(expected.map(|(band, count)| (band.to_owned(), String::new(), count))));
    })
    .await;
}

#[tokio::test]
async fn a_sheet_that_was_taken_back_is_in_no_count_and_its_hints_end_but_for_red_ones() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let id = world.campaign(SCHOOL, account).await;
        let person = world.person(SCHOOL).await;
        let mut sheet = world.sheet(person, SCHOOL, "k1");
        (sheet.campaign, sheet.sharing, sheet.band) = (Some(id), "campaign", Some("severe".to_owned()));
        let mild = NewSignal { response: Some(sheet.id), level: "yellow".to_owned(), ..world.signal(person, SCHOOL, "mild") };
        let red = NewSignal { response: Some(sheet.id), level: "red".to_owned(), ..world.signal(person, SCHOOL, "red") };
        world.write(async |tx| tx.add_response(&sheet, world.now()).await).await;
        world.write(async |tx| tx.add_signal(&mild, world.now()).await).await;
        world.write(async |tx| tx.add_signal(&red, world.now()).await).await;
        let own = Desk::resident(account, person, SCHOOL).permit(&about(person, SCHOOL));
        let touched = world.write(async |tx| tx.withdraw_screening(&own, id, world.now()).await).await;
        assert_eq!(touched, Touched { results: 1, signals: 1, kept: 1 });
        let again = world.write(async |tx| tx.withdraw_screening(&own, id, world.now()).await).await;
        assert_eq!(again, Touched { results: 0, signals: 0, kept: 1 });
        let staff = Desk::counsellor(account, SCHOOL);
        let counts = world.db.campaign_numbers(&staff.permit(&Resource::at(path(SCHOOL))), id).await.unwrap();
        assert!(counts.answered.is_empty());
    })
    .await;
}
