//! What a device sends: who sends, whom it is about, whether it may be kept.

use serde_json::Value;
use xinqiao_access::{Actor, Assignment, Permit, Purpose, Role, act, permit};
use xinqiao_devices::{Session, check, read};
use xinqiao_store::devices::DeviceSession;
use xinqiao_store::people::Whereabouts;

use super::{CODE, Device, Received, Unkept};
use crate::accounts::token_hash as hash;
use crate::audit::by_system;
use crate::{App, AppError, Result};

/// A session that may be kept.
struct Taken {
    session: Session,
    who: Whereabouts,
}

impl App {
    /// The device of a key; none for an unknown key and for a device that is locked or withdrawn. It may send results and read nothing.
    pub async fn authenticate_device(&self, key: &str) -> Result<Option<Device>> {
        if key.len() != 64 || !key.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(None);
        }
        let found = self.inner.db.device_by_key(&hash(key)).await?;
        Ok(found.filter(|device| device.state == "active"))
    }

    /// Takes one result of a device; durable when it returns. Sending the same again is harmless: the same device and id of a session with the
    /// same content is the same result, with other content it is refused. What cannot be kept is counted and nothing of it stays.
    pub async fn receive_device_result(&self, device: &Device, sent: &Value) -> Result<Received> {
        let way = if sent.get("resourceType").is_some() { "fhir" } else { "json" };
        self.take_device_result(device, sent, way, true).await
    }

    /// The same for a row of a file; `is_kept` false only looks whether it could be kept.
    pub(super) async fn take_device_result(
        &self,
        device: &Device,
        sent: &Value,
        way: &'static str,
        is_kept: bool,
    ) -> Result<Received> {
        match self.look_at_device_result(device, sent).await? {
            Ok(taken) if is_kept => self.keep_taken(device, taken, way).await,
            Ok(_) => Ok(Received::Kept { id: xinqiao_kernel::id::DeviceResultId::new(self.ids(), self.now()), is_new: true }),
            Err(Received::Unkept(why)) => {
                if is_kept {
                    self.count_unkept(device, &why).await?;
                }
                Ok(Received::Unkept(why))
            }
            Err(known) => Ok(known),
        }
    }

    /// Everything but the writing. `Err` is an answer: it was there, or it cannot be kept.
    async fn look_at_device_result(&self, device: &Device, sent: &Value) -> Result<Result<Taken, Received>> {
        let unkept = |why| Ok(Err(Received::Unkept(why)));
        let rules = self.device_rules()?;
        let session = match read(sent, rules) {
            Ok(session) => session,
            Err(faults) => return unkept(Unkept::Faulty(faults)),
        };
        if let Err(faults) = check(&session, rules, &device.kinds, self.now()) {
            return unkept(Unkept::Faulty(faults));
        }
        if let Some(known) = self.known_device_result(device, &session).await? {
            return Ok(Err(known));
        }
        let code = self.inner.db.keyed_text(CODE, session.code.as_deref().unwrap_or_default())?;
        let Some(open) = self.inner.db.device_session_by_code(&code).await? else { return unkept(Unkept::UnknownCode) };
        if open.device.is_some_and(|only| only != device.id) {
            return unkept(Unkept::ForeignCode);
        }
        if open.code_until <= self.now() {
            return unkept(Unkept::EndedCode);
        }
        let who = self.inner.db.whereabouts(open.person).await?.filter(|who| !who.lock.is_erased());
        let Some(who) = who else { return unkept(Unkept::UnknownCode) };
        let is_restricted = self.inner.db.restricted_at(who.id).await?.is_some();
        if is_restricted || !self.agrees_to_devices(&self.acting_for(&open, &who)?, &who).await? {
            return unkept(Unkept::NoConsent);
        }
        Ok(Ok(Taken { session, who }))
    }

    /// What the device sent before under the same id of a session.
    async fn known_device_result(&self, device: &Device, session: &Session) -> Result<Option<Received>> {
        let before = self.inner.db.device_sent_before(device.id, &session.id).await?;
        Ok(before.map(|before| {
            if before.body == session.content() {
                Received::Kept { id: before.id, is_new: false }
            } else {
                Received::Unkept(Unkept::Changed)
            }
        }))
    }

    async fn keep_taken(&self, device: &Device, taken: Taken, way: &'static str) -> Result<Received> {
        let now = self.now();
        let Taken { session, who } = taken;
        let mut tx = self.inner.db.begin().await?;
        let Some(id) = self.keep_session(&mut tx, &who, (Some(device.id), way), &session).await? else {
            // the same device at the same moment
            tx.rollback().await?;
            let known = self.known_device_result(device, &session).await?;
            return known.ok_or_else(|| AppError::conflict("other"));
        };
        tx.see_device(device.id, now).await?;
        let detail = format!("received {way} {}", session.kind);
        let row = by_system(self, "answer_self", &who.place, Some(who.id), "device_result", id.uuid(), detail);
        tx.audit(&row, now).await?;
        tx.commit().await?;
        Ok(Received::Kept { id, is_new: true })
    }

    /// Counts that a device sent what is no JSON at all.
    pub async fn unreadable_device_result(&self, device: &Device) -> Result<()> {
        self.count_unkept(device, &Unkept::Faulty(Vec::new())).await
    }

    async fn count_unkept(&self, device: &Device, why: &Unkept) -> Result<()> {
        let now = self.now();
        tracing::info!(device.id = %device.id, reason = why.code(), "a result of a device was not kept");
        let mut tx = self.inner.db.begin().await?;
        tx.count_device_refusal(device.id, self.day(now), why.code(), now).await?;
        Ok(tx.commit().await?)
    }

    /// The person of a session, in the role of a resident and in no other: for asking what they agreed to.
    fn acting_for(&self, open: &DeviceSession, who: &Whereabouts) -> Result<Permit<act::AnswerSelf>> {
        let today = self.day(self.now());
        let resident = Assignment::new(Role::Resident, who.place.clone(), today, Some(today));
        let broken = |source: Box<dyn std::error::Error + Send + Sync>| AppError::Broken {
            what: "the person of a session of a device cannot be asked".to_owned(),
            source: Some(source),
        };
        let actor = Actor::new(open.opened_by, Some(who.id), vec![resident]).map_err(|fault| broken(Box::new(fault)))?;
        permit::<act::AnswerSelf>(&actor, &Self::own_resource(who), Purpose::SelfService, self.moment())
            .map_err(|fault| broken(Box::new(fault)))
    }
}
