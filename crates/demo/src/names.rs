//! Invented names: a surname by its rough frequency, and given characters by sex and generation.

use rand::RngExt;
use rand_chacha::ChaCha12Rng;
use xinqiao_kernel::Sex;

use crate::seeded::weighted;

/// Surnames with a rough frequency in percent of the population.
const SURNAMES: &[(&str, f64)] = &[
    ("王", 7.2),
    ("李", 7.1),
    ("张", 6.8),
    ("刘", 5.4),
    ("陈", 4.0),
    ("杨", 3.1),
    ("赵", 2.6),
    ("黄", 2.2),
    ("周", 2.1),
    ("吴", 2.0),
    ("徐", 1.7),
    ("孙", 1.6),
    ("马", 1.8),
    ("胡", 1.3),
    ("朱", 1.3),
    ("郭", 1.2),
    ("何", 1.2),
    ("高", 1.1),
    ("林", 1.0),
    ("罗", 1.0),
    ("郑", 0.9),
    ("梁", 0.9),
    ("谢", 0.8),
    ("宋", 0.8),
    ("唐", 0.8),
    ("许", 0.7),
    ("韩", 0.7),
    ("邓", 0.6),
    ("冯", 0.6),
    ("曹", 0.6),
    ("彭", 0.5),
    ("曾", 0.5),
    ("肖", 0.5),
    ("田", 0.5),
    ("董", 0.5),
    ("潘", 0.5),
    ("袁", 0.5),
    ("蔡", 0.4),
    ("蒋", 0.4),
    ("余", 0.4),
    ("于", 0.4),
    ("杜", 0.4),
    ("叶", 0.4),
    ("程", 0.4),
    ("魏", 0.4),
    ("苏", 0.4),
    ("吕", 0.4),
    ("丁", 0.4),
    ("任", 0.4),
    ("卢", 0.3),
    ("姚", 0.3),
    ("沈", 0.3),
    ("钟", 0.3),
    ("姜", 0.3),
    ("崔", 0.3),
    ("谭", 0.3),
    ("陆", 0.3),
    ("范", 0.3),
    ("汪", 0.3),
    ("廖", 0.3),
    ("石", 0.3),
    ("金", 0.3),
    ("韦", 0.2),
    ("贾", 0.3),
    ("夏", 0.3),
    ("付", 0.3),
    ("方", 0.3),
    ("邹", 0.2),
    ("熊", 0.2),
    ("白", 0.2),
    ("孟", 0.2),
    ("秦", 0.2),
    ("邱", 0.2),
    ("侯", 0.2),
    ("江", 0.2),
    ("尹", 0.2),
    ("薛", 0.2),
    ("雷", 0.2),
    ("安", 0.2),
    ("欧阳", 0.1),
];

const WOMEN_BEFORE_1980: &[char] =
    &['秀', '兰', '桂', '英', '玉', '芳', '梅', '淑', '珍', '琴', '凤', '莲', '霞', '翠', '菊', '香', '云', '花', '惠', '巧'];
const WOMEN: &[char] = &[
    '雨', '欣', '怡', '梦', '佳', '晓', '诗', '若', '思', '静', '悦', '雪', '婷', '语', '可', '彤', '宁', '晨', '月', '禾', '岚',
    '汐',
];
const MEN_BEFORE_1980: &[char] =
    &['建', '国', '德', '永', '文', '生', '福', '万', '成', '有', '玉', '学', '明', '兴', '长', '发', '金', '全', '富', '守'];
const MEN: &[char] = &[
    '浩', '宇', '子', '博', '天', '俊', '嘉', '泽', '轩', '辰', '一', '铭', '梓', '航', '凯', '煜', '皓', '睿', '远', '川', '舟',
    '柏',
];
/// Given names of one character: uncommon ones, which nobody in the news bears with a common surname.
const ALONE: &[char] = &['岚', '汐', '禾', '柏', '舟', '煜', '睿', '澈', '芮', '黎', '韵', '筠'];
/// Newborns get two given characters in about nine of ten cases.
const TWO_CHARACTERS: f64 = 0.9;

/// A name that nobody was asked for; two people may share it, as in life.
pub(crate) fn invent(rng: &mut ChaCha12Rng, sex: Sex, birth_year: i16) -> String {
    let surname = weighted(rng, SURNAMES).copied().unwrap_or("王");
    let characters = match (sex, birth_year < 1980) {
        (Sex::Female, true) => WOMEN_BEFORE_1980,
        (Sex::Female, false) => WOMEN,
        (Sex::Male, true) => MEN_BEFORE_1980,
        (Sex::Male, false) => MEN,
    };
    let mut name = surname.to_owned();
    if TWO_CHARACTERS <= rng.random::<f64>() {
        name.push(ALONE[rng.random_range(0..ALONE.len())]);
        return name;
    }
    let first = rng.random_range(0..characters.len());
    // another one than the first: a step of at least one around the ring
    let step = rng.random_range(1..characters.len());
    name.push(characters[first]);
    name.push(characters[(first + step) % characters.len()]);
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seeded::{Part, stream};

    fn names(sex: Sex, birth_year: i16) -> Vec<String> {
        let mut rng = stream(11, Part::Residents);
        (0..2_000).map(|_| invent(&mut rng, sex, birth_year)).collect()
    }

    #[test]
    fn a_name_has_a_known_surname_and_one_or_two_given_characters_of_the_sex_and_generation() {
        for name in names(Sex::Female, 1950) {
            let surname = SURNAMES.iter().find(|(surname, _)| name.starts_with(surname)).unwrap().0;
            let given: Vec<char> = name[surname.len()..].chars().collect();
            match given[..] {
                [alone] => assert!(ALONE.contains(&alone), "{name}"),
                [first, second] => {
                    assert!(
                        WOMEN_BEFORE_1980.contains(&first) && WOMEN_BEFORE_1980.contains(&second) && first != second,
                        "{name}"
                    );
                }
                _ => panic!("{name}"),
            }
        }
    }

    #[test]
    fn the_commonest_surname_is_about_as_common_as_its_weight() {
        let total: f64 = SURNAMES.iter().map(|(_, weight)| weight).sum();
        let found = names(Sex::Male, 2000).iter().filter(|name| name.starts_with('王')).count() as f64 / 2_000.0;
        assert!((found - 7.2 / total).abs() < 0.02, "{found}");
    }

    #[test]
    fn the_same_numbers_invent_the_same_names() {
        assert_eq!(names(Sex::Male, 2010), names(Sex::Male, 2010));
    }
}
