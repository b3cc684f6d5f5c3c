//! Changed rules are tried on answers of the past: the form, and what came of each try.

use std::time::Duration;

use askama::Template;
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;
use xinqiao_app::AppError;
use xinqiao_app::quality::{About, LARGEST_RULES, ReplayView};

use crate::fault::Fault;
use crate::handed::{Handed, Unread};
use crate::i18n::Lang;
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::Samples;
use crate::pages::desk::parts::{Entry, EntryKind, PostForm};
use crate::pages::desk::sample::{say, uuid};
use crate::pages::desk::serve::rules_text::Words;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::shell::{Area, StaffShell};
use crate::site::Site;
use crate::visitor::Visitor;

/// Longest time that a file may take.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A try in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TryLine {
    pub title: String,
    pub when: String,
    /// That it goes on, or why it ended early.
    pub state: Option<String>,
    pub lines: Vec<String>,
    /// Levels and rules with four counts each.
    pub rows: Vec<(String, Vec<String>)>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/quality/replay.html")]
pub struct ReplayPage {
    pub shell: StaffShell,
    form: PostForm,
    faults: Vec<String>,
    tries: Vec<TryLine>,
}

/// Posts, as multipart: `file`, `key`.
fn form(lang: Lang, key: Uuid) -> PostForm {
    let file = Entry::new("replay", "file", lang.t("replay-file"), EntryKind::File(".toml")).required();
    let form = PostForm::new("replay", links::quality_replay(), lang.t("replay-do"))
        .primary()
        .with_entry(file.with_hint(lang.t("replay-file-hint")));
    PostForm { multipart: true, hidden: vec![("key", key.to_string())], ..form }
}

/// The form and the tries.
pub async fn page(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let tries = tries(&site, &visitor).await?;
    let shell = shell(&site, &visitor, caller, Area::Aggregates, None).await?;
    let form = form(lang, site.app.fresh_event().uuid());
    Ok(show(&ReplayPage { shell, form, faults: Vec::new(), tries }))
}

/// Has a file tried; a faulty one is told with each of its faults.
pub async fn start(
    State(site): State<Site>,
    visitor: Visitor,
    body: Result<Multipart, MultipartRejection>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    // whoever may try nothing is told so, whatever was posted
    let tries = tries(&site, &visitor).await?;
    let handed = match body {
        Ok(body) => Handed::read(body, LARGEST_RULES).await,
        Err(_) => Err(Unread::Broken),
    };
    let handed = handed.unwrap_or_else(|why| Handed { is_too_large: matches!(why, Unread::TooLarge), ..Handed::default() });
    let key = handed.text("key").parse().unwrap_or_else(|_| site.app.fresh_event().uuid());
    let outcome = if handed.is_too_large {
        Err(AppError::field("rules", "fault-rules-large", String::new()))
    } else if handed.bytes.is_empty() {
        Err(AppError::field("rules", "fault-import-no-file", String::new()))
    } else {
        site.app.start_replay(caller, key, handed.bytes).await
    };
    match outcome {
        Ok(_) => Ok(go(&links::quality_replay())),
        Err(AppError::Invalid(found)) => {
            let first = found.first().map_or("fault-rules", |fault| fault.expected);
            // i18n: fault-rules fault-rules-large fault-rules-text fault-import-no-file
            let form = form(lang, key).with_error("file", lang.t(first));
            let faults = found.into_iter().map(|fault| fault.found).filter(|line| !line.is_empty()).collect();
            let shell = shell(&site, &visitor, caller, Area::Aggregates, None).await?;
            Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &ReplayPage { shell, form, faults, tries }))
        }
        Err(other) => Err(visitor.fault(other)),
    }
}

async fn tries(site: &Site, visitor: &Visitor) -> Result<Vec<TryLine>, Fault> {
    let lang = visitor.preferences.lang;
    let found = site.app.replays(visitor.signed_in()?).await.map_err(|fault| visitor.fault(fault))?;
    let words = Words::of(site, lang);
    Ok(found.iter().map(|one| line(site, lang, words.as_ref(), one)).collect())
}

