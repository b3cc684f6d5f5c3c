//! How much attention somebody needs: every contribution, what protects, and what would change it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;
use xinqiao_app::attention::AttentionView;
use xinqiao_kernel::id::PersonId;
use xinqiao_risk::{Basis, Contribution, Counted, Level, Model, Points, Title, WouldChange};

use crate::fault::Fault;
use crate::i18n::Lang;
use crate::page::show;
use crate::pages::Samples;
use crate::pages::desk::sample::{say, uuid};
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::pages::desk::serve::warning_parts::described;
use crate::parts::{self, LevelBadge};
use crate::shell::{Area, StaffShell};
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

/// One line of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub title: String,
    pub notes: String,
    pub points: Option<String>,
}

/// One part of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub title: String,
    pub sum: Option<String>,
    pub lines: Vec<Line>,
    /// What is said when there is no line.
    pub none: String,
}

/// What the page is made of.
#[derive(Debug, Clone)]
pub struct View {
    pub id: PersonId,
    /// Masked name.
    pub name: String,
    /// None while nothing calls for attention.
    pub level: Option<LevelBadge>,
    pub summary: String,
    pub parts: Vec<Part>,
    /// How the level is made, a line each.
    pub how: Vec<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/people/attention.html")]
pub struct AttentionPage {
    pub shell: StaffShell,
    view: View,
}

/// The page of a person.
pub async fn page(State(site): State<Site>, visitor: Visitor, Path(id): Path<PersonId>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.attention(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let words = Telling { site: &site, lang, model: found.model };
    let name = described(&site, lang, &found.person);
    let assessment = &found.assessment;
    let view = View {
        id,
        name,
        level: badge(lang, assessment.level),
        summary: words.summary(&found),
        parts: vec![
            words.risks(&found),
            words.together(&found),
            words.protective(&found),
            words.changes(&found),
            words.gaps(&found),
        ],
        how: words.how(),
    };
    Ok(show(&AttentionPage { shell: shell(&site, &visitor, caller, Area::People, None).await?, view }))
}

fn badge(lang: Lang, level: Level) -> Option<LevelBadge> {
    let drawn = match level {
        Level::None => return None,
        Level::Blue => parts::Level::Blue,
        Level::Yellow => parts::Level::Yellow,
        Level::Red => parts::Level::Red,
    };
    Some(LevelBadge::pill(lang, drawn))
}

/// Says an assessment in words.
struct Telling<'a> {
    site: &'a Site,
    lang: Lang,
    model: &'a Model,
}

impl Telling<'_> {
    fn level(&self, level: Level) -> String {
        // i18n: attention-level-*
        self.lang.t(&format!("attention-level-{}", level.code()))
    }

    fn title(&self, title: &Title) -> String {
        if self.lang == Lang::En { title.en.clone() } else { title.zh_cn.clone() }
    }

    fn kind(&self, kind: xinqiao_risk::KindId) -> String {
        self.model.kind(kind).map(|kind| self.title(&kind.title)).unwrap_or_default()
    }

    fn at(&self, at: Timestamp) -> String {
        moment(self.site, self.lang, at)
    }

    fn points(&self, points: Points) -> String {
        words::number((points.value() * 10.0).round() / 10.0)
    }

    fn summary(&self, found: &AttentionView<'_>) -> String {
        let lang = self.lang;
        let assessment = &found.assessment;
        let basis = match assessment.basis {
            Basis::Unknown => lang.t("attention-basis-unknown"),
            Basis::Stale { newest } => lang.t1("attention-basis-stale", "at", self.at(newest)),
            Basis::Present { newest } => lang.t1("attention-basis-present", "at", self.at(newest)),
        };
        let mut said = vec![basis];
        if assessment.level != Level::None {
            said.push(lang.t2("attention-held", "level", self.level(assessment.level), "at", self.at(assessment.since)));
        }
        if assessment.is_held {
            said.push(lang.t("attention-is-held"));
        }
        if let Some(falls) = assessment.falls_at {
            said.push(lang.t2("attention-falls", "at", self.at(falls), "level", self.level(assessment.level.lower())));
        }
        if found.kept.is_some_and(|kept| kept != assessment.level) {
            said.push(lang.t("attention-not-kept"));
        }
        said.concat()
    }

    fn line(&self, one: &Contribution) -> Line {
        let lang = self.lang;
        let mut notes = vec![self.at(one.happened)];
        match one.why {
            Counted::Whole => {}
            Counted::Capped { cap } => notes.push(lang.t1("attention-capped", "points", self.points(cap))),
            Counted::Replaced { .. } => notes.push(lang.t("attention-replaced")),
            Counted::Outweighed { .. } => notes.push(lang.t("attention-outweighed")),
            Counted::Gone => notes.push(lang.t("attention-gone")),
        }
        if one.counted != one.start {
            notes.push(lang.t1("attention-began", "points", self.points(one.start)));
        }
        if let Some(gone) = one.gone_at {
            notes.push(lang.t1("attention-until", "at", self.at(gone)));
        }
        if one.is_ahead {
            notes.push(lang.t("attention-ahead"));
        }
        Line { title: self.kind(one.kind), notes: notes.join(&lang.t("join-comma")), points: Some(self.points(one.counted)) }
    }

