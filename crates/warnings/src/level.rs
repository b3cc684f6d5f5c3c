//! The three colours that staff see, and the severities of the norm behind them.

words! {
    /// Colour of a warning, gravest first, so that the smallest is the most urgent. Source: requirements Z4-55.
    Level {
        /// 红色
        Red = "red",
        /// 黄色
        Yellow = "yellow",
        /// 蓝色
        Blue = "blue",
    }
}

words! {
    /// Severity of a signal, gravest first. Numbers (一级…) run both ways in practice, so none is stored. Source: domain_rules C.1, H.4.
    Severity {
        /// Attempt, plan with means, acute danger.
        Crisis = "crisis",
        /// Ideation with method or intent, recent self-harm, PHQ-9 ≥20, item 9 ≥2.
        High = "high",
        /// Passive ideation, PHQ-9 15–19, GAD-7 ≥15.
        Medium = "medium",
        /// Mild to moderate scores, adaptation problems.
        Low = "low",
    }
}

/// One value for each level.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByLevel<T> {
    pub red: T,
    pub yellow: T,
    pub blue: T,
}

impl<T> ByLevel<T> {
    /// The value of `level`.
    pub const fn of(&self, level: Level) -> &T {
        match level {
            Level::Red => &self.red,
            Level::Yellow => &self.yellow,
            Level::Blue => &self.blue,
        }
    }
}
