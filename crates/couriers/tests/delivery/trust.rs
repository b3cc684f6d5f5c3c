//! Certificates and passwords.

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use xinqiao_couriers::{Courier as _, Encryption, Smtp, SmtpSettings};
use xinqiao_notices::RefusedKind;
use xinqiao_testkit::{SmtpServer, Tls};

use super::letters::{letter, login, refused, settings};
use super::peer;

/// An authority, and a certificate of it for a name.
fn certificate(name: &str) -> (String, Tls) {
    let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let shown = CertificateParams::new(vec![name.to_owned()]).unwrap().signed_by(&key, &authority).unwrap();
    (authority.pem(), Tls { certificate: shown.pem(), key: key.serialize_pem() })
}

fn trusting(authority: &str, settings: SmtpSettings) -> SmtpSettings {
    SmtpSettings { authority: Some(authority.as_bytes().to_vec()), ..settings }
}

const BOTH: [Encryption; 2] = [Encryption::Implicit, Encryption::Starttls];

fn port(server: &SmtpServer, encryption: Encryption) -> u16 {
    if encryption == Encryption::Implicit { server.tls_port } else { server.port }
}

#[tokio::test]
async fn letters_go_inside_tls_with_name_and_password() {
    let (authority, tls) = certificate("localhost");
    let server = SmtpServer::start(Some(&tls), Some(("desk", "correct horse")));
    for encryption in BOTH {
        let settings = trusting(&authority, settings(port(&server, encryption), encryption));
        let known = SmtpSettings { login: login("desk", "correct horse"), ..settings.clone() };
        Smtp::new(known).unwrap().deliver(&letter(1, "lin@town.test")).await.unwrap();
        let stranger = Smtp::new(settings.clone()).unwrap().deliver(&letter(2, "lin@town.test")).await.unwrap_err();
        assert_eq!(stranger, refused(RefusedKind::Permanent, "RCPT: 550 5.7.0"));
        // a wrong password is no fault of the letter: it is tried again once the operator has mended it
        let wrong = SmtpSettings { login: login("desk", "wrong"), ..settings };
        let wrong = Smtp::new(wrong).unwrap().deliver(&letter(3, "lin@town.test")).await.unwrap_err();
        assert_eq!((wrong.kind, wrong.what.as_str()), (RefusedKind::Unreachable, "AUTH: 535"));
    }
    assert_eq!(server.mails().len(), 2);
    assert!(server.mails().iter().all(|mail| mail.contains("with esmtpsa")), "inside TLS and signed in");
}

#[tokio::test]
async fn a_server_with_a_wrong_certificate_gets_no_letter_and_no_password() {
    let (authority, other_name) = certificate("mail.elsewhere.test");
    let server = SmtpServer::start(Some(&other_name), Some(("desk", "correct horse")));
    let (stranger, _) = certificate("localhost");
    for encryption in BOTH {
        // of an authority that counts but for another name; of an authority that does not count; with Mozilla's list alone
        for authority in [Some(&authority), Some(&stranger), None] {
            let settings = SmtpSettings {
                authority: authority.map(|pem| pem.as_bytes().to_vec()),
                login: login("desk", "correct horse"),
                ..settings(port(&server, encryption), encryption)
            };
            let fault = Smtp::new(settings).unwrap().deliver(&letter(1, "lin@town.test")).await.unwrap_err();
            assert_eq!(fault.kind, RefusedKind::Unreachable);
            assert!(fault.what.ends_with("certificate or TLS not accepted") && !fault.may_have_arrived, "{}", fault.what);
        }
    }
    assert!(server.mails().is_empty());
    assert!(!server.log().contains("A=plain"), "nobody signed in");
}

#[tokio::test]
async fn a_server_without_starttls_is_not_spoken_to_further() {
    let server = SmtpServer::start(None, None);
    let settings = settings(server.port, Encryption::Starttls);
    let fault = Smtp::new(settings).unwrap().deliver(&letter(1, "lin@town.test")).await.unwrap_err();
    assert_eq!(fault, refused(RefusedKind::Unreachable, "STARTTLS: the server does not offer it"));
    assert!(server.mails().is_empty());
}

/// Somebody between adds an answer in front of the TLS handshake; the server inside speaks as it should.
#[tokio::test]
async fn an_answer_that_somebody_slipped_in_before_tls_is_noticed() {
    let (authority, tls) = certificate("localhost");
    let whole = "250-here.test\r\n250 AUTH PLAIN\r\n";
    let honest = peer::start_tls(&tls, "220 go on\r\n", whole).await;
    let slipped = peer::start_tls(&tls, "220 go on\r\n250-here.test\r\n250 AUTH PLAIN\r\n", whole).await;
    let ask = async |port| {
        let known = SmtpSettings { login: login("desk", "correct horse"), ..settings(port, Encryption::Starttls) };
        Smtp::new(trusting(&authority, known)).unwrap().deliver(&letter(1, "lin@town.test")).await
    };
    ask(honest).await.unwrap();
    let fault = ask(slipped).await.unwrap_err();
    assert_eq!(fault, refused(RefusedKind::Unreachable, "STARTTLS: the server answers something that was not asked"));
}

#[tokio::test]
async fn a_file_without_certificates_is_refused_as_an_authority() {
    for pem in ["", "nothing", "-----BEGIN CERTIFICATE-----\nnothing\n-----END CERTIFICATE-----\n"] {
        let fault = Smtp::new(trusting(pem, settings(465, Encryption::Implicit))).err().unwrap();
        assert!(fault.starts_with("ca: expected"), "{fault}");
    }
}
