//! The header of a message.

use super::artefact::{is_day, is_moment};
use crate::model::{Header, Party, is_id};
use crate::standard::Standard;
use crate::structure::form::{Form, Shape};

impl Shape for Header {
    fn shape(&mut self, form: &mut Form<'_>) {
        form.space = "mes:";
        form.must_element(("ID", "id"), &mut self.id);
        let found = format!("{:?}", self.id);
        form.require(is_id(&self.id), "ID", &found, "an identifier");
        let mut is_test = form.is_writing.then_some(self.is_test);
        form.element("Test", &mut is_test);
        self.is_test = is_test.unwrap_or_default();
        form.must_element("Prepared", &mut self.prepared);
        let may_be_day = form.is_ml() || form.standard == Standard::Json2_1;
        let is_time = is_moment(form, &self.prepared) || (is_day(&self.prepared) && may_be_day);
        let found = format!("{:?}", self.prepared);
        let expected = match form.is_json() {
            true => "a date and time with its zone",
            false => "a date and time",
        };
        form.require(is_time, "Prepared", &found, expected);
        form.must_part("Sender", &mut self.sender);
        form.parts(("Receiver", "receivers"), &mut self.receivers);
        form.texts("com:Name", "names", &mut self.names);
        if form.is_json() {
            form.has(false, !self.sources.is_empty(), "Source");
            form.parts("links", &mut self.links);
            form.take("schema");
            form.take_all("contentLanguages");
        } else {
            form.has(false, !self.links.is_empty(), "links");
            form.texts("Source", "sources", &mut self.sources);
        }
    }
}

impl Shape for Party {
    fn shape(&mut self, form: &mut Form<'_>) {
        form.id("id", &mut self.id, is_id);
        form.texts("com:Name", "names", &mut self.names);
        form.parts(("Contact", "contacts"), &mut self.contacts);
    }
}
