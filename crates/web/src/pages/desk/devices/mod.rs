//! Devices that send results: those of a site, and what they sent about one person.

mod list;
mod person;
mod serve;
mod serve_person;

pub use list::{DeviceCard, DevicesPage};
pub use person::{PersonDevicesPage, ResultCard};
pub(in crate::pages::desk) use serve::routes;

use xinqiao_app::devices::DeviceResult;
use xinqiao_devices::{Rules, Title};

use crate::i18n::Lang;
use crate::words;

/// A title of the pack in a language; the code where it has none.
pub(in crate::pages) fn titled(lang: Lang, title: Option<&Title>, code: &str) -> String {
    title.and_then(|title| title.get(lang.tag())).cloned().unwrap_or_else(|| code.to_owned())
}

/// What was measured, one line each: `heart rate: 72 /min`.
pub(in crate::pages) fn measured(
    lang: Lang,
    rules: &Rules,
    result: &DeviceResult,
    moment: &dyn Fn(jiff::Timestamp) -> String,
) -> Vec<String> {
    let line = |one: &xinqiao_app::devices::Measured| {
        let name = titled(lang, rules.measurement(&one.code).map(|rule| &rule.title), &one.code);
        let value = lang.t2("device-value", "value", words::number(one.value), "unit", unit(&one.unit));
        match one.at {
            Some(at) => {
                lang.t3("device-measured-at", [("name", name.as_str()), ("value", value.as_str()), ("at", moment(at).as_str())])
            }
            None => lang.t2("device-measured", "name", name, "value", value),
        }
    };
    result.measurements.iter().map(line).collect()
}

/// A unit as people read it: what UCUM puts into braces is a note.
fn unit(code: &str) -> &str {
    match code {
        "{score}" => "",
        "uS" => "μS",
        other => other,
    }
}
