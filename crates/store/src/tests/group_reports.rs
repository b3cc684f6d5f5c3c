use jiff::civil::date;
use xinqiao_access::Resource;
use xinqiao_indicators::suppress::{Decision, NodeRule, Table, decide};
use xinqiao_indicators::{Cell, Mean};
use xinqiao_kernel::id::PersonId;

use super::releases::{publication, release};
use super::world::{Desk, NEIGHBOURS, SCHOOL, World, on_both, path};
use crate::campaigns::Campaign;
use crate::group_reports::{CountedAt, GroupMember};

/// Two means of a publication.
pub fn means() -> Vec<Mean> {
    let mean = |node: &str, mean, sd| Mean { node: node.to_owned(), persons: 30, mean, sd };
    vec![mean("", 4.25, 1.5), mean("a/", 0.1, 2.0)]
}

async fn answered(world: &World, campaign: &Campaign, person: PersonId, place: &str, key: &str, total: Option<f64>) {
    let mut sheet = world.sheet(person, place, key);
    (sheet.campaign, sheet.sharing, sheet.total) = (Some(campaign.id), "campaign", total);
    world.write(async |tx| tx.add_response(&sheet, world.now()).await).await;
}

/// Where the tests count: table 0 by place below the school and whether somebody answered, table 1 by sex.
fn at(member: &GroupMember) -> Vec<CountedAt> {
    let column = if member.sheet.is_some() { "in" } else { "missing" };
    let place = member.place.as_str().strip_prefix(SCHOOL).unwrap_or("").to_owned();
    let sex = format!("{}/", member.sex.as_deref().unwrap_or("unknown"));
    let at = |table, node| CountedAt { table, node, column: column.to_owned() };
    vec![at(0, place), at(1, sex)]
}

#[tokio::test]
async fn everybody_who_is_asked_counts_once_where_they_answered_and_later_sheets_do_not_count() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let id = world.campaign(SCHOOL, account).await;
        let campaign = world.db.campaign(id).await.unwrap().unwrap();
        let class = format!("{SCHOOL}c1/");
        for number in 0..8 {
            let person = world.person(SCHOOL).await;
            world.write(async |tx| tx.add_member(id, person, world.now()).await).await;
            if number < 6 {
                answered(world, &campaign, person, &class, &format!("k{number}"), Some(f64::from(number))).await;
            }
        }
        let by = world.now();
        world.pass(5);
        let late = world.person(SCHOOL).await;
        world.write(async |tx| tx.add_member(id, late, world.now()).await).await;
        answered(world, &campaign, late, &class, "late", Some(27.0)).await;

        let tables = world.db.count_groups(&campaign, by, 2, at).await.unwrap();
        let table = Table::build(&tables[0].persons, &["in", "missing"], |_| NodeRule { floor: 2, is_shown: true });
        let Decision::Publish { release, .. } = decide(&table, &[]) else { panic!("nothing went out") };
        assert_eq!([release.cell("", "in"), release.cell("", "missing")], [Cell::Count(6), Cell::Count(2)]);
        assert_eq!(release.cell("c1/", "in"), Cell::Count(6));
        let means = tables[1].scores.means(|_| 2, |_| true);
        let told: Vec<(&str, u64, f64)> = means.iter().map(|mean| (mean.node.as_str(), mean.persons, mean.mean)).collect();
        assert_eq!(told, [("", 6, 2.5), ("female/", 6, 2.5)]);
        assert_eq!(
            world.db.count_groups(&campaign, world.now(), 2, at).await.unwrap()[0].scores.means(|_| 7, |_| true)[0].persons,
            7
        );
    })
    .await;
}

#[tokio::test]
async fn means_and_cells_are_read_below_a_node_with_a_permit_that_reaches_it() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let out = release(&[("a/", 30), ("b/", 3)]);
        let new = publication(world, "group-report/1/place", 1, &out);
        world.write(async |tx| tx.add_publication(&new, world.now()).await).await;
        world.write(async |tx| tx.add_group_means(new.id, &means()).await).await;
        let permit = Desk::counsellor(account, SCHOOL).permit(&Resource::at(path(SCHOOL)));
        let (all, below) = (path("").range(), path("a/").range());
        assert_eq!(world.db.group_means(&permit, &path(SCHOOL), new.id, &all).await.unwrap(), means());
        assert_eq!(world.db.group_means(&permit, &path(SCHOOL), new.id, &below).await.unwrap(), means()[1..]);
        let cells = world.db.group_cells(&permit, &path(SCHOOL), new.id, &all).await.unwrap();
        assert!(cells.iter().any(|cell| cell.node == "b/" && cell.cell == Cell::Hidden), "{cells:?}");
        for elsewhere in NEIGHBOURS {
            assert!(world.db.group_means(&permit, &path(elsewhere), new.id, &all).await.unwrap().is_empty());
            assert!(world.db.group_cells(&permit, &path(elsewhere), new.id, &all).await.unwrap().is_empty());
        }
    })
    .await;
}

#[tokio::test]
async fn an_earlier_campaign_is_one_of_the_same_place_and_questions_that_ended_before() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let campaign = async |at: &str, by| world.db.campaign(world.campaign(at, by).await).await.unwrap().unwrap();
        let first = campaign(SCHOOL, account).await;
        campaign(NEIGHBOURS[0], account).await;
        assert!(world.db.earlier_campaigns(&first).await.unwrap().is_empty());
        let next = Campaign { opens_on: date(2026, 12, 1), ..first.clone() };
        assert_eq!(world.db.earlier_campaigns(&next).await.unwrap(), std::slice::from_ref(&first));
        let other = Campaign { version: "2".to_owned(), ..next };
        assert!(world.db.earlier_campaigns(&other).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn sheets_of_a_campaign_are_read_for_its_own_place_only_and_those_of_restricted_people_never() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let id = world.campaign(SCHOOL, account).await;
        let found = world.db.campaign(id).await.unwrap().unwrap();
        let (person, restricted) = (world.person(SCHOOL).await, world.person(SCHOOL).await);
        answered(world, &found, person, SCHOOL, "k1", Some(1.0)).await;
        answered(world, &found, restricted, SCHOOL, "k2", Some(1.0)).await;
        let nil = uuid::Uuid::nil();
        let permit = Desk::counsellor(account, SCHOOL).permit(&Resource::at(path(SCHOOL)));
        assert_eq!(world.db.campaign_sheets(&permit, &found, nil).await.unwrap().len(), 2);
        world.run("update person set restricted_at = 1 where person_id = (select person_id from person order by person_id desc limit 1)").await;
        let sheets = world.db.campaign_sheets(&permit, &found, nil).await.unwrap();
        assert_eq!(sheets.iter().map(|sheet| sheet.answers.as_str()).collect::<Vec<_>>(), ["[1,0,null]"]);
        assert!(world.db.campaign_sheets(&permit, &found, sheets[0].id).await.unwrap().is_empty());
        let elsewhere = Desk::counsellor(account, NEIGHBOURS[0]).permit(&Resource::at(path(NEIGHBOURS[0])));
        assert!(world.db.campaign_sheets(&elsewhere, &found, nil).await.unwrap().is_empty());
    })
    .await;
}
