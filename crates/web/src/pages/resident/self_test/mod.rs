//! Self-tests: which there are, one question on a page, going on with answers of another device, the company page, the result.

mod accompany;
mod form;
mod list;
mod question;
mod result;
mod steps;
mod take_up;

pub use accompany::{AccompanyPage, SpokenOf};
pub use form::FormPage;
pub use list::{ListPage, TestCard};
pub use question::{ChosenQuestion, QuestionInput, QuestionOption, QuestionPage, QuestionSheet};
pub use result::{KeepChoice, ResultPage, ResultView, ScoreNote, SeenBy};
pub use steps::{NextStep, StepAction, next_steps};
pub use take_up::TakeUpPage;
