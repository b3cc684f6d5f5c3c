//! A mail server that does what a test tells it, and no more.

use std::sync::Arc;

use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{ServerConfig, crypto};
use xinqiao_testkit::Tls;

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

/// Starts a peer that offers STARTTLS, answers it with these words before the handshake, and takes everything inside.
pub async fn start_tls(tls: &Tls, go_on: &'static str, hello: &'static str) -> u16 {
    let chain = vec![CertificateDer::from_pem_slice(tls.certificate.as_bytes()).unwrap()];
    let key = PrivateKeyDer::from_pem_slice(tls.key.as_bytes()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().unwrap().with_no_client_auth().with_single_cert(chain, key);
    let acceptor = TlsAcceptor::from(Arc::new(config.unwrap()));
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            stream.write_all(b"220 here.test ESMTP\r\n").await.unwrap();
            until(&mut stream, "EHLO", "250-here.test\r\n250 STARTTLS\r\n").await;
            until(&mut stream, "STARTTLS", go_on).await;
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                if let Ok(inside) = acceptor.accept(stream).await {
                    take_everything(inside, hello).await;
                }
            });
        }
    });
    port
}

/// Reads one line, byte by byte so that nothing of the handshake is taken, and answers it.
async fn until(stream: &mut TcpStream, expected: &str, answer: &str) {
    use tokio::io::AsyncReadExt as _;
    let mut line = Vec::new();
    while !line.ends_with(b"\r\n") {
        line.push(stream.read_u8().await.unwrap());
    }
    assert!(line.starts_with(expected.as_bytes()));
    stream.write_all(answer.as_bytes()).await.unwrap();
}

async fn take_everything(stream: impl AsyncRead + AsyncWrite, hello: &str) {
    let (reading, mut writing) = tokio::io::split(stream);
    let mut lines = BufReader::new(reading).lines();
    let mut is_text = false;
    while let Ok(Some(line)) = lines.next_line().await {
        if is_text && line != "." {
            continue;
        }
        is_text = line == "DATA";
        let answer = match line.as_str() {
            "DATA" => "354 go on\r\n",
            "." => "250 OK id=7\r\n",
            line if line.starts_with("EHLO") => hello,
            line if line.starts_with("AUTH") => "235 2.7.0 welcome\r\n",
            _ => "250 OK\r\n",
        };
        if writing.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}
