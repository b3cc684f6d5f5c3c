//! Self-tests: which there are, one question on a page, the company page, the result.

mod accompany;
mod list;
mod question;
mod result;
mod steps;

pub use accompany::{AccompanyPage, SpokenOf};
pub use list::{ListPage, TestCard};
pub use question::{QuestionInput, QuestionOption, QuestionPage};
pub use result::{KeepChoice, ResultPage, ResultView, ScoreNote, SeenBy};
pub use steps::{NextStep, StepAction, next_steps};
