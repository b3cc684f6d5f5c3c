//! The closed loop as a row of arches: watch, warn, act, tell.

use askama::Template;

/// Where a stage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageState {
    Done,
    Now,
    Todo,
}

/// One stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    pub name: String,
    /// Lines below the name: who, when, until when.
    pub lines: Vec<String>,
    pub state: StageState,
}

impl Stage {
    fn class(&self) -> &'static str {
        match self.state {
            StageState::Done => " is-done",
            StageState::Now => " is-now",
            StageState::Todo => "",
        }
    }

    fn is_done(&self) -> bool {
        self.state == StageState::Done
    }

    fn is_now(&self) -> bool {
        self.state == StageState::Now
    }
}

/// The stages in order.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/loop_stages.html")]
pub struct LoopStages {
    pub label: String,
    pub stages: Vec<Stage>,
}
