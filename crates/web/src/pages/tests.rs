//! Every sample of every page, in both languages.

use super::*;
use crate::assets;
use crate::i18n::MISSING;

/// Words that no resident reads (design rules, section 7).
const FORBIDDEN_ZH: &[&str] = &[
    "异常",
    "抑郁",
    "焦虑症",
    "患者",
    "病人",
    "红色",
    "黄色",
    "蓝色",
    "高危",
    "阳性",
    "不正常",
    "自杀",
    "排查",
    "管控",
    "稳控",
    "上报",
    "您必须",
    "警告",
    "预警",
    "心理问题",
    "精神病",
    "！",
];
const FORBIDDEN_EN: &[&str] =
    &["depress", "anxiety", "patient", "abnormal", "suicid", "high-risk", "disorder", "disease", "warning", "alert!", "!"];

const VOID: &[&str] = &["meta", "link", "input", "br", "img", "hr"];

fn every(check: impl Fn(Lang, &RenderedSample)) {
    for lang in Lang::ALL {
        let samples = all_samples(lang).unwrap();
        assert!(30 < samples.len());
        for sample in &samples {
            check(lang, sample);
        }
    }
}

/// Text that a person sees or hears: without tags, with the labels that screen readers speak.
fn words(html: &str) -> String {
    let body = html.split_once("<body").map_or(html, |(_, body)| body);
    let mut text = String::new();
    let mut rest = body.split_once("</defs></svg>").map_or(body, |(_, rest)| rest);
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let Some((tag, after)) = after.split_once('>') else { break };
        if let Some((_, label)) = tag.split_once("aria-label=\"") {
            text.push_str(label.split('"').next().unwrap_or_default());
        }
        rest = after;
    }
    text
}

/// A whole page; everything else is a fragment that htmx swaps in.
fn is_page(html: &str) -> bool {
    html.starts_with("<!DOCTYPE")
}

fn unbalanced(html: &str) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, after) = after.split_once('>')?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            match open.pop() {
                Some(last) if last == name => {}
                last => return Some(format!("</{name}> closes {last:?}")),
            }
            continue;
        }
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        if !tag.starts_with('!') && !tag.ends_with('/') && !VOID.contains(&name) {
            open.push(name);
        }
    }
    open.pop().map(|name| format!("<{name}> stays open"))
}

#[test]
fn every_sample_closes_what_it_opens() {
    every(|lang, sample| assert_eq!(unbalanced(&sample.html), None, "{} {}", sample.name, lang.tag()));
}

#[test]
fn every_text_has_a_key_in_both_languages() {
    every(|lang, sample| {
        let missing = sample.html.split_once(MISSING).map(|(_, rest)| rest.chars().take(60).collect::<String>());
        assert_eq!(missing, None, "{} {}", sample.name, lang.tag());
    });
}

#[test]
fn residents_read_no_label_and_no_disease() {
    every(|lang, sample| {
        if sample.audience == Audience::Resident {
            let words = words(&sample.html).to_lowercase();
            let forbidden = match lang {
                Lang::ZhCn => FORBIDDEN_ZH,
                Lang::En => FORBIDDEN_EN,
            };
            for word in forbidden {
                assert!(!words.contains(word), "{} {} says {word}", sample.name, lang.tag());
            }
        }
    });
}

#[test]
fn english_pages_hold_no_chinese_but_the_name_of_the_language() {
    every(|lang, sample| {
        if lang == Lang::En {
            let words = words(&sample.html).replace(Lang::ZhCn.own_name(), "");
            let chinese: String = words.chars().filter(|sign| ('\u{4e00}'..='\u{9fff}').contains(sign)).collect();
            assert_eq!(chinese, "", "{}", sample.name);
        }
    });
}

#[test]
fn every_resident_page_leads_to_help() {
    every(|_, sample| {
        if sample.audience == Audience::Resident {
            assert!(sample.html.contains("href=\"tel:12356\""), "{}", sample.name);
        }
    });
}

#[test]
fn nothing_is_inline() {
    every(|lang, sample| {
        for inline in [" style=", "<style", " onclick=", " onchange=", " onload=", "javascript:", "<script>"] {
            assert!(!sample.html.contains(inline), "{} {} holds {inline}", sample.name, lang.tag());
        }
    });
}

#[test]
fn every_page_has_one_main_heading_and_no_id_twice() {
    every(|_, sample| {
        let headings = sample.html.matches("<h1").count();
        if is_page(&sample.html) {
            assert_eq!(headings, 1, "{}", sample.name);
        } else {
            assert_eq!(headings, 0, "{} is a fragment", sample.name);
        }
        let rests = sample.html.split(" id=\"").skip(1);
        let mut ids: Vec<_> = rests.filter_map(|rest| rest.split('"').next()).collect();
        ids.sort_unstable();
        let all = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), all, "{}", sample.name);
    });
}

#[test]
fn every_icon_is_in_the_sprite() {
    every(|_, sample| {
        let sprite = match is_page(&sample.html) {
            true => sample.html.as_str(),
            false => include_str!("../shell/sprite_staff.html"),
        };
        for rest in sample.html.split("<use href=\"#").skip(1) {
            let icon = rest.split('"').next().unwrap_or_default();
            assert!(sprite.contains(&format!("<symbol id=\"{icon}\"")), "{} shows {icon}", sample.name);
        }
    });
}

#[test]
fn a_resident_page_with_all_it_loads_weighs_less_than_100_kb() {
    let loaded: usize =
        ["resident.css", "resident.js"].map(|name| assets::bytes(&assets::hashed(name)).unwrap().len()).iter().sum();
    every(|_, sample| {
        if sample.audience == Audience::Resident {
            let weight = loaded + sample.html.len();
            assert!(weight < 100_000, "{} weighs {weight}", sample.name);
        }
    });
}

#[test]
fn a_page_that_speaks_of_not_wanting_to_live_names_company_too() {
    for sample in all_samples(Lang::ZhCn).unwrap() {
        if sample.html.contains("不想活下去") || sample.name == "question--sensitive" {
            assert!(sample.html.contains("12356") && sample.html.contains("身边人陪着"), "{}", sample.name);
        }
    }
}