    fn part(&self, key: &str, sum: Option<String>, lines: Vec<Line>) -> Part {
        // i18n: attention-part-*
        let title = self.lang.t(&format!("attention-part-{key}"));
        Part { title, sum, lines, none: self.lang.t(&format!("attention-part-{key}-none")) }
    }

    fn risks(&self, found: &AttentionView<'_>) -> Part {
        let assessment = &found.assessment;
        let sum = self.lang.t1("attention-points", "points", self.points(assessment.points));
        self.part("risk", Some(sum), assessment.contributions.iter().map(|one| self.line(one)).collect())
    }

    fn together(&self, found: &AttentionView<'_>) -> Part {
        let lang = self.lang;
        let rules = self.model.interactions();
        let mut lines: Vec<Line> = found
            .assessment
            .interactions
            .iter()
            .filter_map(|held| {
                let rule = rules.get(held.rule)?;
                let notes = lang.t1("attention-until", "at", self.at(held.until));
                Some(Line { title: self.title(&rule.title), notes, points: Some(self.points(held.points)) })
            })
            .collect();
        if let Some(floor) = &found.assessment.floor {
            let notes = lang.t2("attention-floor", "level", self.level(floor.level), "at", self.at(floor.until));
            lines.push(Line { title: self.kind(floor.kind), notes, points: None });
        }
        self.part("together", None, lines)
    }

    fn protective(&self, found: &AttentionView<'_>) -> Part {
        let assessment = &found.assessment;
        let relief = (assessment.relief != Points::default())
            .then(|| self.lang.t1("attention-relief", "points", self.points(assessment.relief)));
        self.part("protective", relief, assessment.protective.iter().map(|one| self.line(one)).collect())
    }

    fn changes(&self, found: &AttentionView<'_>) -> Part {
        let lang = self.lang;
        let line =
            |title: String, to: Level| Line { title, notes: lang.t1("attention-becomes", "level", self.level(to)), points: None };
        let lines = found.assessment.changes.iter().map(|change| match change {
            WouldChange::RaisedBy { kind, to, .. } => line(lang.t1("attention-if-new", "what", self.kind(*kind)), *to),
            WouldChange::LoweredWithout { kind, to, .. } => line(lang.t1("attention-if-one-gone", "what", self.kind(*kind)), *to),
            WouldChange::LoweredWithoutKind { kind, to } => {
                line(lang.t1("attention-if-kind-gone", "what", self.kind(*kind)), *to)
            }
            WouldChange::FallsAt { at, to } => line(lang.t1("attention-if-nothing", "at", self.at(*at)), *to),
        });
        self.part("changes", None, lines.collect())
    }

    fn gaps(&self, found: &AttentionView<'_>) -> Part {
        let missing = self.model.missing();
        let lines = found.assessment.gaps.iter().filter_map(|at| missing.get(*at));
        let lines = lines.map(|rule| Line { title: self.title(&rule.title), notes: String::new(), points: None });
        self.part("gaps", None, lines.collect())
    }

    fn how(&self) -> Vec<String> {
        let lang = self.lang;
        let mut lines = vec![lang.t2("attention-model", "id", self.model.id(), "version", self.model.version())];
        for level in [Level::Blue, Level::Yellow, Level::Red] {
            if let (Some(rise), Some(fall)) = (self.model.rises_at(level), self.model.falls_below(level)) {
                let span = format!("{} / {}", self.points(rise), self.points(fall));
                lines.push(lang.t2("attention-threshold", "level", self.level(level), "points", span));
            }
        }
        lines.push(lang.t("attention-fades"));
        lines
    }
}

impl Samples for AttentionPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let line = |title: (&str, &str), notes: (&str, &str), points: Option<&str>| Line {
            title: say(lang, title.0, title.1),
            notes: say(lang, notes.0, notes.1),
            points: points.map(str::to_owned),
        };
        let part = |key: &str, lines: Vec<Line>| Part {
            title: lang.t(&format!("attention-part-{key}")),
            sum: None,
            lines,
            none: lang.t(&format!("attention-part-{key}-none")),
        };
        let view = |level, parts| View {
            id: PersonId::from_uuid(uuid(1)),
            name: say(lang, "李**，女，34岁", "L**, woman, 34"),
            level,
            summary: lang.t("attention-basis-unknown"),
            parts,
            how: vec![lang.t("attention-fades")],
        };
        let risk = line(("想过自杀方法或有意图", "ideation with method"), ("4月16日 13:46", "16 April, 13:46"), Some("38.5"));
        let change = line(("如果不再有新情况", "if nothing new comes"), ("变为黄色", "becomes yellow"), None);
        let keys = ["risk", "together", "protective", "changes", "gaps"];
        let full = keys.map(|key| part(key, vec![if key == "changes" { change.clone() } else { risk.clone() }]));
        let empty = keys.map(|key| part(key, Vec::new()));
        let shell = || StaffShell::sample(lang, Area::People);
        vec![
            ("red", Self { shell: shell(), view: view(badge(lang, Level::Red), full.into()) }),
            ("none", Self { shell: shell(), view: view(None, empty.into()) }),
        ]
    }
}
