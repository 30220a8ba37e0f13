//! The header of a message.

use crate::model::{Header, Party, TimePeriod, is_id};
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
        let is_time = TimePeriod::parse(self.prepared.trim()).is_some();
        let found = format!("{:?}", self.prepared);
        form.require(is_time, "Prepared", &found, "a date and time");
        form.must_part("Sender", &mut self.sender);
        form.parts(("Receiver", "receivers"), &mut self.receivers);
        form.texts("com:Name", "names", &mut self.names);
        match form.is_json() {
            true => {
                form.has(false, !self.sources.is_empty(), "Source");
                form.pass_over("links");
                form.take("schema");
                form.take_all("contentLanguages");
            }
            false => form.texts("Source", "sources", &mut self.sources),
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
