//! What holds for all of it.

mod adaptive;
mod bank;
mod calibration;
mod dif;
mod golden;
mod reference;
mod replay;
mod scoring;
