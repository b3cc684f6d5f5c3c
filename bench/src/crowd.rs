//! A city full of people who do not exist: frequent surnames are frequent, and everybody has a citizen number and a phone.

use anyhow::{Context, Result};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use xinqiao_kernel::id::PersonId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_kernel::{Clock, IdSource, Sex};
use xinqiao_store::Db;
use xinqiao_store::people::Person;

use crate::town::WallClock;

/// The hundred most frequent surnames of the country, in about their order.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈\
                        姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
/// Characters of given names, the more frequent first.
const GIVEN: &str = "英华玉秀明文红兰国春志平丽海金建云永军伟龙强勇静敏燕艳娟涛芳超霞刚洋磊飞鹏浩杰俊辉婷宇佳雪琳欣怡子轩梓涵晨\
                     阳思雨嘉豪雅诗博天泽晓慧凤莲桂香梅珍荣德福生成义光忠祥世安康宁一诺可心语彤悦然辰睿铭航凯峰波斌";
/// The system under which citizen numbers are kept.
const CITIZEN_NUMBERS: &str = "gb11643";
/// People who go in together: a few commits, so that tokens go in almost in the order of their index.
const IN_A_COMMIT: usize = 250_000;
/// One person in ten has a given name of one character.
const ONE_CHARACTER: u64 = 10;

/// The people of a city, told by their numbers: the same numbers, the same people.
#[derive(Debug)]
pub struct Crowd {
    surnames: Ranked,
    given: Ranked,
    villages: Vec<PlacePath>,
    pub count: u64,
}

impl Crowd {
    /// So many people, spread over the villages.
    pub fn of(villages: Vec<PlacePath>, count: u64) -> Self {
        Self { surnames: Ranked::of(SURNAMES), given: Ranked::of(GIVEN), villages, count }
    }

    pub fn name(&self, number: u64) -> String {
        let mut name = String::from(self.surnames.draw(drawn(number, 1)));
        name.push(self.given.draw(drawn(number, 2)));
        if !drawn(number, 3).is_multiple_of(ONE_CHARACTER) {
            name.push(self.given.draw(drawn(number, 4)));
        }
        name
    }

    pub fn place(&self, number: u64) -> &PlacePath {
        &self.villages[(drawn(number, 5) % self.villages.len() as u64) as usize]
    }

    fn person(&self, number: u64, ids: &IdSource) -> Person {
        Person {
            id: PersonId::new(ids, WallClock.now()),
            place: self.place(number).clone(),
            name: self.name(number),
            sex: Some(if drawn(number, 6).is_multiple_of(2) { Sex::Female } else { Sex::Male }),
            birth_on: Some(born(number)),
            phone: Some(phone(number)),
        }
    }

    /// Writes everybody, sealed, with the tokens of names and phones and with the citizen numbers.
    pub async fn settle(&self, db: &Db, ids: &IdSource) -> Result<()> {
        let numbers: Vec<u64> = (0..self.count).collect();
        for some in numbers.chunks(IN_A_COMMIT) {
            let people: Vec<Person> = some.iter().map(|number| self.person(*number, ids)).collect();
            let now = WallClock.now();
            let called = people.iter().zip(some).map(|(person, number)| (citizen_number(*number), ids.uuid(now), person.id));
            let called: Vec<_> = called.collect();
            let mut tx = db.begin().await?;
            tx.add_people(&people, now).await.context("add people")?;
            tx.add_identifiers(CITIZEN_NUMBERS, &called, now).await.context("add citizen numbers")?;
            tx.commit().await?;
        }
        Ok(())
    }
}

/// Characters of which an earlier one is drawn more often.
#[derive(Debug)]
struct Ranked {
    /// the sum of the weights up to each character
    until: Vec<(u64, char)>,
}

impl Ranked {
    fn of(characters: &str) -> Self {
        let mut sum = 0;
        let weighted = characters.chars().enumerate().map(|(rank, character)| {
            sum += 100_000 / (rank as u64 + 6);
            (sum, character)
        });
        Self { until: weighted.collect() }
    }

    fn draw(&self, drawn: u64) -> char {
        let most = self.until.last().map_or(1, |(sum, _)| *sum);
        let at = self.until.partition_point(|(sum, _)| *sum <= drawn % most);
        self.until[at].1
    }
}

/// A number that looks like chance, for each person and question (the finaliser of SplitMix64).
const fn drawn(number: u64, question: u64) -> u64 {
    let mut mixed = number.wrapping_mul(8).wrapping_add(question).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Days of birth of the crowd.
const DAYS: u64 = 20_000;

fn born(number: u64) -> Date {
    date(1950, 1, 1).saturating_add(i32::try_from(number % DAYS).unwrap_or(0).days())
}

/// A phone of the prefix 154, which no operator has.
pub fn phone(number: u64) -> String {
    format!("154{number:08}")
}

/// A citizen number with its check digit (GB 11643); no two are alike while fewer than 20 million are asked for.
pub fn citizen_number(number: u64) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let day = born(number);
    let body = format!("620702{:04}{:02}{:02}{:03}", day.year(), day.month(), day.day(), number / DAYS % 1_000);
    let sum: u32 = body.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize];
    body + check
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn citizen_numbers_are_sound_and_no_two_are_alike() {
        let numbers: BTreeSet<String> = (0..50_000).map(citizen_number).collect();
        assert_eq!(numbers.len(), 50_000);
        for number in numbers.iter().take(2_000) {
            assert!(xinqiao_kernel::identifier::CitizenId::parse(number, date(2026, 11, 22)).is_ok(), "{number}");
        }
    }

    #[test]
    fn the_most_frequent_surname_is_borne_by_several_in_a_hundred() {
        let crowd = Crowd::of(vec![PlacePath::root()], 0);
        let bearers = (0..10_000).filter(|number| crowd.name(*number).starts_with('王')).count();
        assert!((400..1_000).contains(&bearers), "{bearers}");
    }
}
