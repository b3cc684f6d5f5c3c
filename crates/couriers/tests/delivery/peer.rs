//! A mail server that does what a test tells it, and no more.

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;

/// What it says to each line, by how the line begins; no answer: it hangs up.
pub type Says = fn(&str) -> Option<&'static str>;

/// Starts a peer; its port. `silent` never says a word.
pub async fn start(says: Option<Says>) -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let mut kept = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            let Some(says) = says else {
                kept.push(stream);
                continue;
            };
            tokio::spawn(async move {
                let (reading, mut writing) = stream.split();
                let mut lines = BufReader::new(reading).lines();
                let mut is_text = false;
                let Some(greeting) = says("") else { return };
                writing.write_all(greeting.as_bytes()).await.unwrap();
                while let Ok(Some(line)) = lines.next_line().await {
                    if is_text && line != "." {
                        continue;
                    }
                    is_text = line == "DATA";
                    let Some(answer) = says(&line) else { return };
                    if writing.write_all(answer.as_bytes()).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    port
}
