//! A small gateway on loopback.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use xinqiao_egress::{Bounds, Egress, Rules};

/// A request as it came: head and body.
pub type Asked = (String, String);

pub struct Server {
    pub host: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    /// Answers every request so; without an answer it hangs up.
    pub async fn start(answer: Option<(u16, &'static str)>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = asked.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let Some(one) = read(&mut stream).await else { continue };
                kept.lock().unwrap().push(one);
                let Some((status, body)) = answer else { continue };
                let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
                let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
            }
        });
        Self { host, asked }
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

pub fn egress(host: &str) -> Egress {
    Egress::new(Rules::parse([host]).unwrap(), Bounds::default()).unwrap()
}

async fn read(stream: &mut TcpStream) -> Option<Asked> {
    let mut text = Vec::new();
    loop {
        let mut part = [0; 4_096];
        let read = stream.read(&mut part).await.ok().filter(|read| *read > 0)?;
        text.extend_from_slice(&part[..read]);
        let Some(at) = text.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let (head, body) = (String::from_utf8_lossy(&text[..at]).into_owned(), &text[at + 4..]);
        let length = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
        if length.unwrap_or(0) <= body.len() {
            return Some((head, String::from_utf8(body.to_vec()).unwrap()));
        }
    }
}
