//! A campaign on paper: the instrument with its wording to be printed, codes for the sheets, and the file into which they are keyed.

use std::io::Cursor;

use xinqiao_access::{Permit, Purpose, Resource, act};
use xinqiao_campaigns::Part;
use xinqiao_kernel::id::CampaignId;
use xinqiao_packs::InstrumentPack;
use xinqiao_store::campaigns::Campaign;
use xinqiao_tables::{Sink, TableError, WorkbookSink};

use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// Most sheets that are printed with codes at once.
pub const MOST_SHEETS: usize = 200;
/// Columns of the file beside the answers, as the import is told them.
pub const PAPER_COLUMNS: [&str; 5] = ["id", "name", "sex", "birth", "answered_on"];
/// What stands before the code of an item in the name of its column.
pub const PAPER_PREFIX: &str = "q";

/// Signs of a code: no two that look alike on paper.
const SIGNS: &[u8; 29] = b"23456789ABCDEFGHJKMNPQRTVWXYZ";
/// Signs of a code: 29^8 codes, so that of a thousand sheets hardly two are ever alike.
const LENGTH: usize = 8;

/// What is printed.
#[derive(Debug, Clone)]
pub struct PaperForm<'a> {
    pub campaign: Campaign,
    /// all parts of the campaign: the form is one of them
    pub parts: Vec<Part>,
    /// the version that the campaign is tied to
    pub pack: &'a InstrumentPack,
    /// a code for each sheet, which belongs to nobody until somebody writes down whose it is; none for sheets with an empty box
    pub codes: Vec<String>,
}

/// The file into which sheets are keyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperFile {
    Csv,
    Xlsx,
}

impl App {
    /// The form of a campaign for paper, with codes for so many sheets.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right to import answers, `Conflict` `no_wording` where the licence allows no
    /// wording, `Invalid` on `codes` and on `part`.
    pub async fn paper_form(&self, caller: &Caller, id: CampaignId, part: usize, codes: usize) -> Result<PaperForm<'_>> {
        let (campaign, permit) = self.on_paper(caller, id, part).await?;
        if MOST_SHEETS < codes {
            return Err(AppError::field("codes", "fault-paper-codes", codes.to_string()));
        }
        let pack = self.paper_pack(&campaign)?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "campaign", Some(id.uuid()), format!("paper sheets={codes}")), self.now()).await?;
        tx.commit().await?;
        let parts = self.inner.db.campaign_parts(id).await?;
        Ok(PaperForm { campaign, parts, pack, codes: (0..codes).map(|_| self.paper_code()).collect() })
    }

    /// The empty file into which sheets are keyed: its name and bytes. The import finds its columns by itself.
    ///
    /// Errors: as [`App::paper_form`].
    pub async fn paper_file(&self, caller: &Caller, id: CampaignId, part: usize, file: PaperFile) -> Result<(String, Vec<u8>)> {
        let (campaign, permit) = self.on_paper(caller, id, part).await?;
        let instrument = self.paper_pack(&campaign)?.instrument();
        let items = instrument.items().iter().map(|item| format!("{PAPER_PREFIX}{}", item.code()));
        let header: Vec<String> = PAPER_COLUMNS.iter().map(|name| (*name).to_owned()).chain(items).collect();
        let (ending, bytes) = match file {
            PaperFile::Csv => ("csv", csv(&header)),
            PaperFile::Xlsx => ("xlsx", workbook(&header)),
        };
        let name = format!("{}-{}.{ending}", instrument.code(), instrument.version());
        let bytes = bytes.map_err(|fault| AppError::Broken {
            what: "the file for keying cannot be written".to_owned(),
            source: Some(Box::new(fault)),
        })?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "campaign", Some(id.uuid()), "paper file"), self.now()).await?;
        tx.commit().await?;
        Ok((name, bytes))
    }

    async fn on_paper(&self, caller: &Caller, id: CampaignId, part: usize) -> Result<(Campaign, Permit<act::ImportResponses>)> {
        let campaign = self.inner.db.campaign(id).await?.ok_or(AppError::NotFound)?;
        let at = Resource::at(campaign.place.clone());
        let permit = self.permit::<act::ImportResponses>(caller, &at, Purpose::Screening).await?;
        Ok((self.seen_from(campaign, part).await?, permit))
    }

    /// The campaign as one of its parts sees it: with the instrument and version of that part. Errors: `Invalid` on `part` for one that it has not.
    pub(super) async fn seen_from(&self, campaign: Campaign, part: usize) -> Result<Campaign> {
        if part == 0 {
            return Ok(campaign);
        }
        let parts = self.inner.db.campaign_parts(campaign.id).await?;
        let found =
            parts.into_iter().nth(part).ok_or_else(|| AppError::field("part", "fault-campaign-no-part", part.to_string()))?;
        Ok(Campaign { instrument: found.instrument, version: found.version, ..campaign })
    }

    fn paper_pack(&self, campaign: &Campaign) -> Result<&InstrumentPack> {
        let pack = self.inner.library.instrument_version(&campaign.instrument, &campaign.version).ok_or(AppError::NotFound)?;
        if pack.has_wording() { Ok(pack) } else { Err(AppError::conflict("no_wording")) }
    }

    /// Eight signs that are not mistaken for one another, with a dash in the middle.
    pub(crate) fn paper_code(&self) -> String {
        let mut code = String::with_capacity(LENGTH + 1);
        let secret = self.ids().secret();
        // what would make some signs likelier than others is left out
        let signs = secret.iter().filter(|byte| usize::from(**byte) < 256 / SIGNS.len() * SIGNS.len());
        for (at, byte) in signs.take(LENGTH).enumerate() {
            if at == LENGTH / 2 {
                code.push('-');
            }
            code.push(char::from(SIGNS[usize::from(*byte) % SIGNS.len()]));
        }
        code
    }
}

fn csv(header: &[String]) -> Result<Vec<u8>, TableError> {
    // programs take a first byte-order mark for UTF-8
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    let mut sink = Sink::to_writer("paper.csv", &mut bytes);
    sink.row(header)?;
    sink.finish()?;
    Ok(bytes)
}

fn workbook(header: &[String]) -> Result<Vec<u8>, TableError> {
    let mut bytes = Cursor::new(Vec::new());
    WorkbookSink::new("Sheet1", header)?.write_to("paper.xlsx", &mut bytes)?;
    Ok(bytes.into_inner())
}
