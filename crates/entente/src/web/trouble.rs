//! Why a request is not answered as it was asked: a status, and what is wrong in words.

use std::io;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use entente_mirror::store::StoreError;
use jiff::Timestamp;
use sdmx::Fault;
use sdmx::data::{Header, Party};
use sdmx::rest::{Api, NotAcceptable, Refusal, Status, error_message};

use crate::dissemination::AGENCY;
use crate::print;

/// A status with what is wrong; what the store or a format says is the server's own trouble.
#[derive(Clone, Debug)]
pub(super) struct Trouble {
    pub(super) status: StatusCode,
    pub(super) texts: Vec<String>,
}

impl Trouble {
    pub(super) fn new(status: StatusCode, text: impl Into<String>) -> Self {
        Self {
            status,
            texts: vec![text.into()],
        }
    }

    /// What can be read and contradicts the structure.
    pub(super) fn semantic(api: Api, text: impl Into<String>) -> Self {
        Self::new(status(Status::Semantic.number(api)), text)
    }

    /// More than is answered at once.
    pub(super) fn too_large(text: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, text)
    }

    pub(super) fn nothing_found(text: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, text)
    }

    /// None of what is asked for is offered.
    pub(super) fn not_acceptable(text: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_ACCEPTABLE, text)
    }

    pub(super) fn refused(api: Api, refusal: &Refusal) -> Self {
        Self {
            status: status(refusal.status().number(api)),
            texts: refusal.faults.iter().map(ToString::to_string).collect(),
        }
    }

    /// The answer, as a message of a version.
    pub(super) fn answer(self, api: Api) -> Response {
        let trouble = self.told();
        let header = Header {
            id: "ERROR".to_owned(),
            prepared: Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            sender: Party {
                id: AGENCY.to_owned(),
                ..Party::default()
            },
            ..Header::default()
        };
        let (media_type, message) = error_message(api, trouble.status.as_u16(), &trouble.texts, &header);
        (trouble.status, [(header::CONTENT_TYPE, media_type)], message).into_response()
    }

    /// What a client is told. The server's own trouble names files, which are no client's business:
    /// who runs the server is told instead.
    pub(super) fn told(self) -> Self {
        if self.status != StatusCode::INTERNAL_SERVER_ERROR {
            return self;
        }
        for text in &self.texts {
            print::note(&format!("error: {text}"));
        }
        Self::new(self.status, "the server failed; who runs it is told why")
    }

    fn own(text: impl ToString) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, text.to_string())
    }
}

fn status(number: u16) -> StatusCode {
    StatusCode::from_u16(number).unwrap_or(StatusCode::BAD_REQUEST)
}

impl From<NotAcceptable> for Trouble {
    fn from(error: NotAcceptable) -> Self {
        Self::not_acceptable(error.to_string())
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::own(error)
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::own(fault)
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::own(error)
    }
}
