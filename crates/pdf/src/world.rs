//! What typst may see: a template, the files of one document, and five faces.
//!
//! Every other file is denied, and so is every package and the day of today.

use std::collections::BTreeMap;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

use crate::PdfError;

/// The faces: four of Noto Sans, and the arrows it does not have.
pub(crate) const FACES: [&[u8]; 5] = [
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSans-Italic.ttf"),
    include_bytes!("../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../fonts/NotoSans-BoldItalic.ttf"),
    include_bytes!("../fonts/NotoSansMath-Arrows.ttf"),
];

/// The one thing typst is shown.
pub(crate) struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    files: BTreeMap<String, Bytes>,
}

impl Desk {
    /// Lays out the files of a document, by their names.
    pub(crate) fn new(files: Vec<(String, String)>) -> Result<Self, PdfError> {
        let fonts: Vec<Font> = FACES
            .iter()
            .filter_map(|face| Font::new(Bytes::new(*face), 0))
            .collect();
        if fonts.len() != FACES.len() {
            return Err(PdfError::Fonts { found: fonts.len() });
        }
        let path = VirtualPath::new("/brief.typ").map_err(|fault| PdfError::Set(vec![fault.to_string()]))?;
        let id = RootedPath::new(VirtualRoot::Project, path).intern();
        let features = [Feature::A11yExtras].into_iter().collect();
        Ok(Self {
            library: LazyHash::new(Library::builder().with_features(features).build()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            template: Source::new(id, include_str!("../template/brief.typ").to_owned()),
            files: files
                .into_iter()
                .map(|(name, text)| (name, Bytes::from_string(text)))
                .collect(),
        })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            Ok(self.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let file = match id.get().root() {
            VirtualRoot::Project => self.files.get(id.get().vpath().get_without_slash()),
            VirtualRoot::Package(_) => None,
        };
        file.cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_has_the_letters_of_five_languages() {
        let desk = Desk::new(Vec::new()).unwrap();
        let names: Vec<&str> = desk
            .fonts
            .iter()
            .map(|font| font.info().family.as_str())
            .collect();
        assert_eq!(
            names,
            [
                "Noto Sans",
                "Noto Sans",
                "Noto Sans",
                "Noto Sans",
                "Noto Sans Math"
            ]
        );
        let letters = "ӘәҒғҚқҢңӨөҰұҮүҺһІіЂђЉљЊњЋћЏџЈјЁёЪъЫыЭэČčĆćĐđŠšŽž€₸₽№…–—−«»„“”’•×\u{a0}\u{202f}";
        for font in &desk.fonts[..4] {
            for letter in letters.chars() {
                assert!(
                    font.info().coverage.contains(letter.into()),
                    "{letter} in {:?}",
                    font.info()
                );
            }
        }
        assert!(desk.fonts[4].info().coverage.contains('→'.into()));
    }

    #[test]
    fn other_files_packages_and_the_day_are_denied() {
        let desk = Desk::new(vec![("data.json".to_owned(), "{}".to_owned())]).unwrap();
        let id = |name| RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).unwrap()).intern();
        assert!(desk.file(id("/data.json")).is_ok());
        assert_eq!(desk.file(id("/etc/passwd")), Err(FileError::AccessDenied));
        assert_eq!(desk.source(id("/other.typ")).err(), Some(FileError::AccessDenied));
        assert_eq!(desk.today(None), None);
    }
}
