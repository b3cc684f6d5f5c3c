//! Every sample of the staff pages, in both languages.

use askama::Template;

use super::queue::QueueFilter;
use super::*;
use crate::i18n::MISSING;

fn every(check: impl Fn(Lang, &str, &str)) {
    for lang in Lang::ALL {
        let samples = all_samples(lang).unwrap();
        assert!(30 < samples.len());
        for sample in &samples {
            check(lang, &sample.name, &sample.html);
        }
    }
}

/// Values of an attribute, in order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Start tags of an element, without the angle brackets.
fn tags<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!("<{name} ");
    html.split(start.as_str()).skip(1).filter_map(|rest| rest.split('>').next()).collect()
}

#[test]
fn no_text_is_missing_and_nothing_is_inline() {
    every(|lang, name, html| {
        let missing = html.split_once(MISSING).map(|(_, rest)| rest.chars().take(60).collect::<String>());
        assert_eq!(missing, None, "{name} {}", lang.tag());
        for inline in [" style=", "<style", " onclick=", "javascript:", "<script>"] {
            assert!(!html.contains(inline), "{name} holds {inline}");
        }
    });
}

#[test]
fn headings_begin_with_one_and_skip_no_step() {
    every(|_, name, html| {
        let levels: Vec<u8> = html
            .split("<h")
            .skip(1)
            .filter_map(|rest| rest.as_bytes().first().filter(|sign| sign.is_ascii_digit()).map(|sign| sign - b'0'))
            .collect();
        assert_eq!(levels.first(), Some(&1), "{name}");
        for pair in levels.windows(2) {
            assert!(pair[1] <= pair[0] + 1, "{name} steps from h{} to h{}", pair[0], pair[1]);
        }
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}");
    });
}

#[test]
fn every_input_has_a_label_and_every_id_is_single() {
    every(|_, name, html| {
        let mut ids = values(html, "id");
        ids.sort_unstable();
        let all = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), all, "{name} has an id twice");
        let labelled = values(html, "for");
        for tag in tags(html, "input").into_iter().chain(tags(html, "select")).chain(tags(html, "textarea")) {
            let in_label = tag.contains("form-check-input");
            if !in_label && !tag.contains("type=\"hidden\"") {
                let tag = format!(" {tag}");
                let id = values(&tag, "id");
                assert!(id.first().is_some_and(|id| labelled.contains(id)), "{name}: no label for {tag}");
            }
        }
        for described in values(html, "aria-describedby").iter().flat_map(|ids| ids.split(' ')) {
            assert!(ids.contains(&described), "{name}: nothing has the id {described}");
        }
    });
}

#[test]
fn every_step_of_a_warning_is_a_plain_post_with_event_and_version() {
    for sample in all_samples(Lang::ZhCn).unwrap() {
        if !sample.name.starts_with("warning--") {
            continue;
        }
        for form in sample.html.split("<form ").skip(1).filter_map(|rest| rest.split("</form>").next()) {
            assert!(form.contains("method=\"post\""), "{}", sample.name);
            // opening the identity is no step of the warning
            if form.contains("/warnings/") && !form.contains("/identity\"") {
                assert!(form.contains("name=\"event\"") && form.contains("name=\"version\""), "{}: {form}", sample.name);
            }
        }
        let ended = sample.name == "warning--ended" || sample.name == "warning--waits";
        let main = sample.html.matches("class=\"btn btn-primary\"").count();
        assert_eq!(main, usize::from(!ended), "{}", sample.name);
    }
}

#[test]
fn a_form_shows_again_what_was_typed_and_what_is_wrong() {
    let samples = all_samples(Lang::ZhCn).unwrap();
    let html = |name: &str| samples.iter().find(|sample| sample.name == name).unwrap().html.clone();
    let failed = html("warning--errors");
    assert!(failed.contains("打了两次，没接通。</textarea>"));
    assert!(failed.contains("id=\"verify-finding-error\"") && failed.contains("role=\"alert\""));
    assert!(failed.contains("<details open>"), "a folded form with an error is shown open");
    let campaign = html("campaign-new--errors");
    assert!(campaign.contains("<option value=\"gad-7@1\" selected>") && campaign.contains("value=\"2026-04-18\""));
}

#[test]
fn a_red_level_says_that_a_second_person_must_confirm() {
    for lang in Lang::ALL {
        let samples = all_samples(lang).unwrap();
        let signal = samples.iter().find(|sample| sample.name == "signal--red").unwrap();
        assert_eq!(signal.html.matches(&lang.t("level-needs-two")).count(), 1, "red alone says it");
    }
}

#[test]
fn levels_have_shape_colour_and_word() {
    every(|lang, name, html| {
        for code in ["red", "yellow", "blue"] {
            let word = lang.t(&format!("level-{code}"));
            for (index, _) in html.match_indices(&format!("<use href=\"#lv-{code}\"")) {
                let near: String = html[index..].chars().take(220).collect();
                assert!(near.contains(&word), "{name}: a {code} shape without its word: {near}");
            }
        }
    });
}

#[test]
fn the_queue_is_a_fragment_of_its_own_that_keeps_its_filter() {
    let html = samples::queue(Lang::En, QueueFilter::Signals).render().unwrap();
    assert!(html.trim_start().starts_with("<section class=\"card\" id=\"queue\""));
    assert!(html.contains("hx-get=\"/desk/queue?kind=signals\"") && html.contains("data-events-url=\"/desk/events\""));
    assert_eq!(html.matches("<section").count(), 1);
    assert!(html.find("Overdue") < html.find("Due within an hour"));
}

#[test]
fn a_hidden_cell_shows_no_number() {
    let samples = all_samples(Lang::En).unwrap();
    let campaign = samples.iter().find(|sample| sample.name == "campaign--normal").unwrap();
    assert!(campaign.html.contains(&Lang::En.t("cell-hidden")));
    assert!(campaign.html.contains("b4 w-0"));
    let aggregates = samples.iter().find(|sample| sample.name == "aggregates--normal").unwrap();
    assert_eq!(aggregates.html.matches(&format!(">{}<", Lang::En.t("cell-hidden"))).count(), 7);
}

#[test]
fn filters_and_lists_are_read_back_from_their_codes() {
    for filter in QueueFilter::ALL {
        assert_eq!(QueueFilter::from_code(filter.code()), Some(filter));
    }
    assert_eq!(QueueFilter::from_code("nothing"), None);
    assert_eq!(warnings::WarningList::from_code("ended"), Some(warnings::WarningList::Ended));
}

#[test]
fn every_kind_of_background_work_has_a_name() {
    for lang in [Lang::ZhCn, Lang::En] {
        for kind in xinqiao_app::jobs::job_kinds() {
            let key = format!("job-kind-{}", kind.replace('_', "-"));
            assert!(!lang.t(&key).contains(&key), "{key}");
        }
    }
}
