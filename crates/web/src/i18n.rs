//! Languages: Fluent texts (zh-CN first, en second), numbers, dates and times as people write them.

mod choose;
mod format;

use std::fmt::Display;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub use choose::{LANGUAGE_COOKIE, choose};

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Simplified Chinese, the language of the originals.
    ZhCn,
    /// English.
    En,
}

/// What stands on a page where a key has no text. A test looks for it on every page.
pub const MISSING: &str = "⟦";

macro_rules! texts {
    ($tag:literal, $($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../locales/", $tag, "/", $name, ".ftl")))),*]
    };
}

const ZH_CN: &[(&str, &str)] = texts![
    "zh-CN",
    "shell",
    "home",
    "self-test",
    "result",
    "resident",
    "account",
    "errors",
    "staff",
    "desk",
    "desk-words",
    "aggregates",
    "disputes",
    "receptions",
    "groups",
    "quality",
    "missed",
    "duties",
    "campaign",
    "group-report",
    "privacy",
    "words",
    "people",
    "report",
    "notify",
    "loop",
    "cases",
    "trust",
    "referrals",
    "protocols",
    "jurisdictions",
    "reliability",
    "retests",
    "rescores",
    "devices",
    "informants",
    "builder"
];
const EN: &[(&str, &str)] = texts![
    "en",
    "shell",
    "home",
    "self-test",
    "result",
    "resident",
    "account",
    "errors",
    "staff",
    "desk",
    "desk-words",
    "aggregates",
    "disputes",
    "receptions",
    "groups",
    "quality",
    "missed",
    "duties",
    "campaign",
    "group-report",
    "privacy",
    "words",
    "people",
    "report",
    "notify",
    "loop",
    "cases",
    "trust",
    "referrals",
    "protocols",
    "jurisdictions",
    "reliability",
    "retests",
    "rescores",
    "devices",
    "informants",
    "builder"
];

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<[Bundle; 2]> = LazyLock::new(|| [bundle(Lang::ZhCn), bundle(Lang::En)]);

fn bundle(lang: Lang) -> Bundle {
    let sources = match lang {
        Lang::ZhCn => ZH_CN,
        Lang::En => EN,
    };
    let tag: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    bundle.set_use_isolating(false);
    for (name, source) in sources {
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, errors)| {
            tracing::error!(i18n.file = name, i18n.faults = errors.len(), "a text file has faults");
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(i18n.file = name, i18n.faults = errors.len(), "a text key occurs twice");
        }
    }
    bundle
}

impl Lang {
    /// Both languages, the original first.
    pub const ALL: [Lang; 2] = [Lang::ZhCn, Lang::En];

    /// The language tag: `zh-CN`, `en`.
    pub const fn tag(self) -> &'static str {
        match self {
            Lang::ZhCn => "zh-CN",
            Lang::En => "en",
        }
    }

    /// The other language, for the switch at the foot of a page.
    pub const fn other(self) -> Lang {
        match self {
            Lang::ZhCn => Lang::En,
            Lang::En => Lang::ZhCn,
        }
    }

    /// The language's own name.
    pub const fn own_name(self) -> &'static str {
        match self {
            Lang::ZhCn => "中文",
            Lang::En => "English",
        }
    }

    /// The text of a key.
    pub fn t(self, key: &str) -> String {
        self.text(key, &FluentArgs::new())
    }

    /// The text of a key, where there is one.
    pub fn find(self, key: &str) -> Option<String> {
        let [zh_cn, en] = &*BUNDLES;
        let bundle = match self {
            Lang::ZhCn => zh_cn,
            Lang::En => en,
        };
        bundle.has_message(key).then(|| self.t(key))
    }

    /// The text of a key with one value.
    pub fn t1(self, key: &str, name: &str, value: impl Display) -> String {
        let mut values = FluentArgs::new();
        values.set(name.to_owned(), argument(value));
        self.text(key, &values)
    }

    /// The text of a key with two values.
    pub fn t2(self, key: &str, first: &str, one: impl Display, second: &str, two: impl Display) -> String {
        let mut values = FluentArgs::new();
        values.set(first.to_owned(), argument(one));
        values.set(second.to_owned(), argument(two));
        self.text(key, &values)
    }

    /// The text of a key with three values.
    pub fn t3(self, key: &str, given: [(&str, &str); 3]) -> String {
        let mut values = FluentArgs::new();
        for (name, value) in given {
            values.set(name.to_owned(), argument(value));
        }
        self.text(key, &values)
    }

    fn text(self, key: &str, values: &FluentArgs<'_>) -> String {
        let [zh_cn, en] = &*BUNDLES;
        let bundle = match self {
            Lang::ZhCn => zh_cn,
            Lang::En => en,
        };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return format!("{MISSING}{key}⟧");
        };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(values), &mut errors).into_owned();
        if errors.is_empty() { text } else { format!("{MISSING}{key}: {text}⟧") }
    }
}

/// Whole numbers up to six digits choose plural forms; everything else, identifiers with leading zeros too, stays text.
fn argument(value: impl Display) -> FluentValue<'static> {
    let text = value.to_string();
    let plain = (1..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse::<u32>() {
        Ok(number) if plain && (text == "0" || !text.starts_with('0')) => FluentValue::from(number),
        _ => FluentValue::from(text),
    }
}

#[cfg(test)]
mod tests;
