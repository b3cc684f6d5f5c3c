//! Overview of the parts inside the staff shell: what a new page can be made of, and how each part looks.

use askama::Template;

use crate::i18n::Lang;
use crate::pages::Samples;
use crate::parts::{
    Alert, AlertTone, Choice, Empty, Evidence, Field, FieldKind, Level, LevelBadge, LoopStages, Sla, SlaState, Stage, StageState,
    Timeline, TimelineEntry, Tone,
};
use crate::shell::{Area, StaffShell};

/// The overview.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/overview/overview.html")]
pub struct OverviewPage {
    pub shell: StaffShell,
    title: String,
    tasks: Vec<Task>,
    stages: LoopStages,
    evidence: Evidence,
    timeline: Timeline,
    fields: Vec<Field>,
    alerts: Vec<Alert>,
    empty: Empty,
    pills: Vec<LevelBadge>,
}

#[derive(Debug, Clone)]
struct Task {
    level: LevelBadge,
    title: String,
    detail: String,
    sla: Sla,
}

/// Picks the words of a language: samples are not texts of the service, so they have no keys.
#[derive(Clone, Copy)]
struct Words(Lang);

impl Words {
    fn say(self, zh: &str, en: &str) -> String {
        match self.0 {
            Lang::ZhCn => zh.to_owned(),
            Lang::En => en.to_owned(),
        }
    }
}

impl OverviewPage {
    fn new(lang: Lang) -> Self {
        let words = Words(lang);
        let icon = "clipboard";
        let evidence = Evidence {
            icon,
            title: words.say("情绪自测（PHQ-9）第9题", "Mood (PHQ-9), question 9"),
            origin: Some(words.say("本人填写", "filled in by the person")),
            quotes: vec![words.say("“好几天”", "“several days”")],
            passage: Vec::new(),
            foot: vec![words.say("总分19", "total 19"), words.say("4月16日 13:46", "16 April, 13:46")],
        };
        let tones = [AlertTone::Info, AlertTone::Warm, AlertTone::Caution, AlertTone::Danger];
        let alerts =
            tones.map(|tone| Alert::new(tone, words.say("说一件事，再说能做什么。", "One thing, and what can be done."))).into();
        let empty = Empty {
            icon,
            title: words.say("手上没有到期的事", "Nothing is due"),
            text: words.say("新的提示会自己出现在这里", "New signals appear here by themselves"),
            step: None,
        };
        Self {
            shell: StaffShell::sample(lang, Area::Desk),
            title: words.say("组件总览", "Overview of the parts"),
            tasks: tasks(words),
            stages: stages(words),
            evidence,
            timeline: timeline(words),
            fields: fields(words),
            alerts,
            empty,
            pills: [Level::Red, Level::Yellow, Level::Blue].map(|level| LevelBadge::pill(lang, level)).into(),
        }
    }
}

fn tasks(words: Words) -> Vec<Task> {
    let task = |level, sla| Task {
        level: LevelBadge::plain(words.0, level),
        title: words.say("李** 需启动干预", "L** needs an intervention"),
        detail: words.say("梁家墩镇，12分钟内已首次联系", "Liangjiadun, first contact within 12 minutes"),
        sla,
    };
    vec![
        task(Level::Red, Sla::new(SlaState::Over, words.say("超时20分", "20 min late"), 100)),
        task(Level::Yellow, Sla::new(SlaState::Soon, words.say("剩22分", "22 min left"), 73)),
        task(Level::Blue, Sla::new(SlaState::Fine, words.say("剩3小时", "3 h left"), 40)),
    ]
}

fn stages(words: Words) -> LoopStages {
    let stage =
        |zh, en, state| Stage { name: words.say(zh, en), lines: vec![words.say("4月16日 13:46", "16 April, 13:46")], state };
    LoopStages {
        label: words.say("处置闭环", "The loop"),
        stages: vec![
            stage("监测", "Watch", StageState::Done),
            stage("预警", "Warn", StageState::Done),
            stage("干预", "Act", StageState::Now),
            stage("反馈", "Tell", StageState::Todo),
        ],
    }
}

fn timeline(words: Words) -> Timeline {
    let entry = |tone, icon| TimelineEntry {
        title: words.say("首次联系", "First contact"),
        time: words.say("4月16日 14:02", "16 April, 14:02"),
        lines: vec![words.say("电话接通，约定明天再联系", "Reached by telephone; next contact tomorrow")],
        icon,
        tone,
    };
    Timeline { entries: vec![entry(Tone::Primary, "check"), entry(Tone::Warm, "clock"), entry(Tone::Plain, "user")] }
}

fn fields(words: Words) -> Vec<Field> {
    let line = |name, zh, en| Field::line(name, words.say(zh, en));
    let options =
        vec![Choice::new("a", words.say("电话", "Telephone")), Choice::new("b", words.say("上门", "Visit")).chosen_if(true)];
    vec![
        Field {
            hint: Some(words.say("只写看到、听到的事实", "Only what was seen and heard")),
            kind: FieldKind::Lines,
            ..line("note", "经过", "What happened")
        },
        Field {
            error: Some(words.say("写一句理由", "Give a reason")), required: true, ..line("reason", "理由", "Reason")
        },
        Field { kind: FieldKind::Select(options), ..line("way", "方式", "Way") },
        Field { kind: FieldKind::File(".csv,.xlsx"), ..line("file", "文件", "File") },
    ]
}

impl Samples for OverviewPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        vec![("all", Self::new(lang))]
    }
}
