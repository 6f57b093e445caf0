//! Testees of one protocol each, as one that speaks all of them.

use lonelypsp_conformance::json::{Problem, Wanted};
use lonelypsp_conformance::{Document, Expected, Input, Presented, Testee};
use lonelypsp_schema::Direction;
use serde_json::{Map, Value as Json};

use crate::documents::{self, Documents};

pub(crate) struct Several {
    pub(crate) version: String,
    pub(crate) testees: Vec<Box<dyn Testee>>,
    /// What is signed and hashed.
    pub(crate) documents: Documents,
}

impl Several {
    fn find(&self, protocol: &str) -> Result<&dyn Testee, Problem> {
        let found = self.testees.iter().find(|testee| testee.protocols().contains(&protocol));
        let unknown = || Problem::request(format!("there is no protocol `{protocol}`"));
        found.map(|testee| &**testee).ok_or_else(unknown)
    }
}

impl Testee for Several {
    fn version(&self) -> &str {
        &self.version
    }

    fn protocols(&self) -> Vec<&str> {
        self.testees.iter().flat_map(|testee| testee.protocols()).collect()
    }

    fn decode(
        &self,
        protocol: &str,
        expected: Expected<'_>,
        input: &Input,
        reencode: bool,
    ) -> Result<Json, Problem> {
        self.find(protocol)?.decode(protocol, expected, input, reencode)
    }

    fn encode(
        &self,
        protocol: &str,
        direction: Option<Direction>,
        wanted: &Wanted<'_>,
    ) -> Result<Vec<u8>, Problem> {
        self.find(protocol)?.encode(protocol, direction, wanted)
    }

    fn sign(&self, document: &Document<'_>) -> Result<String, Problem> {
        self.documents.sign(document)
    }

    fn verify(&self, document: &Document<'_>, presented: Presented<'_>) -> Result<&'static str, Problem> {
        self.documents.verify(document, presented)
    }

    fn token(&self, token: &str, authorization: Option<&str>) -> Result<&'static str, Problem> {
        documents::token(token, authorization)
    }

    fn etag(&self, fields: &Map<String, Json>) -> Result<[u8; 64], Problem> {
        self.documents.etag(fields)
    }
}
