//! The demonstration city: 张掖 with its real places, synthetic people in the shape of the census and an invented staff.
//!
//! Everything follows from a seed. Nobody in it exists: people, names, phones, sites, addresses and schools are invented, and say so where a
//! page shows them. PHQ-9 answers are drawn from item margins and polychoric correlations of a survey in the USA (see [`nhanes`]).

mod activity;
mod build;
mod census;
mod error;
mod found;
mod letters;
mod names;
pub mod nhanes;
mod people;
mod places;
mod seeded;
mod sites;
mod staff;

pub use build::{DemoOptions, DemoReport, build};
pub use error::DemoError;
pub use letters::LetterFiles;
pub use places::{CITY, PLACES, SCHOOLS, School};
pub use staff::{DemoAccount, DemoPerson, accounts};

/// What every page of the demonstration says of its answers, in Chinese.
pub const ANSWERS_NOTE_ZH: &str = "演示数据：居民、学生、工作人员和服务点均为虚构。PHQ-9 作答按美国 NHANES 2017–2020 年成人调查的题目分布（未加权）和多分格相关随机生成，不反映中国任何地区或学校的情况。";

/// The same in English.
pub const ANSWERS_NOTE_EN: &str = "Demonstration data: residents, pupils, staff and sites are invented. PHQ-9 answers are drawn from the item margins (unweighted) and polychoric correlations of adults in the US survey NHANES 2017–2020; they say nothing of any place or school in China.";
