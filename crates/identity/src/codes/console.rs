//! Codes on the console, for the operator's trial.

use std::io::Write as _;

use futures_util::future::BoxFuture;

use super::{CodeMessage, CodeSender, SendError};

/// Writes each message as one line to the standard output. Never through the log, which holds nothing of people.
#[derive(Debug, Clone, Copy)]
pub struct ConsoleSender;

impl CodeSender for ConsoleSender {
    fn send<'a>(&'a self, message: &'a CodeMessage) -> BoxFuture<'a, Result<(), SendError>> {
        let line = line(message);
        Box::pin(async move {
            let mut out = std::io::stdout().lock();
            out.write_all(line.as_bytes()).and_then(|()| out.flush()).map_err(SendError::Write)
        })
    }
}

fn line(message: &CodeMessage) -> String {
    format!("{} {}\n", message.phone, message.text)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_line_holds_the_number_and_the_text() {
        assert_eq!(super::line(&super::super::sample(1)), "+8613812345678 【甘州心理服务】验证码 012345\n");
    }
}