fn about(lang: Lang, count: About) -> String {
    match count {
        About::Nothing => "0".to_owned(),
        About::Few => lang.t("replay-few"),
        About::Tens(count) => lang.t1("replay-tens", "count", lang.count(count)),
    }
}

fn line(site: &Site, lang: Lang, words: Option<&Words<'_>>, one: &ReplayView) -> TryLine {
    let tell = |key: &str, count: About| lang.t1(key, "count", about(lang, count));
    let state = match (&one.fault, one.finished_at) {
        (Some(fault), _) => Some(lang.t1("replay-fault", "fault", fault)),
        (None, None) => Some(lang.t1("replay-running", "percent", one.percent)),
        (None, Some(_)) => None,
    };
    let per = |signals: f64| format!("{signals:.1}");
    let each = |signals: f64| match one.load.deciders {
        0 => "–".to_owned(),
        people => format!("{:.2}", signals / people as f64),
    };
    let load = lang.t3(
        "replay-load",
        [("before", &per(one.load.before)), ("after", &per(one.load.after)), ("people", &one.load.deciders.to_string())],
    );
    let of_each = lang.t2("replay-load-each", "before", each(one.load.before), "after", each(one.load.after));
    // i18n: level-*
    let levels = one.levels.iter().map(|(level, before, after)| {
        let cells = vec![about(lang, *before), about(lang, *after), String::new(), String::new()];
        (lang.t(&format!("level-{level}")), cells)
    });
    let rules = one.by_rule.iter().map(|(code, counts)| {
        let name = words.map_or_else(|| code.to_string(), |words| words.signal(code.as_str()));
        (name, counts.iter().map(|count| about(lang, *count)).collect())
    });
    TryLine {
        title: lang.t1("replay-of", "rules", &one.rules),
        when: lang.t2("replay-when", "at", moment(site, lang, one.created_at), "from", lang.date(site.app.day(one.from))),
        state,
        lines: vec![
            tell("replay-sheets", one.sheets),
            tell("replay-confirmed-lost", one.confirmed_lost),
            tell("replay-confirmed-milder", one.confirmed_milder),
            tell("replay-dismissed-spared", one.dismissed_spared),
            tell("replay-added", one.added),
            load,
            of_each,
        ],
        rows: levels.chain(rules).collect(),
    }
}

impl Samples for ReplayPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || StaffShell::sample(lang, Area::Aggregates);
        let form = || form(lang, uuid(3));
        let cells = |cells: [About; 4]| cells.iter().map(|count| about(lang, *count)).collect::<Vec<_>>();
        let one = |state: Option<String>| TryLine {
            title: lang.t1("replay-of", "rules", "assessment-default 2-draft"),
            when: say(lang, "11月22日 10:00，从2025年10月1日起", "22 November, 10:00, from 1 October 2025"),
            state,
            lines: vec![
                lang.t1("replay-sheets", "count", about(lang, About::Tens(48_210))),
                lang.t1("replay-confirmed-lost", "count", about(lang, About::Few)),
            ],
            rows: vec![
                (lang.t("level-yellow"), cells([About::Tens(1_210), About::Tens(900), About::Nothing, About::Nothing])),
                (
                    say(lang, "提到有不想活下去的念头", "Tells of thoughts of not wanting to live"),
                    cells([About::Tens(400), About::Nothing, About::Few, About::Tens(310)]),
                ),
            ],
        };
        let wrong = vec![
            "rule.toml signal[3].when (line 58): expected a band of total of phq-9, not grave, found no such code".to_owned(),
        ];
        let running = Some(lang.t1("replay-running", "percent", 40));
        vec![
            ("empty", Self { shell: shell(), form: form(), faults: Vec::new(), tries: Vec::new() }),
            ("normal", Self { shell: shell(), form: form(), faults: Vec::new(), tries: vec![one(running), one(None)] }),
            (
                "faults",
                Self {
                    shell: shell(),
                    form: form().with_error("file", lang.t("fault-rules")),
                    faults: wrong,
                    tries: vec![one(None)],
                },
            ),
        ]
    }
}
