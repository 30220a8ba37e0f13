//! Category schemes and categorisations.

use super::artefact::{item, maintainable};
use crate::model::{Categorisation, Category, CategoryScheme, Class, is_id, is_ncname};
use crate::structure::form::{Form, Shape};

impl Shape for CategoryScheme {
    fn shape(&mut self, form: &mut Form<'_>) {
        maintainable(form, &mut self.artefact, Class::CategoryScheme, is_ncname);
        form.flag("isPartial", &mut self.is_partial, false);
        form.parts(("Category", "categories"), &mut self.categories);
    }
}

impl Shape for Category {
    fn shape(&mut self, form: &mut Form<'_>) {
        item(form, &mut self.item, is_id);
        form.parts(("Category", "categories"), &mut self.categories);
    }
}

impl Shape for Categorisation {
    fn shape(&mut self, form: &mut Form<'_>) {
        maintainable(form, &mut self.artefact, Class::Categorisation, is_id);
        form.must_reference("Source", &mut self.source, &[]);
        form.must_reference("Target", &mut self.target, &[Class::Category]);
    }
}
