//! Surnames: those of two characters, and those that are read otherwise than the character is elsewhere.

/// Surnames of two characters, with their reading where it differs from the usual reading of the characters.
const COMPOUND: [(&str, Option<[&str; 2]>); 49] = [
    ("欧阳", None),
    ("司马", None),
    ("上官", None),
    ("诸葛", None),
    ("夏侯", None),
    ("皇甫", None),
    ("司徒", None),
    ("司空", None),
    ("慕容", None),
    ("公孙", None),
    ("轩辕", None),
    ("独孤", None),
    ("南宫", None),
    ("东方", None),
    ("西门", None),
    ("东郭", None),
    ("百里", None),
    ("呼延", None),
    ("端木", None),
    ("公羊", None),
    ("濮阳", None),
    ("淳于", None),
    ("太史", None),
    ("申屠", None),
    ("仲孙", None),
    ("闻人", None),
    ("赫连", None),
    ("宇文", None),
    ("拓跋", None),
    ("段干", None),
    ("梁丘", None),
    ("左丘", None),
    ("东门", None),
    ("第五", None),
    ("公冶", None),
    ("宗政", None),
    ("钟离", None),
    ("闾丘", None),
    ("亓官", Some(["qi", "guan"])),
    ("尉迟", Some(["yu", "chi"])),
    ("万俟", Some(["mo", "qi"])),
    ("单于", Some(["chan", "yu"])),
    ("长孙", Some(["zhang", "sun"])),
    ("澹台", Some(["tan", "tai"])),
    ("令狐", Some(["ling", "hu"])),
    ("鲜于", Some(["xian", "yu"])),
    ("宰父", Some(["zai", "fu"])),
    ("谷梁", Some(["gu", "liang"])),
    ("乐正", Some(["yue", "zheng"])),
];

/// Surnames of one character whose reading as a surname is not the usual one.
const SINGLE: [(char, &str); 37] = [
    ('单', "shan"),
    ('仇', "qiu"),
    ('解', "xie"),
    ('查', "zha"),
    ('区', "ou"),
    ('曾', "zeng"),
    ('朴', "piao"),
    ('尉', "wei"),
    ('华', "hua"),
    ('任', "ren"),
    ('盖', "ge"),
    ('葛', "ge"),
    ('纪', "ji"),
    ('缪', "miao"),
    ('宓', "fu"),
    ('冼', "xian"),
    ('洗', "xian"),
    ('翟', "zhai"),
    ('燕', "yan"),
    ('覃', "qin"),
    ('晁', "chao"),
    ('召', "shao"),
    ('员', "yun"),
    ('郇', "xun"),
    ('乐', "yue"),
    ('逄', "pang"),
    ('繁', "po"),
    ('种', "chong"),
    ('黑', "he"),
    ('盛', "sheng"),
    ('秘', "bi"),
    ('折', "she"),
    ('祭', "zhai"),
    ('隗', "wei"),
    ('不', "fou"),
    ('撒', "sa"),
    ('哈', "ha"),
];

/// How many characters of the name are the surname: 2 for a compound surname with something behind it, else 1.
pub(crate) fn length(characters: &[char]) -> usize {
    if characters.len() > 2 && compound(characters).is_some() { 2 } else { 1 }
}

/// The reading of the surname at the beginning of the name, by character, where it is not left to the characters.
pub(crate) fn reading(characters: &[char]) -> Vec<&'static str> {
    if let Some(Some(both)) = compound(characters) {
        return both.to_vec();
    }
    let Some(first) = characters.first() else { return Vec::new() };
    SINGLE.iter().find(|(one, _)| one == first).map(|(_, read)| vec![*read]).unwrap_or_default()
}

fn compound(characters: &[char]) -> Option<Option<[&'static str; 2]>> {
    let start: String = characters.get(..2)?.iter().collect();
    COMPOUND.iter().find(|(name, _)| *name == start).map(|(_, read)| *read)
}
