//! Service sites: real townships, invented addresses.

use jiff::Timestamp;
use xinqiao_kernel::IdSource;
use xinqiao_kernel::id::SiteId;
use xinqiao_store::places::Site;

use crate::DemoError;
use crate::places::{City, SCHOOLS};

/// The national hotline for psychological help: the one number that is right everywhere.
const HOTLINE: &str = "12356";

struct Row {
    township: &'static str,
    name: &'static str,
    kind: &'static str,
    address: &'static str,
    phone: Option<&'static str>,
    hours: &'static str,
}

const WEEK: &str = "周一至周五 08:30–12:00，14:30–18:00";
const ROWS: [Row; 10] = [
    Row {
        township: "620702004",
        name: "张掖市心理服务指导中心（演示）",
        kind: "centre",
        address: "甘州区北街街道演示路1号，一楼",
        phone: Some(HOTLINE),
        hours: "周一至周日 08:30–20:00",
    },
    Row {
        township: "620702001",
        name: "甘州区心理服务站（演示）",
        kind: "counselling_room",
        address: "甘州区东街街道演示路12号，二楼，有电梯",
        phone: Some(HOTLINE),
        hours: "周一至周六 08:30–18:00",
    },
    Row {
        township: "620721100",
        name: "肃南县心理服务站（演示）",
        kind: "counselling_room",
        address: "肃南裕固族自治县红湾寺镇演示路3号，一楼",
        phone: Some(HOTLINE),
        hours: WEEK,
    },
    Row {
        township: "620722101",
        name: "民乐县心理服务站（演示）",
        kind: "counselling_room",
        address: "民乐县洪水镇演示路5号，二楼",
        phone: Some(HOTLINE),
        hours: WEEK,
    },
    Row {
        township: "620723101",
        name: "临泽县心理服务站（演示）",
        kind: "counselling_room",
        address: "临泽县沙河镇演示路7号，一楼",
        phone: Some(HOTLINE),
        hours: WEEK,
    },
    Row {
        township: "620724100",
        name: "高台县心理服务站（演示）",
        kind: "counselling_room",
        address: "高台县城关镇演示路9号，一楼",
        phone: Some(HOTLINE),
        hours: WEEK,
    },
    Row {
        township: "620725101",
        name: "山丹县心理服务站（演示）",
        kind: "counselling_room",
        address: "山丹县清泉镇演示路11号，一楼",
        phone: Some(HOTLINE),
        hours: WEEK,
    },
    Row {
        township: "620702003",
        name: "演示第一医院心理门诊",
        kind: "clinic",
        address: "甘州区西街街道演示路20号，门诊楼三层",
        phone: None,
        hours: "周一至周五 08:00–12:00，14:30–17:30",
    },
    Row {
        township: "620702002",
        name: "演示第二医院睡眠与心理科",
        kind: "hospital",
        address: "甘州区南街街道演示路30号，二号楼一层",
        phone: None,
        hours: "周一至周日 08:00–17:30，急诊全天",
    },
    Row {
        township: "620702108",
        name: "碱滩镇心理服务站（演示）",
        kind: "counselling_room",
        address: "甘州区碱滩镇演示路2号，卫生院院内",
        phone: None,
        hours: "周二、周四 09:00–16:00",
    },
];

/// All sites: ten open to everybody, and a room in each school.
pub(crate) fn sites(city: &City, ids: &IdSource, now: Timestamp) -> Result<Vec<Site>, DemoError> {
    let mut sites = Vec::with_capacity(ROWS.len() + SCHOOLS.len());
    for row in &ROWS {
        sites.push(Site {
            id: SiteId::new(ids, now),
            place: city.division(row.township)?.path.clone(),
            name: row.name.to_owned(),
            kind: row.kind.to_owned(),
            address: row.address.to_owned(),
            phone: row.phone.map(str::to_owned),
            hours: row.hours.to_owned(),
        });
    }
    for school in SCHOOLS {
        let township = city.division(school.township)?;
        sites.push(Site {
            id: SiteId::new(ids, now),
            place: township.path.child(school.segment).map_err(|fault| DemoError::table("SCHOOLS", fault))?,
            name: format!("{} 心理辅导室", school.name),
            kind: "school_room".to_owned(),
            address: format!("{}校内，教学楼一层", township.name),
            phone: None,
            hours: "上学日 08:00–18:00".to_owned(),
        });
    }
    Ok(sites)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> (City, Vec<Site>) {
        let ids = IdSource::seeded(1);
        let city = City::new(&ids, Timestamp::UNIX_EPOCH).unwrap();
        let sites = sites(&city, &ids, Timestamp::UNIX_EPOCH).unwrap();
        (city, sites)
    }

    #[test]
    fn every_county_has_a_site_and_every_site_a_place_that_its_address_names() {
        let (city, sites) = all();
        assert_eq!(sites.len(), 14);
        for code in crate::places::COUNTIES {
            let county = city.division(code).unwrap();
            assert!(sites.iter().any(|site| county.path.covers(&site.place)), "{}", county.name);
        }
        for site in &sites {
            let place = city.at(site.place.as_str()).unwrap();
            let township = if place.level == "unit" { city.at(place.path.parent().unwrap().as_str()).unwrap() } else { place };
            assert!(site.address.contains(&township.name), "{}", site.name);
        }
    }

    #[test]
    fn a_site_says_that_it_is_invented_and_gives_no_number_but_the_hotline() {
        for site in all().1 {
            assert!(site.name.contains("演示"), "{}", site.name);
            assert!(matches!(site.phone.as_deref(), None | Some("12356")), "{}", site.name);
            assert!(!site.hours.is_empty());
        }
    }
}
